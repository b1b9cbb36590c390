"""The search of a preview: pages are read in quiet moments, one by one, and again when they change."""

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread

from portal.model.catalogue import Catalogue, Page
from portal.pages.preview.site import PreviewSite
from portal.pages.search import HEAD_PATH, Searched, search_files, searched

_QUIET = 4.0
"""Seconds without a save or a request after which pages are read: whoever writes never waits for it."""


class SearchFiller:
    """Reads the pages of a site in a thread of its own, which renders them in passing."""

    def __init__(self, site_of: Callable[[], PreviewSite], filled: Callable[[], None]) -> None:
        """`site_of` returns the site as it is now; `filled` is called when all pages have been seen."""
        self._site_of, self._filled = site_of, filled
        self._read: dict[str, tuple[tuple[Page, str], Searched]] = {}
        """Path below `docs/` → what was read, and what the search knows of it."""
        self._made_of: object = None
        self._files: dict[str, str] = {}
        self._before: dict[str, str] = {}
        self._making = Lock()
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
        there: set[str] = set()
        for address in site.addresses():
            if self._ended.is_set() or site is not self._site_of():
                return changed
            found = site.to_search(address)
            if found is None:
                continue
            uri, page, html = found
            there.add(uri)
            before = self._read.get(uri)
            if before and before[0] == (page, html):
                continue
            self._wait()
            with suppress(Exception):  # HTML that the search cannot read is shown all the same
                self._read[uri] = (page, html), searched(page, html)
                changed = True
            self._ended.wait(0.02)  # lets a request through that waits for its turn
        for gone in self._read.keys() - there:
            self._read.pop(gone, None)
            changed = True
        return changed

    def file(self, path: str) -> bytes | None:
        """Return a file of the search of the pages seen so far; None if there is none.

        The files that the last head named stay beside those that the newest one names.
        """
        with self._making:
            if path == HEAD_PATH:
                self._make(self._site_of().catalogue)
            found = self._files.get(path) or self._before.get(path)
        return None if found is None else found.encode()

    def _make(self, catalogue: Catalogue) -> None:
        """Make all files anew if any page or the word list is another one."""
        page_at = catalogue.page_at
        pages = {uri: made for uri, (_, made) in [*self._read.items()] if uri in page_at}
        made_of = [*pages.items()], catalogue.terms
        if made_of != self._made_of:
            self._made_of, self._before = made_of, self._files
            self._files = dict(search_files(catalogue, pages))
