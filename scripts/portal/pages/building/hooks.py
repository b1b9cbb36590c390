"""What a build asks of `scripts/hooks.py`."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from portal.model.catalogue import Catalogue
from portal.model.catalogue import Page as Content
from portal.model.finding import Finding
from portal.pages.made_from_pages import FromPage
from portal.pages.remembered import Remembered
from portal.pages.seen import Seen


class Hooks(Protocol):
    """The functions of that file which are no events of MkDocs."""

    def give(self, catalogue: Catalogue, checked: Callable[[], None], remembered: Remembered) -> None:
        """Take the content."""

    def stop_at(self, findings: Sequence[Finding]) -> None:
        """Stop the build if there are errors among the findings."""

    def seen(self) -> Seen:
        """Return the catalogue as templates see it."""

    def sizes_seen(self, content: Content) -> str:
        """Return the sizes of files that a page may name."""

    def from_page(self, page: Page, config: MkDocsConfig) -> FromPage:
        """Return what is made from a finished page."""

    def take_made(self, made: dict[str, FromPage]) -> None:
        """Take what is made from pages."""


def hooks_of(config: MkDocsConfig) -> Hooks:
    """Return the hooks of a configuration; it must name `scripts/hooks.py`."""
    return cast(dict[str, Any], config.hooks)["scripts/hooks.py"]  # type: ignore[no-any-return]
