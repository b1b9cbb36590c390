"""How high a row must be for the texts that go on in the next line; not every program finds out by itself."""

import math
from collections.abc import Sequence
from typing import Any

from portal.reports.sheet_form import Column

_LINE = 15.0
"""Points of one line in the workbook's font."""
_HIGHEST = 409.0
"""Points that a row may have in Excel."""
_WIDE, _NARROW = 2.15, 1.1
"""A character's width, in the width of the digits that columns are measured in; a little more than drawn."""
_INDENT = 2
"""How much of a column's width stays empty."""


def _width(text: str) -> float:
    """Return how wide a text is: Chinese characters are those of three bytes."""
    wide = (len(text.encode("utf-8", "replace")) - len(text)) / 2
    return _NARROW * (len(text) - wide) + _WIDE * wide


def _lines(text: str, width: int) -> int:
    return sum(max(1, math.ceil(_width(line) / (width - _INDENT))) for line in text.split("\n"))


def height_of(cells: Sequence[Any], columns: Sequence[Column]) -> float:
    """Return the height of a row in points: that of its highest cell, and what Excel allows at most."""
    lines = [
        _lines(cell, column.wraps or column.width)
        for cell, column in zip(cells, columns, strict=True)
        if isinstance(cell, str)
    ]
    return min(_HIGHEST, _LINE * max(lines, default=1))
