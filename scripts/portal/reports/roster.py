"""Reads the roster of those who should take part. Drops nobody silently."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from portal.errors import PortalError
from portal.reports.identity import Who, clean

HEADERS = {
    "number": ("编号", "工号", "学号", "教师编号", "number", "no", "id"),
    "name": ("姓名", "名字", "教师姓名", "name"),
    "school": ("学校", "单位", "学校名称", "school"),
    "county": ("区县", "县区", "县市区", "县", "区", "county"),
    "track": ("轨道", "证书", "类别", "track"),
}
Key = TypeVar("Key")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+")


@dataclass(frozen=True)
class Entry:
    """A person of the roster."""

    who: Who
    line: int
    tracks: frozenset[str] | None = None
    """Slugs; None where the roster names no track: then all of them."""
    county: str = ""
    """Of the school; empty where the roster does not say."""

    @property
    def key(self) -> str:
        """The person key; a name alone serves where the roster has neither number nor school."""
        return self.who.key or f"name\t\t{self.who.name}"


@dataclass(frozen=True)
class Problem:
    """A line of the roster that needs a look."""

    line: int
    reason: str


def _one(pairs: Iterable[tuple[Key, Entry]]) -> dict[Key, Entry]:
    """Key → the entry, for keys that only one entry has."""
    found: dict[Key, list[Entry]] = {}
    for key, entry in pairs:
        found.setdefault(key, []).append(entry)
    return {key: entries[0] for key, entries in found.items() if len(entries) == 1}


@dataclass(frozen=True)
class Roster:
    """Everybody who should take part."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _by_key(self) -> Mapping[str, Entry]:
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def _by_name_and_school(self) -> Mapping[tuple[str, str], Entry]:
        named = [entry for entry in self.entries if entry.who.name]
        return _one(((entry.who.name, entry.who.school), entry) for entry in named)

    @cached_property
    def _by_name(self) -> Mapping[str, Entry]:
        return _one((entry.who.name, entry) for entry in self.entries if entry.who.name)

    def namesake(self, who: Who) -> Entry | None:
        """Return the only entry with that name and school, whatever its number."""
        return self._by_name_and_school.get((who.name, who.school))

    def find(self, who: Who) -> Entry | None:
        """Return the entry a record belongs to.

        A number decides where both sides have one. Else name and school must point at one entry
        only; where one side has no school, the name at one entry of the whole roster.
        """
        if who.key and (entry := self._by_key.get(who.key)):
            return entry
        entry = self.namesake(who) or self._by_name.get(who.name)
        if entry is None or (entry.who.number and who.number):
            return None
        other_school = entry.who.school and who.school and entry.who.school != who.school
        return None if other_school else entry


def _columns(header: Sequence[str]) -> dict[str, int]:
    names = [clean(name).lower() for name in header]
    found: dict[str, int] = {}
    for field, synonyms in HEADERS.items():
        places = [names.index(synonym) for synonym in synonyms if synonym in names]
        if places:
            found[field] = places[0]
    if "number" not in found and not {"name", "school"} <= found.keys():
        seen = "、".join(name for name in names if name) or "（空）"
        raise PortalError(
            f"名单缺少列：至少要有“编号”，或者“姓名”和“学校”两列。第 1 行现在是：{seen}。"
            "另存为 CSV 时请保留表头。"
        )
    return found


def _tracks(cell: str, known: Mapping[str, str]) -> tuple[frozenset[str] | None, list[str]]:
    """Return the slugs a cell names, None for an empty cell, and the words in it that are no track."""
    text = clean(cell).lower()
    titled = {clean(title).lower(): slug for slug, title in known.items()}
    if text in titled:
        return frozenset({titled[text]}), []
    words = [word for word in re.split(r"[,、;/\s]+", re.sub(r"\s*证", "", text)) if word]
    found = frozenset(word for word in words if word in known)
    return (found if words else None), [word for word in words if word not in known]


def _entry(
    cells: Mapping[str, str], line: int, known: Mapping[str, str], problems: list[Problem]
) -> Entry | None:
    who = Who.of({field: cells.get(field, "").removeprefix("'") for field in ("number", "name", "school")})
    if not who.number and not who.name:
        problems.append(Problem(line, "没有编号也没有姓名，没有计入应考"))
        return None
    if not who.key:
        problems.append(Problem(line, f"“{who.name}”没有编号也没有学校，只能凭姓名核对"))
    if _SCIENTIFIC.fullmatch(who.number):
        problems.append(Problem(line, f"编号“{who.number}”像是被 Excel 改成了科学计数法，请把该列设为文本"))
    tracks, strange = _tracks(cells.get("track", ""), known)
    if strange:
        problems.append(Problem(line, f"没有可统计的轨道“{'、'.join(strange)}”；有的是 {'、'.join(known)}"))
    return Entry(who, line, tracks, clean(cells.get("county", "")))


def _joined(entries: Iterable[Entry], problems: list[Problem]) -> tuple[Entry, ...]:
    """Make lines that mean one person one entry; two lines with different tracks are no mistake."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        before = kept.get(entry.key)
        if before is None:
            kept[entry.key] = entry
            continue
        if before.who.name != entry.who.name:
            names = f"“{before.who.name}”和“{entry.who.name}”"
            reason = f"编号与第 {before.line} 行相同，姓名不同：{names}，按一人计"
            problems.append(Problem(entry.line, reason))
        elif before.tracks is None or entry.tracks is None or before.tracks & entry.tracks:
            problems.append(Problem(entry.line, f"与第 {before.line} 行重复，按一人计"))
        every = before.tracks is None or entry.tracks is None
        both = None if every else (before.tracks or frozenset()) | (entry.tracks or frozenset())
        kept[entry.key] = Entry(before.who, before.line, both, before.county or entry.county)
    return tuple(kept.values())


def read_roster(text: str, tracks: Mapping[str, str]) -> Roster:
    """Return the roster in a CSV text; `tracks` maps the slugs of the known tracks to their titles.

    Raises PortalError when it has no usable header or nobody in it.
    """
    first = text.lstrip("\ufeff\r\n ").split("\n", 1)[0]
    # Excel writes semicolons in some regions, and tabs when it saves as “Unicode 文本”.
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=mark)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise PortalError(f"名单不是 CSV 表格：{error}。请在 Excel 里另存为 CSV UTF-8。") from error
    places = _columns(rows[0][1] if rows else [])
    problems: list[Problem] = []
    entries = []
    for line, row in rows[1:]:
        cells = {field: row[place] for field, place in places.items() if place < len(row)}
        entry = _entry(cells, line, tracks, problems)
        entries += [entry] if entry else []
    if not entries:
        raise PortalError("名单里一个人也没有。第一行应是表头，从第二行起每行一人。")
    return Roster(_joined(entries, problems), tuple(sorted(problems, key=lambda p: (p.line, p.reason))))
