"""A Word document → its lines from top to bottom, tables too, as a person would read them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from portal.errors import PortalError
from portal.imports.foreign_text import LONGEST
from portal.imports.literal import inline
from portal.imports.word.looks import NONE, Looks, Marker, W, value
from portal.imports.word.package import Package
from portal.imports.word.pictures import Fault, Shelf
from portal.imports.word.runs import Notes, Runs
from portal.imports.word.text import Insert, Rich, joined, shortened, words_of
from portal.model.picture import without_code
from portal.model.question_paper import CHOICE, MORE, PART, PROMPT, SOURCE, STYLE_NAMES

_HELD = {f"{W}{tag}" for tag in ("ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag")}
"""What only holds paragraphs and tables."""

_OPENING = re.compile(
    r"\s*(?:[（(]?[A-La-l][)）.．、:：]|[A-L]$|第?\d{1,4}\s*[.．、)）:：题]|[（(]\d{1,4}[)）]|【|\[?(?:参考)?答案|解析)"
)
_NUMBERS = re.compile(r"(?:题号|序号|编号|题目)")
_ANSWERS = re.compile(r"(?:参考|正确)?答案")
_PROMPTS = re.compile(r"题干|题目内容|试题内容|^题目$|^试题$")

MOST_PARAGRAPHS = 300_000
"""A thick book has 20,000."""
_TOO_LONG = Fault(f"这一段超过 {LONGEST} 字，后面的没有读", "分成几段。")
_TITLE = re.compile(r"(?:heading|标题|title|subtitle|副标题)\s*\d*", re.IGNORECASE)
_GAP = re.compile(r"(?<!_)_{4}(?!_)")

Row = list[list["Line"]]
"""The cells of a row, each with its lines."""


@dataclass(frozen=True)
class Line:
    """What stands on one line."""

    row: int
    """Its paragraph, counted from 1, those in tables too."""
    rich: Rich
    marker: Marker = NONE
    style: str = ""
    """The id of one of our own styles."""
    is_title: bool = False
    """It has the style of a title or heading."""
    is_key: bool = False
    """Made of a table of answers."""

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.rich.text


class Document:
    """The lines of a document, and what is wrong with it."""

    def __init__(self, package: Package) -> None:
        """Read a document. Raises PortalError when one of its parts is damaged."""
        self.notes = Notes()
        self.shelf = Shelf(package)
        self._looks = Looks(package)
        self._runs = Runs(self._looks, self.shelf, self.notes)
        self.paragraphs: list[etree._Element] = []
        """In the order in which they are counted."""
        self._styles: dict[str, str] = {}
        self.tables_of_questions: list[int] = []
        """The first paragraphs of tables that hold a question in each row."""
        body = package.document.find(f"{W}body")
        self.lines = list(self._blocks(body)) if body is not None else []
        self.faults = self._runs.faults

    def _blocks(self, holder: etree._Element) -> Iterator[Line]:
        for child in holder:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _HELD:
                yield from self._blocks(child)

    def _our_style(self, style: str) -> str:
        if style not in self._styles:
            name = self._looks.name(style)
            ours = [own for own, called in STYLE_NAMES.items() if called == name]
            self._styles[style] = ours[0] if ours else ""
        return self._styles[style]

    def _paragraph(self, element: etree._Element) -> Iterator[Line]:
        self.paragraphs.append(element)
        row = len(self.paragraphs)
        if row > MOST_PARAGRAPHS:
            raise PortalError(f"文档超过 {MOST_PARAGRAPHS} 段，没有读。把试题分成几份文档导入。")
        rich = shortened(self._runs.text(element, row))
        if len(rich.text) > LONGEST:
            self._runs.faults[row].append(_TOO_LONG)
            rich = rich[:LONGEST]
        named = value(element, "pPr/pStyle")
        style = self._our_style(named)
        marker = self._looks.marker(element) if rich else NONE
        if style == SOURCE and rich:
            yield Line(row, Rich.of(self.shelf.put(_as_source(rich))), style=SOURCE)
            return
        is_title = bool(_TITLE.fullmatch(self._looks.name(named)))
        for number, part in enumerate(line for line in rich.lines() if line):
            later = MORE if style in (PROMPT, CHOICE, MORE) else style
            yield Line(row, part, NONE if number else marker, later if number else style, is_title)

    def _table(self, table: etree._Element) -> Iterator[Line]:
        start = len(self.paragraphs) + 1
        rows = [[list(self._blocks(cell)) for cell in _children(row, "tc")] for row in _children(table, "tr")]
        rows = [row for row in rows if any(row)]
        if not rows:
            return
        if _is_list_of_questions(rows):
            self.tables_of_questions.append(start)
        elif pairs := list(_key_pairs(rows)):
            for number, answer in pairs:
                rich = Rich.of(f"{words_of(number.rich)}．") + answer.rich
                yield Line(answer.row, rich, is_key=True)
        elif _is_layout(rows):
            yield from _unfolded(rows)
        else:
            yield self._as_insert(rows)

    def _as_insert(self, rows: list[Row]) -> Line:
        """Return a table of facts as one line, to be shown as a table again."""
        width = max(map(len, rows))
        cells = [[" ".join(inline(words_of(line.rich)) for line in cell) for cell in row] for row in rows]
        filled = [[text.replace("|", "&#124;") for text in row] + [""] * (width - len(row)) for row in cells]
        filled.insert(1, ["---"] * width)
        markdown = "\n".join(f"| {' | '.join(row)} |" for row in filled)
        first = next(line for row in rows for cell in row for line in cell)
        return Line(first.row, Rich.of(self.shelf.put(Insert(markdown, is_block=True))))


def _as_source(rich: Rich) -> Insert:
    """Return a paragraph that holds the Markdown of a bank."""
    text = rich.text.strip("\n")
    return Insert(text, is_block=True, gaps=len(_GAP.findall(without_code(text))))


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield rows or cells, those in content controls too."""
    for child in element:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in _HELD:
            yield from _children(child, tag)


