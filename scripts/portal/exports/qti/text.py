"""Rendered Markdown as the XHTML that QTI allows: fewer elements than a page has, no styles, no ids.

What QTI has no element for keeps its words in a plainer one. Links into our own site lead nowhere outside
of it, so only their words stay.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from portal.exports.questions.rich_text import GAP_TAG

LOST_LINKS = "题目里有 {} 处通往本网站别的页面的链接，只留下了文字。"

XHTML = frozenset(
    re.findall(
        r"\w+",
        "a abbr b blockquote br caption cite code col colgroup dd div dl dt em h1 h2 h3 h4 h5 h6 i img kbd li"
        " ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var",
    )
)
"""The elements of XHTML that QTI has under their own names."""
_PLAINER = {"del": "span", "ins": "span", "s": "span", "u": "span", "mark": "span", "summary": "p"}
_KEPT = {
    "a": ("href",),
    "img": ("src", "alt", "width", "height"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
}
_OUTSIDE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


class Xhtml:
    """Turns elements of pages into those of one QTI item; counts what had to go."""

    def __init__(self, picture_base: str) -> None:
        """Take what leads from the item's file to the folder of its pictures: `../c/`."""
        self._picture_base = picture_base
        self._gaps = 0
        self.lost_links = 0

    @property
    def gaps(self) -> int:
        """How many gaps there were so far."""
        return self._gaps

    def fill(self, parent: etree._Element, source: HtmlElement) -> etree._Element:
        """Put everything inside `source` into `parent`, and return that."""
        parent.text = (parent.text or "") + (source.text or "")
        for child in source:
            if isinstance(child.tag, str):
                made = self._element(child)
                made.tail = child.tail
                parent.append(made)
        return parent

    def _element(self, source: HtmlElement) -> etree._Element:
        if source.tag == GAP_TAG:
            self._gaps += 1
            gap = {"responseIdentifier": f"RESPONSE_{self._gaps}", "expectedLength": "20"}
            return etree.Element("textEntryInteraction", gap)
        if source.tag == "ol" and source.get("start", "1") != "1":
            return self._numbered(source)
        tag = source.tag if source.tag in XHTML else _PLAINER.get(source.tag, "div")
        attributes = dict(self._attributes(source))
        if tag == "a" and "href" not in attributes:
            tag = "span"
        return self.fill(etree.Element(tag, attributes), source)

    def _attributes(self, source: HtmlElement) -> Iterator[tuple[str, str]]:
        for name in _KEPT.get(source.tag, ()):
            value = source.get(name)
            if name == "href" and value is not None and not _OUTSIDE.match(value):
                self.lost_links += 1
            elif name == "src":
                yield name, self._picture_base + (value or "")
            elif value is not None:
                yield name, value

    def _numbered(self, source: HtmlElement) -> etree._Element:
        """Return a list that begins with another number than 1, which QTI does not know, as paragraphs."""
        made = etree.Element("div")
        for number, item in enumerate(source.iterchildren("li"), int(source.get("start", "1"))):
            row = etree.SubElement(made, "div")
            row.text = f"{number}. "
            self.fill(row, item)
        return made
