"""The HTML of a paper's questions made ready for pandoc: gaps become lines, pictures what each form shows."""

import re
from base64 import b64decode
from binascii import Error
from html import escape

import lxml.html
from lxml.html import HtmlElement

from portal.exports.paper_marks import made, mark
from portal.model.picture import shape_of

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
"""The numbers of gaps, where a question has several."""

_LINE = "＿" * 5
_DATA = re.compile(r"data:(image/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=\s]+)")


def element_of(html: str) -> HtmlElement:
    """Return HTML of a paper as a `<div>`; words outside of paragraphs get one."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    if not any(child.tag in ("p", "pre", "ul", "ol", "blockquote", "table") for child in root):
        root.tag = "p"
        holder = made("div", "")
        holder.attrib.clear()
        holder.append(root)
        root = holder
    return root


def _gaps(root: HtmlElement) -> list[HtmlElement]:
    return [found for found in root.iter("u") if not len(found) and not found.text]


def for_word(root: HtmlElement) -> HtmlElement:
    """Make gaps lines of low lines; pandoc puts pictures into the document by itself."""
    gaps = _gaps(root)
    for number, gap in enumerate(gaps):
        gap.tag = "span"
        gap.text = f"{CIRCLED[number]}{_LINE}" if len(gaps) > 1 else _LINE * 2
    return root


def for_typst(root: HtmlElement, pictures: dict[str, str]) -> HtmlElement:
    """Mark gaps and pictures with calls of `paper.typ`; add the pictures to `pictures` as SVG by name."""
    gaps = _gaps(root)
    for number, gap in enumerate(gaps):
        gap.tag = "span"
        mark(gap, f'gap("{CIRCLED[number] if len(gaps) > 1 else ""}")')
    for image in list(root.iter("img")):
        words = image.get("alt") or "图"
        name = f"picture-{len(pictures)}"
        svg = _as_svg(image.get("src", ""))
        image.tag = "span"
        image.attrib.clear()
        if svg is None:
            image.text = f"〔{words}〕"
            continue
        pictures[name] = svg
        mark(image, f'picture("{name}", "{_typst_words(words)}")')
    return root


def _typst_words(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("\\", "\\\\").replace('"', '\\"')


def _as_svg(source: str) -> str | None:
    """Return a picture inside HTML as a drawing, which typst takes as text; None for what is no picture."""
    found = _DATA.fullmatch(source)
    try:
        shape = shape_of(b64decode(found[2])) if found else None
    except Error:
        return None
    if found is None or shape is None:
        return None
    size = f'width="{shape.width}" height="{shape.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{escape(source)}"/></svg>'
