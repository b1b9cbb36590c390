"""A lesson's sheet, marked with what it means on paper: lines to write on, slips, pages, drawings.

A mark is an attribute `data-typst` with a call of a function in `pdf.typ`; `pdf.lua` hands it on.
"""

import json
import re
from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

from portal.exports.paper_lines import draw_lines, fold_lines, stretch_lines
from portal.exports.paper_marks import made, mark, wrap
from portal.exports.paper_tables import mark_table
from portal.exports.sheet import CUT_UP, TEXT_WIDTH

_STRIP = 0.6
"""A drawing that is flatter, height by width, is a strip to write on, no page."""
_CUT_UP = re.compile(CUT_UP)
_SHORT = 110
"""So many signs beside a drawing are a note to it: the drawing gets all the rest of the page."""

_BOXES = {
    "key-question": "key-question()", "checklist": "checklist()", "note": 'box-of("note")',
    "ruled": "ruled()", "slip": "slip()", "cut-line": "cut()",
    "worksheet": "worksheet()", "sources": "sources()", "said": "said()", "admonition-title": "box-title()",
    "admonition help": 'box-of("help")', "admonition rules": 'box-of("rules")',
}  # fmt: skip


def _questions(root: HtmlElement) -> None:
    """Keep a question together with the lines to answer it on."""
    for ruled in root.xpath('.//div[@class="ruled"]'):
        question = ruled.getprevious()
        if question is not None:
            piece = made("div", "piece()")
            question.getparent().replace(question, piece)
            piece.extend([question, ruled])


def _reflections(root: HtmlElement) -> None:
    """Put 教学反思 into one piece with its heading, and say how many questions share its room."""
    for reflection in root.find_class("reflection"):
        mark(reflection, f"reflection({len(reflection.find_class('ruled'))})")
        heading = reflection.getprevious()
        if heading is not None:
            reflection.insert(0, heading)


def _lists_of_boxes(root: HtmlElement) -> None:
    """A list of boxes to tick needs no bullets besides."""
    for listed in list(root.iter("ul")):
        if all(item.text_content().lstrip().startswith("□") for item in listed):
            wrap(listed, "unmarked()")


def _boxes(root: HtmlElement) -> None:
    for element in list(root.iter("div", "p", "ul", "span")):
        call = _BOXES.get(element.get("class", ""))
        if not call:
            continue
        if call == "cut()":
            element.clear()
        if element.tag == "ul":
            wrap(element, call)
            continue
        if element.tag == "p":
            element.tag = "div"
        mark(element, call)


def _drawings(root: HtmlElement) -> None:
    for image in root.xpath('.//div[@class="drawing"]/img'):
        holder = image.getparent()
        number = image.get("src", "").removeprefix("drawing-").removesuffix(".svg")
        width, height = float(image.get("width")), float(image.get("height"))
        label = json.dumps(image.get("alt", ""), ensure_ascii=False)
        mark(holder, f"drawing({number}, {min(100 * width / TEXT_WIDTH, 100):.1f}%, {label})")
        if height / width > _STRIP:
            flipped = json.dumps(width > height)
            holder.set("data-alone", f"sheet-of-drawing({number}, {label}, {flipped})")
        holder.remove(image)


def _ordered_headings(root: HtmlElement) -> None:
    """Let no heading skip a level: readers for the blind go by them."""
    above: list[int] = []
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        above = [*(other for other in above if other < level), level]
        heading.tag = f"h{len(above)}"


def _grouped(elements: list[HtmlElement], starts: str) -> Iterator[list[HtmlElement]]:
    """Yield runs of elements, each beginning with one that has the class."""
    group: list[HtmlElement] = []
    for element in elements:
        if group and starts in element.get("class", "").split():
            yield group
            group = []
        group.append(element)
    if group:
        yield group


def _slips(elements: list[HtmlElement]) -> list[HtmlElement]:
    """Put what stands between two lines to cut along into blocks that no page break divides."""
    groups = list(_grouped(elements, "cut-line"))
    if len(groups) == 1:
        return elements
    found = []
    for group in groups:
        piece = made("div", "piece()")
        piece.extend(group)
        found.append(piece)
    return found


def _page(group: list[HtmlElement]) -> HtmlElement:
    """Put one side of a worksheet into a block of its own, which `pdf.typ` fits to a page."""
    drawings = [element for element in group if element.get("class") == "drawing"]
    beside = [element for element in group if element not in drawings]
    is_note = sum(len(element.text_content()) for element in beside) < _SHORT and all(
        element.tag in ("p", "h1", "h2") for element in beside
    )
    if len(drawings) == 1 and is_note and (alone := drawings[0].get("data-alone")):
        drawings[0].getparent().remove(drawings[0])
        page = made("div", alone)
        page.extend(beside)
    elif _CUT_UP.search(group[0].text_content()):
        page, slips = made("div", "sheet-of-copies()"), made("div", "copied()")
        slips.extend(group[1:])
        page.extend([group[0], slips])
    else:
        page = made("div", "sheet-page()")
        page.extend(_slips(group))
    return page


def for_paper(sheet: str) -> str:
    """Return the HTML of a lesson or of a worksheet, marked."""
    root = lxml.html.fragment_fromstring(sheet, create_parent="div")
    fold_lines(root)
    draw_lines(root)
    stretch_lines(root)
    _drawings(root)
    for worksheet in root.xpath('.//div[@class="worksheet"]'):
        for group in list(_grouped(list(worksheet), "new-page")):
            worksheet.append(_page(group))
    _questions(root)
    _reflections(root)
    _boxes(root)
    _lists_of_boxes(root)
    for table in root.iter("table"):
        mark_table(table)
    _ordered_headings(root)
    return str(lxml.html.tostring(root, encoding="unicode"))
