"""Looks through a table for certain texts and keeps nothing else, so that it may be large.

A workbook of questions is small and wanted whole. One in which a county gathered text codes has thousands
of cells with thousands of signs each; its parts are gone through as streams.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from portal.imports.draft import LIMIT
from portal.imports.spreadsheet.files import is_xlsx, opened, workbook_of
from portal.imports.spreadsheet.package import Attributes, Package, Strange, parse
from portal.imports.spreadsheet.sheet_xml import PLACE, sheet_parts, unescaped
from portal.imports.tables import refuse
from portal.imports.tables_in_text import csv_stream
from portal.imports.text_file import decoded
from portal.model.cell_place import column_number

Wanted = Callable[[str], bool]
Found = tuple[str, int, int, str]
"""Name of the sheet, row and column from 1, text."""

MOST_UNPACKED = 8 * LIMIT
_MOST_KEPT = 128_000_000
_MOST_SIGNS = 4_000_000
"""Of one text: Excel has room for 32,767, and no record needs more than this."""
_WEIGHT = 100
"""Bytes that a text takes besides its signs, roughly."""


class _Room:
    """Counts what is kept of a workbook."""

    def __init__(self) -> None:
        self.left = _MOST_KEPT

    def take(self, text: str) -> None:
        self.left -= len(text) + _WEIGHT
        if self.left < 0:
            raise Strange("里面的码或编号太多，请把它分成几个文件")


class _Texts:
    """Puts together the texts of one part of a workbook: of shared strings, or of cells."""

    def __init__(self, wanted: Wanted, room: _Room) -> None:
        self.wanted, self.room = wanted, room
        self.parts: list[str] = []
        self.size = 0
        self.is_text = self.is_spoken = False

    def words(self, words: str) -> None:
        if self.is_text and not self.is_spoken:
            self.parts.append(words)
            self.size += len(words)
            if self.size > _MOST_SIGNS:
                raise Strange("里面有长得不正常的格子")

    def forget(self) -> None:
        self.parts.clear()
        self.size = 0

    def text(self) -> str:
        """Return what was said since the last time, if it is wanted; else nothing."""
        text = unescaped("".join(self.parts))
        self.forget()
        if not text or not self.wanted(text):
            return ""
        self.room.take(text)
        return text


class _Shared(_Texts):
    """Shared strings: number → text, of the wanted ones only."""

    def __init__(self, wanted: Wanted, room: _Room) -> None:
        super().__init__(wanted, room)
        self.found: dict[int, str] = {}
        self.number = 0

    def start(self, name: str, _: Attributes) -> None:
        self.is_text = name == "t"
        self.is_spoken = self.is_spoken or name == "rPh"

    def end(self, name: str) -> None:
        self.is_text = False
        if name == "rPh":
            self.is_spoken = False
        elif name == "si":
            if text := self.text():
                self.found[self.number] = text
            self.number += 1


class _Cells(_Texts):
    """The wanted cells of one sheet."""

    def __init__(self, sheet: str, shared: dict[int, str], wanted: Wanted, room: _Room) -> None:
        super().__init__(wanted, room)
        self.sheet, self.shared = sheet, shared
        self.found: list[Found] = []
        self.row = self.column = 0
        self.kind = ""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.column = 0
        elif name == "c":
            place = PLACE.fullmatch(attributes.get("r", ""))
            self.column = column_number(place[1]) if place else self.column + 1
            self.row = int(place[2]) if place else max(self.row, 1)
            self.kind = attributes.get("t", "n")
            self.forget()
        self.is_text = name in ("v", "t") and self.kind in ("s", "str", "inlineStr")
        self.is_spoken = self.is_spoken or name == "rPh"

    def end(self, name: str) -> None:
        self.is_text = False
        if name == "rPh":
            self.is_spoken = False
        elif name == "c" and self.parts and (text := self._content()):
            self.found.append((self.sheet, self.row, self.column, text))

    def _content(self) -> str:
        if self.kind != "s":
            return self.text()
        number = int("".join(self.parts))
        self.forget()
        if number in self.shared:
            self.room.take("")
        return self.shared.get(number, "")


def _parsed(package: Package, part: str, into: _Shared | _Cells) -> None:
    with package.open(part) as file:
        parse(file, into.start, into.end, into.words)


def _in_xlsx(package: Package, wanted: Wanted) -> Iterator[Found]:
    room = _Room()
    shared = _Shared(wanted, room)
    strings = package.first(package.first("", "officeDocument", "xl/workbook.xml"), "sharedStrings")
    if strings in package:
        _parsed(package, strings, shared)
    for name, part, _ in sheet_parts(package):
        if part in package:
            cells = _Cells(name, shared.found, wanted, room)
            _parsed(package, part, cells)
            yield from cells.found


def _in_csv(raw: bytes, name: str, wanted: Wanted) -> Iterator[Found]:
    try:
        for row, cells in enumerate(csv_stream(decoded(raw, Path(name)).text), 1):
            for column, text in enumerate(cells, 1):
                if wanted(text):
                    yield "", row, column, text
    except csv.Error as error:
        raise refuse(name, "英文双引号没有成对，读不出来") from error


def texts_in(raw: bytes, name: str, wanted: Wanted) -> Iterator[Found]:
    """Yield the texts that are wanted, sheet by sheet and row by row, those of hidden sheets too.

    Takes the bytes of a table of any kind. Raises PortalError, in Chinese, when it is none, or holds more
    than can be kept in memory.
    """
    if is_xlsx(raw):
        with opened(raw, name, MOST_UNPACKED) as package:
            yield from _in_xlsx(package, wanted)
        return
    if name.lower().endswith(".csv"):
        yield from _in_csv(raw, name, wanted)
        return
    for sheet in workbook_of(raw, Path(name)).sheets:
        for row, cells in sorted(sheet.rows.items()):
            for column, cell in sorted(cells.items()):
                if wanted(cell.text):
                    yield sheet.name, row, column, cell.text
