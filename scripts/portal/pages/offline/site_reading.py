"""Reads a built site: digests of its files, and what a browser will ask for when it opens a page."""

import base64
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from portal.shelf import Shelf

_TAGS = {tag: re.compile(rf"<{tag}\b([^>]*)>") for tag in ("link", "script", "img", "source")}
"""One pattern for each: those with a fixed beginning are found several times as fast."""
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_ADDRESS = re.compile(rf"\b(?:href|src){_VALUE}")
_REL = re.compile(rf"\brel{_VALUE}")
_QUIET = {"alternate", "canonical", "next", "prev"}
"""`<link>` of these kinds fetches nothing."""
_STYLE_URL = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_PARTS = "assets/javascripts/parts/"
_PART = r'"((?:[\w-]+/)*[\w-]+\.js)"'
_LATER = re.compile(rf"[\w$]\({_PART}\)")
"""A part of the scripts that another one asks for when it is needed, as `exports/page_scripts` writes it."""
_ELEMENT = re.compile(rf'"(portal-[\w-]+)":\s*\(\)\s*=>\s*[\w$]+\({_PART}\)')
"""A line of the table of elements, which are asked for where they stand."""
_HELD = re.compile(rf"[\[,]{_PART}(?=[,\]])")
"""A module that a part has in it."""
_WAITING = re.compile(r'\bdata-portal-later="([^"]*)"')
"""The parts that a page asks for when somebody uses it."""
_SHELVED = "pages"
_OURS = re.compile(r"<(portal-[\w-]+)")


def _values(found: re.Match[str]) -> str:
    return next((group for group in found.groups() if group is not None), "")


def of_page(html: str) -> Iterator[str]:
    """Yield the addresses that a page's own HTML makes a browser fetch."""
    for tag, pattern in _TAGS.items():
        for attributes in pattern.findall(html):
            rel = _REL.search(attributes) if tag == "link" else None
            address = _ADDRESS.search(attributes)
            if address and not (rel and _QUIET & {*_values(rel).split()}):
                yield _values(address).replace("&amp;", "&")


def _joined(folder: str, address: str) -> str:
    """Return to which file an address leads that stands in a folder of the site; "" if to another host."""
    parts = urlsplit(address)
    return "" if parts.scheme or parts.netloc else normpath(join(folder, unquote(parts.path)))


class Named(NamedTuple):
    """What a page's HTML names."""

    addresses: tuple[str, ...]
    waiting: tuple[str, ...]
    """Parts of the scripts that it asks for when somebody uses it."""
    tags: frozenset[str]
    """Elements of ours."""


def named_in(html: str) -> Named:
    """Return what the HTML of a page names."""
    waiting = (name for names in _WAITING.findall(html) for name in names.split())
    return Named(tuple(dict.fromkeys(of_page(html))), tuple(waiting), frozenset(_OURS.findall(html)))


class SiteReading:
    """The files of a folder, each read once; what pages name is known of those that a shelf has seen."""

    def __init__(self, site: Path, shelf: Shelf | None = None) -> None:
        """Look which files there are."""
        self._site, self._shelf = site, shelf
        self._before: dict[bytes, Named] = (shelf.find(_SHELVED) if shelf else None) or {}
        self._pages: dict[bytes, Named] = {}
        self._sum = cache(self._find_sum)
        self._at = cache(_joined)
        cut = len(str(site)) + 1
        found = (join(folder, name) for folder, _, names in os.walk(site) for name in names)
        self.paths = sorted(path[cut:].replace(os.sep, "/") for path in found)
        self._known = frozenset(self.paths)
        self.digest = cache(self._digest)
        self._text = cache(self._read)
        self._needs = cache(self._find_needs)
        self._held = cache(self._find_held)

    def add(self, path: str) -> None:
        """Take in a file that was written just now."""
        self._known |= {path}
        self.paths = sorted(self._known)

    def size(self, path: str) -> int:
        """Return the bytes of a file."""
        return (self._site / path).stat().st_size

    def _read(self, path: str) -> str:
        return (self._site / path).read_text("utf-8")

    def _digest(self, path: str) -> str:
        """Return the first 48 bits of a file's SHA-256, as the worker writes them too."""
        return base64.urlsafe_b64encode(self._sum(path)[:6]).decode()

    def _find_sum(self, path: str) -> bytes:
        with open(join(self._site, path), "rb") as file:
            return sha256(file.read()).digest()

    def put_away(self) -> None:
        """Keep what the pages name, for the next build."""
        if self._shelf and self._pages.keys() != self._before.keys():
            self._shelf.keep(_SHELVED, self._pages)

    @cached_property
    def _elements(self) -> dict[str, str]:
        """Element → the module of it."""
        scripts = (path for path in self.paths if path.startswith(_PARTS))
        return {name: part for path in scripts for name, part in _ELEMENT.findall(self._text(path))}

    def _find_needs(self, path: str) -> frozenset[str]:
        if path.endswith(".html"):
            return self._of_page(path)
        if path.endswith(".css"):
            found = _STYLE_URL.findall(self._text(path))
            return frozenset(self._inside(path, (first or second for first, second in found)))
        if path.endswith(".js") and "/bundle." not in path:
            later = _LATER.findall(_ELEMENT.sub("", self._text(path)))
            return self._known & {f"{_PARTS}{name}" for name in later}
        return frozenset()

    def _of_page(self, path: str) -> frozenset[str]:
        digest = self._sum(path)
        found = self._pages[digest] = self._before.get(digest) or named_in(self._text(path))
        waiting = {f"{_PARTS}{name}" for name in found.waiting}
        named = frozenset(self._inside(path, found.addresses)) | (self._known & waiting)
        held = {one for script in named if script.endswith(".js") for one in self._held(script)}
        later = {self._elements[tag] for tag in found.tags & self._elements.keys()} - held
        return named | (self._known & {f"{_PARTS}{name}" for name in later})

    def _find_held(self, script: str) -> list[str]:
        return _HELD.findall(self._text(script))

    def _inside(self, path: str, addresses: Iterable[str]) -> Iterator[str]:
        folder = dirname(path)
        for address in addresses:
            at = self._at(folder, address)
            if at in self._known:
                yield at

    def needed_by(self, paths: Iterable[str]) -> set[str]:
        """Return the files with all that they need, and what that needs in turn."""
        found: set[str] = set()
        waiting = [*paths]
        while waiting:
            path = waiting.pop()
            if path not in found:
                found.add(path)
                waiting += self._needs(path)
        return found
