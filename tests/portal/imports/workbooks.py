"""Makes workbooks as trainers have them, and says in short what was read. Asserts nothing."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

from portal.imports.draft import Draft, Problem, Reading
from portal.imports.spreadsheet import read_spreadsheet

Rows = Sequence[Sequence[Any]]

HEAD = ["题型", "题干", "选项A", "选项B", "选项C", "正确答案", "答案解析"]


def save_xlsx(path: Path, sheets: dict[str, Rows], merges: dict[str, Sequence[str]] | None = None) -> Path:
    """Write an .xlsx with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for ref in (merges or {}).get(name, ()):
            page.merge_cells(ref)
    book.save(path)
    return path


def save_xls(path: Path, rows: Rows, name: str = "Sheet1") -> Path:
    """Write an old .xls with one sheet."""
    book = xlwt.Workbook()
    page = book.add_sheet(name)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                page.write(row, column, cell)
    book.save(str(path))
    return path


def save_csv(path: Path, rows: Rows, encoding: str = "utf-8-sig", separator: str = ",") -> Path:
    """Write a .csv."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def read_rows(folder: Path, rows: Rows, name: str = "Sheet1", merges: Sequence[str] = ()) -> Reading:
    """Return what is read from a workbook of one sheet."""
    return read_spreadsheet(save_xlsx(folder / "题.xlsx", {name: rows}, {name: merges}))


def said(problems: Sequence[Problem]) -> list[str]:
    """Return problems as people read them."""
    return [
        f"{one.spot}：{'（提醒）' if one.severity == 'warning' else ''}{one.reason}｜{one.cure}"
        for one in problems
    ]


def short(draft: Draft) -> str:
    """Return type, prompt and key of a question: `single 问？ 甲* 乙`."""
    choices = " ".join(f"{one.text}{'*' * one.correct}" for one in draft.choices)
    gaps = "；".join("|".join(gap) for gap in draft.accept)
    return " ".join(part for part in (draft.type, draft.prompt, choices, gaps) if part)


def shorts(reading: Reading) -> list[str]:
    """Return all questions in short."""
    return [short(draft) for draft in reading.drafts]
