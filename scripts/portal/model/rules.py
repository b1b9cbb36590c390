"""What somebody has to do to pass a track, as its page's front matter says it; a place may have its own."""

from typing import Annotated, Literal

from pydantic import Field

from portal.model.authored import Authored, Slug, Text

Hours = Annotated[float, Field(gt=0, le=400)]
"""学时; one is 45 minutes."""

Need = Literal["required", "optional", "none"]
"""required: nobody passes without it; optional: offered and shown, decides nothing; none: not asked for."""


class Practice(Authored):
    """A piece of work in the school that the school confirms, such as a lesson plan that was taught."""

    id: Slug
    title: Text


class Rules(Authored):
    """What passing a track takes besides its units."""

    version: Annotated[int, Field(ge=1, le=9999)] = 1
    """Raised whenever the rules change; a study record names the version by which it was given."""
    hours: Hours | None = None
    """Hours of passed units; without it, all hours of the track."""
    mock_exam: Need = "none"
    assessment: Need = "none"
    practice: Annotated[tuple[Practice, ...], Field(strict=False, max_length=20)] = ()
    requires: Annotated[tuple[Slug, ...], Field(strict=False)] = ()
    """Tracks that must be passed before."""


class Region(Authored):
    """How a track is used in one place: only what differs there."""

    title: Text
    """The place as people call it: 南宁."""
    audience: Text | None = None
    rules: Rules = Rules()
    """The members written here replace those of the track."""
