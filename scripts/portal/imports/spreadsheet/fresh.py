"""Writes the cells of a table as a new .xlsx: for copies of .xls, .csv and web pages."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from portal.imports.spreadsheet.edit import SheetEdit, rules_for
from portal.imports.tables import Sheet

_WIDTHS = (8, 50)


def _texts(sheet: Sheet, edit: SheetEdit) -> dict[tuple[int, int], str]:
    cells = {
        (row, column): cell.text for row, of_row in sheet.rows.items() for column, cell in of_row.items()
    }
    return {place: text for place, text in {**cells, **edit.cells}.items() if text}


def fresh(sheets: Sequence[Sheet], edits: Mapping[str, SheetEdit]) -> bytes:
    """Return a workbook with the texts of the sheets and the edits; everything is text."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    looks = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    outline = book.add_format({"bg_color": "#F4B084", "font_color": "#9C0006", "bold": True, "border": 1})
    fill = book.add_format({"bg_color": "#FCE4D6"})
    for number, sheet in enumerate(sheets, 1):
        edit = edits.get(sheet.name, SheetEdit())
        page = book.add_worksheet(sheet.name or f"题目{number if number > 1 else ''}")
        texts = _texts(sheet, edit)
        for (row, column), text in texts.items():
            page.write_string(row - 1, column - 1, text, looks)
        for column in {column for _, column in texts}:
            longest = max(len(text) for (_, other), text in texts.items() if other == column)
            width = edit.widths.get(column, min(max(longest * 1.5, _WIDTHS[0]), _WIDTHS[1]))
            page.set_column(column - 1, column - 1, width, looks)
        if edit.notes:
            last = max((row for row, _ in texts), default=1) - 1
            for rule, format_ in zip(rules_for(edit.notes), (outline, fill), strict=True):
                _colour(page, last, edit.notes - 1, rule, format_)
    book.close()
    return file.getvalue()


def _colour(page: Any, last: int, column: int, rule: str, format_: Any) -> None:
    page.conditional_format(
        0, 0, last, column, {"type": "formula", "criteria": f"={rule}", "format": format_}
    )
