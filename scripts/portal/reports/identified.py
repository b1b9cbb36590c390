"""Whose each record is, and who everybody is: key by key, in an order that does not depend on the files."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.reports.flags import Flag
from portal.reports.identity import Who
from portal.reports.roster import Entry, Roster
from portal.reports.store.desk import Desk, Row

Rank = Callable[[Who], str]
"""What comes before school, number and name in the order of people."""

_IDENTIFIED = (
    "record bigint, key varchar, file varchar, exported varchar, school varchar, number varchar, "
    "name varchar, other_key varchar"
)
_PEOPLE = (
    "rank varchar, key varchar, school varchar, number varchar, name varchar, entry int, hint varchar, "
    "flags varchar, files int"
)
NOT_LISTED = -1


@dataclass(frozen=True)
class Part:
    """One record of a person, as it was handed in."""

    file: str
    who: Who
    exported: str
    record: int


@dataclass(frozen=True)
class Nobody:
    """A record that nobody can be given."""

    record: int
    file: str
    reason: str


def _key(who: Who, entry: Entry | None) -> str:
    return entry.key if entry and not who.number else who.key


def identify(desk: Desk, roster: Roster | None) -> list[Nobody]:
    """Fill `identified` with whose each record is; return those that nobody can be given."""
    nobody: list[Nobody] = []

    def rows() -> Iterator[Sequence[str | int]]:
        for record, file, learner, exported in desk.rows("select record, file, learner, exported from heads"):
            who = Who.of(json.loads(learner))
            key = _key(who, roster.find(who) if roster else None)
            if not key:
                reason = "只有姓名，没有编号和学校" if who.name else "没有填姓名和编号"
                nobody.append(Nobody(record, file, reason))
                continue
            other = Who(who.school, "", who.name).key if who.number else ""
            yield record, key, file, exported, who.school, who.number, who.name, other

    desk.fill("identified", _IDENTIFIED, rows())
    return nobody


def _newest_first(parts: Sequence[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: (part.exported, part.who, part.file), reverse=True)


def _who(parts: Sequence[Part], entry: Entry | None) -> Who:
    """The newest name and number; the roster's school, because schools are counted by it."""
    ranked = [part.who for part in _newest_first(parts)]
    ranked += [entry.who] if entry else []

    def newest(field: str) -> str:
        return next((value for who in ranked if (value := getattr(who, field))), "")

    school = entry.who.school if entry and entry.who.school else newest("school")
    return Who(school, newest("number"), newest("name"))


def _names(parts: Sequence[Part], entry: Entry | None) -> Iterator[Flag]:
    names = sorted({part.who.name for part in parts} - {""})
    if len(names) > 1:
        yield Flag("同号不同名", f"同一编号下有 {len(names)} 个姓名：{'、'.join(names[:5])}")
    if entry and entry.who.name and names and entry.who.name not in names:
        yield Flag("与名单姓名不同", f"名单上是“{entry.who.name}”，记录里是“{names[0]}”")
    if entry and not any(part.who.key for part in parts):
        yield Flag("只凭姓名对上名单", "记录里没有编号，也没有学校")


def _hint(parts: Sequence[Part], roster: Roster | None) -> str:
    if not roster:
        return ""
    near = {entry for part in parts if (entry := roster.namesake(part.who))}
    numbers = sorted(entry.who.number or f"第 {entry.line} 行" for entry in near)
    return f"名单上有同名同校的人（{'、'.join(numbers)}），可能写错了编号" if numbers else ""


@dataclass
class _Claims:
    """Which entry of the roster is whose: the first to come has it."""

    roster: Roster | None

    def __post_init__(self) -> None:
        self._places = {
            entry.key: place for place, entry in enumerate(self.roster.entries if self.roster else ())
        }
        self._taken: set[int] = set()

    def claim(self, parts: Sequence[Part]) -> tuple[Entry | None, int]:
        """Return a person's entry and its place, unless somebody before has it."""
        for part in _newest_first(parts) if self.roster else ():
            entry = self.roster.find(part.who) if self.roster else None
            if entry and (place := self._places[entry.key]) not in self._taken:
                self._taken.add(place)
                return entry, place
        return None, NOT_LISTED


def _people(rows: Iterator[Row], roster: Roster | None, rank: Rank) -> Iterator[Sequence[str | int]]:
    claims = _Claims(roster)
    for key, group in groupby(rows, key=lambda row: row[0]):
        parts, namesakes = [], 0
        for _, file, exported, school, number, name, record, has_namesake in group:
            parts.append(Part(file, Who(school, number, name), exported, record))
            namesakes |= has_namesake
        entry, place = claims.claim(parts)
        flags = list(_names(parts, entry))
        if namesakes:
            flags.append(Flag("可能是同一人", "另有一份没有编号的记录，姓名和学校与此人相同，没有合并"))
        who = _who(parts, entry)
        hint = "" if entry else _hint(parts, roster)
        told = json.dumps([[flag.kind, flag.detail] for flag in flags])
        yield rank(who), key, who.school, who.number, who.name, place, hint, told, len(parts)


def know_people(desk: Desk, roster: Roster | None, rank: Rank, is_merged: bool) -> None:
    """Fill `people` and `owners`: everybody by their numbers, and whose each record is.

    `is_merged`: even a record alone has to be put together, because ids in it were renamed.
    """
    rows = desk.rows(
        "select i.key, i.file, i.exported, i.school, i.number, i.name, i.record, "
        "cast(i.other_key <> '' and i.other_key in (select key from identified) as int) "
        "from identified i order by i.key, i.file, i.record"
    )
    desk.fill("known_people", _PEOPLE, _people(rows, roster, rank))
    desk.make("people", alone=int(not is_merged))
