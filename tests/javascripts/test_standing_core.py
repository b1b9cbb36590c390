"""The browser and the trainer's report apply the same rules: 还差什么 is the same list in both."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from contract_files import contract
from report_records import RIGHT, make_record
from small_project import write_project
from standing_facts import facts, facts_of, rules, rules_of
from test_core import assert_agree, examples

from portal.load import load
from portal.model.standing import conditions
from portal.pages.browser_catalogue import browser_catalogue
from portal.records.attempts import Examiner
from portal.records.regrade import Grader
from portal.reports.identity import Who
from portal.reports.scope import IN_USE, scope_of
from portal.reports.verdicts import Judge

Run = Callable[[str, str, Any], Any]

LACKS = "m.standing(x.rules, x.facts).lacks.map(({kind, id, need, have}) => ({kind, id, need, have}))"


def test_the_browser_meets_the_contract(run_js: Run) -> None:
    cases = contract("standing")
    assert_agree(cases, run_js("standing", LACKS, cases), [case["lacks"] for case in cases])
    passed = run_js("standing", "m.standing(x.rules, x.facts).passed", cases)
    assert passed == [case["passed"] for case in cases]


def test_every_condition_is_the_same_in_both_languages(run_js: Run) -> None:
    cases = examples(st.fixed_dictionaries({"rules": rules, "facts": facts}), 150)
    python = [
        [asdict(one) for one in conditions(rules_of(case["rules"]), facts_of(case["facts"]))]
        for case in cases
    ]
    assert_agree(cases, run_js("standing", "m.conditions(x.rules, x.facts)", cases), python)


RULES = """rules:
  hours: 2
  mock_exam: required
  assessment: optional
  practice: [{id: plan, title: 教案 1 份}]
"""
EXAM = """title: 模拟考
minutes: 10
pass_percent: 60
lines:
  - {module: basics, count: 4}
status: published
"""
ANSWERS = [
    ["see"], ["blame"], ["counsellor", "head"], ["disagree"], ["agree"], ["12356"], ["stay"], ["leave"], [],
]  # fmt: skip
QUESTIONS = [*RIGHT, "c-next-steps/old-order", "c-gone/gone"]
values = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(ANSWERS), max_size=len(QUESTIONS))
right_values = values.map(lambda given: RIGHT | given)
sittings = st.fixed_dictionaries({
    "exam": st.sampled_from(["c", "c", "b"]), "seed": st.integers(0, 9),
    "questions": st.lists(st.sampled_from(QUESTIONS), unique=True), "answers": values | right_values,
    "started": st.just("2026-11-03T08:00:00Z"), "finished": st.sampled_from(["", "2026-11-03T08:05:00Z"]),
})  # fmt: skip


def test_a_record_has_the_same_standing_in_the_browser_and_in_the_report(run_js: Run, tmp_path: Path) -> None:
    edits: Any = {
        "docs/certificates/c/index.md": [["rules: {hours: 2}\n", RULES]],
        "quizzes/exams/c.yml": EXAM,
    }
    catalogue = load(write_project(tmp_path, edits)).catalogue
    grade = Grader(catalogue).grade
    judge, examine = Judge(scope_of(catalogue)), Examiner(catalogue, grade).examine
    in_use = {one.id: one.unit for one in judge.scope.questions if one.status == IN_USE}

    def rights(record: dict[str, Any]) -> Counter[str]:
        latest = ((key, answer["latest"]["value"]) for key, answer in record["answers"].items())
        return Counter(
            in_use[key] for key, value in latest if key in in_use and grade(key, tuple(value)) == "right"
        )

    whole = st.builds(
        lambda given, attempts: make_record(values=given, attempts=attempts),
        values | right_values, st.lists(sittings, max_size=3),
    )  # fmt: skip
    found = examples(whole, 150)
    python = [
        [
            [one.kind, one.id, one.need, one.have]
            for one in judge.standings(Who(), rights(record), list(examine(record["attempts"])))["c"].lacks
        ]
        for record in found
    ]
    shown = json.loads(browser_catalogue(catalogue))
    browser = run_js(
        "track-standing",
        """import("/core/progress.js").then((p) => {
            const { left, ofSchool } = m.trackStanding(x.of, x.record, p.allProgress(x.of, x.record)[0]);
            return [...left, ...ofSchool].map(({kind, id, need, have}) => [kind, id, need, have]);
        })""",
        [{"of": shown, "record": record} for record in found],
    )
    assert_agree(found, browser, python)
    assert {tuple(kinds) for kinds in ([one[0] for one in lacks] for lacks in python)} >= {("practice",)}
