"""A page that is neither unit nor lesson: a guide for schools, a page of the handbook, 我的学习."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from portal.model.authored import Aliases, Allowances, Authored, Slug, Status, Text, Texts
from portal.model.body import Body
from portal.model.marks import Marks

MICRO = {"students": "学生微课", "parents": "家长微课", "five-minutes": "课前五分钟"}
"""Folder below `docs/micro/` → what readers call the micro-lessons in it."""


class GuideFront(Authored):
    """Front matter of every page outside units, lessons, tracks and grades."""

    title: Text
    summary: Text | None = None
    kind: Literal[
        "guide", "home", "list", "finder", "ledger", "rules", "micro-lesson",
        "mistakes", "exam", "assessment", "verify", "bench",
    ] = "guide"  # fmt: skip
    """home: the first page; list: lists what is in its folder; finder: finds lessons; ledger: counts those
    taught; rules: lists the rules of the checks; micro-lesson: a few minutes for a class or a family;
    mistakes: gathers wrong answers; exam: a mock exam; assessment: a formal one; verify: credentials;
    bench: tables of a school's records."""
    tags: Annotated[tuple[Slug, ...], Field(strict=False)] = ()
    """`help`, `crisis`, `safety` oblige the page to carry the help block."""
    keywords: Texts = ()
    """What people search for when they need this page."""
    asked: Texts = ()
    """The same as whole sentences, as people type them; only the search reads it."""
    minutes: Annotated[int, Field(ge=1, le=30)] | None = None
    """How long a micro-lesson takes."""
    order: int = 100
    """Place among its neighbours in the navigation, lowest first."""
    release: Text | None = None
    """On `updates/index.md` only: the release of the site, such as 2026.12.1."""
    region: Slug | None = None
    """On `certificates/index.md` only: the place whose rules hold, one of those that the tracks name."""
    revision: Annotated[int, Field(ge=1)] = 1
    status: Status
    aliases: Aliases = ()
    sources: Texts = ()
    allow: Allowances = ()


@dataclass(frozen=True)
class Guide:
    """A page of its own."""

    path: str
    """Path below `docs/`, such as `campus/help-and-referral.md`."""
    front: GuideFront
    body: Body
    marks: Marks
