"""A draw obeys its blueprint whatever the seed, the pool and the history."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from contract_files import contract
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.model.blueprint import Line
from portal.model.draw import (
    Candidate,
    DrawError,
    draw,
    fits,
    mix,
    most_taken,
    pool_mark,
    times_drawn,
)

DRAW: Mapping[str, Any] = contract("draw")
CANDIDATES = {one["id"]: Candidate(**one) for one in DRAW["candidates"]}

seeds = st.integers(0, 10**9)
modules = st.sampled_from(["m", "n"])
units = st.sampled_from(["u", "v"])
objectives = st.sampled_from(["x", "y"])
levels = st.integers(1, 3)
pools = st.lists(
    st.builds(Candidate, st.integers(0, 60).map("c-u/q{}".format), modules, units, objectives, levels),
    min_size=1,
    max_size=40,
    unique_by=lambda one: one.id,
)


@st.composite
def one_line(draw_from: st.DrawFn) -> Line:
    unit = draw_from(st.none() | units)
    return Line(
        module=draw_from(modules),
        unit=unit,
        objective=draw_from(st.none() | objectives) if unit else None,
        difficulty=tuple(draw_from(st.sets(levels, max_size=2))),
        count=draw_from(st.integers(1, 5)),
    )


lines_of = st.lists(one_line(), min_size=1, max_size=5)
histories = st.dictionaries(st.integers(0, 60).map("c-u/q{}".format), st.integers(1, 3), max_size=30)


def succeeds(lines: list[Line], pool: list[Candidate]) -> bool:
    needs = most_taken(lines, pool)
    return all(line.count <= fit - taken for line, (fit, taken) in zip(lines, needs, strict=True))


def proven(lines: list[Line], pool: list[Candidate]) -> list[Line]:
    """Return the lines with counts that every draw can fill; without those that find nothing."""
    kept: list[Line] = []
    for line in lines:
        fit, taken = most_taken([*kept, line], pool)[-1]
        if count := min(line.count, fit - taken):
            kept.append(line.model_copy(update={"count": count}))
    return kept


@pytest.mark.parametrize(("text", "value"), DRAW["mix"])
def test_a_text_has_the_check_value_of_the_contract(text: str, value: int) -> None:
    assert mix(text) == value


@pytest.mark.parametrize("case", DRAW["draws"], ids=lambda case: case["case"])
def test_a_seed_draws_the_questions_of_the_contract(case: dict[str, Any]) -> None:
    lines = [Line.model_validate(line) for line in case["lines"]]
    pool = [CANDIDATES[name] for name in case["pool"]]
    assert pool_mark(lines, pool) == case["mark"]
    if case["drawn"] is None:
        with pytest.raises(DrawError):
            draw(lines, pool, case["seed"], case["times"])
    else:
        assert list(draw(lines, reversed(pool), case["seed"], case["times"])) == case["drawn"]


@pytest.mark.parametrize("case", DRAW["earlier"], ids=lambda case: case["case"])
def test_how_often_each_was_drawn_is_counted_as_in_the_contract(case: dict[str, Any]) -> None:
    assert times_drawn(case["attempts"], case["exam"], case["earlier"]) == case["times"]


@given(lines_of, pools, seeds, histories)
def test_every_draw_of_a_proven_blueprint_obeys_it(
    any_lines: list[Line], pool: list[Candidate], seed: int, times: dict[str, int]
) -> None:
    lines = proven(any_lines, pool)
    assert succeeds(lines, pool)
    drawn = draw(lines, pool, seed, times)
    assert len(drawn) == len(set(drawn)) == sum(line.count for line in lines)
    of_id = {one.id: one for one in pool}
    for line in lines:
        assert sum(fits(line, of_id[name]) for name in drawn) >= line.count
    assert draw(lines, pool, seed, times) == drawn


@given(lines_of, pools, seeds, histories)
def test_a_draw_that_finds_too_few_was_not_proven(
    lines: list[Line], pool: list[Candidate], seed: int, times: dict[str, int]
) -> None:
    try:
        draw(lines, pool, seed, times)
    except DrawError:
        assert not succeeds(lines, pool)


@given(one_line(), pools, seeds, histories)
def test_what_was_drawn_less_often_comes_first(
    line: Line, pool: list[Candidate], seed: int, times: dict[str, int]
) -> None:
    fitting = [one.id for one in pool if fits(line, one)]
    assume(line.count <= len(fitting))
    drawn = draw([line], pool, seed, times)
    left = [times.get(name, 0) for name in fitting if name not in drawn]
    assert max(times.get(name, 0) for name in drawn) <= min(left, default=3)


@settings(max_examples=20)
@given(seeds)
def test_a_whole_pool_is_seen_before_anything_comes_twice(seed: int) -> None:
    pool = list(CANDIDATES.values())
    lines, seen = [Line(module="basics", count=6)], Counter[str]()
    for number in range(3):
        seen.update(draw(lines, pool, (seed + number) % 10**9, seen))
    assert set(seen.values()) == {1}
    assert len(seen) == 18


def test_over_many_seeds_every_question_and_every_place_is_as_likely() -> None:
    pool, lines, seeds_tried = list(CANDIDATES.values()), [Line(module="basics", count=6)], 3000
    draws = [draw(lines, pool, seed * 99_991) for seed in range(seeds_tried)]
    wanted = seeds_tried * 6 / 18
    often = Counter(name for drawn in draws for name in drawn)
    chi = sum((count - wanted) ** 2 / wanted for count in often.values())
    # 17 degrees of freedom: beyond 40.8 lies one in a thousand, and the seeds are the same each time.
    assert len(often) == 18
    assert chi < 40.8
    firsts = Counter(drawn[0] for drawn in draws)
    assert sum((count - seeds_tried / 18) ** 2 / (seeds_tried / 18) for count in firsts.values()) < 40.8


@given(lines_of, pools)
def test_the_mark_of_a_pool_knows_no_order_and_every_change(lines: list[Line], pool: list[Candidate]) -> None:
    mark = pool_mark(lines, pool)
    assert len(mark) == 8
    assert pool_mark(lines, reversed(pool)) == mark
    assert pool_mark(lines, pool[1:]) != mark
    assert pool_mark([*lines, lines[0]], pool) != mark
