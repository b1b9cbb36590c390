"""Which template of `overrides/` draws a page."""

from portal.model.catalogue import Page
from portal.model.guide import Guide

_OF_PAGES = {
    "Track": "track.html", "Unit": "unit.html", "Grade": "grade.html", "Lesson": "lesson.html",
    "Calendar": "calendar.html", "Terms": "search-terms.html",
}  # fmt: skip
_OF_GUIDES = {
    "home": "home.html", "list": "list.html", "finder": "finder.html", "ledger": "ledger.html",
    "rules": "rules.html", "micro-lesson": "micro-lesson.html", "mistakes": "mistakes.html",
    "exam": "exam.html", "assessment": "assessment.html", "verify": "verify.html",
    "bench": "bench.html",
}  # fmt: skip


def template_of(page: Page) -> str | None:
    """Return the name of a page's template; None for a plain page of the theme."""
    if isinstance(page, Guide):
        return "updates.html" if page.front.release else _OF_GUIDES.get(page.front.kind)
    return _OF_PAGES[type(page).__name__]
