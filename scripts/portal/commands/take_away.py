"""The files that teachers take away, as the pages of one site name them."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from portal.model.catalogue import Catalogue, Page
from portal.model.lesson import Lesson
from portal.pages.seen import Seen

if TYPE_CHECKING:
    from portal.exports.site_files import SiteFiles


class TakeAway:
    """The files of a catalogue; in a site that goes without, each size is unknown and there is no file."""

    def __init__(self, catalogue: Catalogue, seen: Seen, folder: Path | None) -> None:
        """Keep made files in a folder; None to go without."""
        self._catalogue, self._seen, self._folder = catalogue, seen, folder

    @cached_property
    def _files(self) -> "SiteFiles | None":
        if self._folder is None:
            return None
        from portal.exports.site_files import SiteFiles  # with all that writes Word and PDF: for who needs it

        return SiteFiles(self._catalogue, self._folder)

    def make_all(self) -> None:
        """Make what is not there yet. Raises PortalError with all that could not be made."""
        if self._files:
            self._files.make_all()

    def make(self, path: str) -> Path | None:
        """Return a file, made now if need be; None if there is no such file."""
        return self._files.make(path) if self._files else None

    def copy_into(self, site: Path) -> None:
        """Copy every file to its address in a site."""
        if self._files:
            self._files.copy_into(site)

    def size_of(self, content: Page) -> Callable[[str], str]:
        """Return what tells the template of a page the size of a file in words; of a lesson its own."""
        files = self._files
        if not files or self._is_without(content):
            return lambda path: ""
        if not isinstance(content, Lesson):
            return files.size_of
        sizes = files.sizes_of(content)
        return lambda path: sizes.get(path, "")

    def sizes_seen(self, content: Page) -> str:
        """Return as text all sizes that the template of a page may ask for."""
        files = self._files
        if not files or self._is_without(content):
            return ""
        return repr(
            sorted((files.sizes_of(content) if isinstance(content, Lesson) else files.sizes()).items())
        )

    def _is_without(self, content: Page) -> bool:
        return not isinstance(content, Lesson) and self._seen.by(content) is not self._seen.facts
