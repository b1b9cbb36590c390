"""Takes records in one by one and gives them back person by person, never holding many at once.

Answers wait in a compressed temporary file: what is merged is what was read, even if a file on the
share changes meanwhile. `marshal` is fast, and only this process reads what it wrote.
"""

import gc
import marshal
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from portal.reports.flags import Flag, Grade, Today, inspect
from portal.reports.identity import Who
from portal.reports.roster import Entry, Roster

Json = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One record of a person, as it was handed in."""

    file: str
    who: Who
    exported: str
    flags: tuple[Flag, ...]
    offset: int
    length: int


@dataclass(frozen=True)
class Person:
    """Everything that was handed in under one identity."""

    who: Who
    parts: tuple[Part, ...]
    entry: Entry | None = None
    flags: tuple[Flag, ...] = ()
    hint: str = ""
    """For somebody outside the roster: who on it may be meant."""


class Content(Protocol):
    """A validated record as the reader gives it."""

    @property
    def data(self) -> Json:
        """The items that are valid."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What had to be left out."""


class Readable(Protocol):
    """A thing that was found: a record, or the reason why there is none."""

    @property
    def name(self) -> str:
        """The file, for people."""

    @property
    def record(self) -> Content | None:
        """The record, if there is one."""

    @property
    def reason(self) -> str:
        """Why there is none."""

    @property
    def ignored(self) -> bool:
        """Whether it was not even opened."""


@dataclass(frozen=True, order=True)
class Unread:
    """A file or pasted code without a usable record."""

    file: str
    reason: str
    ignored: bool = False


@dataclass(frozen=True)
class Unnamed:
    """A record that nobody can be given."""

    file: str
    reason: str
    flags: tuple[Flag, ...]


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


@dataclass
class Intake:
    """A spool of records, and the identity and flags of each."""

    folder: Path
    grade: Grade
    today: Today
    roster: Roster | None = None
    records: int = 0
    unnamed: list[Unnamed] = field(default_factory=list)
    _parts: dict[str, list[Part]] = field(default_factory=dict)

    def __enter__(self) -> "Intake":
        """Open the spool."""
        self._spool = (self.folder / "spool").open("w+b")
        # Without the whole content in every round of the collector, reading takes a fifth less time.
        gc.freeze()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the spool; its folder is somebody else's to remove."""
        gc.unfreeze()
        self._spool.close()

    def take(self, items: Iterable[Readable]) -> list[Unread]:
        """Take in whatever was found; return what holds no record, sorted."""
        unread = []
        for item in items:
            if item.record:
                self.add(item.name, item.record.data, item.record.problems)
            else:
                unread.append(Unread(item.name, item.reason, item.ignored))
        return sorted(unread)

    def add(self, file: str, data: Json, problems: Sequence[str] = ()) -> None:
        """Take in one validated record."""
        self.records += 1
        who = Who.of(data.get("learner"))
        flags = inspect(data, problems, self.grade, self.today)
        entry = self.roster.find(who) if self.roster else None
        key = entry.key if entry and not who.number else who.key
        if not key:
            reason = "只有姓名，没有编号和学校" if who.name else "没有填姓名和编号"
            self.unnamed.append(Unnamed(file, f"{reason}，没有计入人数。请问明是谁，补填后重新导出。", flags))
            return
        offset, length = self._store(data)
        part = Part(file, who, data.get("exported", ""), flags, offset, length)
        self._parts.setdefault(key, []).append(part)

    def _store(self, data: Json) -> tuple[int, int]:
        names = ("exported", "release", "answers", "attempts", "lessons")
        kept = {key: data[key] for key in names if key in data}
        packed = zlib.compress(marshal.dumps(kept), 1)
        offset = self._spool.tell()
        self._spool.write(packed)
        return offset, len(packed)

    def people(self) -> list[Person]:
        """Return everybody, in an order that does not depend on the order of the files."""
        entries: dict[str, Entry] = {}
        found = []
        for _, parts in sorted(self._parts.items()):
            ordered = tuple(sorted(parts, key=lambda part: part.file))
            entry = self._claim(ordered, entries)
            flags = (*_names(ordered, entry), *self._namesakes(ordered))
            hint = "" if entry else self._hint(ordered)
            found.append(Person(_who(ordered, entry), ordered, entry, flags, hint))
        return sorted(found, key=lambda person: person.who)

    def _claim(self, parts: Sequence[Part], entries: dict[str, Entry]) -> Entry | None:
        """Return the person's roster entry, unless somebody before has it."""
        if not self.roster:
            return None
        for part in _newest_first(parts):
            entry = self.roster.find(part.who)
            if entry and entry.key not in entries:
                entries[entry.key] = entry
                return entry
        return None

    def _namesakes(self, parts: Sequence[Part]) -> Iterator[Flag]:
        """Somebody may have left out the number once: the same person then stands here twice."""
        keys = {Who(part.who.school, "", part.who.name).key for part in parts if part.who.number}
        if keys & self._parts.keys():
            yield Flag("可能是同一人", "另有一份没有编号的记录，姓名和学校与此人相同，没有合并")

    def _hint(self, parts: Sequence[Part]) -> str:
        if not self.roster:
            return ""
        near = {entry for part in parts if (entry := self.roster.namesake(part.who))}
        numbers = sorted(entry.who.number or f"第 {entry.line} 行" for entry in near)
        return f"名单上有同名同校的人（{'、'.join(numbers)}），可能写错了编号" if numbers else ""

    def load(self, part: Part) -> Json:
        """Return a record's answers, attempts and lessons again."""
        self._spool.seek(part.offset)
        data: Json = marshal.loads(zlib.decompress(self._spool.read(part.length)))
        return data
