from typing import Any

import pytest
from contract_files import contract
from hypothesis import given
from hypothesis import strategies as st
from learner_records import complete, moves, records

from portal.records.collect import Item
from portal.records.merge import merge
from portal.records.moved import items_today, record_today
from portal.records.read import ReadRecord

Json = dict[str, Any]


def without_attempts(record: Json) -> Json:
    return record | {"attempts": []}


@pytest.mark.parametrize("case", contract("moves"), ids=lambda case: case["case"])
def test_a_record_stands_under_the_ids_of_today(case: Json) -> None:
    assert record_today(case["moved"], case["record"]) == case["today"]


@given(moves, records)
def test_reading_it_twice_changes_nothing(moved: dict[str, str], record: Json) -> None:
    once = record_today(moved, record)
    assert record_today(moved, once) == once


@given(moves, records, records)
def test_it_makes_no_difference_whether_records_are_merged_before_or_after(
    moved: dict[str, str], a: Json, b: Json
) -> None:
    a, b = without_attempts(a), without_attempts(b)
    assert record_today(moved, merge(a, b)) == merge(record_today(moved, a), record_today(moved, b))


@given(moves, records)
def test_no_answer_is_lost_and_none_goes_to_another_question(moved: dict[str, str], record: Json) -> None:
    now = record_today(moved, record)
    wanted = {
        "/".join([moved.get(old.split("/")[0], old.split("/")[0]), old.split("/")[1]])
        for old in record["answers"]
    }
    assert now["answers"].keys() == wanted
    assert now["units"].keys() == {moved.get(unit, unit) for unit in record["units"]}


@given(st.just({}) | moves, records)
def test_what_holds_no_record_passes_as_it_is(moved: dict[str, str], record: Json) -> None:
    found = [Item("a.txt", None, "是空的。"), Item("b.json", ReadRecord(complete(record), ("少一条",)))]
    first, second = items_today(moved, found)
    assert first is found[0]
    assert second.record
    assert second.record.problems == ("少一条",)
    assert second.record.data == (record_today(moved, complete(record)) if moved else complete(record))
