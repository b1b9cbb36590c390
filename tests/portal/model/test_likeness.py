"""Twins are found without comparing all pairs, and the same ones as by comparing all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.model.likeness import PROMPT_SHORTEST, are_twins, prompt_runs, twins

WORDS = (
    "学生红着眼睛",
    "走进办公室",
    "你先做什么",
    "班主任看到",
    "一句话也不说",
    "心理老师",
    "在走廊里",
    "哪一句更合适",
    "呢",
    "吗",
)
prompts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("，".join)


@given(st.lists(prompts, max_size=30), st.sampled_from((0.3, 0.5, 0.75, 0.9)))
@settings(max_examples=200)
def test_the_pairs_are_those_of_comparing_all(texts: list[str], most: float) -> None:
    sets = [prompt_runs(text) for text in texts]
    assert list(twins(sets, most)) == [
        (second, first)
        for second in range(len(sets))
        for first in range(second)
        if are_twins(sets[second], sets[first], most)
    ]


def test_a_prompt_too_short_to_say_something_is_like_nothing() -> None:
    short = "字" * (PROMPT_SHORTEST - 1)
    assert list(twins([prompt_runs(short), prompt_runs(short)])) == []
