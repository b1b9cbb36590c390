"""Finds text codes in the cells of a table: what a form on 腾讯文档, 微信收集表 or 钉钉 gathered.

A code may stand in one cell, broken into lines there, or go on in the cells below it: that is what becomes
of lines that are pasted into a sheet. Other cells are passed over.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from portal.model.cell_place import column_name
from portal.records.found import Item, shown
from portal.records.pasted import MOST_CODES, TOO_MANY, item_of, read_codes, tried
from portal.records.read import TO_GRADE, ReadRecord, read_text

Cell = tuple[str, int, int, str]
"""Name of the sheet, row and column from 1, and what stands there."""

MOST_IN_CELL = 32_767
"""Signs that Excel lets into a cell; it cuts off the rest without a word."""

_MOST_PIECES = 5_000
_CODE, _HAND_IN, _RECORD = "XY1.", "XYA1.", '"portal-record/'
_PIECE = re.compile(r"[\sA-Za-z0-9_.>\u200b-\u200d\u2060\ufeff-]+")


def is_wanted(text: str) -> bool:
    """Tell whether a cell may hold a record, or a part of its code."""
    return _CODE in text or _HAND_IN in text or _RECORD in text or bool(_PIECE.fullmatch(text))


class _Column:
    """Cells below each other that may hold one code: the first begins it."""

    def __init__(self, sheet: str, row: int, column: int, text: str) -> None:
        self.sheet, self.first, self.last, self.column = sheet, row, row, column
        self.texts = [text]

    def goes_on(self, sheet: str, row: int, text: str) -> bool:
        """Take a cell in that is right below and may be a part of the code."""
        is_below = sheet == self.sheet and row == self.last + 1
        if not is_below or len(self.texts) == _MOST_PIECES or not _PIECE.fullmatch(text):
            return False
        self.texts.append(text)
        self.last = row
        return True

    def items(self, name: str) -> Iterator[Item]:
        """Yield the records in the cells."""
        results = [result for _, result in read_codes("\n".join(self.texts))]
        place = _label(name, self.sheet, self.first, self.column)
        for number, result in enumerate(results, 1):
            label = f"{place[:-1]} 第 {number} 段码）" if len(results) > 1 else place
            yield item_of(label, self._reason(result))

    def _reason(self, result: ReadRecord | str) -> ReadRecord | str:
        if isinstance(result, str) and len(self.texts[-1]) >= MOST_IN_CELL - 1:
            return "一格放不下这么长的码，Excel 截掉了后面的。请老师直接发导出的 .json 文件。"
        return result


def _label(name: str, sheet: str, row: int, column: int) -> str:
    of_sheet = f"“{shown(sheet)}”" if sheet else ""
    return f"{name}（{of_sheet}{column_name(column)}{row}）"


def read_cells(cells: Iterable[Cell], name: str) -> Iterator[Item]:
    """Yield every record in cells that come row by row; where there is none, one item that says so."""
    count = 0
    for item in _items(cells, name):
        count += 1
        if count > MOST_CODES:
            yield Item(name, None, TOO_MANY)
            return
        yield item
    if not count:
        yield Item(name, None, "里面没有学习记录码，没有读。", ignored=True)


def _items(cells: Iterable[Cell], name: str) -> Iterator[Item]:
    begun: dict[int, _Column] = {}
    for sheet, row, column, text in cells:
        before = begun.get(column)
        starts_code = _CODE in text
        if before and not starts_code and before.goes_on(sheet, row, text):
            continue
        if before:
            yield from begun.pop(column).items(name)
        if _RECORD in text and text.lstrip().startswith("{"):
            yield tried(_label(name, sheet, row, column), partial(read_text, text))
        elif starts_code:
            begun[column] = _Column(sheet, row, column, text)
        elif _HAND_IN in text:
            yield Item(_label(name, sheet, row, column), None, f"是正式考核的答卷码，{TO_GRADE}")
    for column in sorted(begun):
        yield from begun[column].items(name)
