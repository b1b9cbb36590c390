"""The HTML of a page's Markdown, as the theme and mkdocs-quiz leave it → as our pages have it."""

from portal.model.catalogue import Catalogue, Page
from portal.model.lesson import Lesson
from portal.model.unit import Unit
from portal.pages.lesson_html import lesson_html
from portal.pages.quiz_html import unit_html
from portal.pages.tables import without_empty_headers


def own_html(before: str, after: str, content: Page, catalogue: Catalogue) -> str:
    """Return a page's HTML; `before` and `after` are what it was before and after mkdocs-quiz saw it.

    Raises PortalError when a question does not come out as its bank has it.
    """
    plain = without_empty_headers(before)
    if isinstance(content, Lesson):
        return lesson_html(plain)
    bank = catalogue.bank_of.get(content.id) if isinstance(content, Unit) else None
    if not isinstance(content, Unit) or not bank:
        return plain
    percents = (track.front.pass_percent for track in catalogue.tracks if track.slug == content.track)
    percent = next(percents, 100)  # in a preview, the track's page may be the one that is broken
    return unit_html(plain, after, bank, content.front.revision, percent, catalogue.pictures)
