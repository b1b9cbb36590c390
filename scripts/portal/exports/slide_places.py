"""Where things stand on a slide: title, lines, drawings; the drawings as large as the lines allow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.exports.drawings import Picture
from portal.exports.slide_fit import GAP, LEADING, Box, Fit, fit_lines

WIDTH, HEIGHT = 960, 540
"""Points: 16:9."""

TITLE = Box(60, 20, 850, 92)
BODY = Box(60, 120, 850, 380)
ALONE = Box(60, 90, 850, 340)
"""Where a title stands that is all there is on its slide."""

TITLE_SIZE = 50
ALONE_SIZE = 96
_LARGEST = {1: 96, 2: 88}
"""Number of lines → largest font size; more lines are bounded by the height."""

_BESIDE_PICTURE = range(60, 38, -4)
"""Font sizes of lines that share their slide with a drawing."""

_SPACE = 16
"""Between a drawing and its lines."""


@dataclass(frozen=True)
class Arrangement:
    """Where the drawings and the lines of a slide stand."""

    pictures: tuple[Box, ...]
    words: Box
    fit: Fit | None
    """None when there are no lines."""


def within(box: Box, width: float, height: float) -> Box:
    """Return the largest place for a shape of that width and height, in the middle of a box."""
    scale = min(box.width / width, box.height / height)
    across, down = width * scale, height * scale
    return Box(box.x + (box.width - across) / 2, box.y + (box.height - down) / 2, across, down)


def _halves() -> Iterator[tuple[Box, Box]]:
    """Yield (place of the drawings, place of the lines): lines below in several heights, then beside."""
    for size in _BESIDE_PICTURE:
        for lines in (1, 2, 3):
            below = size * (LEADING * lines + GAP * (lines - 1)) + 1
            above = BODY.height - below - _SPACE
            if above > BODY.height / 3:
                place = Box(BODY.x, BODY.y, BODY.width, above)
                yield place, Box(BODY.x, BODY.y + above + _SPACE, BODY.width, below)
    for share in (0.5, 0.58, 0.66):
        left = BODY.width * share
        right = Box(BODY.x + left + _SPACE, BODY.y, BODY.width - left - _SPACE, BODY.height)
        yield Box(BODY.x, BODY.y, left, BODY.height), right


def _row(pictures: Sequence[Picture], box: Box) -> tuple[Box, ...]:
    """Return the places of drawings that stand side by side at one height."""
    shapes = [picture.width / picture.height for picture in pictures]
    gaps = _SPACE * (len(pictures) - 1)
    whole = within(Box(box.x, box.y, box.width - gaps, box.height), sum(shapes), 1)
    places, x = [], whole.x
    for shape in shapes:
        places.append(Box(x, whole.y, whole.height * shape, whole.height))
        x += whole.height * shape + _SPACE
    return tuple(places)


def arrange(pictures: Sequence[Picture], lines: Sequence[str]) -> Arrangement | None:
    """Return the places of drawings and lines, both as large as can be; None when the lines do not fit."""
    if not pictures:
        fit = fit_lines(lines, BODY, _LARGEST.get(len(lines), 80))
        return Arrangement((), BODY, fit) if fit else None
    if not lines:
        return Arrangement(_row(pictures, BODY), BODY, None)
    found: list[tuple[float, int, Arrangement]] = []
    for place, words in _halves():
        fit = fit_lines(lines, words, _BESIDE_PICTURE[0])
        if fit:
            boxes = _row(pictures, place)
            area = sum(box.width * box.height for box in boxes) / (BODY.width * BODY.height)
            worth = area + 0.6 * min(fit.size / 54, 1)
            found.append((worth, -len(found), Arrangement(boxes, words, fit)))
    return max(found, key=lambda one: one[:2])[2] if found else None
