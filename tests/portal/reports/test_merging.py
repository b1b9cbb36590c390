"""What SQL makes of several records of one person is what the law of merging makes of them."""

import json
import random
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest
from report_records import make_record

from portal.model.catalogue import Catalogue
from portal.model.flat import moment
from portal.records.found import Item
from portal.records.merge import merge_all
from portal.records.moved import question_today, record_today
from portal.records.read import ReadRecord
from portal.records.regrade import Grader
from portal.reports.flags import Today
from portal.reports.intake import Intake
from portal.reports.renamed import NOTHING_RENAMED, Renamed
from portal.reports.scope import Scope, scope_of

Json = dict[str, Any]
QUESTIONS = [
    "c-first-steps/opening",
    "c-first-steps/hotline",
    "c-next-steps/order",
    "c-gone/x",
    "c-old/order",
]
VALUES = [["see"], ["blame"], ["stay"], ["12356"], ["一二"], ["一"], ["\ud800"], ["a", "b"], [], ["leave"]]
MOVED = {"c-old": "c-next-steps"}
Answers = dict[tuple[str, str], tuple[Any, ...]]


def random_records(dice: random.Random) -> list[Json]:
    """Records of sixty people, full of equal times and values."""

    def given_one() -> Json:
        return {
            "value": dice.choice(VALUES),
            "at": f"{dice.choice(('2026', '0001', '9999'))}-11-02T08:00:0{dice.randrange(2)}Z",
        }

    def answer() -> Json:
        return {"first": given_one(), "latest": given_one(), "tries": dice.randrange(1, 4)}

    return [
        make_record(
            number=f"T{dice.randrange(60)}", values={one: answer() for one in dice.sample(QUESTIONS, 4)}
        )
        for _ in range(200)
    ]


def by_law(records: list[Json], moved: dict[str, str], scope: Scope, grader: Grader) -> Answers:
    """Merge and judge record by record, as the law stands."""
    known = {question.id for question in scope.questions}
    people: dict[str, list[Json]] = {}
    for record in records:
        people.setdefault(record["learner"]["number"], []).append(record_today(moved, record))
    return {
        (number, one.question): (
            answer["first"], answer["latest"], answer["tries"],
            *({"right": 1, "wrong": 0}.get(verdict, -1) for verdict in (one.first, one.latest)),
        )
        for number, parts in people.items()
        for merged in [merge_all(parts)]
        for one in grader.regrade(merged)
        if one.question in known
        for answer in [merged["answers"][one.question]]
    }  # fmt: skip


def by_sql(folder: Path, records: list[Json], moved: dict[str, str], scope: Scope, grader: Grader) -> Answers:
    renamed = (
        Renamed(partial(question_today, moved), partial(record_today, moved)) if moved else NOTHING_RENAMED
    )
    with Intake(folder, grader.grade, Today(date(2026, 11, 20), "2026.11.1"), None, renamed) as intake:
        intake.take(Item(f"{place}", ReadRecord(one)) for place, one in enumerate(records))
        people = {person.number: person.who.number for person in intake.settle(scope)}
        values = {number: json.loads(value) for number, _, _, value in intake.given}
    rows = duckdb.sql(f"select * from '{folder / 'answers.parquet'}'").fetchall()
    return {
        (people[person], scope.questions[question].id): (
            {"value": values[first_given], "at": moment(first_at)},
            {"value": values[latest_given], "at": moment(latest_at)}, tries, first, latest,
        )
        for person, question, first, latest, first_given, latest_given, first_at, latest_at, tries in rows
    }  # fmt: skip


@pytest.mark.parametrize("moved", [{}, MOVED], ids=["same ids", "moved ids"])
def test_sql_merges_as_the_law_does(tmp_path: Path, catalogue: Catalogue, moved: dict[str, str]) -> None:
    scope, grader = scope_of(catalogue), Grader(catalogue)
    for seed in range(2):
        records = random_records(random.Random(seed))
        folder = tmp_path / str(seed)
        folder.mkdir()
        assert by_sql(folder, records, moved, scope, grader) == by_law(records, moved, scope, grader)


def test_rights_are_counted_by_the_merged_latest_answers(tmp_path: Path, catalogue: Catalogue) -> None:
    scope, grader = scope_of(catalogue), Grader(catalogue)
    late = {"value": ["leave"], "at": "2026-11-03T08:00:00Z"}
    records = [
        make_record(),
        make_record(values={"c-next-steps/order": {"first": late, "latest": late, "tries": 1}}),
    ]
    with Intake(tmp_path, grader.grade, Today(date(2026, 11, 20), "2026.11.1")) as intake:
        intake.take(Item(f"{place}", ReadRecord(one)) for place, one in enumerate(records))
        [person] = intake.settle(scope)
    assert person.rights == {"c-first-steps": 4}
    assert (person.answered, person.latest_at, len(person.parts)) == (5, "2026-11-03T08:00:00Z", 2)
