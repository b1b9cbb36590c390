"""Writes what was decoded, merged and re-graded into the flat files that the SQL reads."""

import csv
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from portal.model.lesson import MONTHS, grade_name
from portal.reports.flags import Flag
from portal.reports.intake import Intake
from portal.reports.persons import Person
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


def _write(folder: Path, table: str, rows: Iterable[Row]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)


def _person(person: Person, county: str) -> Row:
    who = person.who
    return (
        person.number, who.number, who.name, who.school, county, int(person.entry is not None),
        len(person.parts), person.answered, person.latest_at, person.history, person.hint,
    )  # fmt: skip


def _flags(number: int, person: Person, of_ledger: Iterable[Flag], files: str) -> Iterator[Row]:
    """Yield each thing once with all its files: one record is often handed in as file, table and code."""
    for flag in person.flags:
        yield number, flag.kind, "", flag.detail
    names: dict[tuple[str, str], set[str]] = {}
    for file, flag in person.record_flags:
        names.setdefault((flag.kind, flag.detail), set()).add(file)
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


class _Files:
    """Staged tables that are written side by side."""

    def __init__(self, folder: Path, tables: Sequence[str], stack: ExitStack) -> None:
        self._of = {
            table: csv.writer(
                stack.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline="")),
                quoting=csv.QUOTE_NONNUMERIC,
            )
            for table in tables
        }

    def add(self, table: str, rows: Iterable[Row]) -> None:
        self._of[table].writerows(rows)


def stage_people(
    intake: Intake, people: Iterable[Person], plan: Plan, merge: Merge, exams: Exams, judge: Judge
) -> dict[int, tuple[int, str]]:
    """Write people, mock exams, verdicts, lessons and flags, person by person.

    Returns place on the roster → number and school of whoever has it.
    """
    counties, claimed, count = Counties(intake.roster), {}, itertools.count()
    with ExitStack() as stack:
        files = _Files(intake.folder, ("people", "taught", "attempts", "verdicts", "flags"), stack)
        for person in people:
            number = person.number
            if person.entry:
                claimed[person.place] = number, person.who.school
            works = [intake.renamed.record(work) for work in person.works]
            record = _merged(works, merge)
            files.add("people", [_person(person, counties.of(person.who.school, person.entry))])
            entries = held(record.get("lessons", ()), plan)
            files.add("taught", ((next(count), *_taught(number, person, entry)) for entry in entries))
            files.add("flags", _flags(number, person, odd(entries), _holding(person, works, "lessons")))
            sat = list(exams.examine(record.get("attempts", ())))
            files.add("attempts", ((number, *row_of(one, exams)) for one in sat))
            found = judge.verdicts(person.who, person.rights, sat)
            files.add("verdicts", ((number, one.track, int(one.passed), one.lacks) for one in found))
            of_exams = _holding(person, works, "attempts")
            files.add("flags", ((number, one.kind, of_exams, one.detail) for one in odd_sittings(sat, exams)))
        unnamed = ((NOBODY, one.kind, item.file, one.detail) for item in intake.unnamed for one in item.flags)
        files.add("flags", unnamed)
    _write(intake.folder, "given", intake.given)
    return claimed


class Counties:
    """The county of each school, as far as the roster says."""

    def __init__(self, roster: Roster | None) -> None:
        found: dict[str, set[str]] = {}
        for entry in roster.entries if roster else ():
            if entry.county and entry.who.school:
                found.setdefault(entry.who.school, set()).add(entry.county)
        self._only = {school: min(counties) for school, counties in found.items() if len(counties) == 1}

    def of(self, school: str, entry: Entry | None = None) -> str:
        """Return the county that stands beside somebody, or beside everybody of the school."""
        return entry.county if entry and entry.county else self._only.get(school, "")


def stage_plan(folder: Path, plan: Plan) -> None:
    """Write the teaching months, whether each is due, and the quotas."""
    _write(folder, "months", (
        (month, place, plan.month_name(month), int(month in plan.due)) for place, month in enumerate(MONTHS)
    ))  # fmt: skip
    _write(folder, "quotas", ((grade, grade_name(grade), quota) for grade, quota in plan.quotas.items()))


def _titles(entry: Entry, scope: Scope) -> str:
    wanted = (track.title for track in scope.tracks if entry.tracks is None or track.slug in entry.tracks)
    return "、".join(wanted)


def stage_roster(
    folder: Path, roster: Roster | None, claimed: Mapping[int, tuple[int, str]], scope: Scope
) -> None:
    """Write who should take part in which track, and whose record that is, as `stage_people` gives it."""
    entries = roster.entries if roster else ()
    counties = Counties(roster)
    numbers = [claimed.get(place, (NOBODY, ""))[0] for place in range(len(entries))]
    schools = [entry.who.school or claimed.get(place, (NOBODY, ""))[1] for place, entry in enumerate(entries)]
    _write(folder, "roster", (
        (
            place, entry.who.number, entry.who.name, schools[place],
            counties.of(schools[place], entry), entry.line, number, _titles(entry, scope),
        )
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
        (
            place, one.id, one.unit, one.track, one.kind, one.status,
            one.prompt, one.path, one.line, one.objective,
        )
        for place, one in enumerate(scope.questions)
    ))  # fmt: skip
    _write(folder, "choices", (
        (question, place, choice, int(correct), text)
        for question, one in enumerate(scope.questions)
        for place, ((choice, correct), text) in enumerate(zip(one.choices, one.texts, strict=True))
    ))  # fmt: skip
