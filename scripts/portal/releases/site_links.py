"""Every address that a file of a built site names: pages, style sheets, scripts, feeds, the site map."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree, html

_LOADING = {
    ("link", "href"), ("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src"),
    ("audio", "src"), ("video", "src"), ("video", "poster"), ("object", "data"), ("embed", "src"),
    ("track", "src"), ("input", "src"),
}  # fmt: skip
"""Tag and attribute by which a browser fetches something without being asked."""

_LEADING = {("a", "href"), ("area", "href"), ("form", "action")}

_QUIET_RELS = {"canonical", "alternate", "prev", "next", "license", "author"}
"""`<link>` of these kinds fetches nothing."""

_CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)|@import\s+[\"']([^\"']+)[\"']")
_IMPORT = re.compile(
    r"^\s*(?:import|export)\b[^;\"']*?[\"'](\.{1,2}/[^\"']+)[\"']|\bimport\(\s*[\"'](\.{1,2}/[^\"']+)[\"']",
    re.MULTILINE,
)
_SRCSET = re.compile(r"([^\s,]+)(?:\s+[\d.]+[wx])?\s*(?:,|$)")
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'>\s]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """An address, and what a browser does with it."""

    url: str
    is_loaded: bool = False
    """Whether it is fetched without a click."""
    text: str = ""
    """The words of a link that people click."""


def parsed_page(file: Path) -> Any:
    """Return the tree of an HTML file, read as UTF-8."""
    return html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()


def _of_element(element: Any) -> Iterator[Link]:
    for name, value in element.attrib.items():
        key = (element.tag, name)
        if key in _LOADING:
            is_quiet = element.tag == "link" and _QUIET_RELS & {*(element.get("rel") or "").split()}
            yield Link(value.strip(), is_loaded=not is_quiet)
        elif key in _LEADING:
            yield Link(value.strip(), text=" ".join(element.text_content().split()))
        elif name == "srcset":
            yield from (Link(url, is_loaded=True) for url in _SRCSET.findall(value.strip()))
        elif element.tag in ("use", "image") and name.rpartition("}")[2].rpartition(":")[2] == "href":
            yield Link(value.strip(), is_loaded=True)
    if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
        yield from (Link(url) for url in _REFRESH.findall(element.get("content") or ""))


def _of_page(element: Any) -> Iterator[Link]:
    """Yield the links of an element and of all in it; a `<template>` is a pattern that leads nowhere yet."""
    if element.tag == "template":
        return
    yield from _of_element(element)
    for child in element.iterchildren(etree.Element):
        yield from _of_page(child)


def _of_css(text: str) -> Iterator[Link]:
    for match in _CSS_URL.finditer(text):
        yield Link((match[1] or match[2]).strip(), is_loaded=True)


def _of_fragment(markup: str) -> Iterator[Link]:
    if markup.strip():
        yield from _of_page(html.fragment_fromstring(markup, create_parent="div"))


def _of_xml(file: Path) -> Iterator[Link]:
    for element in etree.parse(str(file)).iter(etree.Element):
        name, text = etree.QName(element).localname, (element.text or "").strip()
        if name in ("loc", "link"):
            yield Link(element.get("href") or text)
        elif name == "description":
            yield from _of_fragment(text)


def _of_feed(data: Any) -> Iterator[Link]:
    yield from (Link(data[key]) for key in ("home_page_url", "feed_url") if key in data)
    for item in data.get("items", ()):
        yield Link(item.get("url", ""))
        yield from _of_fragment(item.get("content_html", ""))


def links_of(file: Path) -> Iterator[Link]:
    """Yield the addresses that a file names; none for kinds of files that name none."""
    match file.suffix:
        case ".html":
            yield from _of_page(parsed_page(file))
        case ".css":
            yield from _of_css(file.read_text("utf-8"))
        case ".js" if "lunr" not in file.parts:
            for match in _IMPORT.finditer(file.read_text("utf-8")):
                yield Link(match[1] or match[2], is_loaded=True)
        case ".xml":
            yield from _of_xml(file)
        case ".json" if file.name == "feed.json":
            yield from _of_feed(json.loads(file.read_text("utf-8")))
