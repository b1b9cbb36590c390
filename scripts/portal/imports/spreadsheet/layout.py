"""Finds the headings of a sheet, wherever they stand, and says which column holds what."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from portal.imports.tables import EMPTY, Cell, Row, Sheet
from portal.model.cell_place import column_name
from portal.model.question_sheet import LETTERS, field_of, is_markdown

_LOOK_AT = 60
"""Filled rows among which the first headings are looked for."""

_SILENT = ("serial", "notes")
"""Columns that need no word when they are passed over."""


@dataclass(frozen=True)
class Layout:
    """Which column holds what, from a row of headings on."""

    row: int
    """The (last) row of the headings."""
    columns: Mapping[str, int]
    """Field, as `model/question_sheet.py` names it → column."""
    headings: Mapping[int, str]
    """Column → its heading, as it is written."""
    is_markdown: bool = False
    unused: Mapping[int, str] = field(default_factory=dict)
    """Columns whose heading nobody knows, or that say what another one says."""

    def cell(self, cells: Row, name: str) -> Cell:
        """Return what a row has in the column of a field; nothing if there is no such column."""
        column = self.columns.get(name)
        return cells.get(column, EMPTY) if column else EMPTY

    def letter(self, name: str) -> str:
        """Return the letters of a field's column; nothing if there is no such column."""
        return column_name(self.columns[name]) if name in self.columns else ""

    def keeping(self, before: "Layout") -> "Layout":
        """Return this layout with the columns of ids and notes that stand beside the first headings only."""
        free = {
            name: column
            for name, column in before.columns.items()
            if name in ("id", "choice_ids", "notes") and column not in self.headings
        }
        return replace(self, columns={**free, **self.columns})

    @property
    def choices(self) -> list[str]:
        """The letters of the choices that have a column."""
        return [letter for letter in LETTERS if f"choice {letter}" in self.columns]


def _assigned(headings: Mapping[int, str]) -> tuple[dict[str, int], dict[int, str]]:
    """Return field → column, and the columns that were not given a field."""
    ranked = sorted(
        (rank, column, name)
        for column, heading in headings.items()
        for name, rank in [field_of(heading)]
        if name
    )
    columns: dict[str, int] = {}
    for _, column, name in ranked:
        columns.setdefault(name, column)
    taken = set(columns.values())
    unused = {column: text for column, text in headings.items() if column not in taken}
    return columns, unused


def _is_head(columns: Mapping[str, int], headings: Mapping[int, str]) -> bool:
    notes = columns.get("notes", 0)  # ours; a sheet is not understood any better for our having marked it
    if "prompt" not in columns or len(columns) - bool(notes) < 2:
        return False
    others = [field_of(text)[0] for column, text in headings.items() if column != notes]
    return sum(map(bool, others)) * 2 >= len(others)


def _headings(cells: Row) -> dict[int, str]:
    return {column: cell.text.strip() for column, cell in cells.items() if cell.text.strip()}


def _second_line(cells: Row, above: Mapping[int, str]) -> dict[int, str] | None:
    """Return the headings of a second line (A, B, C, D below 选项), if a row is one."""
    below = _headings(cells)
    fields = [field_of(text)[0] for text in below.values()]
    is_one = (
        len(below) > 1 and all(fields) and any(name.startswith(("choice ", "feedback ")) for name in fields)
    )
    repeats = any(above.get(column) and field_of(above[column])[0] != "choices" for column in below)
    return below if is_one and not repeats else None


def layout_at(sheet: Sheet, row: int) -> Layout | None:
    """Return the layout that a row declares; None if it is no row of headings."""
    headings = _headings(sheet.rows.get(row, {}))
    if not any(field_of(text)[0] == "prompt" for text in headings.values()):
        return None
    columns, unused = _assigned(headings)
    last = row
    if second := _second_line(sheet.rows.get(row + 1, {}), headings):
        headings |= second
        columns, unused = _assigned(headings)
        last = row + 1
    if not _is_head(columns, headings):
        return None
    spare = {column: text for column, text in unused.items() if field_of(text)[0] not in _SILENT}
    return Layout(last, columns, headings, is_markdown(headings[columns["prompt"]]), spare)


def first_layout(sheet: Sheet) -> Layout | None:
    """Return the first layout of a sheet; rows above its headings are titles and notes."""
    for row in sorted(sheet.rows)[:_LOOK_AT]:
        if layout := layout_at(sheet, row):
            return layout
    return None


def filled_down(sheet: Sheet, columns: Iterable[int]) -> dict[int, dict[int, Cell]]:
    """Return the rows of a sheet, where cells merged over several rows of these columns count for each."""
    wanted = set(columns)
    rows = {row: dict(cells) for row, cells in sheet.rows.items()}
    numbers = sorted(rows)
    filled = dict.fromkeys(wanted, 0)
    for merge in sorted(sheet.merges, key=lambda one: one.top):
        cell = sheet.rows.get(merge.top, {}).get(merge.left)
        # In a sound workbook no two of them overlap; in a hostile one thousands cover all rows.
        if merge.left not in wanted or not cell or merge.top <= filled[merge.left]:
            continue
        filled[merge.left] = merge.bottom
        for row in numbers[bisect_right(numbers, merge.top) : bisect_right(numbers, merge.bottom)]:
            rows[row].setdefault(merge.left, cell)
    return rows
