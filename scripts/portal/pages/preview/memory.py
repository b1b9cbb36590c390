"""What a preview remembers of pages and templates, and what it asks of `scripts/hooks.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.pages.preview.sources import TextOf


class Hooks(Protocol):
    """What this file asks of `scripts/hooks.py`."""

    def show(self, catalogue: Catalogue, text_of: TextOf, kept: Path | None) -> None:
        """Take the content."""

    def own_meta(self, page: Page) -> None:
        """Prepare a page's front matter for the theme."""

    def written(self, uri: str) -> str | None:
        """Return a file that the browser reads."""

    def file_of(self, path: str) -> Path | None:
        """Return a file that teachers take away."""


class Asked:
    """The site's files, as the Markdown of one page sees them: remembers which it asked for."""

    def __init__(self, files: Files) -> None:
        """Ask these files."""
        self._files = files
        self.answers: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return a file, as `Files` does."""
        file = self._files.get_file_from_path(path)
        self.answers[path] = file.url if file else None
        return file

    def __getattr__(self, name: str) -> Any:
        """Be the files in everything else."""
        return getattr(self._files, name)


@dataclass(frozen=True)
class Rendered:
    """A page's Markdown, rendered, with all that it was made from."""

    sources: tuple[object, ...]
    answers: Mapping[str, str | None]
    state: dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """A page as the browser gets it."""

    html: bytes
    troubles: tuple[Finding, ...] = ()
    """Why it is not what its files say now; nothing if it is."""


STATE = (
    "markdown", "meta", "content", "toc", "_title_from_render", "present_anchor_ids", "links_to_anchors",
)  # fmt: skip
"""What MkDocs keeps of a rendered page."""


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


class NoIndex:
    """Takes the place of the search index while a page is drawn: indexing waits for a quiet moment."""

    def add_entry_from_context(self, page: Page) -> None:
        """Do nothing."""


def restore(page: Page, body: Rendered) -> None:
    """Give a page back what was rendered of it; an edition of the site has page objects of its own."""
    for name, value in body.state.items():
        setattr(page, name, dict(value) if name == "meta" else value)
