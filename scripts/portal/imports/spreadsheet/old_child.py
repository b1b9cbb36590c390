"""Runs alone: `python old_child.py < FILE` writes the cells of an .xls workbook out as JSON."""

import io
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

MEMORY = 2_000_000_000
MOST_CELLS = 2_000_000
MOST_SIGNS = 50_000_000


class TooMuch(Exception):  # noqa: N818  # told to whoever started this, as a word
    """More than questions ever need."""


def limit_memory() -> None:
    """Keep this process from taking all memory; Windows refuses by itself what it cannot give."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def seen(value: Any) -> tuple[str, str]:
    """Return kind and text of a cell."""
    if isinstance(value, bool):
        return "text", "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        is_whole = value == value // 1 and abs(value) < 1e15
        return ("number", str(int(value))) if is_whole else ("decimal", f"{value:.15g}")
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second)
        return "date", f"{value.year}/{value.month}/{value.day}" + ("" if midnight else f" {value:%H:%M}")
    if isinstance(value, date):
        return "date", f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, time | timedelta):
        return "date", str(value)
    return (
        ("error", value) if value.startswith("#") and value.endswith(("!", "?", "#N/A")) else ("text", value)
    )


def cells_of(sheet: Any, room: list[int]) -> list[tuple[int, int, str, str]]:
    """Return row, column, kind and text of each filled cell; `room` counts down what may still come."""
    found = []
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        for column, value in enumerate(values, left + 1):
            if value == "":
                continue
            kind, text = seen(value)
            room[0] -= 1
            room[1] -= len(text)
            if min(room) < 0:
                raise TooMuch
            found.append((row, column, kind, text))
    return found


def read(file: io.BytesIO) -> dict[str, Any]:
    """Return the sheets of a workbook, or one word why not."""
    import python_calamine

    room = [MOST_CELLS, MOST_SIGNS]
    try:
        book = python_calamine.load_workbook(file)
        sheets = []
        for place, about in enumerate(book.sheets_metadata):
            if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(place)
            hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
            merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
            sheets.append(
                {"name": about.name, "hidden": hidden, "merges": merges, "cells": cells_of(sheet, room)}
            )
    except python_calamine.PasswordError:
        return {"refused": "password"}
    except (TooMuch, MemoryError):
        return {"refused": "big"}
    return {"sheets": sheets}


if __name__ == "__main__":
    limit_memory()
    sys.stdout.write(json.dumps(read(io.BytesIO(sys.stdin.buffer.read())), ensure_ascii=True))
