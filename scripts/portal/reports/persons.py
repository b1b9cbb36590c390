"""Everybody with their records, one after the other, out of the run's database."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from portal.model.flat import moment
from portal.reports.flags import Flag
from portal.reports.identified import NOT_LISTED, Part
from portal.reports.identity import Who
from portal.reports.roster import Entry, Roster
from portal.reports.store.desk import Desk, Row

Json = dict[str, Any]


@dataclass(frozen=True)
class Person:
    """Everything that was handed in under one identity."""

    number: int
    who: Who
    parts: tuple[Part, ...]
    works: tuple[Json, ...]
    """Attempts and lessons of each part, as they were handed in."""
    entry: Entry | None = None
    place: int = NOT_LISTED
    """Of the entry on the roster."""
    flags: tuple[Flag, ...] = ()
    record_flags: tuple[tuple[str, Flag], ...] = ()
    """What does not fit in the records, each with its file."""
    hint: str = ""
    """For somebody outside the roster: who on it may be meant."""
    answered: int = 0
    history: str = ""
    """A fingerprint of answers and times, without verdicts: they change with the key."""
    latest_at: str = ""
    rights: dict[str, int] = field(default_factory=dict)
    """Unit → how many of its questions in use are right by the latest answers."""


class _Beside:
    """Rows that begin with a person's number, in order, taken person by person."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._groups = groupby(rows, key=lambda row: row[0])
        self._next = next(self._groups, None)

    def of(self, number: int) -> list[Row]:
        """Return a person's rows; people have to be asked for in order."""
        if self._next is None or self._next[0] != number:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found


class Persons:
    """Everybody in the order of the sheets; can be walked through again."""

    def __init__(self, desk: Desk, roster: Roster | None) -> None:
        self._desk, self._roster = desk, roster

    def __len__(self) -> int:
        """Return how many people there are."""
        return self._desk.count("people")

    def __iter__(self) -> Iterator[Person]:
        """Yield everybody."""
        flags = _Beside(self._desk.rows("record_flags.sql"))
        rights = _Beside(self._desk.rows("rights.sql"))
        for number, rows in groupby(self._desk.rows("persons.sql"), key=lambda row: row[0]):
            yield self._person(list(rows), flags.of(number), rights.of(number))

    def _person(self, rows: list[Row], flags: list[Row], rights: list[Row]) -> Person:
        number, school, code, name, place, hint, own, answered, history = rows[0][:9]
        latest = [row[15] for row in rows if row[14]]
        return Person(
            number,
            Who(school, code, name),
            tuple(Part(row[10], Who.of(json.loads(row[12])), row[11], row[9]) for row in rows),
            tuple(json.loads(row[13]) for row in rows),
            self._roster.entries[place] if self._roster and place != NOT_LISTED else None,
            place,
            tuple(Flag(kind, detail) for kind, detail in json.loads(own)),
            tuple((file, Flag(kind, detail)) for _, file, kind, detail in flags),
            hint,
            answered,
            history,
            moment(max(latest)) if latest else "",
            {unit: count for _, unit, count in rights},
        )
