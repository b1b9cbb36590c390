"""Writes copies of a trainer's table: one with what has to be changed, one with the permanent ids."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from portal.imports.draft import Named, Problem
from portal.imports.spreadsheet.edit import SheetEdit, edited
from portal.imports.spreadsheet.files import Workbook, open_workbook
from portal.imports.spreadsheet.fresh import fresh
from portal.imports.spreadsheet.layout import Layout, first_layout
from portal.imports.tables import Cell, Sheet
from portal.imports.tables_in_text import csv_rows
from portal.imports.text_file import TextFile, write_whole
from portal.model.question_sheet import AGREE, LETTERS, NO_ID, NOTES, field_of

_WIDE, _MIDDLE = 60.0, 26.0
_OWN_ID = re.compile(r"(?:[a-z0-9-]+/)?(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*")


def mark_spreadsheet(source: Path, problems: Sequence[Problem], out: Path) -> None:
    """Write a copy whose last column says what has to be changed in each row; reading passes over it.

    Rows with errors are coloured, the cells meant are outlined; the looks of the cells stay, and so do
    sheets without errors. An .xls or .csv becomes an .xlsx, unless `out` is a .csv. Raises PortalError
    when it cannot be written.
    """
    book = open_workbook(source)
    by_sheet: defaultdict[str, list[Problem]] = defaultdict(list)
    names = [sheet.name for sheet in book.sheets]
    for problem in problems:
        part = problem.spot.part
        by_sheet[part if part in names else names[0] if names else ""].append(problem)
    edits = {
        sheet.name: _notes(sheet, by_sheet[sheet.name])
        for sheet in book.sheets
        if any(problem.severity == "error" for problem in by_sheet[sheet.name]) or _notes_column(sheet)
    }
    _write(book, source, edits, out)


def _notes_column(sheet: Sheet) -> int:
    """Return the column of notes that an earlier marking left; 0 if there is none."""
    if layout := first_layout(sheet):
        return layout.columns.get("notes", 0)
    first = sheet.rows.get(1, {})
    return next((column for column, cell in first.items() if field_of(cell.text.strip())[0] == "notes"), 0)


def _notes(sheet: Sheet, problems: Iterable[Problem]) -> SheetEdit:
    layout = first_layout(sheet)
    head = layout.row if layout else 1
    column = _notes_column(sheet) or sheet.free_column(head)
    lines: defaultdict[int, list[str]] = defaultdict(list)
    for problem in sorted(problems, key=lambda one: (one.severity, one)):
        place = f"{problem.spot.column} 列：" if problem.spot.column else ""
        aside = "" if problem.severity == "error" else "（提醒）"
        lines[problem.spot.row or head].append(f"{aside}{place}{problem.reason}。{problem.cure}")
    above = lines.pop(head, [])
    old = {(row, column): "" for row, cells in sheet.rows.items() if column in cells}
    cells = old | {(row, column): "\n".join(words) for row, words in lines.items()}
    cells[head, column] = "\n".join([NOTES, *above])
    return SheetEdit(cells, {column: _WIDE}, column)


def write_ids_spreadsheet(source: Path, named: Sequence[Named], out: Path) -> None:
    """Write a copy with the permanent ids of questions and choices, in columns at the right if it has none.

    Everything else stays as it was, a .csv keeps its encoding and its separator. An .xls becomes an
    .xlsx. Raises PortalError when it cannot be written.
    """
    book = open_workbook(source)
    by_sheet: defaultdict[str, list[Named]] = defaultdict(list)
    for one in named:
        by_sheet[one.spot.part].append(one)
    edits = {}
    for sheet in book.sheets:
        layout = first_layout(sheet)
        if layout and sheet.name in by_sheet:
            edits[sheet.name] = _ids(sheet, layout, by_sheet[sheet.name])
    _write(book, source, edits, out)


def _ids(sheet: Sheet, layout: Layout, named: Iterable[Named]) -> SheetEdit:
    edit = SheetEdit()
    if done := layout.columns.get("notes"):
        edit.cells |= {
            (row, done): "" for row, cells in sheet.rows.items() if row > layout.row and done in cells
        }
    id_column, choices_column = layout.columns.get("id", 0), layout.columns.get("choice_ids", 0)
    if not id_column or _is_foreign(sheet, layout, id_column):
        title = "门户题目编号" if id_column else "题目编号"
        id_column = sheet.free_column(layout.row)
        edit.cells[layout.row, id_column] = title
        edit.widths[id_column] = _MIDDLE
        sheet.put(layout.row, id_column, Cell(title))
    if not choices_column:
        choices_column = sheet.free_column(layout.row)
        edit.cells[layout.row, choices_column] = "选项编号"
        edit.widths[choices_column] = _MIDDLE
    for one in named:
        edit.cells[one.spot.row, id_column] = one.id
        if ids := _choice_ids(sheet, layout, one):
            edit.cells[one.spot.row, choices_column] = ids
    return edit


def _is_foreign(sheet: Sheet, layout: Layout, column: int) -> bool:
    """Tell whether a column of ids holds those of another system, which are to stay."""
    texts = [
        cells[column].text.strip()
        for row, cells in sheet.rows.items()
        if row > layout.row and column in cells
    ]
    return any(not _OWN_ID.fullmatch(text) for text in texts)


def _choice_ids(sheet: Sheet, layout: Layout, named: Named) -> str:
    """Return the ids of the choices, one for each column up to the last; `-` for a column without."""
    cells = sheet.rows.get(named.spot.row, {})
    letters = [letter for letter in layout.choices if layout.cell(cells, f"choice {letter}").text.strip()]
    if len(letters) != len(named.choices) or set(named.choices) == set(AGREE):
        return " ".join(named.choices)
    by_letter = dict(zip(letters, named.choices, strict=True))
    return (
        " ".join(by_letter.get(letter, NO_ID) for letter in LETTERS[: LETTERS.index(letters[-1]) + 1])
        if letters
        else ""
    )


def _write(book: Workbook, source: Path, edits: Mapping[str, SheetEdit], out: Path) -> None:
    if out.suffix.lower() == ".csv" and book.text:
        content = _edited_csv(book.text, edits.get("", SheetEdit()), source.name)
    elif book.is_package:
        content = edited(source, edits)
    else:
        content = fresh([sheet for sheet in book.sheets if sheet.rows], edits)
    write_whole(out, content)


def _edited_csv(file: TextFile, edit: SheetEdit, name: str) -> bytes:
    rows, separator = csv_rows(file.text, name)
    for (row, column), text in edit.cells.items():
        rows += [[] for _ in range(row - len(rows))]
        cells = rows[row - 1]
        cells += [""] * (column - len(cells))
        cells[column - 1] = text
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator, lineterminator="\n").writerows(rows)
    return file.bytes_of(made.getvalue())
