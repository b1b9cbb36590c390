"""Lines to write on and lines to fold along, drawn instead of typed."""

import re

from lxml.html import HtmlElement

from portal.exports.paper_marks import made, mark

_BLANKS = re.compile(r"＿+")
_FOLD = re.compile(r"(?:[·—－-]\s*){3,}(.*?)[\s·—－-]*", re.DOTALL)


def _blank(length: int) -> HtmlElement:
    return made("span", f"blank({length})")


def _pieces(text: str) -> tuple[str, list[HtmlElement]]:
    """Return what stands before the first line to write on, and the lines, each with its tail."""
    before, *rest = _BLANKS.split(text)
    lines = []
    for run, after in zip(_BLANKS.findall(text), rest, strict=True):
        line = _blank(len(run))
        line.tail = after
        lines.append(line)
    return before, lines


def draw_lines(root: HtmlElement) -> None:
    """Replace each run of ＿ by a line that is drawn and stays whole."""
    for element in list(root.iter()):
        if element.text and "＿" in element.text:
            element.text, lines = _pieces(element.text)
            for place, line in enumerate(lines):
                element.insert(place, line)
    for element in list(root.iter()):
        parent = element.getparent()
        if element.tail and "＿" in element.tail and parent is not None:
            element.tail, lines = _pieces(element.tail)
            for place, line in enumerate(lines, parent.index(element) + 1):
                parent.insert(place, line)


def stretch_lines(root: HtmlElement) -> None:
    """Let a line to write on that ends its paragraph go on to the margin."""
    for line in root.xpath('.//span[starts-with(@data-typst, "blank(")]'):
        holder, following = line.getparent(), line.getnext()
        is_last = not (line.tail or "").strip() and (following is None or following.tag == "br")
        if is_last and holder.tag in ("p", "li", "td", "th"):
            mark(line, line.get("data-typst").replace("blank", "blank-to-margin"))
        if holder.tag == "p" and len(holder) == 1 and is_last and not (holder.text or "").strip():
            holder.tag = "div"
            holder.remove(line)
            mark(holder, "line-to-write()")


def fold_lines(root: HtmlElement) -> None:
    """Draw a line to fold along; words in its middle stay."""
    for paragraph in root.iter("p"):
        if not len(paragraph) and (match := _FOLD.fullmatch((paragraph.text or "").strip())):
            paragraph.tag, paragraph.text = "div", match[1].strip()
            mark(paragraph, "fold()")


def shorten_lines(cell: HtmlElement, most: int) -> None:
    """Let no line to write on be longer than its cell is wide. `most`: in signs."""
    for line in cell.xpath('.//span[starts-with(@data-typst, "blank")]'):
        call, length = line.get("data-typst").rstrip(")").split("(")
        mark(line, f"{call}({min(int(length), max(most, 1))})")
