import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.credentials.clones import Wrong, clones, tail


def sitting(people: int, questions: int, seed: int) -> list[dict[str, tuple[str, ...]]]:
    """People who know more or less, and who are drawn to some wrong answers more than to others."""
    chance = random.Random(seed)
    liked = [[chance.random() ** 2 + 0.02 for _ in range(3)] for _ in range(questions)]
    hard = [chance.uniform(0.1, 0.8) for _ in range(questions)]
    found = []
    for _ in range(people):
        weak = chance.uniform(0.4, 1.4)
        found.append({
            f"q-{number}": (chance.choices("abc", liked[number])[0],)
            for number in range(questions)
            if chance.random() < hard[number] * weak
        })  # fmt: skip
    return found


def test_strangers_are_not_named() -> None:
    sizes = product((4, 12, 30, 90), (20, 60), range(10))
    named = [clones(sitting(people, questions, seed)) for people, questions, seed in sizes]
    assert len(named) == 80
    assert sum(map(bool, named)) == 0


def test_who_copies_many_wrong_answers_is_named_with_the_neighbour() -> None:
    people: list[Wrong] = [*sitting(60, 60, 5)]
    weakest = max(range(60), key=lambda place: len(people[place]))
    people.append({**people[weakest]})
    (pair,) = clones(people)
    assert (pair.one, pair.two, pair.same) == (weakest, 60, len(people[weakest]))
    assert pair.chance < 0.01 / (61 * 60 / 2)


def test_the_same_few_wrong_answers_prove_nothing() -> None:
    people: list[Wrong] = [
        *sitting(60, 60, 6),
        {"q-1": ("a",), "q-2": ("b",)},
        {"q-1": ("a",), "q-2": ("b",)},
    ]
    assert clones(people) == []


def test_a_class_that_shares_a_misconception_is_no_crowd_of_copies() -> None:
    same: Wrong = {f"q-{number}": ("a",) for number in range(30)}
    assert clones([same] * 20) == []


@pytest.mark.parametrize("people", [[], [{}], [{}, {}], [{"q": ("a",)}, {"q": ("a",)}]])
def test_hardly_anybody_is_no_reason_to_suspect(people: list[Wrong]) -> None:
    assert clones(people) == []


@given(st.lists(st.floats(0, 1), max_size=8), st.integers(0, 8))
def test_the_tail_is_the_sum_over_all_outcomes(chances: list[float], least: int) -> None:
    expected = 0.0
    for outcome in product((0, 1), repeat=len(chances)):
        if sum(outcome) >= least:
            part = 1.0
            for happened, chance in zip(outcome, chances, strict=True):
                part *= chance if happened else 1 - chance
            expected += part
    assert tail(chances, least) == pytest.approx(expected)
