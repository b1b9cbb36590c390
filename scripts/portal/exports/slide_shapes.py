"""Writes words, drawings, page number and notes onto one slide."""

import copy
import io
import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from portal.exports.drawings import Picture
from portal.exports.slide_fit import GAP, Box, Fit, width_of
from portal.exports.slide_template import FONT
from portal.exports.slide_words import Note

# The types of python-pptx leave out what its placeholders and elements can do.
Page: TypeAlias = Any
Paragraph: TypeAlias = Any

_NUMBERS = re.compile(r"(?<!\d)(12355|12356|12377|110|119|120)(?!\d)")
_HELPLINE = re.compile(r"1235[56]")
"""Names a slide that says where to get help; 110 and 120 alone may also be lengths."""

_LARGEST_NUMBERS = 72


def _add_run(paragraph: Paragraph, words: str, size: float | None = None, *, is_bold: bool = False,
             is_number: bool = False) -> None:  # fmt: skip
    run = paragraph.add_run()
    run.text = words
    run.font.name = FONT
    if size:
        run.font.size = Pt(size)
    if is_bold or is_number:
        run.font.bold = True
    if is_number:
        run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    properties = run.font._element
    properties.set("lang", "zh-CN")
    properties.find(qn("a:latin")).addnext(properties.makeelement(qn("a:ea"), {"typeface": FONT}))


def _break_row(paragraph: Paragraph, size: float) -> None:
    """Begin a new row; a break of another size than its row would push the rows apart."""
    paragraph.add_line_break()
    line_break = paragraph._p[-1]
    line_break.append(line_break.makeelement(qn("a:rPr"), {"lang": "zh-CN", "sz": str(round(size * 100))}))


def _size_of(rows: Sequence[str], fit: Fit, box: Box) -> float:
    """Return the size of a line of a help slide: phone numbers stand larger where there is room."""
    if len(rows) > 1 or not _NUMBERS.search(rows[0]):
        return fit.size
    room = fit.size + max(box.height - fit.height, 0) / (2 * len(fit.rows))
    return max(fit.size, min(_LARGEST_NUMBERS, int(room), int(0.97 * box.width / width_of(rows[0]))))


def write_lines(slide: Page, fit: Fit, box: Box, *, is_centred: bool) -> None:
    """Fill the slide's text placeholder, placed in a box; phone numbers of a help slide stand out."""
    holder = slide.placeholders[1]
    holder.left, holder.top, holder.width, holder.height = (
        Pt(side) for side in (box.x, box.y, box.width, box.height)
    )
    is_help = any(_HELPLINE.search(row) for rows in fit.rows for row in rows)
    for place, rows in enumerate(fit.rows):
        paragraph = holder.text_frame.paragraphs[0] if place == 0 else holder.text_frame.add_paragraph()
        size = _size_of(rows, fit, box) if is_help else fit.size
        if place:
            paragraph.space_before = Pt(round(size * GAP))
        if is_centred:
            paragraph._p.get_or_add_pPr().set("algn", "ctr")
        for number, row in enumerate(rows):
            if number:
                _break_row(paragraph, size)
            for part, words in enumerate(_NUMBERS.split(row) if is_help else [row]):
                if words:
                    _add_run(paragraph, words, size, is_number=part % 2 == 1)


def write_title(slide: Page, fit: Fit, usual_size: int) -> None:
    """Fill the title; a size is only written when it is not the layout's own."""
    paragraph = slide.shapes.title.text_frame.paragraphs[0]
    for number, row in enumerate(fit.rows[0]):
        if number:
            _break_row(paragraph, fit.size)
        _add_run(paragraph, row, fit.size if fit.size != usual_size else None)


def add_picture(slide: Page, picture: Picture, box: Box) -> None:
    """Add a drawing with its description for those who cannot see it."""
    sides = (Pt(side) for side in (box.x, box.y, box.width, box.height))
    shape = slide.shapes.add_picture(io.BytesIO(picture.png), *sides)
    shape.name = "图"
    shape._element.nvPicPr.cNvPr.set("descr", picture.label)


def add_page_number(slide: Page, number: int) -> None:
    """Add the layout's page number, which the library leaves out."""
    holder = next(one for one in slide.slide_layout.placeholders if one.placeholder_format.idx == 12)
    element = copy.deepcopy(holder._element)
    element.nvSpPr.cNvPr.set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
    element.find(f".//{qn('a:t')}").text = str(number)
    slide.shapes._spTree.append(element)


def write_notes(slide: Page, notes: Sequence[Note]) -> None:
    """Write the speaker's notes, one paragraph each."""
    frame = slide.notes_slide.notes_text_frame
    for place, note in enumerate(notes):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        _add_run(paragraph, note.text, is_bold=note.is_heading)
