"""Who passed a track, `portal-passed/1`: what the report writes and credentials are issued from."""

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from portal.model.authored import Authored
from portal.model.credential import Day, Line, RulesId
from portal.model.record import Name

SCHEMA: Final = "portal-passed/1"


class PassedPerson(Authored):
    """Somebody who passed."""

    number: Name = ""
    name: Line
    school: Name = ""
    percent: Annotated[float, Field(ge=0, le=100)] | None = None


class Passed(Authored):
    """Everybody who passed a track by the same rules."""

    schema_: Annotated[Literal["portal-passed/1"], Field(alias="schema")]
    track: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
    title: Line
    hours: Annotated[float, Field(gt=0, le=10_000)]
    rules: RulesId
    date: Day
    """When they passed: the date of the report."""
    people: Annotated[tuple[PassedPerson, ...], Field(strict=False)]