def _words(cell: list[Line]) -> str:
    return " ".join(words_of(line.rich) for line in cell).replace(" ", "")


def _is_list_of_questions(rows: list[Row]) -> bool:
    heads = [_words(cell) for cell in rows[0]]
    return any(map(_PROMPTS.search, heads)) and any(map(_ANSWERS.match, heads)) and len(rows) > 1


def _key_pairs(rows: list[Row]) -> Iterator[tuple[Line, Line]]:
    """Yield (number, answer) of a table of answers: rows of numbers with the answers below them."""
    for above, below in pairwise(rows):
        if not (_NUMBERS.match(_words(above[0])) and _ANSWERS.match(_words(below[0]))):
            continue
        for number, answer in zip(above[1:], below[1:], strict=False):
            if number and answer and _words(number).strip("第题.．、").isdigit():
                yield replace(number[0], rich=Rich.of(_words(number).strip("第题.．、"))), answer[0]


def _is_layout(rows: list[Row]) -> bool:
    """Tell whether a table only puts questions or choices into their places."""
    if max(map(len, rows)) < 2 or len(rows) < 2:
        return True
    lines = [line for row in rows for cell in row for line in cell]
    if any(
        line.marker.kind in ("letter", "number") or line.style in (PROMPT, CHOICE, PART) for line in lines
    ):
        return True
    return sum(bool(_OPENING.match(line.text)) for line in lines) * 3 >= len(rows)


def _unfolded(rows: list[Row]) -> Iterator[Line]:
    """Yield the lines of a table; a row whose cells hold a line each is one line."""
    for row in rows:
        cells = [cell for cell in row if cell]
        has_own = any(line.marker.kind or line.style for cell in cells for line in cell)
        if len(cells) < 2 or has_own or any(len(cell) > 1 for cell in cells):
            for cell in cells:
                yield from cell
        else:
            yield replace(cells[0][0], rich=joined((cell[0].rich for cell in cells), "\t"))
