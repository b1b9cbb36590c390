"""The word list of the search, `docs/handbook/search-terms.md`: words that mean the same to a searcher."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from portal.model.authored import Aliases, Allowances, Authored, Slug, Status, Text, Texts
from portal.model.body import Body
from portal.model.marks import Marks

TERMS_PATH = "handbook/search-terms.md"
"""Below `docs/`."""


class TermsFront(Authored):
    """Front matter of `docs/handbook/search-terms.md`."""

    title: Text
    summary: Text | None = None
    tags: Annotated[tuple[Slug, ...], Field(strict=False)] = ()
    """As a guide's: `help`, `crisis`, `safety` oblige the page to carry the help block."""
    order: int = 100
    synonyms: Annotated[tuple[Texts, ...], Field(strict=False)] = ()
    """Groups of words; whoever searches for one finds the others too."""
    stop: Texts = ()
    """Words of questions, such as 怎么办, that no page is looked for by."""
    revision: Annotated[int, Field(ge=1)] = 1
    status: Status
    aliases: Aliases = ()
    sources: Texts = ()
    allow: Allowances = ()


@dataclass(frozen=True)
class Terms:
    """The word list with its page."""

    front: TermsFront
    body: Body
    marks: Marks

    path = TERMS_PATH
