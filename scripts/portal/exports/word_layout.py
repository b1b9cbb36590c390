"""Lays out what pandoc cannot say: widths, heights and shades of tables, pages, what stays together."""

import copy
import math
import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from portal.exports.word_html import NEW_LANDSCAPE, NEW_PAGE
from portal.exports.word_parts import PLAIN, W, add_switch, make, properties_of, restyle, style_of, text_of
from portal.exports.word_sheet import fit_sheet
from portal.exports.word_styles import TEXT_WIDTH

_MARGINS = 220
"""What a cell's margins and borders take from a table inside it, in twentieths of a point."""
_LONG = 16
"""A row with a cell of more lines may break across pages."""
_SIGN = 200
"""The width of a Chinese sign in a table."""
_ROOM, _LITTLE_ROOM = 560, 420
"""Least height of a row in which pupils write, about a centimetre; where a side holds much, less."""
_STAGE, _HEAD, _LABEL = "D3E3DC", "E3ECE8", "EEF3F1"


def lay_out(document: bytes) -> bytes:
    """Return word/document.xml, laid out. Raises XMLSyntaxError when it is none."""
    root = etree.fromstring(document)
    body = root[0]
    _break_pages(body)
    fit_sheet(body)
    _keep_lines_together(body)
    for table in body.findall(f"{W}tbl"):
        _fit(table, TEXT_WIDTH)
    for table in body.iter(f"{W}tbl"):
        _lay_out_table(table)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _break_pages(body: etree._Element) -> None:
    """Begin a page before each marked heading; take the marks out."""
    for mark in list(body.iter(f"{W}bookmarkStart")):
        name = mark.get(f"{W}name", "")
        heading = next(mark.itersiblings(f"{W}p"), None)
        if heading is not None and name.startswith(NEW_PAGE):
            add_switch(heading, "pageBreakBefore")
        elif heading is not None and name == NEW_LANDSCAPE:
            _turn_across(body, heading)
    etree.strip_elements(body, f"{W}bookmarkStart", f"{W}bookmarkEnd")


def _turn_across(body: etree._Element, heading: etree._Element) -> None:
    """Print what follows on paper turned across: the section before ends in the paragraph before."""
    across = body.find(f"{W}sectPr")
    before = next(heading.itersiblings(f"{W}p", preceding=True), None)
    if across is None or before is None:
        return
    properties_of(before, "pPr").append(copy.deepcopy(across))
    size = across.find(f"{W}pgSz")
    if size is not None:
        wide, high = size.get(f"{W}h", ""), size.get(f"{W}w", "")
        for name, value in (("w", wide), ("h", high), ("orient", "landscape")):
            size.set(f"{W}{name}", value)


def _keep_lines_together(body: etree._Element) -> None:
    """Keep 教学反思 on one page, the lines to write on with the question that follows, too."""
    for line, following in pairwise(body.findall(f"{W}p")):
        if style_of(line) == "Ruled" and style_of(following) in ("Ruled", "Question"):
            add_switch(line, "keepNext")


def _cells(row: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Yield each cell of a row with the number of columns that it spans."""
    for cell in row.findall(f"{W}tc"):
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        yield cell, int(span.get(f"{W}val", "1")) if span is not None else 1


def _fit(table: etree._Element, width: int) -> None:
    """Give columns and cells their widths in print, tables inside cells, too."""
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    shares = [int(column.get(f"{W}w", "1")) for column in columns]
    widths = [width * share // (sum(shares) or 1) for share in shares]
    for column, wide in zip(columns, widths, strict=True):
        column.set(f"{W}w", str(wide))
    for row in table.findall(f"{W}tr"):
        place = 0
        for cell, span in _cells(row):
            wide = sum(widths[place : place + span])
            place += span
            properties = properties_of(cell, "tcPr")
            for old in properties.findall(f"{W}tcW"):
                properties.remove(old)
            properties.insert(0, make("tcW", w=str(wide), type="dxa"))
            for inner in cell.findall(f"{W}tbl"):
                _fit(inner, wide - _MARGINS)


def _lay_out_table(table: etree._Element) -> None:
    found = table.find(f"{W}tblPr/{W}tblStyle")
    style = found.get(f"{W}val", "") if found is not None else ""
    for row in table.findall(f"{W}tr"):
        cells = [cell for cell, _ in _cells(row)]
        for paragraph in (paragraph for cell in cells for paragraph in cell.findall(f"{W}p")):
            if style_of(paragraph) in PLAIN:
                restyle(paragraph, "TableText")
        if style != "Box":
            _lay_out_row(row, cells, has_room=style != "Steps")


def _lay_out_row(row: etree._Element, cells: list[etree._Element], has_room: bool) -> None:
    properties = properties_of(row, "trPr")
    is_head = properties.find(f"{W}tblHeader") is not None
    if has_room and not is_head and any(_is_empty(cell) for cell in cells):
        is_tight = any(style_of(paragraph) == "SheetTableTextTight" for paragraph in row.iter(f"{W}p"))
        room = _LITTLE_ROOM if is_tight else _ROOM
        properties.insert(0, make("trHeight", val=str(room), hRule="atLeast"))
    if max(map(_lines_of, cells), default=0) <= _LONG:
        properties.insert(0, make("cantSplit"))
    for cell in cells:
        styles = [style_of(paragraph) for paragraph in cell.findall(f"{W}p")]
        if is_head:
            _shade(cell, _HEAD)
            for paragraph in cell.findall(f"{W}p"):
                restyle(paragraph, "TableHead")
                if not has_room:
                    add_switch(paragraph, "keepNext")
        elif "Heading3" in styles or "TableHead" in styles:
            _shade(cell, _STAGE if "Heading3" in styles else _LABEL)


def _lines_of(cell: etree._Element) -> int:
    """Return about how many lines of text a cell has."""
    found = cell.find(f"{W}tcPr/{W}tcW")
    width = int(found.get(f"{W}w", "0")) if found is not None else 0
    signs = max((width - _MARGINS) // _SIGN, 1)
    return sum(math.ceil(len(text_of(part)) / signs) for part in cell.iter(f"{W}p"))


def _is_empty(cell: etree._Element) -> bool:
    is_merged = cell.find(f"{W}tcPr/{W}vMerge") is not None
    return not is_merged and not text_of(cell).strip() and next(cell.iter(f"{W}drawing"), None) is None


def _shade(cell: etree._Element, fill: str) -> None:
    properties = properties_of(cell, "tcPr")
    shade = make("shd", val="clear", color="auto", fill=fill)
    before = [properties.find(f"{W}{tag}") for tag in ("vAlign", "tcMar", "noWrap")]
    place = min([properties.index(found) for found in before if found is not None], default=len(properties))
    properties.insert(place, shade)


def narrower_lists(numbering: bytes) -> bytes:
    """Return word/numbering.xml with lists set in by two signs a level, not by half an inch."""
    return re.sub(
        rb'w:left="(\d+)" w:hanging="\d+"',
        lambda match: b'w:left="%d" w:hanging="320"' % (int(match[1]) * 420 // 720),
        numbering,
    )
