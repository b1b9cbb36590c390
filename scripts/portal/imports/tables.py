"""What every kind of workbook is read into: sheets of cells, holding nothing where nothing stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from portal.errors import PortalError

MOST_CELLS = 2_000_000
"""Filled cells that a workbook may have: twenty times what 5,000 questions need."""

Kind = Literal["text", "number", "decimal", "date", "empty formula", "error", "picture"]
"""decimal: a number with a fraction whose format is not known, so it may look different in Excel."""


class Cell(NamedTuple):
    """What is seen in a cell, and what stands behind it."""

    text: str
    kind: Kind = "text"


EMPTY = Cell("")

Row = Mapping[int, Cell]
"""Number of the column, from 1 → what stands there."""


@dataclass(frozen=True)
class Merge:
    """Cells that are one: first and last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """One table. Rows and columns count from 1, as Excel shows them."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    pictures: list[tuple[int, int]] = field(default_factory=list)
    """Row and column at which a picture lies over the cells."""
    is_hidden: bool = False

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Put something into a cell; blank text is nothing."""
        if cell.text.strip() or cell.kind != "text":
            self.rows.setdefault(row, {})[column] = cell

    def free_column(self, row: int) -> int:
        """Return the first column right of everything in a row that is empty in all other rows, too."""
        used = {column for cells in self.rows.values() for column in cells}
        column = max(self.rows.get(row, {}), default=0) + 1
        for merge in sorted(self.merges, key=lambda one: one.left):
            if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
                column = merge.right + 1
        while column in used:
            column += 1
        return column


def refuse(
    name: str, reason: str, cure: str = "用 Excel 或 WPS 打开它，另存为 .xlsx，再导入。"
) -> PortalError:
    """Return what ends the reading of a file that cannot be read at all."""
    return PortalError(f"{name}：{reason}。{cure}")
