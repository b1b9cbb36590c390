"""Sets the pupils' sheet in Word: as much room to write as its sides allow, slips that stay whole."""

import copy
import math
import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from portal.exports.sheet import CUT_UP
from portal.exports.word_parts import PLAIN, W, add_switch, make, restyle, style_of, text_of

_SIDE, _FULL = 690.0, 850.0
"""Points that a side of the sheet has for what stands on it; from the second on, drawings give way, too."""
_SMALLER = 0.75
_LINE, _ROW, _GAP = 22.0, 16.0, 6.0
"""Points of a line to write on, of a line in a table, and between paragraphs."""
_SIGNS = 44
"""Signs on a line."""
_POINT = 12700
"""English metric units, in which drawings are measured, in a point."""

_CUT_UP = re.compile(CUT_UP)
_COPIES = 8
"""At most so many slips stand on a page: each keeps room to write."""

_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_EXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}ext"
_TIGHT = {
    "SheetText": "SheetTextTight", "SheetTableText": "SheetTableTextTight",
    "SlipTop": "SlipTopTight", "Slip": "SlipTight",
}  # fmt: skip


def fit_sheet(body: etree._Element) -> None:
    """Style all behind the heading 学生活动单; a side with much on it is set tighter."""
    for side in _sides(body):
        for element in side:
            _set_apart(element)
        height = sum(_height(element) for element in side)
        if height > _FULL:
            _shrink_drawings(side)
        if height > _SIDE:
            for paragraph in (paragraph for element in side for paragraph in element.iter(f"{W}p")):
                restyle(paragraph, _TIGHT.get(style_of(paragraph), style_of(paragraph)))
        _keep_slips_whole(side)
        if _CUT_UP.search(text_of(side[0])):
            _repeat_slips(side)


def _set_apart(element: etree._Element) -> None:
    """Give plain text the style of the sheet, in its tables the style of these."""
    is_table = element.tag == f"{W}tbl"
    for paragraph in element.iter(f"{W}p") if is_table else [element]:
        if style_of(paragraph) in PLAIN:
            restyle(paragraph, "SheetTableText" if is_table else "SheetText")


def _sides(body: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the elements of each side of the sheet; a side begins with a page break."""
    side: list[etree._Element] = []
    is_sheet = False
    for element in body:
        is_sheet = is_sheet or (style_of(element) == "Heading2" and text_of(element) == "学生活动单")
        if side and element.find(f"{W}pPr/{W}pageBreakBefore") is not None:
            yield side
            side = []
        if is_sheet and element.tag != f"{W}sectPr":
            side.append(element)
    if side:
        yield side


def _height(element: etree._Element) -> float:
    """Return about how high something is, in points."""
    drawn = sum(int(extent.get("cy", "0")) / _POINT for extent in element.iter(_EXTENT))
    if element.tag == f"{W}tbl":
        return drawn + sum(_row_height(row) for row in element.iter(f"{W}tr"))
    lines = math.ceil(len(text_of(element)) / _SIGNS) + len(list(element.iter(f"{W}br")))
    return drawn + (max(lines, 1) * _LINE if not drawn else 0) + _GAP


def _row_height(row: etree._Element) -> float:
    cells = row.findall(f"{W}tc")
    signs = max(_SIGNS / max(len(cells), 1) - 1, 1)
    lines = max((math.ceil(len(text_of(cell)) / signs) for cell in cells), default=1)
    has_room = any(not text_of(cell).strip() for cell in cells)
    return max(lines * _ROW + _GAP / 2, 28.0 if has_room else 0.0)


def _shrink_drawings(side: list[etree._Element]) -> None:
    for size in (size for element in side for size in element.iter(_EXTENT, _EXT)):
        for name in ("cx", "cy"):
            size.set(name, str(round(int(size.get(name, "0")) * _SMALLER)))


def _repeat_slips(side: list[etree._Element]) -> None:
    """Put what is printed apart and cut up onto its page as often as there is room."""
    heading, *slips = side
    one = sum(map(_height, slips)) + _LINE
    if any(next(element.iter(_EXTENT), None) is not None for element in slips):
        return
    last = side[-1]
    for _ in range(min(int((_SIDE - _height(heading)) // one), _COPIES) - 1):
        for element in (_cut_line(), *map(copy.deepcopy, slips)):
            last.addnext(element)
            last = element


def _cut_line() -> etree._Element:
    line, run, sign = make("p"), make("r"), make("t")
    restyle(line, "CutLine")
    sign.text = "✂"
    run.append(sign)
    line.append(run)
    return line


def _keep_slips_whole(side: list[etree._Element]) -> None:
    for paragraph, following in pairwise(side):
        is_slip = style_of(paragraph).startswith("Slip")
        if is_slip and style_of(following) in ("Slip", "SlipTight"):
            add_switch(paragraph, "keepNext")
