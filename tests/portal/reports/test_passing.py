"""Who passed by a track's rules, what is lacking in words, and the file of which study records are made."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from report_records import RIGHT, make_record
from small_project import EXAM, write_project

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.reports.confirmed import Confirmation
from portal.reports.verdicts import Proofs

Report = Callable[..., Any]

RULES = """rules:
  version: 3
  hours: 2
  mock_exam: required
  assessment: required
  practice:
    - {id: plan, title: 教案 1 份}
"""
B = """---
title: B 证
audience: 兼职心理教师
hours: 2
modules:
  - {id: later, title: 以后再写, hours: 1, status: draft}
  - {id: again, title: 再来一步, hours: 1, units: [third-step]}
rules: {hours: 1, requires: [c]}
status: published
---

接着学。
"""


def project(folder: Path, edits: Any = None) -> Catalogue:
    track = {"docs/certificates/c/index.md": [["rules: {hours: 2}\n", RULES]], "quizzes/exams/c.yml": EXAM}
    return load(write_project(folder, edits or track)).catalogue


@pytest.fixture
def strict(tmp_path: Path) -> Catalogue:
    """The small project, whose track asks for everything."""
    return project(tmp_path / "strict")


def sat(right: int, **more: Any) -> dict[str, Any]:
    """Return a mock exam of four questions with this many right."""
    drawn = list(RIGHT)[:4]
    answers = {question: RIGHT[question] for question in drawn[:right]}
    return {"exam": "c", "seed": 1, "questions": drawn, "answers": answers,
            "started": "2026-11-03T08:00:00Z", "finished": "2026-11-03T08:05:00Z"} | more  # fmt: skip


def passed_file(done: Any, track: str = "c") -> Any:
    path = done.out / f"passed-{track}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None


PLAN = Confirmation("T1", "c", "plan")
ALL = Proofs(frozenset({PLAN}), {("number\tT1", "c"): True})


@pytest.mark.parametrize(
    ("attempts", "proofs", "lacks"),
    [
        ([sat(3)], ALL, ""),
        ([], ALL, "模拟考没有交过卷，要 60%"),
        ([sat(4, finished="")], ALL, "模拟考没有交过卷，要 60%"),
        ([sat(4, exam="b")], ALL, "模拟考没有交过卷，要 60%"),
        ([sat(2), sat(1, started="2026-11-02T08:00:00Z")], ALL, "模拟考最好 50%，要 60%"),
        ([sat(3)], Proofs(), "正式考核没有成绩；没有确认：教案 1 份"),
        ([sat(3)], Proofs(frozenset({PLAN}), {("number\tT1", "c"): False}), "正式考核没有通过"),
        ([sat(3)], Proofs(frozenset(), {("name\t一小\t王芳", "c"): True}), "没有确认：教案 1 份"),
        ([sat(3)], Proofs(frozenset({Confirmation("T2", "c", "plan")}), ALL.assessed), "没有确认：教案 1 份"),
    ],
)  # fmt: skip
def test_what_is_lacking_is_told_in_words(
    report: Report, strict: Catalogue, attempts: list[Any], proofs: Proofs, lacks: str
) -> None:
    done = report(records=[make_record(attempts=attempts)], of=strict, proofs=proofs)
    [person] = done.rows("个人")
    assert (person["结论"], person["还差"]) == ("未通过" if lacks else "通过", lacks)
    assert (passed_file(done) is None) == bool(lacks)


def test_units_and_hours_are_told_first(report: Report, strict: Catalogue) -> None:
    done = report(records=[make_record(values={"c-first-steps/opening": ["see"]}, attempts=[sat(3)])],
                  of=strict, proofs=ALL)  # fmt: skip
    [person] = done.rows("个人")
    assert person["还差"] == "单元要再答对：“第一步”3 题、“第二步”1 题；学时 0，要 2"


def test_the_file_of_those_who_passed_is_what_records_are_made_of(report: Report, strict: Catalogue) -> None:
    proofs = Proofs(frozenset({PLAN, Confirmation("T2", "c", "plan")}),
                    {(f"number\tT{n}", "c"): True for n in (1, 2, 3)})  # fmt: skip
    nearly = RIGHT | {"c-first-steps/opening": ["blame"]}
    records = [make_record("王芳", "T1", attempts=[sat(4)]),
               make_record("李伟", "T2", "二小", nearly, attempts=[sat(3)]),
               make_record("张三", "T3", attempts=[sat(4)])]  # fmt: skip
    done = report(records=records, of=strict, proofs=proofs)
    assert passed_file(done) == {
        "schema": "portal-passed/1", "track": "c", "title": "C 证", "hours": 2.0, "rules": "c/3",
        "date": "2026-11-20",
        "people": [{"number": "T1", "name": "王芳", "school": "一小", "percent": 100}],
    }  # fmt: skip
    assert "C 证：1 人通过，写在 passed-c.json，可以给他们发学习记录。" in "".join(done.lines)


def test_with_a_roster_only_people_on_it_get_a_record(report: Report) -> None:
    done = report(records=[make_record(), make_record("外人", "T9")], roster="编号,姓名,学校\nT1,王芳,一小\n")
    assert [one["number"] for one in passed_file(done)["people"]] == ["T1"]
    assert "C 证：名单之外还有 1 人通过，没有写进通过名单。" in done.lines


def test_somebody_with_a_flag_passes_and_is_pointed_out(report: Report) -> None:
    done = report(records=[make_record(exported="")])
    assert len(passed_file(done)["people"]) == 1
    assert (
        "C 证：1 人通过，写在 passed-c.json，可以给他们发学习记录。其中 1 人有疑点，先看“疑点”表。"
        in done.lines
    )


def test_proofs_that_were_not_handed_over_are_named(report: Report, strict: Catalogue) -> None:
    lines = report(records=[make_record()], of=strict).lines
    assert lines[:2] == [
        "没有给确认表（--confirmed）：C 证要学校确认的项目，都算没有确认。",
        "没有给考核成绩（--assessment）：C 证要求正式考核，都算没有成绩。",
    ]
    assert report(records=[make_record()], of=strict, proofs=ALL).lines[0].startswith("报告已写到")


def test_results_of_people_without_a_record_are_named(report: Report, strict: Catalogue) -> None:
    marks = {("number\tT1", "c"): True, ("number\tTO2", "c"): True, ("name\t一小\t李伟", "c"): False}
    assert report(records=[make_record()], of=strict, proofs=Proofs(frozenset(), marks)).lines[0] == (
        "考核成绩里有 2 人没有交来学习记录，没有结论：李伟、TO2。是编号写错了，就先改好，再出一次报告。"
    )


def test_the_rules_stand_in_the_report(report: Report, strict: Catalogue) -> None:
    rows = report(records=[make_record()], of=strict).rows("说明")
    [law] = [row["意思"] for row in rows if row["列"] == "通过条件：C 证"]
    assert law == (
        "计入的单元都学完；学完的单元满 2 学时；模拟考有一次达到 60%；通过正式考核；"
        "学校确认：教案 1 份。按 c/3。"
    )


def test_hours_that_nobody_can_have_yet_are_told(report: Report, tmp_path: Path) -> None:
    whole = project(tmp_path / "whole", {"docs/certificates/c/index.md": [["rules: {hours: 2}\n", ""]]})
    done = report(records=[make_record()], of=whole)
    [law] = [row["意思"] for row in done.rows("说明") if row["列"] == "通过条件：C 证"]
    assert law == "计入的单元都学完；学完的单元满 3 学时（已发布的只有 2 学时，现在还没有人能记满）。按 c/1。"
    assert done.rows("个人")[0]["还差"] == "学时 2，要 3"
    school = done.rows("学校")[0]
    assert (school["学完单元"], school["通过"], school["通过率（通过÷实考）"]) == ("1", "0", "0.0")


def two_tracks(folder: Path) -> Catalogue:
    unit = copy.copy(write_project(folder / "base"))
    page = (unit / "docs/certificates/c/next-steps.md").read_text("utf-8")
    bank = (unit / "quizzes/c/next-steps.yml").read_text("utf-8")
    page = page.replace("track: c", "track: b").replace("module: basics", "module: again")
    return project(folder / "two", {
        "docs/certificates/b/index.md": B, "quizzes/b/third-step.yml": bank,
        "docs/certificates/b/third-step.md": page.replace("prerequisites: [first-steps]\n", ""),
    })  # fmt: skip


@pytest.mark.parametrize(
    ("values", "confirmed", "verdicts"),
    [
        (RIGHT, frozenset(), ["通过", "通过"]),
        ({}, frozenset(), ["没有参加", "未通过"]),
        ({}, frozenset({Confirmation("T1", "c", "")}), ["没有参加", "通过"]),
        ({}, frozenset({Confirmation("T2", "c", "")}), ["没有参加", "未通过"]),
    ],
)
def test_a_track_before_it_is_passed_here_or_confirmed_by_the_school(
    report: Report, tmp_path: Path, values: Any, confirmed: frozenset[Confirmation], verdicts: list[str]
) -> None:
    of_b = {"b-third-step/order": ["stay"]}
    roster = "编号,姓名,学校,轨道\nT1,王芳,一小,c b\n"
    done = report(records=[make_record(values=values | of_b)], of=two_tracks(tmp_path), roster=roster,
                  proofs=Proofs(confirmed))  # fmt: skip
    rows = {row["轨道"]: row for row in done.rows("个人")}
    assert [rows["C 证"]["结论"], rows["B 证"]["结论"]] == verdicts
    if verdicts[1] == "未通过":
        assert rows["B 证"]["还差"] == "先要通过“C 证”"
