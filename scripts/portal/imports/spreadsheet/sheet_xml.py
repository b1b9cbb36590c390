"""Reads .xlsx workbooks: what is seen in the cells, nothing that runs and nothing that leads outside.

By hand, because calamine lays a sheet out as a full rectangle: two words in opposite corners ask for
half a terabyte and end the whole program, it tells no number formats (50% comes as 0.5) and no formula
without a value. expat calls back for each element, so that no tree of a hostile file is ever built.
"""

import re
from collections.abc import Iterator

from portal.imports.spreadsheet.package import Attributes, Package, Strange, elements, parse
from portal.imports.spreadsheet.shown_numbers import BUILT_IN, shown
from portal.imports.tables import MOST_CELLS, Cell, Merge, Sheet
from portal.model.cell_place import column_number

_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
"""Where a cell stands; one that says anything else stands behind the one before it."""


def _shared_strings(data: bytes) -> list[str]:
    texts: list[str] = []
    open_tags: list[str] = []
    parts: list[str] = []

    def start(name: str, _: Attributes) -> None:
        open_tags.append(name)
        if name == "si":
            parts.clear()

    def end(name: str) -> None:
        open_tags.pop()
        if name == "si":
            texts.append(unescaped("".join(parts)))

    def text(words: str) -> None:
        if open_tags[-1] == "t" and "rPh" not in open_tags:  # rPh: how the words are spoken
            parts.append(words)

    parse(data, start, end, text)
    return texts


def unescaped(text: str) -> str:
    """Return a text of a workbook with the signs that XML cannot hold."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _number_formats(data: bytes) -> list[str]:
    """Return the number format of each style of cells."""
    own, used, in_cells = dict(BUILT_IN), [], False
    for name, attributes in elements(data):
        if name == "numFmt":
            own[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            in_cells = name == "cellXfs"
        elif name == "xf" and in_cells:
            used.append(own.get(int(attributes.get("numFmtId", 0)), ""))
    return used


class _SheetParser:
    """Fills a sheet from the callbacks of its part."""

    def __init__(self, sheet: Sheet, strings: list[str], formats: list[str], is_1904: bool) -> None:
        self.sheet, self.strings, self.formats, self.is_1904 = sheet, strings, formats, is_1904
        self.row = self.column = self.count = 0
        self.cell: Attributes = {}
        self.inside = ""
        self.value: list[str] = []
        self.formula: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.column = 0
        elif name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t", "f"):
            self.inside = name
            if name == "f":
                self.formula = []
        elif name == "rPh":
            self.inside = ""
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _start_cell(self, attributes: Attributes) -> None:
        place = PLACE.fullmatch(attributes.get("r", ""))
        self.column = column_number(place[1]) if place else self.column + 1
        self.row = int(place[2]) if place else max(self.row, 1)
        if self.row > _MOST_ROWS or self.column > _MOST_COLUMNS:
            raise Strange("里面有 Excel 放不下的行或列")
        self.cell, self.value, self.formula = attributes, [], None
        self.count += 1
        if self.count > MOST_CELLS:
            raise Strange(f"格子超过 {MOST_CELLS // 10_000} 万个")

    def _merge(self, ref: str) -> None:
        corners = [PLACE.fullmatch(corner) for corner in ref.split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            (left, top), (right, bottom) = corners[0].groups(), corners[1].groups()
            self.sheet.merges.append(Merge(int(top), column_number(left), int(bottom), column_number(right)))

    def text(self, words: str) -> None:
        if self.inside == "f" and self.formula is not None:
            self.formula.append(words)
        elif self.inside in ("v", "t"):
            self.value.append(words)

    def end(self, name: str) -> None:
        if name in ("v", "t", "f", "rPh"):
            self.inside = ""
        elif name == "c" and (self.value or self.formula is not None):
            self.sheet.put(self.row, self.column, self._read())

    def _read(self) -> Cell:
        value, kind = "".join(self.value), self.cell.get("t", "n")
        if self.formula is not None and "DISPIMG" in "".join(self.formula).upper():
            return Cell("", "picture")
        if self.formula is not None and not value:
            return Cell("", "empty formula")
        if kind == "s":
            return Cell(self.strings[int(value)] if value else "")
        if kind == "e":
            return Cell(value, "error")
        if kind == "b":
            return Cell("TRUE" if value.strip() == "1" else "FALSE")
        if kind == "n" and value.strip():
            style = int(self.cell.get("s", 0))
            return shown(float(value), self.formats[style] if style < len(self.formats) else "", self.is_1904)
        return Cell(unescaped(value))


def _read_sheet(package: Package, sheet: Sheet, part: str, parser: _SheetParser) -> None:
    parse(package.read(part), parser.start, parser.end, parser.text)
    for kind, drawing in package.related(part).values():
        if kind != "drawing":
            continue
        inside, corner = "", [0, 0]
        for name, _, words in _texts(package.read(drawing)):
            inside = name if name in ("from", "to") else inside
            if inside == "from" and name in ("row", "col"):
                corner[name == "col"] = int(words) + 1
            elif name == "pic":
                sheet.pictures.append((corner[0], corner[1]))


def _texts(data: bytes) -> list[tuple[str, Attributes, str]]:
    """Return name, attributes and text of all elements of a small part, in order."""
    found: list[tuple[str, Attributes, list[str]]] = []
    if data:
        parse(
            data,
            lambda name, attributes: found.append((name, attributes, [])),
            text=lambda words: found[-1][2].append(words.strip()),
        )
    return [(name, attributes, "".join(words)) for name, attributes, words in found]


def sheet_parts(package: Package) -> Iterator[tuple[str, str, bool]]:
    """Yield name, part and hiddenness of each sheet, in order."""
    book = package.first("", "officeDocument", "xl/workbook.xml")
    parts = package.related(book)
    for name, attributes in elements(package.read(book)):
        if name == "sheet":
            kind, part = parts.pop(attributes.get("id", ""), ("", ""))  # a part is one sheet, not thousands
            if kind == "worksheet":
                yield attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"


def read_package(package: Package) -> list[Sheet]:
    """Return the sheets of a workbook.

    Raises Strange, ValueError, ArithmeticError or LookupError on nonsense.
    """
    book = package.first("", "officeDocument", "xl/workbook.xml")
    if book not in package:
        raise Strange("里面没有工作簿")
    is_1904 = any(
        attributes.get("date1904") in ("1", "true")
        for name, attributes in elements(package.read(book))
        if name == "workbookPr"
    )
    strings, styles = package.first(book, "sharedStrings"), package.first(book, "styles")
    texts = _shared_strings(package.read(strings)) if strings in package else []
    formats = _number_formats(package.read(styles)) if styles in package else []
    sheets = []
    for name, part, is_hidden in sheet_parts(package):
        sheet = Sheet(name, is_hidden=is_hidden)
        _read_sheet(package, sheet, part, _SheetParser(sheet, texts, formats, is_1904))
        sheets.append(sheet)
    return sheets
