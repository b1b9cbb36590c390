"""The looks of a workbook of questions: lists to pick from, slips in red, a sheet of instructions."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from portal.exports.new_workbook import new_workbook
from portal.exports.questions.instructions import lists_of_objectives, write_instructions
from portal.model.question_sheet import DIFFICULTIES, INSTRUCTIONS, STATUSES, TYPES, Heading
from portal.model.question_words import guarded
from portal.model.unit import Unit

# xlsxwriter has no types.
Book: TypeAlias = Any
Page: TypeAlias = Any
Format: TypeAlias = Any

_SPARE = 500
"""Rows below the questions that have lists, too."""


@dataclass(frozen=True)
class Table:
    """The questions of a workbook."""

    rows: Sequence[Mapping[str, str]]
    """Field → text of its cell."""
    owners: Sequence[str]
    """For each row the id of its unit."""
    units: Sequence[Unit]
    """The units whose objectives are listed."""


def _formats(book: Book) -> dict[str, Format]:
    cell = {"valign": "top", "text_wrap": True, "num_format": "@"}
    forms = {
        "cell": cell,
        "id": {"valign": "top", "num_format": "@", "font_color": "#7A7A7A"},
        "head": {"bold": True, "bg_color": "#DDEBE8", "text_wrap": True, "border": 1, "valign": "vcenter"},
        "red": {"bg_color": "#F8CBAD", "font_color": "#9C0006", "bold": True},
        "big": {"bold": True, "font_size": 14},
        "name": {**cell, "bold": True},
    }
    return {name: book.add_format(form) for name, form in forms.items()}


def _write_questions(
    page: Page, table: Table, columns: Sequence[Heading], titles: Sequence[str], formats: Mapping[str, Format]
) -> None:
    for place, (column, title) in enumerate(zip(columns, titles, strict=True)):
        looks = formats["id" if column.field in ("id", "choice_ids") else "cell"]
        page.set_column(place, place, column.width, looks)
        page.write_string(0, place, title, formats["head"])
        for number, row in enumerate(table.rows, 1):
            if text := row.get(column.field):
                page.write_string(number, place, guarded(text, in_csv=False), looks)
    page.set_row(0, 24)
    page.freeze_panes(1, [column.field for column in columns].index("prompt") + 1)
    page.autofilter(0, 0, max(len(table.rows), 1), len(columns) - 1)


def _add_lists(page: Page, table: Table, columns: Sequence[Heading], red: Format) -> None:
    places = {column.field: place for place, column in enumerate(columns)}
    last = len(table.rows) + _SPARE
    for field, words in (("type", TYPES), ("difficulty", DIFFICULTIES), ("status", STATUSES)):
        choices = list(words.values())
        page.data_validation(1, places[field], last, places[field], {
            "validate": "list",
            "source": choices,
            "error_title": "换一个词",
            "error_message": f"从列表里选：{'、'.join(choices)}。",
        })  # fmt: skip
    kind, answer = (xl_col_to_name(places[field], col_abs=True) for field in ("type", "answer"))
    page.conditional_format(1, places["answer"], last, places["answer"], {
        "type": "formula",
        "criteria": f'=AND({kind}2="{TYPES["single"]}",LEN({answer}2)>1)',
        "format": red,
    })  # fmt: skip
    for first, end, source in _lists_of_objectives(table, last):
        page.data_validation(first, places["objective"], end, places["objective"], {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "error_title": "不是这个单元的目标",
            "error_message": "从列表里选一个目标。",
        })  # fmt: skip


def _lists_of_objectives(table: Table, last: int) -> Iterator[tuple[int, int, str]]:
    """Yield first row, last row and where the list of objectives for them stands."""
    places = dict(lists_of_objectives(table.units))
    row = 1
    for owner, group in groupby(table.owners):
        end = row + len(list(group)) - 1
        if owner in places:
            yield row, end, places[owner]
        row = end + 1
    if len(places) == 1:
        yield row, last, next(iter(places.values()))


def workbook_bytes(table: Table, columns: Sequence[Heading], titles: Sequence[str]) -> bytes:
    """Return the workbook: a sheet of questions and one of instructions."""
    file = io.BytesIO()
    book = new_workbook(file, "题目表")
    formats = _formats(book)
    questions = book.add_worksheet("题目")
    _write_questions(questions, table, columns, titles, formats)
    _add_lists(questions, table, columns, formats["red"])
    write_instructions(book.add_worksheet(INSTRUCTIONS), table.units, columns, formats)
    for page in book.worksheets():
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
    book.close()
    return file.getvalue()
