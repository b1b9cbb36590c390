"""The search of a preview: pages are indexed in quiet moments, one by one, and again when they change."""

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Any

from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]

from portal.pages.preview.site import PreviewSite

_QUIET = 4.0
"""Seconds without a save or a request after which pages are indexed: whoever writes never waits for it."""


class SearchFiller:
    """Indexes the pages of a site in a thread of its own, which renders them in passing."""

    def __init__(self, site_of: Callable[[], PreviewSite], filled: Callable[[], None]) -> None:
        """`site_of` returns the site as it is now; `filled` is called when all pages have been seen."""
        self._site_of, self._filled = site_of, filled
        self._entries: dict[str, tuple[object, list[dict[str, Any]]]] = {}
        self._last: tuple[object, bytes] = (None, b"")
        self._last_use = time.monotonic()
        self._ended = Event()
        self._thread = Thread(target=self._fill, daemon=True, name="search")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """Stop after the page at hand."""
        self._ended.set()

    def used(self) -> None:
        """Somebody saved or looked: wait for the next quiet moment."""
        self._last_use = time.monotonic()

    def _wait(self) -> None:
        while (rest := self._last_use + _QUIET - time.monotonic()) > 0 and not self._ended.is_set():
            self._ended.wait(rest)

    def _fill(self) -> None:
        while not self._ended.is_set():
            self._wait()
            if self._round():
                self._filled()
            self._ended.wait(_QUIET)

    def _round(self) -> bool:
        """See every page once; return whether any had changed."""
        site, changed = self._site_of(), False
        addresses = site.addresses()
        for address in addresses:
            if self._ended.is_set() or site is not self._site_of():
                return changed
            found = site.to_index(address)
            before = self._entries.get(address)
            if found is None or (before and before[0] == (found.content, found.title)):
                continue
            self._wait()
            index = SearchIndex(**_settings(site))
            with suppress(Exception):  # HTML that the search cannot read is shown all the same
                index.add_entry_from_context(found)
            self._entries[address] = ((found.content, found.title), index.entries)
            changed = True
            self._ended.wait(0.02)  # lets a request through that waits for its turn
        for gone in self._entries.keys() - set(addresses):
            self._entries.pop(gone, None)
            changed = True
        return changed

    def index(self) -> bytes:
        """Return the search index of the pages seen so far, as the theme's search reads it."""
        site, kept = self._site_of(), dict(self._entries)
        entries = [kept[address][1] for address in site.addresses() if address in kept]
        if entries != self._last[0]:
            index = SearchIndex(**_settings(site))
            index.entries = [entry for found in entries for entry in found]
            self._last = entries, str(index.generate_search_index(None)).encode()
        return self._last[1]


def _settings(site: PreviewSite) -> dict[str, Any]:
    return dict(site.search.config) if site.search else {}
