"""A learner's record `portal-record/1`: raw answers and times, never verdicts.

The JSON Schema that the site publishes is generated from these classes.
"""

from functools import lru_cache
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints

from portal.model.authored import Authored

SCHEMA: Final = "portal-record/1"


@lru_cache(maxsize=4096)  # everybody's record has the same ids
def _has_short_parts(text: str) -> str:
    if max(map(len, text.split("/"))) > 48:
        raise ValueError("a part is longer than 48")
    return text


# A calendar as one pattern: a callback for each time would cost a third of all reading. The years are
# 0001 to 9999, as in Python's `date`. [0-9], because \d also takes digits of other scripts.
_YEAR = "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
_LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_MONTH_AND_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_DATE = f"(?:{_YEAR}-{_MONTH_AND_DAY}|{_LEAP_YEAR}-02-29)"
Time = Annotated[str, StringConstraints(pattern=rf"^{_DATE}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$")]
"""UTC to the second, so that texts sort as times."""

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
UnitId = Annotated[str, StringConstraints(pattern=rf"^{_ID}$", max_length=64)]
QuestionId = Annotated[
    str, StringConstraints(pattern=rf"^{_ID}/{_ID}$", max_length=97), AfterValidator(_has_short_parts)
]
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
    log: Annotated[tuple[Given, ...], Field(strict=False, max_length=12)] = ()
    """The newest given answers, oldest first, where first and latest are not all of them."""


class Favourite(Authored):
    """A question that the learner keeps at hand, or no longer does."""

    on: bool
    at: Time


class UnitStudy(Authored):
    """How far a unit was studied."""

    opened: Time
    finished: Time = ""
    revision: Annotated[int, Field(ge=1, le=2**53 - 1)] = 1
    """The unit's revision when it was finished; a larger one on the site means: changed since."""
    seconds: Count
    """Seconds for which the page was open and in use; a hint, never a proof."""


class Attempt(Authored):
    """One sitting of a mock exam, with the ids that were drawn, in order."""

    exam: UnitId
    seed: Count
    questions: Annotated[tuple[QuestionId, ...], Field(strict=False, max_length=400)]
    answers: dict[QuestionId, Value]
    started: Time
    finished: Time = ""
    release: Annotated[str, StringConstraints(max_length=40)] = ""
    """Of the site that drew it."""
    pool: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")] = ""
    """What there was to draw from, and by which lines; see `pool_mark` of `model/draw.py`."""
    earlier: Annotated[tuple[Time, ...], Field(strict=False, max_length=100)] = ()
    """When the attempts started whose questions counted as drawn before."""


class Taught(Authored):
    """A lesson that was given to a class. No pupil appears in it."""

    lesson: Annotated[str, StringConstraints(pattern=r"^grade-[0-9]{1,2}/[a-z0-9-]+$", max_length=64)]
    class_: Annotated[str, StringConstraints(max_length=40), Field(alias="class")]
    date: Annotated[str, StringConstraints(pattern=rf"^{_DATE}$")]
    periods: Annotated[float, Field(ge=0, le=8)]
    """0: the entry was withdrawn. It stays, so that an older export cannot bring it back."""
    note: Annotated[str, StringConstraints(max_length=2000)] = ""
    at: Time = ""
    """When the entry was written; of two, the later one holds."""


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
    answers: dict[QuestionId, Answer] = Field(default={})
    units: dict[UnitId, UnitStudy] = Field(default={})
    attempts: Annotated[tuple[Attempt, ...], Field(strict=False)] = ()
    lessons: Annotated[tuple[Taught, ...], Field(strict=False)] = ()
    favourites: dict[QuestionId, Favourite] = Field(default={})
