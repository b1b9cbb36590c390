"""Reads what schools have confirmed: practice done, and tracks that somebody passed before."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.errors import PortalError
from portal.model.cell_place import column_name
from portal.model.typed_text import clean
from portal.reports.identity import Who
from portal.reports.roster_table import HEADERS, Table
from portal.reports.scope import CountedTrack

PASSED = ("通过", "已通过")
"""What stands under 项目 when the school confirms that somebody passed the whole track before."""

_COLUMNS = {
    "number": ("编号", HEADERS["number"]),
    "track": ("轨道", HEADERS["track"]),
    "item": ("项目", ("项目", "实践项目", "实践", "item")),
    "day": ("日期", ("日期", "确认日期", "date")),
    "by": ("确认人", ("确认人", "确认者", "confirmed by")),
}
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00(?::00)?)?")
_SHOWN = 20


@dataclass(frozen=True, order=True)
class Confirmation:
    """One thing that a school confirms of one person."""

    number: str
    track: str
    item: str
    """Id of the practice; empty for the whole track."""


@dataclass(frozen=True)
class _Problem:
    row: int
    column: int
    title: str
    reason: str
    cure: str

    def __str__(self) -> str:
        return f"第 {self.row} 行 {column_name(self.column)} 列（{self.title}）：{self.reason}。{self.cure}"


def _places(name: str, table: Table) -> dict[str, int]:
    """Return field → column; the first row that is not empty is the header."""
    header = {clean(text).lower(): column for column, text in (table[0][1] if table else {}).items()}
    found = {
        field: min(columns)
        for field, (_, synonyms) in _COLUMNS.items()
        if (columns := [header[one] for one in synonyms if one in header])
    }
    missing = [title for field, (title, _) in _COLUMNS.items() if field not in found]
    if missing:
        seen = "、".join(text for text in header if text) or "（空）"
        raise PortalError(
            f"确认表 {name} 缺少列：{'、'.join(missing)}。"
            f"第一行要有：编号、轨道、项目、日期、确认人；现在是：{seen}。"
        )
    return found


def _track(text: str, tracks: Sequence[CountedTrack]) -> CountedTrack | None:
    wanted = re.sub(r"\s*证$", "", clean(text).lower())
    titled = clean(text).lower()
    return next((one for one in tracks if one.slug == wanted or clean(one.title).lower() == titled), None)


def _item(text: str, track: CountedTrack) -> str | None:
    """Return the id of the practice that is meant, empty for the whole track, None for nothing known."""
    if clean(text) in PASSED:
        return ""
    for work in track.rules.practice:
        if clean(text).lower() in (work.id, clean(work.title).lower()):
            return work.id
    return None


def _day_trouble(text: str, today: date) -> tuple[str, str] | None:
    """Return what is wrong with a date and the cure, None when nothing is."""
    found = _DAY.fullmatch(clean(text))
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        reason = f"日期“{clean(text)}”看不懂" if clean(text) else "没有写日期"
        return reason, "写成 2026-11-20 这样。"
    if day > today:
        return f"日期 {day} 晚于报告日期 {today}", "日期写错了就改；没有写错，用 --date 改报告日期。"
    return None


class _Row:
    """One row of the table, and what is wrong in it."""

    def __init__(self, row: int, cells: Mapping[int, str], places: Mapping[str, int]) -> None:
        self._row, self._places = row, places
        self._text = {field: cells.get(column, "").removeprefix("'") for field, column in places.items()}
        self.problems: list[_Problem] = []

    def _refuse(self, field: str, reason: str, cure: str) -> None:
        place = self._places[field]
        self.problems.append(_Problem(self._row, place, _COLUMNS[field][0], reason, cure))

    def read(self, tracks: Sequence[CountedTrack], today: date) -> Confirmation | None:
        text = self._text
        number = Who.of({"number": text["number"]}).number
        if not number:
            self._refuse("number", "没有编号", "写老师导出记录时填的编号。")
        if trouble := _day_trouble(text["day"], today):
            self._refuse("day", *trouble)
        if not clean(text["by"]):
            self._refuse("by", "没有确认人", "写学校里确认这件事的人。")
        track = _track(text["track"], tracks)
        if track is None:
            known = "、".join(one.slug for one in tracks)
            self._refuse("track", f"没有轨道“{clean(text['track'])}”", f"可以写：{known}。")
            return None
        item = _item(text["item"], track)
        if item is None:
            names = "、".join([*(work.title for work in track.rules.practice), PASSED[0]])
            self._refuse("item", f"这条轨道没有项目“{clean(text['item'])}”", f"可以写：{names}。")
            return None
        return Confirmation(number, track.slug, item)


def _rows(table: Table, places: Mapping[str, int]) -> Iterator[tuple[int, Mapping[int, str]]]:
    wanted = set(places.values())
    for row, cells in table[1:]:
        if any(clean(text) for column, text in cells.items() if column in wanted):
            yield row, cells


def read_confirmed(
    name: str, table: Table, tracks: Sequence[CountedTrack], today: date
) -> frozenset[Confirmation]:
    """Return everything that is confirmed in a table.

    Raises PortalError with all that is wrong in it: half a table would leave people out without a word.
    """
    filled = [(row, cells) for row, cells in table if any(clean(text) for text in cells.values())]
    places = _places(name, filled)
    found: set[Confirmation] = set()
    problems: list[_Problem] = []
    for number, cells in _rows(filled, places):
        row = _Row(number, cells, places)
        one = row.read(tracks, today)
        problems += row.problems
        found |= {one} if one else set()
    if problems:
        rest = len(problems) - _SHOWN
        more = [f"……还有 {rest} 处。"] if rest > 0 else []
        lines = [*map(str, problems[:_SHOWN]), *more]
        raise PortalError(f"确认表 {name} 有 {len(problems)} 处要改，没有写报告：\n" + "\n".join(lines))
    return frozenset(found)
