"""Finds the table of people in the sheets of a roster, under whatever title and headings a school gave it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.model.typed_text import clean

Table = Sequence[tuple[int, Mapping[int, str]]]
"""(row as Excel counts it, column from 1 → text), rows in order."""

HEADERS = {
    "number": ("编号", "工号", "教师编号", "人员编号", "职工号", "职工编号", "教职工号", "教职工编号",
               "教工号", "教师工号", "员工编号", "员工号", "工作证号", "学员编号", "学号",
               "number", "no", "no.", "id"),
    "name": ("姓名", "名字", "教师姓名", "老师姓名", "学员姓名", "参训教师", "教师", "老师", "name"),
    "school": ("学校", "单位", "学校名称", "单位名称", "所在学校", "任教学校", "所属学校", "所在单位",
               "工作单位", "工作单位名称", "学校全称", "school"),
    "county": ("区县", "县区", "县市区", "县", "区", "市县区", "所在区县", "所属区县", "区县名称", "county"),
    "track": ("轨道", "证书", "类别", "证书类别", "证书类型", "报考类别", "报考证书", "报名类别", "申报类别",
              "申报证书", "培训类别", "track"),
}  # fmt: skip
"""Field → the headings that mean it, without spaces, brackets and stars, in half width."""

_IDENTITY = ("身份证", "证件号")
_MOST_ROWS_ABOVE = 20
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|[\s*:·、,]|必填")
_NOTE = re.compile(
    r"[*※]?\s*(?:注|说明|备注|填表|制表|填报|报送|合计|总计|小计|共计|共\s*\d|联系|审核|负责人|单位\(|学校\(盖章)"
)


@dataclass(frozen=True)
class RosterSheet:
    """One sheet of a roster as a workbook gives it."""

    rows: Table
    name: str = ""
    is_hidden: bool = False
    merges: Sequence[tuple[int, int, int, int]] = ()
    """Cells that are one: first row, first column, last row, last column."""


@dataclass(frozen=True)
class People:
    """The table of people in a sheet."""

    name: str
    header: int
    """Its row."""
    fields: frozenset[str]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    """(row, field → text) of everything below the header that is not blank and no second header."""
    notes: tuple[int, ...] = ()
    """Rows that look like a remark or a sum."""
    has_identity: bool = False
    """Whether there is a column of identity card numbers. It is not read."""


def heading(text: str) -> str:
    """Return a heading in the form in which it is compared."""
    return _ASIDE.sub("", clean(text).lower())


def columns_of(header: Mapping[int, str]) -> dict[str, int]:
    """Return field → column, for the headings that are known; of several for one field, the usual one."""
    named: dict[str, int] = {}
    for column, text in sorted(header.items()):
        named.setdefault(heading(text), column)
    found = {}
    for field, synonyms in HEADERS.items():
        places = [named[one] for one in synonyms if one in named]
        if places:
            found[field] = places[0]
    return found


def is_identity(text: str) -> bool:
    """Tell whether a heading asks for the number of an identity card."""
    return any(word in heading(text) for word in _IDENTITY)


def _rank(columns: Iterable[str]) -> int:
    """Return how much a row is a header: 0 for not at all."""
    fields = set(columns)
    if "number" in fields or {"name", "school"} <= fields:
        return 2 + len(fields)
    return 1 if "name" in fields else 0


def find_people(sheet: RosterSheet, is_school: bool = False) -> People | None:
    """Return the table of people; None for a sheet without one.

    A header has at least a number, or name and school; `is_school` tells that the sheet is one school, so
    that a name is enough.
    """
    best: tuple[int, int] = (0, 0)
    for place, (_, cells) in enumerate(sheet.rows[:_MOST_ROWS_ABOVE]):
        best = max(best, (_rank(columns_of(cells)), -place))
    rank, place = best[0], -best[1]
    if rank < (1 if is_school else 2):
        return None
    row, header = sheet.rows[place]
    columns = columns_of(header)
    below = _filled(sheet, place + 1, columns)
    rows, notes = [], []
    for number, cells in below:
        fields = {field: cells[column] for field, column in columns.items() if cells.get(column, "").strip()}
        if _is_note(cells, fields):
            notes.append(number)
        elif cells and columns_of(cells) != columns:
            rows.append((number, fields))
    has_identity = any(map(is_identity, header.values()))
    return People(sheet.name, row, frozenset(columns), tuple(rows), tuple(notes), has_identity)


def _is_note(cells: Mapping[int, str], fields: Mapping[str, str]) -> bool:
    texts = [clean(text) for _, text in sorted(cells.items()) if text.strip()]
    if not texts or not _NOTE.match(texts[0]):
        return False
    return len(texts) <= 2 or not {"number", "name"} & fields.keys()


def _filled(sheet: RosterSheet, first: int, columns: Mapping[str, int]) -> list[tuple[int, dict[int, str]]]:
    """Return the rows that are not blank; what was written once for several rows stands in each."""
    rows = [(row, dict(cells)) for row, cells in sheet.rows[first:] if any(map(str.strip, cells.values()))]
    numbers = [row for row, _ in rows]
    shared = {columns[field] for field in ("school", "county", "track") if field in columns}
    done = dict.fromkeys(shared, 0)
    for top, left, bottom, right in sorted(sheet.merges):
        if left != right or left not in shared or top <= done[left]:
            continue
        done[left] = bottom
        begin, end = bisect_left(numbers, top), bisect_right(numbers, bottom)
        text = rows[begin][1].get(left, "") if begin < end and numbers[begin] == top else ""
        for _, cells in rows[begin + 1 : end] if text else ():
            cells.setdefault(left, text)
    return rows
