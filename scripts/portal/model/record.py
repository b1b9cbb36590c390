"""A learner's record `portal-record/1`: raw answers and times, never verdicts.

The JSON Schema that the site publishes is generated from these classes.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from portal.model.authored import Authored

SCHEMA = "portal-record/1"

Time = Annotated[
    str, StringConstraints(pattern=r"^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\dZ$")
]
"""UTC to the second, so that texts sort as times."""

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
UnitId = Annotated[str, StringConstraints(pattern=rf"^{_ID}$", max_length=64)]
QuestionId = Annotated[str, StringConstraints(pattern=rf"^{_ID}/{_ID}$", max_length=112)]
Value = Annotated[
    tuple[Annotated[str, StringConstraints(max_length=200)], ...],
    Field(strict=False, max_length=12),
]
"""Choice ids, or the texts typed into the gaps, as the learner gave them."""

Name = Annotated[str, StringConstraints(max_length=80)]
Count = Annotated[int, Field(ge=0, le=10**9)]


class Given(Authored):
    """An answer as it was given at one time."""

    value: Value
    at: Time


class Answer(Authored):
    """All that is kept of one question."""

    first: Given
    latest: Given
    tries: Annotated[int, Field(ge=1, le=10**6)]


class UnitStudy(Authored):
    """How far a unit was studied."""

    opened: Time
    finished: Time | None = None
    revision: Annotated[int, Field(ge=1)] | None = None
    """The unit's revision when it was finished; a larger one on the site means: changed since."""
    seconds: Count = 0
    """Seconds for which the page was open and in use; a hint, never a proof."""


class Attempt(Authored):
    """One sitting of a mock exam, with the ids that were drawn, in order."""

    exam: UnitId
    seed: Count
    questions: Annotated[tuple[QuestionId, ...], Field(strict=False, max_length=400)]
    answers: dict[QuestionId, Value]
    started: Time
    finished: Time | None = None


class Taught(Authored):
    """A lesson that was given to a class. No pupil appears in it."""

    lesson: Annotated[str, StringConstraints(pattern=r"^grade-\d{1,2}/[a-z0-9-]+$", max_length=64)]
    class_: Annotated[str, StringConstraints(max_length=40), Field(alias="class")]
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-[01]\d-[0-3]\d$")]
    periods: Annotated[float, Field(gt=0, le=8)]
    note: Annotated[str, StringConstraints(max_length=2000)] = ""


class Learner(Authored):
    """Who the record belongs to, only if typed in at export."""

    name: Name = ""
    number: Name = ""
    school: Name = ""


class Record(Authored):
    """Everything that one learner carries from place to place."""

    schema_: Annotated[Literal["portal-record/1"], Field(alias="schema")] = SCHEMA
    release: Annotated[str, StringConstraints(max_length=40)] = ""
    exported: Time | Literal[""] = ""
    learner: Learner | None = None
    answers: dict[QuestionId, Answer] = {}
    units: dict[UnitId, UnitStudy] = {}
    attempts: Annotated[tuple[Attempt, ...], Field(strict=False)] = ()
    lessons: Annotated[tuple[Taught, ...], Field(strict=False)] = ()
