"""All files that teachers take away from one site: their sizes, making them, bringing them into the site."""

from functools import cached_property
from pathlib import Path

from portal.exports.bundles import Bundles, bundles_of, lesson_bundle
from portal.exports.store import Bundle, Store
from portal.model.catalogue import Catalogue
from portal.model.lesson import Lesson


def size_words(size: int | None) -> str:
    """Return a size as people read it: `86 KB`, `2.4 MB`; nothing for a file that is not there."""
    if size is None:
        return ""
    kilobytes = max(1, round(size / 1024))
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{size / 1024 / 1024:.1f} MB"


class SiteFiles:
    """The take-away files of a catalogue, kept in a folder between builds."""

    def __init__(self, catalogue: Catalogue, folder: Path) -> None:
        """Use a folder for made files."""
        self._store, self._catalogue = Store(folder), catalogue

    @cached_property  # a preview of one lesson needs none of the others
    def _bundles(self) -> Bundles:
        return bundles_of(self._catalogue, self._store)

    @cached_property
    def _of_path(self) -> dict[str, Bundle]:
        return {path: bundle for bundle in self._bundles.all for path in bundle.paths}

    def sizes_of(self, lesson: Lesson) -> dict[str, str]:
        """Return path → size in words of what is made of a lesson already, without a look at any other."""
        if lesson.front.status != "published":
            return {}
        bundle = lesson_bundle(lesson, self._catalogue.includes)
        return {path: size_words(self._store.size(bundle, path)) for path in bundle.paths}

    def sizes(self) -> dict[str, str]:
        """Return path → size in words of every file, nothing for one that is not made yet."""
        return {path: self.size_of(path) for path in self._of_path}

    def size_of(self, path: str) -> str:
        """Return the size of a file in words; nothing if it is not made yet."""
        bundle = self._of_path.get(path)
        return size_words(self._store.size(bundle, path)) if bundle else ""

    def make_all(self) -> int:
        """Make every file that is not there yet; return how many bundles that were.

        Raises PortalError with everything that could not be made.
        """
        made = self._store.bring_up_to_date(self._bundles.single, "做教案、课件和活动单")
        return made + self._store.bring_up_to_date(self._bundles.packs, "打包")

    def make(self, path: str) -> Path | None:
        """Return one file, made now if need be; None if there is no such file.

        Raises PortalError when it cannot be made.
        """
        bundle = self._of_path.get(path)
        if bundle is None:
            return None
        self._store.bring_up_to_date([*self._needed_by(bundle), bundle], "做文件")
        return self._store.file(bundle, path)

    def _needed_by(self, bundle: Bundle) -> tuple[Bundle, ...]:
        """A pack is made from the files of its lessons."""
        return tuple(single for single in self._bundles.single if single.fingerprint in bundle.needs)

    def copy_into(self, site: Path) -> None:
        """Copy every file to its address in a site."""
        self._store.copy(self._bundles.all, site)
        self._store.clear_up(self._bundles.all)
