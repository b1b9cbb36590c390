"""Tables on paper: columns that hold a word, rows that stay whole, room to write in empty cells."""

import re

from lxml.html import HtmlElement

from portal.exports.paper_lines import shorten_lines
from portal.exports.paper_marks import enclose, made

_SHARE = re.compile(r"width:([\d.]+)%")

_LINE, _WORD = 40, 4
"""Signs on a line of a worksheet; a word of up to so many has to fit into a column."""
_LINE_OF_LINES = 44
"""The same in the width that `pdf.typ` gives to each ＿ of a line to write on."""
_BREAKABLE = 280
"""A cell with more signs, about a third of a page, may go on on the next."""


def _height_of(cell: HtmlElement) -> int:
    """Return how many signs stand in the rows of a cell, roughly a measure of their height."""
    row = cell.getparent()
    rows = [row, *row.itersiblings("tr")][: int(cell.get("rowspan", "1"))]
    return sum(max(len(other.text_content()) for other in row) for row in rows)


def _shares(table: HtmlElement) -> list[float]:
    """Return the columns' shares of the width in percent; nothing if one has none."""
    columns = list(table.iter("col"))
    shares = [float(match[1]) for column in columns if (match := _SHARE.search(column.get("style", "")))]
    return shares if len(shares) == len(columns) else []


def _widen_columns(table: HtmlElement) -> None:
    """Let no short word of a table fall apart into single signs, one below the other."""
    columns, shares = list(table.iter("col")), _shares(table)
    needs = [0.0] * len(shares)
    for row in table.iter("tr"):
        for place, cell in enumerate(row):
            if len(row) == len(needs):
                longest = max(map(len, cell.text_content().split()), default=0)
                needs[place] = max(needs[place], 100 * (min(longest, _WORD) + 1.5) / _LINE)
    short = sum(max(need - share, 0) for need, share in zip(needs, shares, strict=True))
    spare = sum(max(share - need, 0) for need, share in zip(needs, shares, strict=True))
    if not short or short > spare:
        return
    for column, need, share in zip(columns, needs, shares, strict=True):
        width = need if need > share else share - (share - need) * short / spare
        column.set("style", f"width:{width:.1f}%")


def _mark_cell(cell: HtmlElement, has_room: bool) -> None:
    if cell.tag == "th" and cell.getparent().getparent().tag == "tbody":
        cell.set("data-typst:fill", "shade")
    if cell.getparent().getparent().tag == "thead":
        enclose(cell, "head()")
    if cell.getparent().get("class") == "stage":
        enclose(cell, "stage()")
    if has_room and cell.tag == "td" and not len(cell) and not (cell.text or "").strip():
        cell.append(made("span", "room()"))
    if cell.find(".//table") is None and _height_of(cell) < _BREAKABLE:
        cell.set("data-typst:breakable", "false")


def mark_table(table: HtmlElement) -> None:
    """Mark what a table is on paper: no empty head, room in empty cells, rows that stay whole."""
    head = table.find("thead")
    if head is not None and not head.text_content().strip():
        table.remove(head)
    if not table.get("class"):
        _widen_columns(table)
    shares = _shares(table)
    for row in table.iter("tr"):
        for place, cell in enumerate(row):
            _mark_cell(cell, has_room=table.get("class") != "process")
            if len(row) == len(shares):
                shorten_lines(cell, int(shares[place] / 100 * _LINE_OF_LINES) - 2)
