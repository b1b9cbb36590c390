"""A certificate track: its modules, their units, the hours, the mark that counts as passed."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from portal.model.authored import Aliases, Authored, Slug, Status, Text, Texts
from portal.model.body import Body
from portal.model.marks import Marks
from portal.model.rules import Hours, Region, Rules


class Module(Authored):
    """A part of a track; a draft module is announced with its hours but has no units yet."""

    id: Slug
    title: Text
    hours: Hours
    status: Literal["draft", "published"] = "published"
    units: Annotated[tuple[Slug, ...], Field(strict=False)] = ()


class TrackFront(Authored):
    """Front matter of `docs/certificates/<track>/index.md`."""

    title: Text
    audience: Text
    hours: Hours
    pass_percent: Annotated[int, Field(ge=1, le=100)] = 80
    """Share of a unit's questions that must be right for its hours to count."""
    modules: Annotated[tuple[Module, ...], Field(strict=False, min_length=1)]
    rules: Rules = Rules()
    """What passing takes besides the units."""
    regions: dict[Slug, Region] = Field(default={})
    """Place → what is different there; `region` of the page of all tracks chooses one."""
    revision: Annotated[int, Field(ge=1)] = 1
    status: Status
    aliases: Aliases = ()
    sources: Texts = ()


@dataclass(frozen=True)
class Track:
    """One of the certificate tracks, with its page."""

    slug: str
    """`c`, `b` or `a`: the folder's name."""
    front: TrackFront
    body: Body
    marks: Marks
