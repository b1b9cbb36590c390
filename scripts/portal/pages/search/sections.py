"""A page's HTML → its sections as the search reads them: anchor, heading, text."""

from dataclasses import dataclass
from typing import NamedTuple

import lxml.html
from lxml.etree import ParserError
from lxml.html import HtmlElement


class Section(NamedTuple):
    """A heading with what stands below it; before the first heading anchor and heading are empty."""

    anchor: str
    heading: str
    text: str
    level: int = 0
    """1 to 3 as in h1 to h3; 0 before the first heading."""


EXCLUDED = "data-search-exclude"
"""Attribute of what the search never shows: questions with their answers."""

_HEADINGS = ("h1", "h2", "h3")
_SILENT = {"script", "style", "svg", "template", "noscript", "head", "title", "select", "textarea", "iframe"}
_WITHIN_WORDS = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
}  # fmt: skip
"""Elements that stand inside a line: what touches them is the same word."""
_COMMON = ("admonition help", "admonition rules")
"""Classes of the blocks that stand on every lesson."""


@dataclass
class _Reader:
    """Gathers sections while it walks through a page."""

    found: list[tuple[str, list[str], list[str], int]]
    into: list[str]

    def walk(self, element: HtmlElement) -> None:
        """Read what stands in an element; what follows it is its parent's."""
        if not isinstance(element.tag, str) or _is_silent(element):
            return
        is_heading = element.tag in _HEADINGS and self.into is self.found[-1][2]
        if is_heading:
            anchor = "" if element.tag == "h1" else str(element.get("id") or "")
            self.found.append((anchor, [], [], int(element.tag[1])))
            self.into = self.found[-1][1]
        self._read(element)
        if is_heading:
            self.into = self.found[-1][2]

    def _read(self, element: HtmlElement) -> None:
        gap = "" if element.tag in _WITHIN_WORDS else " "
        self.into.append(gap + (element.text or ""))
        for child in element:
            self.walk(child)
            self.into.append(child.tail or "")
        self.into.append(gap)


def _is_silent(element: HtmlElement) -> bool:
    look = element.get("class") or ""
    return (
        element.tag in _SILENT
        or EXCLUDED in element.attrib
        or look in _COMMON
        or "headerlink" in look.split()
        or element.tag == "portal-question"
    )


def _joined(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def sections_of(html: str, intro: str = "") -> list[Section]:
    """Return the sections of a page in reading order, those that say nothing left out.

    `html`: what stands between the page's head and foot; `intro`: words that the template shows above it.
    """
    try:
        root = lxml.html.fragment_fromstring(html, "div")
    except ParserError:  # nothing in it but white space
        return [Section("", "", intro)] if intro else []
    text = [intro, " "]
    reader = _Reader([("", [], text, 0)], text)
    reader.walk(root)
    read = (
        Section(anchor, _joined(heading), _joined(texts), level)
        for anchor, heading, texts, level in reader.found
    )
    return [section for section in read if section.heading or section.text]
