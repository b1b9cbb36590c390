"""Finds the records that may hold what does not fit, and has `inspect` look at those alone."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from portal.model.flat import moment, seconds
from portal.reports.flags import MANY, SHORT, Grade, Today, inspect
from portal.reports.store.desk import Desk, Row

Json = dict[str, Any]


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", release)))


def _newer(desk: Desk, today: Today) -> Iterator[tuple[str]]:
    for (release,) in list(desk.rows("select distinct release from heads")):
        if _numbers(json.loads(release)) > _numbers(today.release):
            yield (release,)


def _answers(rows: Iterator[Row]) -> Json:
    return {
        question: {
            "first": {"value": json.loads(first), "at": moment(first_at)},
            "latest": {"value": json.loads(latest), "at": moment(latest_at)},
            "tries": tries,
        }
        for _, question, first, first_at, latest, latest_at, tries in rows
    }


def _records(desk: Desk) -> Iterator[tuple[int, Json, list[str]]]:
    """Yield record, its content and what had to be left out of it, for every suspect."""
    answers = groupby(desk.rows("again.sql"), key=lambda row: row[0])
    of, rows = next(answers, (-1, iter(())))
    heads = desk.rows(
        "select h.record, h.exported, h.release, h.units, h.work, h.problems "
        "from heads h join suspects s on s.record = h.record order by h.record"
    )
    for record, exported, release, units, work, problems in heads:
        content = {"exported": exported, "release": json.loads(release), "units": json.loads(units)}
        content |= json.loads(work)
        if of == record:
            content["answers"] = _answers(rows)
            of, rows = next(answers, (-1, iter(())))
        yield record, content, json.loads(problems)


def flag_records(desk: Desk, grade: Grade, today: Today, renew: Callable[[Json], Json]) -> None:
    """Fill `record_flags` with what does not fit in single records; `renew` gives a record today's ids."""
    desk.fill("newer", "release varchar", _newer(desk, today))
    desk.make("suspects", latest=seconds(today.latest), many=MANY, short=SHORT)
    flags = (
        (record, place, flag.kind, flag.detail)
        for record, content, problems in _records(desk)
        for place, flag in enumerate(inspect(renew(content), problems, grade, today))
    )
    desk.fill("record_flags", "record bigint, place int, kind varchar, detail varchar", flags)
