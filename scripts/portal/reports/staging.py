"""Writes what was decoded, merged and re-graded into the flat files that the SQL reads."""

import csv
import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from portal.model.lesson import MONTHS, grade_name
from portal.reports.flags import Flag, Grade
from portal.reports.intake import Intake, Person
from portal.reports.plan import Plan, month_of
from portal.reports.roster import Entry, Roster
from portal.reports.scope import Scope
from portal.reports.sittings import Exams, odd_sittings, row_of
from portal.reports.taught import OTHER_YEAR, Held, held, odd
from portal.reports.verdicts import Judge

Json = dict[str, Any]
Row = Sequence[str | int | float]
Merge = Callable[[Iterable[Json]], Json]

NOBODY = -1

_LINE = "%d" + "\t%s" * 7 + "\n"
"""A graded answer. Ids, verdicts, times and ASCII JSON have no tab in them, so nothing needs quotes;
a csv.writer takes longer for these rows than decoding the record did."""


def _write(folder: Path, table: str, rows: Iterable[Row]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)


@lru_cache(maxsize=65536)
def _flat(value: tuple[str, ...]) -> str:
    """One ASCII cell for a raw value: no line break and no odd character can break the table."""
    return json.dumps(value, separators=(",", ":"))


def _answers(number: int, record: Json, grade: Grade) -> list[tuple[str | int, ...]]:
    rows: list[tuple[str | int, ...]] = []
    for question, answer in sorted(record.get("answers", {}).items()):
        first, latest = tuple(answer["first"]["value"]), tuple(answer["latest"]["value"])
        rows.append((
            number, question, grade(question, first), grade(question, latest),
            _flat(first), answer["first"]["at"], _flat(latest), answer["latest"]["at"],
        ))  # fmt: skip
    return rows


def _history(rows: Sequence[tuple[str | int, ...]]) -> str:
    """A fingerprint of answers and times, without verdicts: they change with the key."""
    text = "\n".join(f"{row[1]}\t{row[4]}\t{row[5]}\t{row[6]}\t{row[7]}" for row in rows)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _person(number: int, person: Person, rows: Sequence[tuple[str | int, ...]]) -> Row:
    who = person.who
    latest = max((str(row[7]) for row in rows), default="")
    return (
        number, who.number, who.name, who.school, int(person.entry is not None),
        len(person.parts), len(rows), latest, _history(rows), person.hint,
    )  # fmt: skip


def _flags(number: int, person: Person, of_ledger: Iterable[Flag], files: str) -> Iterator[Row]:
    """Yield each thing once with all its files: one record is often handed in as file, table and code."""
    for flag in person.flags:
        yield number, flag.kind, "", flag.detail
    names: dict[tuple[str, str], set[str]] = {}
    for part in person.parts:
        for flag in part.flags:
            names.setdefault((flag.kind, flag.detail), set()).add(part.file)
    for (kind, detail), found in names.items():
        yield number, kind, "、".join(sorted(found)), detail
    for flag in of_ledger:
        yield number, flag.kind, files, flag.detail


def _taught(number: int, person: Person, entry: Held) -> Row:
    verdict = entry.verdict
    return (
        number, person.who.school, NOBODY if person.who.school else number,
        entry.grade, entry.class_key, entry.label, entry.day.isoformat(), month_of(entry.day),
        entry.lesson, entry.title, entry.periods, entry.note,
        int(verdict.counts), verdict.reason, int(verdict is not OTHER_YEAR),
    )  # fmt: skip


def _merged(records: Sequence[Json], merge: Merge) -> Json:
    """Put a person's records together. A record alone is itself, but may name a lesson or a sitting twice."""
    if len(records) > 1:
        return merge(records)
    lists = {name: found for name in ("attempts", "lessons") if (found := records[0].get(name))}
    return {**records[0], **{name: merge([lists])[name] for name in lists}}


def _holding(person: Person, records: Sequence[Json], name: str) -> str:
    """Return the files of a person that hold lessons, or attempts."""
    files = (part.file for part, one in zip(person.parts, records, strict=True) if one.get(name))
    return "、".join(files)


