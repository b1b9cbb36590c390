"""Reads the roster of those who should take part. Drops nobody silently, tells all problems at once."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from portal.errors import PortalError
from portal.model.typed_text import clean
from portal.reports.identity import Who
from portal.reports.roster import Entry, Problem, Roster
from portal.reports.roster_table import People, RosterSheet, find_people, is_identity

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+")
_IDENTITY = re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")
"""Form of the number of an identity card: place, birthday, serial number, check sign (GB 11643-1999)."""
_NO_IDENTITY = "门户不收身份证号。请改用工号或单位自编的编号"
_NUMBERED = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_SHOWN = 5


@dataclass
class _Reader:
    """Collects the entries of a roster's sheets, and what is to be said about them."""

    tracks: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    cards: list[tuple[str, int]] = field(default_factory=list)
    """Sheet and row of each number that is one of an identity card."""

    def say(self, sheet: str, line: int, reason: str) -> None:
        self.problems.append(Problem(line, f"{_sheet(sheet)}{reason}"))

    def entries(self, people: People, sheet: str) -> Iterator[Entry]:
        """Yield the people of a table; `sheet` is its name where several count."""
        for line in people.notes:
            self.say(sheet, line, "像是说明或合计，不是人，没有计入应考")
        for line, cells in people.rows:
            if entry := self._entry(cells, line, sheet):
                yield entry

    def _entry(self, cells: Mapping[str, str], line: int, sheet: str) -> Entry | None:
        who = Who.of({name: cells.get(name, "").removeprefix("'") for name in ("number", "name", "school")})
        if _IDENTITY.fullmatch(who.number):
            self.cards.append((sheet, line))
            who = replace(who, number="")
        if not who.number and not who.name:
            self.say(sheet, line, "没有编号也没有姓名，没有计入应考")
            return None
        if not who.key:
            self.say(sheet, line, f"“{who.name}”没有编号也没有学校，只能凭姓名核对")
        if _SCIENTIFIC.fullmatch(who.number):
            self.say(sheet, line, f"编号“{who.number}”像是被 Excel 改成了科学计数法，请把该列设为文本")
        elif who.number.startswith("#"):
            self.say(sheet, line, f"编号“{who.number}”是公式出的错，请在 Excel 里改好")
        tracks, strange = _tracks(cells.get("track", ""), self.tracks)
        if strange:
            reason = f"没有可统计的轨道“{'、'.join(strange)}”；有的是 {'、'.join(self.tracks)}"
            self.say(sheet, line, reason)
        return Entry(who, line, tracks, clean(cells.get("county", "")), sheet)

    def say_cards(self) -> None:
        """Say once, without repeating any of them, that numbers of identity cards were not used."""
        if not self.cards:
            return
        sheet, line = self.cards[0]
        more = f"等 {len(self.cards)} 行" if len(self.cards) > 1 else ""
        self.say(sheet, line, f"{more}的编号像是身份证号，没有用它，凭姓名和学校核对。{_NO_IDENTITY}")


def _sheet(name: str) -> str:
    return f"工作表“{name}”：" if name else ""


def _tracks(cell: str, known: Mapping[str, str]) -> tuple[frozenset[str] | None, list[str]]:
    """Return the slugs a cell names, None for an empty cell, and the words in it that are no track."""
    text = clean(cell).lower()
    titled = {clean(title).lower(): slug for slug, title in known.items()}
    if text in titled:
        return frozenset({titled[text]}), []
    bare = re.sub(r"(?<=[a-z0-9])\s*(?:(?:类|级)?\s*证书?|类|级)", "", re.sub(r"\([^()]*\)", " ", text))
    words = [word for word in re.split(r"[,、;/+和\s]+", bare) if word]
    found = frozenset(word for word in words if word in known)
    return (found if words else None), [word for word in words if word not in known]


def _joined(entries: Iterable[Entry], reader: _Reader) -> tuple[Entry, ...]:
    """Make lines that mean one person one entry; two lines with different tracks are no mistake."""
    kept: dict[str, Entry] = {}
    twice: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        before = kept.get(entry.key)
        if before is None:
            kept[entry.key] = entry
            continue
        there = f"{_sheet(before.sheet)[:-1]}第 {before.line} 行"
        if before.who.name != entry.who.name:
            names = f"“{before.who.name}”和“{entry.who.name}”"
            reader.say(entry.sheet, entry.line, f"编号与{there}相同，姓名不同：{names}，按一人计")
        elif before.tracks is None or entry.tracks is None or before.tracks & entry.tracks:
            twice[before.sheet, entry.sheet] += 1
            if before.sheet == entry.sheet or twice[before.sheet, entry.sheet] <= _SHOWN:
                reader.say(entry.sheet, entry.line, f"与{there}重复，按一人计")
        every = before.tracks is None or entry.tracks is None
        both = None if every else (before.tracks or frozenset()) | (entry.tracks or frozenset())
        kept[entry.key] = replace(before, tracks=both, county=before.county or entry.county)
    for (first, second), count in twice.items():
        if first != second and count > _SHOWN:
            reader.say(second, 1, f"一共有 {count} 人与工作表“{first}”重复，都按一人计")
    return tuple(kept.values())


