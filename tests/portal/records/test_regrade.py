from pathlib import Path
from typing import Any

from contract_files import contract
from hypothesis import given
from learner_records import records
from small_project import write_project

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.records.regrade import GradedAnswer, Grader


def answer(first: list[str], latest: list[str]) -> dict[str, Any]:
    """Return an answer that was given twice."""
    at = "2026-09-01T00:00:00Z"
    return {"first": {"value": first, "at": at}, "latest": {"value": latest, "at": at}, "tries": 2}


def test_every_answer_is_judged_anew_by_the_key_of_today(tmp_path: Path) -> None:
    given_answers = {
        "c-first-steps/opening": answer(["blame"], ["see"]),
        "c-first-steps/hotline": answer([""], ["１２３５６。"]),
        "c-next-steps/old-order": answer(["agree"], ["gone"]),
        "c-gone/question": answer(["a"], ["b"]),
    }
    grader = Grader(load(write_project(tmp_path)).catalogue)
    assert list(grader.regrade({"answers": given_answers})) == [
        GradedAnswer("c-first-steps/opening", "wrong", "right", 2, ("see",)),
        GradedAnswer("c-first-steps/hotline", "void", "right", 2, ("１２３５６。",)),
        GradedAnswer("c-next-steps/old-order", "wrong", "void", 2, ("gone",)),
        GradedAnswer("c-gone/question", "unknown", "unknown", 2, ("b",)),
    ]


def test_a_corrected_key_changes_the_verdict_on_old_answers(tmp_path: Path) -> None:
    bank = "quizzes/c/next-steps.yml"
    corrected = [
        ["陪着\n        correct: true", "陪着\n        correct: false"],
        ["先去开会\n        correct: false", "先去开会\n        correct: true"],
    ]
    grader = Grader(load(write_project(tmp_path, {bank: corrected})).catalogue)
    assert grader.grade("c-next-steps/order", ("stay",)) == "wrong"


@given(records)
def test_any_valid_record_can_be_regraded(record: dict[str, Any]) -> None:
    graded = list(Grader(Catalogue()).regrade(record))
    assert {found.question: found.latest for found in graded} == dict.fromkeys(record["answers"], "unknown")


def test_a_record_without_answers_gives_nothing() -> None:
    empty = next(case["record"] for case in contract("record") if case["case"] == "nothing but the schema")
    assert list(Grader(Catalogue()).regrade(empty)) == []
