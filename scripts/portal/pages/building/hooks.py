"""What a build asks of `scripts/hooks.py`."""

from collections.abc import Callable
from typing import Any, Protocol, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from portal.model.catalogue import Catalogue
from portal.model.catalogue import Page as Content
from portal.pages.made_from_pages import FromPage
from portal.pages.remembered import Remembered
from portal.pages.seen import Seen
from portal.shelf import Shelf


class TakeAway(Protocol):
    """Tells of the files that teachers take away."""

    def sizes_seen(self, content: Content) -> str:
        """Return the sizes that a page may name."""


class Site(Protocol):
    """What that file knows while a site is built."""

    seen: Seen
    made: dict[str, FromPage]
    take_away: TakeAway


class Hooks(Protocol):
    """The functions of that file which are no events of MkDocs."""

    def give(
        self, catalogue: Catalogue, checked: Callable[[], None], remembered: Remembered, shelf: Shelf | None
    ) -> None:
        """Take the content."""

    def site(self) -> Site:
        """Return what the build knows."""

    def from_page(self, page: Page, config: MkDocsConfig) -> FromPage:
        """Return what is made from a finished page."""


def hooks_of(config: MkDocsConfig) -> Hooks:
    """Return the hooks of a configuration; it must name `scripts/hooks.py`."""
    return cast(dict[str, Any], config.hooks)["scripts/hooks.py"]  # type: ignore[no-any-return]
