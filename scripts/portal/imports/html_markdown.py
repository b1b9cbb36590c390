"""HTML of a question → Markdown as a bank wants it: the handful of forms that questions need, and no other.

By hand and not through pandoc: that is a program of its own for each text, or a seam between all texts of a
file, and its Markdown has forms (raw HTML, attributes) that a bank shows as they are written.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from portal.imports.literal import inline, line, with_gaps

Finder = Callable[[str, str], str]
"""(address of a picture, its words) → Markdown for it."""

MOST_ELEMENTS = 20_000
MOST_LETTERS = 100_000
"""What a text may have before its spaces are tidied; the text of a question has a few hundred."""

_GONE = {"script", "style", "head", "title", "meta", "link", "noscript", "template"}
"""Nothing that anybody reads."""
_MEDIA = {"iframe": "嵌入的网页", "object": "嵌入的内容", "embed": "嵌入的内容", "video": "视频",
          "audio": "音频", "svg": "矢量图", "canvas": "图画", "math": "公式", "form": "表单",
          "input": "输入框", "select": "下拉框", "textarea": "输入框", "button": "按钮"}  # fmt: skip
_BLOCKS = {"p", "div", "section", "article", "header", "footer", "blockquote", "h1", "h2", "h3", "h4", "h5",
           "h6", "br", "hr", "ul", "ol", "dl", "dt", "dd", "center", "figure", "figcaption", "table",
           "address", "main", "aside", "nav", "fieldset", "legend", "details", "summary"}  # fmt: skip
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_OPEN = {"**": "\x01", "*": "\x02"}
_CLOSE = {"**": "\x03", "*": "\x04"}
_SHOWN = {1: "**", 2: "*", 3: "**", 4: "*"}
_RAISED = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_EMPTY = re.compile(r"\x01(\s*)\x03|\x02(\s*)\x04|\x03(\s*)\x01|\x04(\s*)\x02")
_AFTER_OPEN = re.compile(r"([\x01\x02]+)(\s+)")
_BEFORE_CLOSE = re.compile(r"(?<!\s)(\s+)([\x03\x04]+)")
_ADDRESS = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C", "_": "%5F",
                          "*": "%2A", "[": "%5B", "]": "%5D", "`": "%60"})  # fmt: skip


@dataclass
class _Writer:
    """Takes an HTML tree piece by piece; holds the paragraph that is being written."""

    picture: Finder
    gaps: bool
    left_out: list[str] = field(default_factory=list)
    lines: list[tuple[bool, str]] = field(default_factory=list)
    """(whether it begins an item of a list, text)."""
    now: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    lists: list[list[int]] = field(default_factory=list)
    """For each open list its next number; 0: bullets."""
    bullet: str = ""

    def say(self, text: str) -> None:
        if text:
            self.now.append(inline(_SPACES.sub(" ", text), self.gaps))

    def end_line(self) -> None:
        """Close the paragraph; its bold and italics go on in the next one."""
        if not self.now:
            return
        closing = "".join(_CLOSE[mark] for mark in reversed(self.marks))
        text = line(_tidied("".join(self.now) + closing))
        self.now = [_OPEN[mark] for mark in self.marks]
        if text:
            self.lines.append((bool(self.bullet.strip()), self.bullet + text))
            self.bullet = "    " * len(self.lists)

    def open(self, element: HtmlElement) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self.end_line()
        if tag in ("ul", "ol"):
            self.lists.append([1 if tag == "ol" else 0])
        elif tag == "li":
            self.end_line()
            self._begin_item()
        elif tag in _MARKS and not self.marks:  # bold in italics: Markdown could take `***` otherwise
            self.marks.append(_MARKS[tag])
            self.now.append(_OPEN[_MARKS[tag]])
            element.set("data-marked", "")
        elif tag == "img":
            self.now.append(self.picture(element.get("src") or "", element.get("alt") or ""))

    def _begin_item(self) -> None:
        number = self.lists[-1][0] if self.lists else 0
        self.bullet = "    " * (len(self.lists) - 1) + (f"{number}. " if number else "- ")
        if number:
            self.lists[-1][0] += 1

    def close(self, element: HtmlElement) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS or tag == "li":
            self.end_line()
        if tag in ("ul", "ol"):
            self.lists.pop()
            self.bullet = "    " * len(self.lists)
        if element.attrib.pop("data-marked", None) is not None and self.marks:
            self.now.append(_CLOSE[self.marks.pop()])

    def whole(self, element: HtmlElement) -> bool:
        """Write elements that are taken as a whole; return whether this is one."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _GONE:
            return True
        if tag in _MEDIA:
            self.left_out.append(_MEDIA[tag])
        elif tag == "table":
            self.end_line()
            self._table(element)
        elif tag == "pre":
            self.end_line()
            self._listing(element)
        elif tag == "a" and not len(element):
            self.now.append(_link(element))
        elif tag in ("sup", "sub") and not len(element):
            self.now.append(inline(_shifted(element.text or "", _RAISED if tag == "sup" else _LOWERED)))
        elif tag in ("code", "tt", "kbd"):
            self.now.append(_code(element))
        else:
            return False
        return True

    def _table(self, table: HtmlElement) -> None:
        rows = [[_cell(cell) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]
        rows = [row for row in rows if any(row)]
        width = max(map(len, rows), default=0)
        if width < 2 or len(rows) < 2:
            for row in rows:
                self.lines.append((False, line(" ".join(filter(None, row)))))
            return
        filled = [row + [""] * (width - len(row)) for row in rows]
        filled.insert(1, ["---"] * width)
        text = "\n".join(f"| {' | '.join(row)} |" for row in filled)
        self.lines.append((False, text))

    def _listing(self, element: HtmlElement) -> None:
        text = "".join(str(part) for part in element.itertext()).strip("\n")
        if text and "```" not in text:
            self.lines.append((False, f"```\n{text}\n```"))
        elif text:
            self.say(text)
            self.end_line()

    def result(self) -> str:
        self.end_line()
        parts, after_item = [], False
        for is_item, words in self.lines:
            parts += ["\n" if is_item and after_item else "\n\n", words]
            after_item = is_item
        return with_gaps("".join(parts).strip("\n"))


def _tidied(text: str) -> str:
    """Return a paragraph whose bold and italics hug their words, and none that hold nothing."""
    before = ""
    while before != text:
        before = text
        text = _AFTER_OPEN.sub(r"\2\1", _BEFORE_CLOSE.sub(r"\2\1", text))
        text = _EMPTY.sub(lambda found: "".join(filter(None, found.groups())), text)
    return re.sub(r" {2,}", " ", text).strip().translate(_SHOWN)


def _words(element: HtmlElement) -> str:
    return _SPACES.sub(" ", "".join(str(part) for part in element.itertext())).strip()


def _cell(element: HtmlElement) -> str:
    return inline(_words(element)).replace("|", "&#124;")


def _code(element: HtmlElement) -> str:
    text = _words(element)
    return inline(text) if "`" in text or not text else f"`{text}`"


def _link(element: HtmlElement) -> str:
    words, address = inline(_SPACES.sub(" ", element.text or "")), (element.get("href") or "").strip()
    if not address.startswith(("http://", "https://")) or not words.strip() or words == address:
        return words
    return f"[{words.strip()}]({_SPACES.sub('%20', address).translate(_ADDRESS)})"


def _shifted(text: str, signs: dict[str, str]) -> str:
    return "".join(signs[sign] for sign in text) if set(text) <= set(signs) else text


def _events(root: HtmlElement, whole: Callable[[HtmlElement], bool]) -> Iterator[tuple[str, HtmlElement]]:
    """Yield what a reader of the HTML meets, one after the other, without recursion."""
    stack: list[tuple[HtmlElement, Iterator[HtmlElement]]] = [(root, iter(root))]
    yield "text", root
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                yield "close", element
                yield "tail", element
        elif whole(child):
            yield "tail", child
        else:
            yield "open", child
            yield "text", child
            stack.append((child, iter(child)))


def markdown_of(html: str, picture: Finder, gaps: bool = False) -> tuple[str, list[str]]:
    """Return (Markdown, what had to be left out) of a piece of HTML.

    Raises ValueError for HTML that is too deep, too long or in too many pieces.
    """
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        root = lxml.html.document_fromstring(f"<div>{html}</div>".encode(), parser=parser)
    except etree.ParserError:
        return "", []
    deep = any("depth" in entry.message for entry in parser.error_log)
    if deep or sum(1 for _ in islice(root.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        raise ValueError("no text of a question")
    if sum(map(len, map(str, root.itertext()))) > MOST_LETTERS:
        raise ValueError("no text of a question")
    writer = _Writer(picture, gaps)
    for event, element in _events(root, writer.whole):
        if event == "open":
            writer.open(element)
        elif event == "close":
            writer.close(element)
        else:
            writer.say((element.text if event == "text" else element.tail) or "")
    return writer.result(), writer.left_out


def file_name(address: str) -> str:
    """Return the name of the file that an address in a Moodle text leads to; empty if it leads elsewhere."""
    before, sign, name = address.partition("@@PLUGINFILE@@/")
    return unquote(name.partition("?")[0]) if sign and not before else ""
