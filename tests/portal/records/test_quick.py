"""The quick way takes nothing that the law would not, and finds the same in it."""

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from report_records import RIGHT, make_answer, make_record

from portal.errors import PortalError
from portal.model.flat import COLUMNS, Flat, flattened, moment, seconds
from portal.model.record import Time
from portal.records.quick import ValidGivens, read_quickly
from portal.records.read import read_content
from portal.records.times import seconds_of

Json = dict[str, Any]
TIME = TypeAdapter(Time)

RICH = make_record(
    values=RIGHT | {"c-first-steps/alone": make_answer(["agree"], latest=["disagree"])},
    units={"c-first-steps": {"opened": "2026-11-02T08:00:00Z", "seconds": 60, "revision": 2}},
    attempts=[{
        "exam": "c", "seed": 7, "questions": ["c-first-steps/alone"], "started": "2026-11-02T08:00:00Z",
        "answers": {"c-first-steps/alone": ["agree"]}, "finished": "2026-11-02T09:00:00Z",
    }],
    lessons=[{"lesson": "grade-5/why", "class": "五1班", "date": "2026-11-02", "periods": 0.5, "note": "好"}],
    favourites={"c-first-steps/alone": {"on": True, "at": "2026-11-02T08:00:00Z"}},
)  # fmt: skip
RICH["answers"]["c-first-steps/alone"]["log"] = [{"value": ["agree"], "at": "2026-11-02T08:30:00Z"}]
HOSTILE = (
    None, True, 0, -1, 1, 2**70, 1.0, 1.5, "", "x" * 201, "\u0000", "\ud800", "2026-02-29T00:00:00Z",
    "0000-01-01T00:00:00Z", "2026-11-02T24:00:00Z", "２026-11-02T08:00:00Z", "2026-11-02T08:00:00z",
    [], ["a"] * 13, {}, ["see", 1], "c/c", "portal-record/2",
)  # fmt: skip
BYTES = [
    b"NaN",
    b"1.0",
    b"1e0",
    b"-0",
    b"01",
    b"\xff",
    b"\\ud800",
    b"\n",
    b",",
    b"}",
    b'"answers":{},',
    b"\xef\xbb\xbf",
]


def raw_of(record: Any) -> bytes:
    return json.dumps(record).encode()


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in a value."""
    inside = (
        list(value.items())
        if isinstance(value, dict)
        else list(enumerate(value))
        if isinstance(value, list)
        else []
    )
    return [(value, key) for key, _ in inside] + [place for _, one in inside for place in places(one)]


def same(one: Flat, other: Flat) -> bool:
    return one.rest == other.rest and all((one.column(name) == other.column(name)).all() for name in COLUMNS)


def agrees(raw: bytes) -> bool:
    """Tell whether the quick way took it; then the law must have, with the same content."""
    givens = ValidGivens()
    quick = read_quickly(raw, givens)
    if quick is None:
        return False
    record = read_content(raw)
    assert record.problems == ()
    assert same(quick, flattened(record.data, givens))
    return True


def test_an_ordinary_record_goes_the_quick_way() -> None:
    assert agrees(raw_of(make_record()))
    assert agrees(raw_of(RICH))
    assert agrees(raw_of({"schema": "portal-record/1"}))


def test_a_record_changed_in_any_place_is_taken_only_if_the_law_takes_it() -> None:
    taken = 0
    for number in range(len(places(RICH))):
        for value in HOSTILE:
            record = copy.deepcopy(RICH)
            inside, key = places(record)[number]
            inside[key] = value
            taken += agrees(raw_of(record))
    assert taken > 0


def test_bytes_changed_anywhere_are_taken_only_if_the_law_takes_them() -> None:
    raw, dice, taken = raw_of(RICH), random.Random(8), 0
    for _ in range(3000):
        at, piece = dice.randrange(len(raw)), dice.choice([*BYTES, bytes([dice.randrange(256)])])
        taken += agrees(raw[:at] + piece + raw[at + dice.choice((0, 1, len(piece))) :])
    assert taken > 100


@pytest.mark.parametrize("twice", ["answers", "units", "schema", "exported", "learner"])
def test_of_a_key_that_stands_twice_the_last_holds_in_both_ways(twice: str) -> None:
    text = json.dumps(RICH)
    before = json.dumps({twice: make_record("另外的人", "X", values={})[twice]})[1:-1]
    assert agrees(f"{{{before}, {text[1:]}".encode())
    assert agrees(f"{text[:-1]}, {before}}}".encode())


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"[]", b"null", raw_of(RICH).decode().encode("utf-16"), raw_of(RICH) + b"x",
        b"[" * 100_000, raw_of(RICH | {"more": 1}), raw_of(RICH | {"schema": "portal-record/9"}),
        b'{"schema":' * 50_000,
    ],
    ids=range(10),
)  # fmt: skip
def test_what_is_unusual_is_left_to_the_law(raw: bytes) -> None:
    assert read_quickly(raw, ValidGivens()) is None


def test_a_bad_id_is_refused_every_time_it_is_asked_for() -> None:
    givens, bad = ValidGivens(), raw_of(make_record(values={"no id": ["see"]}))
    assert [read_quickly(bad, givens) for _ in range(2)] == [None, None]
    with pytest.raises(PortalError):
        read_content(b"{}")


digits = st.integers(0, 99).map(lambda number: f"{number:02}")
times = st.builds(
    "{}{}-{}-{}T{}:{}:{}Z".format, digits, digits,
    st.integers(0, 13).map(lambda number: f"{number:02}"),
    st.integers(0, 32).map(lambda number: f"{number:02}"),
    st.integers(0, 25).map(lambda number: f"{number:02}"), digits, digits,
) | st.datetimes().map(lambda at: f"{at:%Y}".zfill(4) + f"-{at:%m-%dT%H:%M:%S}Z")  # fmt: skip


@settings(max_examples=150)
@given(times)
def test_the_calendar_is_that_of_the_law(text: str) -> None:
    try:
        TIME.validate_python(text)
    except ValidationError:
        assert seconds_of([text]) is None
        return
    found = seconds_of(["2026-11-02T08:00:00Z", text])
    assert found is not None
    assert found[1] == seconds(text)
    assert moment(int(found[1])) == text


def test_one_bad_time_among_many_spoils_all_and_leap_days_are_told_apart() -> None:
    assert seconds_of(["2026-11-02T08:00:00Z", "2026-11-02T08:00:00X"]) is None
    assert seconds_of([]) is not None
    leap = {
        year: seconds_of([f"{year}-02-29T00:00:00Z"]) is not None for year in (1900, 2000, 2024, 2026, 2100)
    }
    assert leap == {1900: False, 2000: True, 2024: True, 2026: False, 2100: False}
