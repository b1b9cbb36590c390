"""A trainer judges a sitting of a mock exam anew, and draws its questions again."""

from time import process_time
from typing import Any

import pytest
from contract_files import contract
from hypothesis import given, settings
from hypothesis import strategies as st
from report_records import RIGHT
from small_project import write_project

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.model.draw import draw, pool_mark, pool_of
from portal.model.sitting import Count, GradedAttempt, best_percent
from portal.records.attempts import Examiner
from portal.records.regrade import Grader

Json = dict[str, Any]

EXAM = """title: C 证模拟考
minutes: 5
lines:
  - {module: basics, unit: next-steps, count: 1}
  - {module: basics, difficulty: [1], count: 1}
  - {module: basics, count: 1}
status: published
"""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load(write_project(tmp_path_factory.mktemp("project"), {"quizzes/exams/c.yml": EXAM})).catalogue


@pytest.fixture(scope="module")
def examiner(catalogue: Catalogue) -> Examiner:
    return Examiner(catalogue, Grader(catalogue).grade)


def sitting(catalogue: Catalogue, seed: int, before: list[Json] | None = None, **more: Any) -> Json:
    """Return a sitting as the browser makes it after others."""
    lines, pool = catalogue.published_exams["c"].front.lines, pool_of(catalogue, "c")
    times: dict[str, int] = {}
    for name in (name for one in before or () for name in one["questions"]):
        times[name] = times.get(name, 0) + 1
    return {
        "exam": "c",
        "seed": seed,
        "questions": list(draw(lines, pool, seed, times)),
        "answers": {},
        "started": f"2026-11-02T08:0{len(before or ())}:00Z",
        "pool": pool_mark(lines, pool),
        "earlier": [one["started"] for one in before or ()],
        **more,
    }


def counts(counted: Count) -> Json:
    return {"total": counted.total, "answered": counted.answered, "right": counted.right}


def examined(examiner: Examiner, *attempts: Json) -> list[GradedAttempt]:
    return list(examiner.examine(attempts))


@pytest.mark.parametrize("case", contract("attempts"), ids=lambda case: case["case"])
def test_a_sitting_counts_as_in_the_contract(case: Json, examiner: Examiner) -> None:
    [one] = examined(examiner, case["attempt"])
    assert case["result"] == counts(one.count) | {
        "percent": one.count.percent,
        "modules": {name: counts(count) for name, count in one.modules.items()},
        "objectives": {name: counts(count) for name, count in one.objectives.items()},
    }
    assert (one.passed(80), best_percent([one], "c")) == (case["passed"], case["best"])


@settings(max_examples=30)
@given(seeds=st.lists(st.integers(0, 10**9), min_size=1, max_size=6))
def test_every_honest_history_is_drawn_again(
    seeds: list[int], catalogue: Catalogue, examiner: Examiner
) -> None:
    attempts: list[Json] = []
    for seed in seeds:
        attempts.append(sitting(catalogue, seed, attempts))
    assert {one.redrawn for one in examined(examiner, *attempts)} == {"same"}


def test_another_order_another_seed_or_another_question_is_no_draw(
    catalogue: Catalogue, examiner: Examiner
) -> None:
    honest = sitting(catalogue, 7)
    names = honest["questions"]
    other = next(name for name in RIGHT if name not in names)
    seeds = (seed for seed in range(100) if sitting(catalogue, seed)["questions"] != names)
    for change in (
        {"questions": names[::-1]},
        {"questions": names[:-1]},
        {"questions": [*names[:-1], other]},
        {"seed": next(seeds)},
    ):
        [one] = examined(examiner, honest | change)
        assert one.redrawn == "differs"


def test_what_cannot_be_drawn_again_says_why(catalogue: Catalogue, examiner: Examiner) -> None:
    first = sitting(catalogue, 1)
    second = sitting(catalogue, 2, [first])
    assert [one.redrawn for one in examined(examiner, second)] == ["no earlier"]
    assert [one.redrawn for one in examined(examiner, first | {"pool": "00000000"})] == ["other pool"]
    assert [one.redrawn for one in examined(examiner, first | {"exam": "b"})] == ["other pool"]
    bare = {name: member for name, member in first.items() if name != "pool"}
    assert [one.redrawn for one in examined(examiner, bare)] == ["no mark"]


def test_ids_that_no_bank_holds_and_answers_to_nothing_drawn_are_named(examiner: Examiner) -> None:
    attempt = {
        "exam": "c", "seed": 1, "started": "2026-11-02T08:00:00Z", "questions": ["c-gone/q"],
        "answers": {"c-gone/other": ["a"], "c-next-steps/order": ["stay"]},
    }  # fmt: skip
    [one] = examined(examiner, attempt)
    assert one.unknown == ("c-gone/other", "c-gone/q")
    assert one.undrawn == ("c-gone/other", "c-next-steps/order")
    assert (one.drawn, one.count) == (1, Count())


def test_the_best_of_those_handed_in_counts(catalogue: Catalogue, examiner: Examiner) -> None:
    first = sitting(catalogue, 1, finished="2026-11-02T08:02:00Z")
    first["answers"] = {name: RIGHT[name] for name in first["questions"][:2]}
    second = sitting(catalogue, 2, [first])
    second["answers"] = {name: RIGHT[name] for name in second["questions"]}
    graded = examined(examiner, first, second)
    assert (best_percent(graded, "c"), best_percent(graded, "b")) == (66, None)
    assert best_percent(examined(examiner, first, second | {"finished": "2026-11-02T08:03:00Z"}), "c") == 100


def test_a_record_made_of_thousands_of_attempts_costs_no_minutes(
    catalogue: Catalogue, examiner: Examiner
) -> None:
    first = sitting(catalogue, 0)
    moments = [f"2026-11-02T{n // 60:02}:{n % 60:02}:00Z" for n in range(1200)]
    many = [{**first, "started": at, "earlier": moments[:100]} for at in moments]
    twins = [{**first, "seed": seed, "earlier": [first["started"]]} for seed in range(1200)]
    begin = process_time()
    assert {one.redrawn for one in examiner.examine(many)} <= {"same", "differs"}
    assert {one.redrawn for one in examiner.examine(twins)} == {"no earlier"}
    assert process_time() - begin < 5
