"""How large words can stand in a box, and where a line breaks that is too long. All sizes in points."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SMALLEST = 32
"""Below this the last row cannot read."""

LEADING = 1.4
"""Height of a row in font sizes, for the widest of the fonts that may stand in for 微软雅黑."""

GAP = 0.3
"""Space before a line, in font sizes."""

_STEP = 2
_COMFORTABLE = 62
"""Lines that fit whole at this size are not broken to stand larger."""

_SLACK = 0.97
"""Share of a box's width that is used, since the real font may be a little wider."""

_BREAK_AFTER = "，。！？；：、…）》」　”→"
_NEVER_FIRST = "，。！？；：、…）》」”’—～·,.!?:;)％%"
_NEVER_LAST = "（《「“‘("


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Fit:
    """Lines as they stand: one size, and the rows of each line."""

    size: int
    rows: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> float:
        """Points from the first row to the last."""
        rows = sum(len(line) for line in self.rows)
        return self.size * (rows * LEADING + max(len(self.rows) - 1, 0) * GAP)


def width_of(text: str) -> float:
    """Return the width of a text in font sizes, a little too much rather than too little.

    Some programs put a quarter of a character between Chinese and digits or letters.
    """
    signs = sum(0.62 if sign.isascii() and sign not in "mwMW@" else 1.0 for sign in text)
    meetings = sum(one.isascii() != other.isascii() for one, other in pairwise(text))
    return signs + meetings / 4


def _places(text: str) -> list[tuple[float, int]]:
    """Return (penalty, place) of every place where a line may break."""
    half = width_of(text) / 2
    found = []
    for place in range(2, len(text) - 1):
        before, after = text[place - 1], text[place]
        is_word = before.isascii() and after.isascii() and before != " " and after != " "
        if after in _NEVER_FIRST + "　" or before in _NEVER_LAST or is_word or before + after == "＿＿":
            continue
        penalty = abs(width_of(text[:place]) - half) / half + (0 if before in _BREAK_AFTER else 0.7)
        found.append((penalty, place))
    return found


def broken(text: str, widest: float) -> tuple[str, ...]:
    """Return a line as rows of at most `widest` font sizes, about even, broken after a comma if any."""
    if width_of(text) <= widest:
        return (text,)
    places = _places(text)
    if not places:
        return (text,)
    _, place = min(places)
    return (*broken(text[:place].rstrip("　 "), widest), *broken(text[place:].lstrip("　 "), widest))


def _fitting(lines: Sequence[str], box: Box, largest: int, smallest: int, *, whole: bool) -> Fit | None:
    for size in range(largest, smallest - 1, -_STEP):
        widest = box.width * _SLACK / size
        rows = tuple(broken(line, widest) for line in lines)
        fit = Fit(size, rows)
        is_narrow = all(width_of(row) <= widest for line in rows for row in line)
        if is_narrow and fit.height <= box.height and not (whole and any(len(line) > 1 for line in rows)):
            return fit
    return None


def fit_lines(lines: Sequence[str], box: Box, largest: int, smallest: int = SMALLEST) -> Fit | None:
    """Return the lines at the largest size that fits the box, or None when even the smallest does not.

    Lines stay whole as long as they are comfortable to read.
    """
    whole = _fitting(lines, box, largest, smallest, whole=True)
    if whole and whole.size >= min(_COMFORTABLE, largest):
        return whole
    split = _fitting(lines, box, largest, smallest, whole=False)
    return split if split and (not whole or split.size >= whole.size * 1.15) else whole
