"""A part of the page: a table, maybe with a drawing above it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from portal.reports.sheet_form import Column
from portal.reports.tables import Row

MOST = 2_000
"""Rows of a table; a browser sorts and filters that many at once, and the page stays small enough to send."""


@dataclass(frozen=True)
class Part:
    """One heading with what stands under it."""

    id: str
    title: str
    words: str
    """What this is and how to read it, in a sentence or two."""
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    total: int
    """How many rows there are; more than `rows` where the page does not show all."""
    whole: str = ""
    """The file with all rows."""
    drawing: Mapping[str, Any] = field(default_factory=dict)
    """What is drawn out of which columns; `charts.js` knows the kinds."""
    caption: str = ""
    choose: tuple[int, ...] = ()
    """Columns by whose values rows are chosen."""
    find: tuple[int, ...] = ()
    """Columns in which words are looked for."""
    folded: bool = False
    """Whether the table is opened first."""

    def place(self, title: str) -> int:
        """Return the place of the column with a title."""
        return [column.title for column in self.columns].index(title)


def cut(rows: Iterable[Row], most: int = MOST) -> tuple[list[Row], int]:
    """Return the first rows, and how many there are."""
    left = iter(rows)
    kept = list(islice(left, most))
    return kept, len(kept) + sum(1 for _ in left)