def stage_people(
    folder: Path,
    intake: Intake,
    people: Iterable[Person],
    plan: Plan,
    merge: Merge,
    exams: Exams,
    judge: Judge,
) -> None:
    """Merge and re-grade person by person; write people, answers, mock exams, verdicts, lessons and flags."""
    heads: list[Row] = []
    verdicts: list[Row] = []
    flags: list[Row] = []
    with (
        (folder / "answers.tsv").open("w", encoding="ascii", newline="") as answers,
        (folder / "taught.csv").open("w", encoding="utf-8", newline="") as taught,
        (folder / "attempts.csv").open("w", encoding="utf-8", newline="") as attempts,
    ):
        lessons = csv.writer(taught, quoting=csv.QUOTE_NONNUMERIC)
        sittings = csv.writer(attempts, quoting=csv.QUOTE_NONNUMERIC)
        count = itertools.count()
        for number, person in enumerate(people):
            records = [intake.load(part) for part in person.parts]
            record = _merged(records, merge)
            rows = _answers(number, record, intake.grade)
            answers.writelines(map(_LINE.__mod__, rows))
            heads.append(_person(number, person, rows))
            entries = held(record.get("lessons", ()), plan)
            lessons.writerows((next(count), *_taught(number, person, entry)) for entry in entries)
            flags += _flags(number, person, odd(entries), _holding(person, records, "lessons"))
            sat = list(exams.examine(record.get("attempts", ())))
            sittings.writerows((number, *row_of(one, exams)) for one in sat)
            found = judge.verdicts(person.who, record, sat)
            verdicts += ((number, one.track, int(one.passed), one.lacks) for one in found)
            files = _holding(person, records, "attempts")
            flags += ((number, flag.kind, files, flag.detail) for flag in odd_sittings(sat, exams))
    flags += [(NOBODY, flag.kind, item.file, flag.detail) for item in intake.unnamed for flag in item.flags]
    _write(folder, "people", heads)
    _write(folder, "verdicts", verdicts)
    _write(folder, "flags", flags)


def stage_plan(folder: Path, plan: Plan) -> None:
    """Write the teaching months, whether each is due, and the quotas."""
    _write(folder, "months", (
        (month, place, plan.month_name(month), int(month in plan.due)) for place, month in enumerate(MONTHS)
    ))  # fmt: skip
    _write(folder, "quotas", ((grade, grade_name(grade), quota) for grade, quota in plan.quotas.items()))


def _school(entry: Entry, people: Sequence[Person], number: int) -> str:
    return entry.who.school or (people[number].who.school if number != NOBODY else "")


def stage_roster(folder: Path, roster: Roster | None, people: Sequence[Person], scope: Scope) -> None:
    """Write who should take part in which track, and whose record that is."""
    entries = roster.entries if roster else ()
    person_of = {person.entry.key: number for number, person in enumerate(people) if person.entry}
    numbers = [person_of.get(entry.key, NOBODY) for entry in entries]
    _write(folder, "roster", (
        (place, entry.who.number, entry.who.name, _school(entry, people, number), entry.line, number)
        for place, (entry, number) in enumerate(zip(entries, numbers, strict=True))
    ))  # fmt: skip
    _write(folder, "roster_tracks", (
        (place, track.slug)
        for place, entry in enumerate(entries)
        for track in scope.tracks
        if entry.tracks is None or track.slug in entry.tracks
    ))  # fmt: skip
    problems = roster.problems if roster else ()
    _write(folder, "roster_problems", ((problem.line, problem.reason) for problem in problems))
    _write(folder, "run", [(int(roster is not None),)])


def stage_scope(folder: Path, scope: Scope) -> None:
    """Write the tracks, units and questions that count."""
    _write(folder, "tracks", (
        (track.slug, place, track.title, track.percent) for place, track in enumerate(scope.tracks)
    ))  # fmt: skip
    units = [unit for track in scope.tracks for unit in track.units]
    _write(folder, "units", (
        (unit.id, place, unit.track, unit.title, float(unit.hours), unit.questions)
        for place, unit in enumerate(units)
    ))  # fmt: skip
    _write(folder, "questions", (
        (question.id, place, question.unit, question.track, question.kind, question.status, question.prompt)
        for place, question in enumerate(scope.questions)
    ))  # fmt: skip
