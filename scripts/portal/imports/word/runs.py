"""One paragraph of a Word document → its text with looks; what is no text becomes an insert or a note."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from portal.imports.word.looks import VAL, Looks, W, look_of, value
from portal.imports.word.pictures import Fault, Shelf
from portal.imports.word.text import Rich, joined

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_SYMBOLS = {0xFC: "√", 0xFE: "√", 0x50: "√", 0x52: "√", 0xFB: "×", 0xFD: "×", 0x4F: "×", 0x54: "×",
            0xA8: "□", 0x6F: "□", 0xA3: "□", 0xD8: "▶", 0x6C: "●", 0x6E: "■", 0x75: "◆"}  # fmt: skip
"""Code in the fonts Wingdings → the sign that everybody has."""

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufe00-\ufe0f\ufeff\ufffe\uffff]"
)
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")

_SKIPPED = {f"{W}{tag}" for tag in (
    "pPr", "rPr", "del", "moveFrom", "delText", "instrText", "commentReference", "footnoteReference",
    "endnoteReference", "annotationRef", "lastRenderedPageBreak", "proofErr", "bookmarkStart", "bookmarkEnd",
    "sdtPr", "sdtEndPr", "rt", "softHyphen", "fldData", "txbxContent", "tblPr", "ruby_rt",
)} | {f"{_MC}Fallback"}  # fmt: skip

FORMULA = Fault("这里有公式，读不出来", "把公式改成普通文字，或者截图后插入图片。")
_SYMBOL = Fault("这里有符号字体里的字，别的电脑上显示不出来", "删掉它，用输入法重新输入这个符号。")
_SHAPE = Fault("这里有图形、图表或艺术字，读不出来", "截图后插入图片，或者改成文字。")


@dataclass
class Notes:
    """What was passed over: kind → the first paragraph in which it stands."""

    first: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, row: int) -> None:
        """Note that something of a kind stands in a paragraph."""
        self.first.setdefault(kind, row)


class Runs:
    """Reads paragraphs; gathers what is wrong with pictures, formulas and symbols."""

    def __init__(self, looks: Looks, shelf: Shelf, notes: Notes) -> None:
        """Read with the styles, pictures and notes of one document."""
        self._looks = looks
        self._shelf = shelf
        self._notes = notes
        self.faults: dict[int, list[Fault]] = defaultdict(list)
        self._row = 0
        self._base = 0
        self._parts: list[Rich] = []

    def text(self, paragraph: etree._Element, row: int) -> Rich:
        """Return the text of a paragraph, with a line feed for each line that was broken by hand."""
        self._row = row
        self._parts = []
        style = value(paragraph, "pPr/pStyle") or self._looks.default
        self._base = self._looks.style(style)[0]
        self._children(paragraph, self._base)
        return joined(self._parts)

    def _say(self, text: str, look: int = 0) -> None:
        self._parts.append(Rich.of(text, look))

    def _fault(self, fault: Fault) -> None:
        if fault not in self.faults[self._row]:
            self.faults[self._row].append(fault)

    def _children(self, element: etree._Element, look: int) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, look)

    def _child(self, child: etree._Element, look: int) -> None:
        tag = child.tag
        if tag == f"{W}r":
            self._run(child)
        elif tag in (f"{W}t", f"{W}sym", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"):
            self._sign(child, tag.removeprefix(W), look)
        elif tag in _SKIPPED:
            self._note(child)
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            self._drawing(child, tag.removeprefix(W))
        elif tag.startswith(_MATH):
            self._fault(FORMULA)
        else:
            self._children(child, look)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(f"{W}rPr")
        if properties is None:
            self._children(run, self._base)
            return
        vanish = properties.find(f"{W}vanish")
        if vanish is not None and vanish.get(VAL, "1") not in ("0", "false", "off"):
            self._notes.add("hidden", self._row)
            return
        style = value(properties, "rStyle")
        base = self._base | self._looks.style(style)[0] if style else self._base
        self._children(run, look_of(properties, base))

    def _sign(self, child: etree._Element, tag: str, look: int) -> None:
        if tag == "t":
            self._words(child.text or "", look)
        elif tag == "sym":
            try:
                code = int(child.get(f"{W}char", ""), 16)
            except ValueError:
                code = 0
            self._symbol(code, look)
        elif tag in ("br", "cr"):
            self._say("\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else "")
        else:
            self._say("\t" if tag == "tab" else "-", look)

    def _words(self, text: str, look: int) -> None:
        text = _UNSEEN.sub("", text).replace("\n", " ").replace("\r", " ")
        at = 0
        for found in _PRIVATE.finditer(text):
            self._say(text[at : found.start()], look)
            self._symbol(ord(found[0]), look)
            at = found.end()
        self._say(text[at:], look)

    def _symbol(self, code: int, look: int) -> None:
        if 0xF000 <= code <= 0xF0FF:
            code -= 0xF000
        if code in _SYMBOLS:
            self._say(_SYMBOLS[code], look)
        else:
            self._fault(_SYMBOL)

    def _note(self, child: etree._Element) -> None:
        tag = child.tag.removeprefix(W)
        if tag in ("del", "moveFrom"):
            self._notes.add("revision", self._row)
        elif tag == "instrText" and (child.text or "").strip().upper().startswith("EQ"):
            self._fault(FORMULA)
        elif tag in ("footnoteReference", "endnoteReference"):
            self._notes.add("footnote", self._row)
        elif tag == "txbxContent":
            self._box(child)

    def _drawing(self, child: etree._Element, tag: str) -> None:
        if tag == "object":
            self._fault(FORMULA)
            return
        signs, faults = self._shelf.drawing(child) if tag == "drawing" else self._shelf.old_drawing(child)
        self._say(signs)
        for fault in faults:
            self._fault(fault)
        boxes = [box for box in child.iter(f"{W}txbxContent") if self._box(box)]
        if not signs and not faults and not boxes and tag == "drawing":
            self._fault(_SHAPE)

    def _box(self, box: etree._Element) -> bool:
        """Note a box that holds words; return whether it does."""
        holds = any((text.text or "").strip() for text in box.iter(f"{W}t"))
        if holds:
            self._notes.add("box", self._row)
        return holds
