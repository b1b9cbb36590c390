"""The browser draws the questions of a mock exam, and judges a sitting, as Python does."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from contract_files import contract
from hypothesis import strategies as st
from report_records import RIGHT
from small_project import write_project
from test_core import assert_agree, examples

from portal.load import load
from portal.model.blueprint import Line
from portal.model.catalogue import Catalogue
from portal.model.draw import Candidate, DrawError, draw, pool_mark, pool_of
from portal.pages.browser_catalogue import browser_catalogue
from portal.records.attempts import Examiner
from portal.records.regrade import Grader

Run = Callable[[str, str, Any], Any]
Json = dict[str, Any]

DRAW: Json = contract("draw")
ATTEMPTS: list[Json] = contract("attempts")
CANDIDATES = [Candidate(**one) for one in DRAW["candidates"]]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load(write_project(tmp_path_factory.mktemp("project"))).catalogue


def python_draws(example: tuple[list[Json], int, dict[str, int]]) -> list[Any]:
    lines = [Line.model_validate(line) for line in example[0]]
    try:
        return [list(draw(lines, CANDIDATES, *example[1:])), pool_mark(lines, CANDIDATES)]
    except DrawError:
        return [None, pool_mark(lines, CANDIDATES)]


def test_the_browser_meets_the_contract_of_the_draw(run_js: Run) -> None:
    assert run_js("draw", "m.mix(x[0])", DRAW["mix"]) == [value for _, value in DRAW["mix"]]
    pools = {one["id"]: one for one in DRAW["candidates"]}
    cases = [case | {"pool": [pools[name] for name in case["pool"]]} for case in DRAW["draws"]]
    expression = "[m.draw(x.lines, x.pool, x.seed, x.times), m.poolMark(x.lines, x.pool.slice().reverse())]"
    found = run_js("draw", expression, cases)
    assert_agree(cases, found, [[case["drawn"], case["mark"]] for case in cases])
    counted = run_js("draw", "m.timesDrawn(x.attempts, x.exam, x.earlier)", DRAW["earlier"])
    assert_agree(DRAW["earlier"], counted, [case["times"] for case in DRAW["earlier"]])


def test_the_draw_agrees(run_js: Run) -> None:
    ids = [one.id for one in CANDIDATES]
    one_line = st.fixed_dictionaries(
        {"module": st.sampled_from(["basics", "later"]), "count": st.integers(1, 6)},
        optional={
            "unit": st.sampled_from(["first-steps", "next-steps", "third-steps"]),
            "difficulty": st.lists(st.integers(1, 3), max_size=2),
        },
    )
    times = st.dictionaries(st.sampled_from(ids), st.integers(1, 3), max_size=12)
    found = examples(st.tuples(st.lists(one_line, min_size=1, max_size=4), st.integers(0, 10**9), times), 200)
    pool = json.dumps(DRAW["candidates"])
    expression = f"((pool) => [m.draw(x[0], pool, x[1], x[2]), m.poolMark(x[0], pool)])({pool})"
    assert_agree(found, run_js("draw", expression, found), list(map(python_draws, found)))


def test_the_pool_of_a_track_agrees(run_js: Run, catalogue: Catalogue) -> None:
    [found] = run_js("draw", "m.poolOf(x, 'c')", [json.loads(browser_catalogue(catalogue))])
    assert [Candidate(**one) for one in found] == list(pool_of(catalogue, "c"))


def test_the_newest_twenty_attempts_count_for_the_next_draw(run_js: Run) -> None:
    attempts = [{"exam": "c", "started": f"2026-11-{day:02}T08:00:00Z"} for day in range(28, 0, -1)]
    other = {"exam": "b", "started": "2026-12-01T08:00:00Z"}
    [found] = run_js("draw", "m.earlierOf(x, 'c')", [[other, *attempts]])
    assert found == [f"2026-11-{day:02}T08:00:00Z" for day in range(9, 29)]


def test_the_browser_meets_the_contract_of_attempts(run_js: Run, catalogue: Catalogue) -> None:
    given = browser_catalogue(catalogue)
    expression = f"""((catalogue) => {{
        const {{ verdicts, ...result }} = m.gradeAttempt(catalogue, x.attempt);
        return [result, m.isAttemptPassed(x.attempt, result, 80), m.bestPercent(catalogue, [x.attempt], "c")];
    }})({given})"""
    wanted = [[case["result"], case["passed"], case["best"]] for case in ATTEMPTS]
    assert_agree(ATTEMPTS, run_js("attempts", expression, ATTEMPTS), wanted)


def test_the_count_of_an_attempt_agrees(run_js: Run, catalogue: Catalogue) -> None:
    ids = st.sampled_from([*RIGHT, "c-next-steps/old-order", "c-gone/q", "constructor/q"])
    values = st.sampled_from(
        [[], ["see"], ["disagree"], ["agree"], ["12356"], ["stay"], ["head", "counsellor"]]
    )
    attempt = st.fixed_dictionaries(
        {"exam": st.just("c"), "seed": st.just(1), "started": st.just("2026-11-02T08:00:00Z"),
         "questions": st.lists(ids, max_size=7), "answers": st.dictionaries(ids, values, max_size=6)}
    )  # fmt: skip
    found = examples(attempt, 150)
    examiner = Examiner(catalogue, Grader(catalogue).grade)
    graded = [one for attempt in found for one in examiner.examine([attempt])]
    expression = f"""((r) => [r.total, r.answered, r.right, r.percent, Object.keys(r.objectives).sort()])(
        m.gradeAttempt({browser_catalogue(catalogue)}, x))"""
    python = [
        [one.count.total, one.count.answered, one.count.right, one.count.percent, sorted(one.objectives)]
        for one in graded
    ]
    assert_agree(found, run_js("attempts", expression, found), python)
