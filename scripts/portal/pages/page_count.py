"""Shows how far a long build of the pages is."""

from collections import deque
from collections.abc import Iterator
from typing import Any

from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

from portal.progress import tracked


class PageCount(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # it has no settings
    """Meets each page twice: as text, and in its template."""

    def __init__(self) -> None:
        """Begin before any page is known."""
        self._ticks: Iterator[int] = iter(())

    def on_nav(self, nav: Any, *, files: Files, **_: Any) -> None:
        """Learn how many pages there are."""
        self._ticks = tracked(range(2 * len(files.documentation_pages())), "生成网页")

    def on_page_content(self, html: str, **_: Any) -> None:
        """Count a page's text."""
        next(self._ticks, None)

    def on_post_page(self, output: str, **_: Any) -> None:
        """Count a finished page."""
        next(self._ticks, None)

    def on_shutdown(self) -> None:
        """Take the bar away, also after a failure."""
        deque(self._ticks, maxlen=0)
