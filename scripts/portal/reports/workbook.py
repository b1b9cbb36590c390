"""Writes the sheets as `report.xlsx` and as CSV files. No text in them can become a formula."""

import csv
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from portal.reports.engines.engine import RISKY
from portal.reports.flags import Today
from portal.reports.long_rows import LongRows
from portal.reports.row_heights import height_of
from portal.reports.sheet_form import Column, Sheet
from portal.reports.tables import Row
from portal.reports.workbook_charts import DRAWN, add_charts

# xlsxwriter has no types.
Book: TypeAlias = Any
Page: TypeAlias = Any
Format: TypeAlias = Any

LIMIT = 200_000
"""Rows of a sheet beyond which Excel opens slowly or not at all; the CSV has all of them."""

_LONGEST = 32_000
_A4 = 9
_BAR = {
    "type": "data_bar", "bar_solid": True, "bar_color": "#A9D8C4", "min_type": "num", "min_value": 0,
    "max_type": "num", "max_value": 1,
}  # fmt: skip
_FORMS = {"percent": "0.0%", "count": "0", "number": "General"}


def _safe(value: Any) -> Any:
    """Guard a text that Excel would take for a formula; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def _cells(row: Row, columns: tuple[Column, ...]) -> list[Any]:
    cells = [column.empty if cell is None else cell for cell, column in zip(row, columns, strict=True)]
    return [printable(cell) if isinstance(cell, str) else cell for cell in cells]


def printable(text: str) -> str:
    """Return a text that can be written as UTF-8 and fits a cell."""
    if text.isprintable() and len(text) <= _LONGEST:
        return text
    return text.encode("utf-8", "replace").decode()[:_LONGEST]


def _for_paper(page: Page, today: Today) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L学习情况汇总 {today.day}&C&A&R&P / &N")


def _open_sheet(book: Book, sheet: Sheet, formats: Mapping[str, Format], today: Today) -> Page:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    _for_paper(page, today)
    for place, column in enumerate(sheet.columns):
        form = "lines" if sheet.is_for_paper and column.form == "text" else column.form
        page.set_column(place, place, column.wraps or column.width, formats.get(form))
    page.set_row(0, 30)
    if sheet.is_for_paper:
        page.hide_gridlines(0)
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.title, formats["head"])
    return page


def _write_row(page: Page, number: int, cells: list[Any], formats: list[Format]) -> None:
    for place, cell in enumerate(cells):
        if cell == "":
            continue
        if isinstance(cell, str):
            page.write_string(number, place, cell)
        else:
            page.write_number(number, place, cell, formats[place])


def _alert(page: Page, sheet: Sheet, count: int, coloured: Format) -> None:
    """Colour the numbers that fall short, so that they are found without reading."""
    titles = [column.title for column in sheet.columns]
    for place, column in enumerate(sheet.columns):
        if not column.alert or not count:
            continue
        sign, limit = column.alert.split()
        cell = xl_rowcol_to_cell(1, place)
        other = xl_rowcol_to_cell(1, titles.index(limit), col_abs=True) if limit in titles else limit
        rule = f"=AND(ISNUMBER({cell}),{cell}{sign}{other})"
        page.conditional_format(
            1, place, count, place, {"type": "formula", "criteria": rule, "format": coloured}
        )


def _bars(page: Page, sheet: Sheet, count: int) -> None:
    """Draw shares as bars behind their numbers: 0 is no bar, 1 the whole cell."""
    for place, column in enumerate(sheet.columns):
        if column.form == "percent" and count:
            page.conditional_format(1, place, count, place, _BAR)


def _write_rows(
    page: Page, folder: Path, sheet: Sheet, rows: Iterable[Row], formats: Mapping[str, Format]
) -> int:
    """Write rows to a page and to the sheet's CSV file; return how many stand on the page."""
    of_columns = [formats.get(column.form) for column in sheet.columns]
    is_for_paper = sheet.is_for_paper
    count = 0
    path = folder / f"{sheet.name}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow([column.title for column in sheet.columns])
        for count, row in enumerate(rows, 1):
            cells = _cells(row, sheet.columns)
            if not isinstance(rows, LongRows):
                table.writerow([_safe(cell) for cell in cells])
            if count <= LIMIT:
                if is_for_paper:
                    page.set_row(count, height_of(cells, sheet.columns))
                _write_row(page, count, cells, of_columns)
    written = min(count, LIMIT)
    if isinstance(rows, LongRows):
        rows.write(path)
        count = rows.count
    if count > written:
        page.write_string(written + 1, 0, f"还有 {count - written} 行，见 {sheet.name}.csv")
    return written


def _write_sheet(
    book: Book, folder: Path, sheet: Sheet, rows: Iterable[Row], formats: Mapping[str, Format], today: Today
) -> tuple[Page, int]:
    """Write a sheet; return its page and the number of its rows there."""
    page = _open_sheet(book, sheet, formats, today)
    count = _write_rows(page, folder, sheet, rows, formats)
    _alert(page, sheet, count, formats["short"])
    _bars(page, sheet, count)
    page.autofilter(0, 0, count, len(sheet.columns) - 1)
    return page, count


def _formats(book: Book) -> dict[str, Format]:
    formats = {
        form: book.add_format({"num_format": pattern, "align": "right", "valign": "top"})
        for form, pattern in _FORMS.items()
    }
    formats["lines"] = book.add_format({"text_wrap": True, "valign": "top", "indent": 1})
    formats["head"] = book.add_format({"bold": True, "bg_color": "#DDEBE8", "text_wrap": True, "border": 1})
    formats["short"] = book.add_format({"bg_color": "#FCE4D6", "font_color": "#9C2F00"})
    return formats


def write_report(folder: Path, sheets: Iterable[tuple[Sheet, Iterable[Row]]], today: Today) -> None:
    """Write `report.xlsx` and a CSV file for each sheet; the same input gives the same bytes."""
    book = xlsxwriter.Workbook(str(folder / "report.xlsx"), {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "constant_memory": True,
        "tmpdir": str(folder),
    })  # fmt: skip
    day = today.day
    book.set_properties({"title": "学习情况汇总", "created": datetime(day.year, day.month, day.day)})
    formats = _formats(book)
    held: dict[Sheet, list[Row]] = {}
    begun: tuple[Page, int] | None = None
    for sheet, rows in sheets:
        if sheet in DRAWN:
            rows = held[sheet] = list(rows)
        written = _write_sheet(book, folder, sheet, rows, formats, today)
        begun = begun or written
    if begun and len(held) == len(DRAWN):
        add_charts(book, *begun, held)
    book.close()
