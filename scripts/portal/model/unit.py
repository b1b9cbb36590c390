"""A unit of study: what it should bring about, and its text. Its questions are in its bank."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from portal.model.authored import Aliases, Allowances, Authored, Changes, Slug, Status, Text, Texts
from portal.model.body import Body
from portal.model.marks import Marks
from portal.model.rules import Hours

SECTIONS = ("为什么学", "做一做", "常见误区", "要点回顾", "延伸阅读")
"""The `##` sections that every unit has, in this order; the teaching text stands after the first."""


class UnitFront(Authored):
    """Front matter of `docs/certificates/<track>/<unit>.md`."""

    title: Text
    track: Slug
    module: Slug
    hours: Hours
    objectives: Annotated[dict[Slug, Text], Field(min_length=1)]
    prerequisites: Annotated[tuple[Slug, ...], Field(strict=False)] = ()
    """Slugs of units of the same track that should be studied before."""
    keywords: Texts
    asked: Texts = ()
    """What people type who need this page, in their own words; only the search reads it."""
    revision: Annotated[int, Field(ge=1)]
    """Raised by one whenever the meaning of the text changes; learners then see it marked."""
    changes: Changes = ()
    """One for each revision after the first, oldest first."""
    status: Status
    aliases: Aliases = ()
    sources: Texts
    allow: Allowances = ()


@dataclass(frozen=True)
class Unit:
    """A unit with its page."""

    track: str
    slug: str
    front: UnitFront
    body: Body
    marks: Marks

    @property
    def id(self) -> str:
        """`<track>-<slug>`, the permanent id that records hold."""
        return f"{self.track}-{self.slug}"
