"""The page of the school year, `docs/campus/calendar.md`: its terms, and what a school does when."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field

from portal.model.anchor import Anchor, Span, span_of
from portal.model.authored import Aliases, Allowances, Authored, Slug, Status, Text, Texts, refusal
from portal.model.body import Body
from portal.model.calendar import SchoolYear, Term, in_order
from portal.model.marks import Marks

CALENDAR_PATH = "campus/calendar.md"
"""Below `docs/`."""

PAGE_MONTHS = (7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6)
"""All months, from the summer in which the school year is prepared."""


def _distinct(anchors: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
    """Return anchors no two of which share an id; raise a refusal for others."""
    seen: set[str] = set()
    for number, anchor in enumerate(anchors):
        if anchor.id in seen:
            raise refusal(f"里的编号 '{anchor.id}' 用了两次", "换一个没有用过的编号。", number, "id")
        seen.add(anchor.id)
    return anchors


class CalendarFront(Authored):
    """Front matter of `docs/campus/calendar.md`."""

    title: Text
    summary: Text | None = None
    tags: Annotated[tuple[Slug, ...], Field(strict=False)] = ()
    """As a guide's: `help`, `crisis`, `safety` oblige the page to carry the help block."""
    asked: Texts = ()
    """As a guide's: sentences that people type who need this page."""
    order: int = 100
    terms: Annotated[tuple[Term, ...], AfterValidator(in_order), Field(strict=False)]
    """The two terms of the site's school year."""
    anchors: Annotated[tuple[Anchor, ...], AfterValidator(_distinct), Field(strict=False)] = ()
    revision: Annotated[int, Field(ge=1)] = 1
    status: Status
    aliases: Aliases = ()
    sources: Texts = ()
    allow: Allowances = ()


@dataclass(frozen=True)
class Calendar:
    """The calendar with its page."""

    front: CalendarFront
    body: Body
    marks: Marks

    path = CALENDAR_PATH

    @property
    def school_year(self) -> SchoolYear:
        """The site's school year."""
        return SchoolYear(self.front.terms)

    def by_month(self) -> Iterator[tuple[int, list[tuple[Anchor, Span]]]]:
        """Yield each month of the page with its anchors in the order of their days; also empty ones."""
        year = self.school_year
        placed = sorted(
            ((anchor, span_of(anchor.when, year)) for anchor in self.front.anchors),
            key=lambda pair: (pair[1].first, pair[1].last),
        )
        for month in PAGE_MONTHS:
            yield month, [pair for pair in placed if pair[1].month == month]
