"""Where pages were before they moved: which page an old address opens, and which id an old id has become."""

from portal.model.catalogue import Catalogue, Page
from portal.model.lesson import Lesson
from portal.model.release import address_of
from portal.model.unit import Unit


def opened_by(catalogue: Catalogue) -> dict[str, Page]:
    """Return address → the page that it opens, old addresses too; drafts open nowhere."""
    shown = [(page, marks) for page, _, marks in catalogue.pages() if page.front.status != "draft"]
    old = {f"{alias}/": page for page, _ in shown for alias in page.front.aliases}
    return old | {address_of(marks.path): page for page, marks in shown}


def _id_at(alias: str, page: Unit | Lesson) -> str | None:
    """Return the id that a unit or lesson had at an address; None where none could have stood."""
    match alias.split("/"), page:
        case ["certificates", track, slug], Unit():
            return f"{track}-{slug}"
        case ["lessons", grade, slug], Lesson():
            return f"{grade}/{slug}"
    return None


def moved_ids(catalogue: Catalogue) -> dict[str, str]:
    """Return id of a unit or lesson before its page moved → its id now. Records hold the old ones."""
    pages: tuple[Unit | Lesson, ...] = (*catalogue.units, *catalogue.lessons)
    return {
        old: page.id
        for page in pages
        if page.front.status != "draft"
        for alias in page.front.aliases
        if (old := _id_at(alias, page))
    }
