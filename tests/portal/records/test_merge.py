from typing import Any

import pytest
from contract_files import contract
from hypothesis import given
from learner_records import complete, records

from portal.records.history import MOST_KEPT, history_of
from portal.records.merge import attempt_key, lesson_key, merge, merge_all

Json = dict[str, Any]


@pytest.mark.parametrize("case", contract("merge"), ids=lambda case: case["case"])
def test_two_records_give_the_merged_one_of_the_contract(case: Json) -> None:
    assert merge(case["a"], case["b"]) == merge(case["b"], case["a"]) == case["merged"]


@given(records, records)
def test_merge_is_commutative(a: Json, b: Json) -> None:
    assert merge(a, b) == merge(b, a)


@given(records, records, records)
def test_merge_is_associative(a: Json, b: Json, c: Json) -> None:
    assert merge(merge(a, b), c) == merge(a, merge(b, c)) == merge_all([c, a, b])


@given(records, records)
def test_merging_the_same_again_changes_nothing(a: Json, b: Json) -> None:
    merged = merge(a, b)
    assert merge(merged, merged) == merge(merged, a) == merge(b, merged) == merged


@given(records, records)
def test_no_item_is_lost_and_none_appears(a: Json, b: Json) -> None:
    merged = merge(a, b)
    for part in ("answers", "units", "favourites"):
        assert merged.get(part, {}).keys() == a.get(part, {}).keys() | b.get(part, {}).keys()
    for part, key in (("attempts", attempt_key), ("lessons", lesson_key)):
        assert {key(item) for item in merged[part]} == {key(item) for item in [*a[part], *b[part]]}


@given(records, records)
def test_first_and_latest_answers_are_never_lost(a: Json, b: Json) -> None:
    for question, answer in merge(a, b)["answers"].items():
        given_in = [side["answers"][question] for side in (a, b) if question in side["answers"]]
        assert answer["first"] in [one["first"] for one in given_in]
        assert answer["first"]["at"] == min(one["first"]["at"] for one in given_in)
        assert answer["latest"] in [one["latest"] for one in given_in]
        assert answer["latest"]["at"] == max(one["latest"]["at"] for one in given_in)
        assert answer["tries"] == max(one["tries"] for one in given_in)


@given(records, records)
def test_of_all_given_answers_the_newest_are_kept(a: Json, b: Json) -> None:
    for question, answer in merge(a, b)["answers"].items():
        sides = [history_of(side["answers"][question]) for side in (a, b) if question in side["answers"]]
        every = history_of({**answer, "log": [one for side in sides for one in side]})
        kept = history_of(answer)
        assert kept[-MOST_KEPT:] == every[-MOST_KEPT:]
        assert all(one in every for one in kept)
        assert len(answer.get("log", ())) <= MOST_KEPT


@given(records, records)
def test_a_finished_attempt_stays_finished(a: Json, b: Json) -> None:
    finished = {attempt_key(item) for item in [*a["attempts"], *b["attempts"]] if "finished" in item}
    assert {attempt_key(item) for item in merge(a, b)["attempts"] if "finished" in item} == finished


def test_of_no_records_the_union_is_the_bare_schema() -> None:
    assert complete(merge_all([])) == complete({})
