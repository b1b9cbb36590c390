import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from contract_files import contract
from small_project import write_project

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.pages.browser_catalogue import browser_catalogue, record_schema


def read(catalogue: Catalogue) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(browser_catalogue(catalogue))
    return found


def test_it_is_what_the_browser_is_promised(small_catalogue: Catalogue) -> None:
    units = {
        "c-first-steps": {
            "title": "第一步",
            "track": "c",
            "module": "basics",
            "hours": 1.0,
            "objectives": {"notice": "看到学生的变化", "get-help": "知道找谁"},
            "revision": 1,
            "url": "certificates/c/first-steps/",
            "questions": [f"c-first-steps/{name}" for name in ("opening", "people", "alone", "hotline")],
        },
        "c-next-steps": {
            "title": "第二步",
            "track": "c",
            "module": "basics",
            "hours": 1.0,
            "objectives": {"refer": "会转介"},
            "revision": 1,
            "url": "certificates/c/next-steps/",
            "questions": ["c-next-steps/order"],
        },
    }
    modules = [
        {"id": "basics", "title": "基础", "hours": 2.0, "status": "published", "units": list(units)},
        {"id": "later", "title": "以后再写", "hours": 1.0, "status": "draft", "units": []},
    ]
    lesson = {
        "title": "我为什么学习",
        "url": "lessons/grade-5/why-i-learn/",
        "grade": 5,
        "month": 9,
        "period": 1,
        "area": "学会学习",
        "minutes": 40,
        "revision": 1,
    }
    data = read(small_catalogue)
    questions = data.pop("questions")
    assert data == {
        "schema": "portal-catalogue/1",
        "release": "2026.11.1",
        "units": units,
        "tracks": [
            {
                "id": "c",
                "title": "C 证",
                "hours": 3.0,
                "pass_percent": 80,
                "url": "certificates/c/",
                "modules": modules,
                "rules": {
                    "name": "c/1",
                    "pass_percent": 80,
                    "hours": 2.0,
                    "mock_exam": "none",
                    "mock_percent": 80,
                    "assessment": "none",
                    "practice": [],
                    "requires": [],
                },
            }
        ],
        "lessons": {"grade-5/why-i-learn": lesson},
        "grades": {"5": {"name": "五年级", "periods": 1}},
        "exams": {},
    }
    assert questions["c-first-steps/hotline"] == {
        "unit": "c-first-steps",
        "type": "blank",
        "objective": "get-help",
        "difficulty": 1,
        "status": "published",
        "accept": [["12356"]],
        "title": "心理援助热线是 ____。",
    }
    assert questions["c-next-steps/old-order"] == {
        "unit": "c-next-steps",
        "type": "true_false",
        "objective": "refer",
        "difficulty": 1,
        "status": "retired",
        "choices": ["agree", "disagree"],
        "correct": ["disagree"],
        "title": "先通知家长群。",
    }
    assert len(questions) == 6


def test_drafts_are_not_in_it(tmp_path: Path) -> None:
    draft = [["status: published", "status: draft"]]
    edits = {
        "docs/certificates/c/next-steps.md": draft,
        "docs/lessons/grade-5/why-i-learn.md": draft,
        "quizzes/c/first-steps.yml": [
            [
                "公布为准。\n    difficulty: 1\n    status: published",
                "公布为准。\n    difficulty: 1\n    status: draft",
            ]
        ],
    }
    data = read(load(write_project(tmp_path, edits)).catalogue)
    assert (list(data["units"]), list(data["lessons"])) == (["c-first-steps"], [])
    assert list(data["questions"]) == [f"c-first-steps/{name}" for name in ("opening", "people", "alone")]
    assert data["tracks"][0]["modules"][0]["units"] == ["c-first-steps"]


def test_the_exams_of_published_tracks_are_in_it(tmp_path: Path) -> None:
    exam = """title: C 证模拟考
minutes: 4
lines:
  - {module: basics, unit: next-steps, count: 1}
  - {module: basics, difficulty: [1, 2], count: 1}
status: published
"""
    draft = exam.replace("status: published", "status: draft")
    edits = {"quizzes/exams/c.yml": exam, "quizzes/exams/b.yml": exam}
    assert read(load(write_project(tmp_path / "a", edits)).catalogue)["exams"] == {
        "c": {
            "title": "C 证模拟考",
            "minutes": 4,
            "pass_percent": 80,
            "attempts": None,
            "wait_hours": 0,
            "lines": [
                {"module": "basics", "unit": "next-steps", "count": 1},
                {"module": "basics", "difficulty": [1, 2], "count": 1},
            ],
            "revision": 1,
        }
    }
    hidden = load(write_project(tmp_path / "b", {"quizzes/exams/c.yml": draft})).catalogue
    assert read(hidden)["exams"] == {}


def test_a_long_prompt_becomes_a_title_of_forty_signs_without_markdown(small_catalogue: Catalogue) -> None:
    bank = small_catalogue.banks[0]
    long = replace(
        bank, questions=(bank.questions[0].model_copy(update={"prompt": "**很**`长`\n" + "的" * 40}),)
    )
    data = read(replace(small_catalogue, banks=(long,)))
    assert data["questions"]["c-first-steps/opening"]["title"] == "很长" + "的" * 37 + "…"


def test_what_changed_and_what_was_put_right_is_in_it(tmp_path: Path) -> None:
    second = [["revision: 1", "revision: 2\nchanges:\n  - {revision: 2, text: 换了案例。}"]]
    told = [["请人来接手。", "请人来接手。\n    corrected: {date: 2026-11-22, text: 写反了。}"]]
    edits = {
        "docs/certificates/c/first-steps.md": second,
        "docs/lessons/grade-5/why-i-learn.md": second,
        "quizzes/c/first-steps.yml": told,
    }
    data = read(load(write_project(tmp_path, edits)).catalogue)
    changes = [{"revision": 2, "text": "换了案例。"}]
    assert data["units"]["c-first-steps"]["changes"] == changes
    assert data["lessons"]["grade-5/why-i-learn"]["changes"] == changes
    corrected = {"date": "2026-11-22", "text": "写反了。"}
    assert data["questions"]["c-first-steps/alone"]["corrected"] == corrected


def test_the_same_content_gives_the_same_bytes(small_catalogue: Catalogue, tmp_path: Path) -> None:
    assert browser_catalogue(load(write_project(tmp_path)).catalogue) == browser_catalogue(small_catalogue)


def test_the_published_schema_names_every_part_of_a_record() -> None:
    schema = json.loads(record_schema())
    full = next(case["input"] for case in contract("record") if case["case"] == "everything")
    assert schema["properties"].keys() == full.keys()
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["Answer"]["required"] == ["first", "latest", "tries"]
    assert schema["$defs"]["UnitStudy"]["required"] == ["opened", "seconds"]
