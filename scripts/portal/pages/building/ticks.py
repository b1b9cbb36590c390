"""Shows how far a long build of the pages is."""

from collections import deque
from collections.abc import Iterator
from types import TracebackType

from portal.progress import tracked


class Ticks:
    """Counts each page twice: as text, and in its template. Takes the bar away at the end."""

    def __init__(self, pages: int) -> None:
        """Begin before the first page."""
        self._left, self._half = 2 * pages, pages
        self._ticks: Iterator[int] = tracked(range(2 * pages), "生成网页")

    def __enter__(self) -> "Ticks":
        """Begin to count."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away, also after a failure."""
        deque(self._ticks, maxlen=0)

    def __call__(self, pages: int = 1) -> None:
        """Count some pages."""
        for _ in range(pages):
            next(self._ticks, None)
