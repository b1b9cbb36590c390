"""Folding, keys and shards: the contract that `core/search/folding.js` meets too, and laws of their own."""

from collections import Counter

import pytest
from contract_files import contract
from hypothesis import given
from hypothesis import strategies as st

from portal.model.folding import MOST_TIMES, fold, keys_of, postings_of, shard_of

CONTRACT = contract("search")
PAIRS = CONTRACT["simplified"]
SIMPLIFIED = {ord(old): ord(new) for old, new in zip(PAIRS[::2], PAIRS[1::2], strict=True)}

texts = st.text(st.sampled_from("焦虑焦虑考试，。 aB90é—\n〇ＡΣß"), max_size=40)


@pytest.mark.parametrize("case", CONTRACT["folding"], ids=lambda case: case["text"])
def test_folding_meets_the_contract(case: dict[str, str]) -> None:
    assert fold(case["text"], SIMPLIFIED) == case["folded"]


@pytest.mark.parametrize("case", CONTRACT["keys"], ids=lambda case: case["text"])
def test_keys_meet_the_contract(case: dict[str, str]) -> None:
    assert keys_of(fold(case["text"], SIMPLIFIED)) == case["keys"]


@pytest.mark.parametrize("case", CONTRACT["shards"], ids=lambda case: f"{case['key']}/{case['shards']}")
def test_shards_meet_the_contract(case: dict[str, int]) -> None:
    assert shard_of(str(case["key"]), case["shards"]) == case["shard"]


def test_shards_are_those_of_the_published_hash() -> None:
    assert (shard_of("a", 1 << 32), shard_of("foobar", 1 << 32)) == (0xE40C292C, 0xBF9CF968)


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_every_two_neighbours_and_every_run_is_a_key_and_nothing_else(text: str) -> None:
    found: Counter[str] = Counter()
    for word in "".join(one if one.isalnum() and one not in "éσςß" else " " for one in fold(text)).split():
        run = ""
        for place, one in enumerate(word):
            if one.isascii():
                run += one
                continue
            found.update([run] if run else [])
            run = ""
            if place + 1 < len(word) and not word[place + 1].isascii():
                found[word[place : place + 2]] += 1
        found.update([run] if run else [])
    assert keys_of(fold(text)) == found


@given(st.lists(texts, max_size=4))
def test_a_key_counts_once_for_each_place_up_to_a_limit_and_never_across_texts(parts: list[str]) -> None:
    folded = [fold(part) for part in parts]
    total = sum((keys_of(part) for part in folded), Counter[str]())
    assert postings_of(folded) == {key: min(times, MOST_TIMES) for key, times in total.items()}
