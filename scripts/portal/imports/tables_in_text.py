"""Reads tables that are text: .csv in any usual encoding and with any separator, and web pages named .xls."""

import csv
import io
from collections.abc import Iterator

import lxml.html

from portal.imports.spreadsheet.package import Attributes, Strange, parse
from portal.imports.tables import MOST_CELLS, Cell, Merge, Sheet, refuse

_LARGEST_PAGE = 10_000_000


def _separator(text: str) -> str:
    """Return the sign that parts the cells: the one that stands in most of the first lines outside quotes."""
    rest, counts = text[:20_000].split('"')[::2], dict.fromkeys(",\t;", 0)
    for sign in counts:
        lines = "".join(rest).splitlines()[:50]
        counts[sign] = sum(min(line.count(sign), 3) for line in lines)
    return max(counts, key=lambda sign: counts[sign])


def _rows(text: str, separator: str, name: str) -> list[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    file = io.StringIO(text, newline="")
    reader = csv.reader(file, delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        if "unexpected end" in str(error):
            reason = f"第 {len(rows) + 1} 行有一个英文双引号没有成对，从那里往后都读不出来"
            cure = '把这一行里的英文引号 " 改成中文引号“”，或者用 Excel 打开、另存为 .xlsx，再导入。'
            raise refuse(name, reason, cure) from error
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    return rows


def csv_stream(text: str) -> Iterator[list[str]]:
    """Yield the rows of a .csv text one by one. Raises csv.Error when it is torn."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    yield from csv.reader(
        io.StringIO(text, newline=""), delimiter=_declared(text) or _separator(text), strict=True
    )


def _declared(text: str) -> str:
    """Return the sign between cells that a .csv names in Excel's own way; nothing when it names none."""
    return text[4] if text[:4].lower() == "sep=" and text[4:5] in tuple(",;\t|") else ""


def csv_rows(text: str, name: str) -> tuple[list[list[str]], str]:
    """Return the rows of a .csv text and the sign between its cells. Raises PortalError when it is torn."""
    separator = _declared(text) or _separator(text)
    return _rows(text, separator, name), separator


def read_csv(text: str, name: str) -> Sheet:
    """Return the table in a .csv text. Raises PortalError when it cannot be read."""
    sheet, count = Sheet(""), 0
    for number, cells in enumerate(csv_rows(text, name)[0], 1):
        count += len(cells)
        if count > MOST_CELLS:
            raise refuse(name, f"格子超过 {MOST_CELLS // 10_000} 万个，不像是题目表")
        for column, cell in enumerate(cells, 1):
            sheet.put(number, column, Cell(cell))
    return sheet


def read_page(text: str, name: str) -> list[Sheet]:
    """Return the tables of a web page: many systems send one and call it .xls."""
    if len(text) > _LARGEST_PAGE:
        raise refuse(name, "是一个太大的网页，不是工作簿")
    try:
        page = lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (ValueError, lxml.etree.LxmlError) as error:
        raise refuse(name, "是网页，不是工作簿，里面也没有表格") from error
    for line in page.iter("br"):
        line.tail = "\n" + (line.tail or "")
    sheets = [sheet for table in page.iter("table") if (sheet := _page_table(table)).rows]
    for number, sheet in enumerate(sheets if len(sheets) > 1 else (), 1):
        sheet.name = f"表格{number}"
    return sheets


def _span(cell: lxml.html.HtmlElement, way: str) -> int:
    text = cell.get(way, "1").strip()
    return max(1, min(int(text), 1000)) if text.isdecimal() and len(text) < 5 else 1


def _page_table(table: lxml.html.HtmlElement) -> Sheet:
    sheet = Sheet("")
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.iterfind(".//tr"), 1):
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            column += 1
            while (number, column) in taken:
                column += 1
            down, along = _span(cell, "rowspan"), _span(cell, "colspan")
            sheet.put(number, column, Cell("".join(cell.itertext()).strip()))
            if down * along > 1 and len(taken) < MOST_CELLS:
                sheet.merges.append(Merge(number, column, number + down - 1, column + along - 1))
                taken |= {(number + below, column + right) for below in range(down) for right in range(along)}
            column += along - 1
    return sheet


class _OldXml:
    """Fills sheets from “XML Spreadsheet 2003”, which many systems send and call .xls."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.row = self.column = self.along = 0
        self.parts: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Worksheet":
            self.sheets.append(Sheet(attributes.get("Name", "")))
            self.row = 0
        elif name == "Row":
            self.row = int(attributes.get("Index") or self.row + 1)
            self.column = self.along = 0
        elif name == "Cell":
            self.column = int(attributes.get("Index") or self.column + self.along + 1)
            self.along = int(attributes.get("MergeAcross", 0))
        elif name == "Data":
            self.parts = []

    def text(self, words: str) -> None:
        if self.parts is not None:
            self.parts.append(words)

    def end(self, name: str) -> None:
        if name == "Data" and self.parts is not None and self.sheets:
            self.sheets[-1].put(self.row, self.column, Cell("".join(self.parts)))
        if name == "Data":
            self.parts = None


def read_old_xml(text: str, name: str) -> list[Sheet]:
    """Return the sheets of a workbook in the XML form of 2003."""
    found = _OldXml()
    body = text.strip()
    try:
        parse(
            (body.partition("?>")[2] if body.startswith("<?xml") else body).encode(),
            found.start,
            found.end,
            found.text,
        )
    except (Strange, ValueError) as error:
        raise refuse(name, "是 XML，读不出里面的表格") from error
    return found.sheets
