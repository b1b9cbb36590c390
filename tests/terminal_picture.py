"""Draws what a terminal shows as an SVG: every sign in its own cell, lines of tables as lines.

Fonts differ in how wide they are, so each run of signs is told where it begins and how long it is.
Holds no assertions.
"""

import re
from collections.abc import Iterator
from html import escape

from rich.cells import cell_len

CELL, LINE, SIZE, MARGIN = 8, 20, 14, 14
"""Width of a cell, height of a line, size of the font, space around."""
_UP, _DOWN, _LEFT, _RIGHT = (0, -1), (0, 1), (-1, 0), (1, 0)
_TABLES = {
    "━": (_LEFT, _RIGHT), "─": (_LEFT, _RIGHT), "┃": (_UP, _DOWN), "│": (_UP, _DOWN),
    "┏": (_DOWN, _RIGHT), "┓": (_DOWN, _LEFT), "└": (_UP, _RIGHT), "┘": (_UP, _LEFT),
    "┳": (_DOWN, _LEFT, _RIGHT), "┴": (_UP, _LEFT, _RIGHT), "┡": (_UP, _DOWN, _RIGHT),
    "┩": (_UP, _DOWN, _LEFT), "╇": (_UP, _DOWN, _LEFT, _RIGHT),
}  # fmt: skip
_RUN = re.compile(f"[{''.join(_TABLES)}]+|(?:(?!  )[^{''.join(_TABLES)}])+")
"""A piece of a table's frame, or words up to two spaces."""


def _frame(signs: str, x: float, y: float) -> Iterator[str]:
    """Yield the strokes of a run of a table's frame; the middle of its line is at y."""
    if len(set(signs)) == 1 and signs[0] in "━─":
        yield f"M{x:g} {y:g}h{len(signs) * CELL:g}"
        return
    for number, sign in enumerate(signs):
        middle = x + (number + 0.5) * CELL
        for across, along in _TABLES[sign]:
            yield f"M{middle:g} {y:g}{f'v{along * LINE / 2:g}' if along else f'h{across * CELL / 2:g}'}"


def terminal_svg(shown: str, label: str) -> str:
    """Return the picture of a window that shows these lines; `label` says what can be seen."""
    lines = shown.rstrip("\n").split("\n")
    width = max(map(cell_len, lines)) * CELL + 2 * MARGIN
    height = len(lines) * LINE + 2 * MARGIN
    words, frame = [], []
    for number, line in enumerate(lines):
        top = MARGIN + number * LINE
        for run in _RUN.finditer(line):
            x = MARGIN + cell_len(line[: run.start()]) * CELL
            if run[0][0] in _TABLES:
                frame += _frame(run[0], x, top + LINE / 2)
            elif text := run[0].strip():
                x += (len(run[0]) - len(run[0].lstrip())) * CELL
                place = f'x="{x:g}" y="{top + 15}" textLength="{cell_len(text) * CELL}"'
                words.append(f"<text {place}>{escape(text)}</text>")
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img" aria-label="{escape(label)}">',
        f'<rect width="{width}" height="{height}" rx="8" fill="#1f2430"/>',
        f'<path d="{"".join(frame)}" stroke="#7d8799" fill="none"/>',
        f'<g font-family="Consolas, Menlo, monospace" font-size="{SIZE}" fill="#e8eaf0">',
        *words,
        "</g>",
        "</svg>\n",
    ])  # fmt: skip
