"""What changed since somebody studied, answered or taught: told once, to those whom it concerns."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[[str, str, Any], Any]
Json = dict[str, Any]

KEY = {"type": "single", "choices": ["a", "b"], "correct": ["a"]}


def answer(choice: str, at: str = "2026-11-20T08:00:00Z") -> Json:
    given = {"value": [choice], "at": at}
    return {"first": given, "latest": given, "tries": 1}


def catalogue(questions: Json, **unit: Any) -> Json:
    """Return a catalogue of one unit, `c-unit`, with these questions in it."""
    shown = [name for name, question in questions.items() if question.get("status") != "retired"]
    whole = {
        "title": "单元",
        "url": "certificates/c/unit/",
        "track": "c",
        "module": "m",
        "hours": 1,
        "revision": 1,
    }
    head = {"unit": "c-unit", "title": "题", "status": "published"}
    return {
        "units": {"c-unit": whole | {"questions": shown} | unit},
        "questions": {name: head | KEY | question for name, question in questions.items()},
    }


def record(answers: Json, **study: Any) -> Json:
    finished = {
        "opened": "2026-11-20T08:00:00Z",
        "finished": "2026-11-20T08:00:00Z",
        "revision": 1,
        "seconds": 9,
    }
    return {"answers": answers, "units": {"c-unit": finished | study}, "attempts": [], "lessons": []}


CORRECTED = {"corrected": {"date": "2026-11-22", "text": "写反了"}}


@pytest.mark.parametrize(
    ("question", "given", "noted", "told"),
    [
        (CORRECTED, answer("a"), "", True),
        (CORRECTED, answer("b"), "", False),
        (CORRECTED, answer("a", "2026-11-22T15:59:59Z"), "", True),
        (CORRECTED, answer("a", "2026-11-22T16:00:00Z"), "", None),
        (CORRECTED, answer("a"), "2026-11-22", None),
        (CORRECTED, answer("a"), "2026-10-01", True),
        (CORRECTED, answer("gone"), "", None),
        (CORRECTED | {"status": "retired"}, answer("a"), "", None),
        ({}, answer("a"), "", None),
    ],
)
def test_a_correction_is_told_to_those_who_answered_before_it_and_have_not_noted_it(
    run_js: Run, question: Json, given: Json, noted: str, told: bool | None
) -> None:
    example = [catalogue({"c-unit/q": question}), record({"c-unit/q": given}), noted]
    (found,) = run_js("corrections", "m.corrections(x[0], x[1], () => x[2])", [example])
    line = {"id": "c-unit/q", "title": "题", "url": "certificates/c/unit/#q-q", "text": "写反了"}
    assert found == ([] if told is None else [line | {"date": "2026-11-22", "isRight": told}])


def test_corrections_of_what_nobody_answered_or_no_page_shows_are_not_told(run_js: Run) -> None:
    elsewhere = catalogue({"c-unit/q": CORRECTED | {"unit": "constructor"}})
    examples = [
        [catalogue({"c-unit/q": CORRECTED}), record({})],
        [elsewhere, record({"c-unit/q": answer("a")})],
    ]
    assert run_js("corrections", "m.corrections(x[0], x[1], () => '')", examples) == [[], []]


def test_a_line_ends_as_a_sentence_however_it_was_typed(run_js: Run) -> None:
    lines = ["写反了", "写反了。", "写反了；", "写反了.", "为什么？"]
    wanted = ["写反了。", "写反了。", "写反了。", "写反了。", "为什么？"]
    assert run_js("corrections", "m.asSentence(x)", lines) == wanted


def progress(run_js: Run, known: list[str], answers: Json, **unit: Any) -> Json:
    questions: Json = {f"c-unit/{name}": {} for name in ("one", "two", "three", "new")}
    example = [catalogue(questions, **unit), record(answers), known]
    (found,) = run_js("progress", "m.unitProgress(x[0], x[1], 'c-unit', 80, () => x[2])", [example])
    return {key: found[key] for key in ("state", "fresh", "open", "news")}


OLD = ["c-unit/one", "c-unit/two", "c-unit/three"]
ALL_RIGHT = {name: answer("a") for name in OLD}


def test_a_new_question_reopens_a_unit_as_the_report_does_and_is_named(run_js: Run) -> None:
    found = progress(run_js, OLD, ALL_RIGHT)
    assert found == {"state": "studying", "fresh": ["c-unit/new"], "open": ["c-unit/new"], "news": None}


def test_a_new_question_counts_once_it_is_answered(run_js: Run) -> None:
    found = progress(run_js, OLD, ALL_RIGHT | {"c-unit/new": answer("b")})
    assert found == {"state": "again", "fresh": [], "open": [], "news": None}


def test_a_cleared_answer_does_not_make_a_unit_finished(run_js: Run) -> None:
    cleared = {name: ALL_RIGHT[name] for name in OLD[:2]}
    assert progress(run_js, OLD, cleared)["state"] == "studying"
    assert progress(run_js, [], ALL_RIGHT)["state"] == "studying"


@pytest.mark.parametrize(
    ("studied", "news"),
    [({"revision": 1}, ["三。", "二。"]), ({"revision": 2}, ["三。"]), ({"revision": 3}, None)],
)
def test_what_changed_since_a_unit_was_finished_is_told_newest_first(
    run_js: Run, studied: Json, news: list[str] | None
) -> None:
    changes = [{"revision": 2, "text": "二。"}, {"revision": 3, "text": "三。"}]
    example = [catalogue({"c-unit/q": {}}, revision=3, changes=changes), record({}, **studied)]
    (found,) = run_js("progress", "m.unitProgress(x[0], x[1], 'c-unit', 80)", [example])
    assert found["news"] == news


def test_lessons_are_listed_whose_used_revision_is_older(run_js: Run) -> None:
    changes = [{"revision": 2, "text": "二。"}, {"revision": 3, "text": "三。"}]
    lesson = {"title": "课", "url": "lessons/grade-5/a/", "revision": 3, "changes": changes}
    lessons = {"grade-5/b": lesson, "grade-5/a": lesson, "grade-5/first": lesson | {"revision": 1}}
    used = [{"grade-5/a": 2, "grade-5/b": 1, "grade-5/first": 1}, {"grade-5/a": 3}, {}]
    found = run_js(
        "changes", "m.changedLessons(x[0], (id) => x[1][id] || 0)", [[lessons, one] for one in used]
    )
    told = [[(one["id"], one["revision"], one["lines"]) for one in lesson] for lesson in found]
    assert told == [[("grade-5/a", 3, ["三。"]), ("grade-5/b", 3, ["三。", "二。"])], [], []]


def test_a_question_tells_of_its_correction_until_it_is_answered_anew(run_js: Run) -> None:
    answers = [answer("a"), answer("b"), answer("a", "2026-11-23T00:00:00Z"), answer("gone"), None]
    examples = [[KEY, given, CORRECTED["corrected"]] for given in answers]
    found = run_js("question-state", "m.questionState(x[0], x[1], null, x[2])", examples)
    assert [(one["verdict"], one["told"]) for one in found] == [
        ("right", "写反了"),
        ("wrong", "写反了"),
        ("right", ""),
        ("void", ""),
        (None, ""),
    ]