def _seen(sheets: Sequence[RosterSheet]) -> tuple[int, str, bool]:
    """Return the first row that is not blank, what stands in it, and whether it asks for identity cards."""
    for sheet in sheets:
        for row, cells in sheet.rows:
            if texts := [one for text in cells.values() if (one := clean(text))]:
                return row, "、".join(texts)[:200], any(map(is_identity, texts))
    return 1, "（空）", False


def _no_table(sheets: Sequence[RosterSheet]) -> PortalError:
    row, seen, has_identity = _seen(sheets)
    more = f"{_NO_IDENTITY}。" if has_identity else "表头写在名单上面，另存的时候请保留。"
    return PortalError(
        f"名单缺少列：至少要有“编号”，或者“姓名”和“学校”两列。第 {row} 行现在是：{seen}。{more}"
    )


def _tables(sheets: Sequence[RosterSheet], reader: _Reader) -> list[tuple[People, str]]:
    """Return the tables of people, each with the name of its sheet where several count."""
    filled = [sheet for sheet in sheets if any(cells for _, cells in sheet.rows)]
    visible = [sheet for sheet in filled if not sheet.is_hidden]
    is_by_school = len(visible) > 1
    found = [
        (sheet, people)
        for sheet in visible
        if (people := find_people(sheet, is_by_school and not _NUMBERED.fullmatch(sheet.name)))
    ]
    if not found:
        raise _no_table(visible or filled)
    headed = [sheet for sheet, _ in found]
    for sheet in filled:
        if sheet.is_hidden:
            reader.say("", 1, f"工作表“{sheet.name}”是隐藏的，没有读；里面的人要算，就在 Excel 里取消隐藏")
        elif sheet not in headed:
            reader.say("", 1, f"工作表“{sheet.name}”没有“编号”或“姓名”的表头，没有读")
    return [(people, sheet.name if len(filled) > 1 else "") for sheet, people in found]


def _of_school(people: People, sheet: str, reader: _Reader) -> People:
    """Return people whose school is the name of their sheet, where no column names one."""
    if "school" in people.fields or not sheet or _NUMBERED.fullmatch(sheet):
        return people
    reader.say(sheet, people.header, "没有“学校”一列，把工作表的名字当作学校")
    rows = tuple((row, {**cells, "school": sheet}) for row, cells in people.rows)
    return replace(people, rows=rows)


def read_sheets(sheets: Sequence[RosterSheet], tracks: Mapping[str, str]) -> Roster:
    """Return the roster in the sheets of a workbook.

    `tracks` maps the slugs of the known tracks to their titles. Raises PortalError when no sheet has a usable
    header, or nobody is in them.
    """
    reader = _Reader(tracks)
    entries: list[Entry] = []
    for people, sheet in _tables(sheets, reader):
        if people.has_identity:
            reader.say(sheet, people.header, f"身份证号那一列没有读。{_NO_IDENTITY}")
        entries += reader.entries(_of_school(people, sheet, reader), sheet)
    if not entries:
        raise PortalError("名单里一个人也没有。表头的下一行起，每行写一人。")
    reader.say_cards()
    joined = _joined(entries, reader)
    return Roster(joined, tuple(sorted(reader.problems, key=lambda one: (one.line, one.reason))))


def read_roster(text: str, tracks: Mapping[str, str]) -> Roster:
    """Return the roster in a CSV text. Raises PortalError as `read_sheets` does."""
    first = text.lstrip("\ufeff\r\n ").split("\n", 1)[0]
    # Excel writes semicolons in some regions, and tabs when it saves as “Unicode 文本”.
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=mark)
    try:
        rows = [(reader.line_num, dict(enumerate(row, 1))) for row in reader]
    except csv.Error as error:
        raise PortalError(f"名单不是 CSV 表格：{error}。请在 Excel 里另存为 CSV UTF-8。") from error
    return read_sheets([RosterSheet([row for row in rows if row[1]])], tracks)
