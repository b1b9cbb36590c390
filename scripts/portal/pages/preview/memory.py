"""What a preview remembers of pages and templates, and what it asks of `scripts/hooks.py`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.structure.pages import Page

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.pages.sources import TextOf


class TakeAway(Protocol):
    """Makes the files that teachers take away."""

    def make(self, path: str) -> Path | None:
        """Return a file."""


class Site(Protocol):
    """What that file knows of the content."""

    catalogue: Catalogue
    take_away: TakeAway


class Hooks(Protocol):
    """What this file asks of `scripts/hooks.py`."""

    def show(self, catalogue: Catalogue, text_of: TextOf, kept: Path | None) -> None:
        """Take the content."""

    def own_meta(self, page: Page) -> None:
        """Prepare a page's front matter for the theme."""

    def site(self) -> Site:
        """Return what the hooks know."""


@dataclass(frozen=True)
class Shown:
    """A page as the browser gets it."""

    html: bytes
    troubles: tuple[Finding, ...] = ()
    """Why it is not what its files say now; nothing if it is."""


class CompiledTemplates(BytecodeCache):
    """Templates as they were last compiled: an edit of one leaves the theme's hundred others alone."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code if its text is the same."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._kept[bucket.key] = bucket.checksum, bucket.code
