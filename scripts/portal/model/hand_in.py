"""What a candidate hands in, `portal-answers/1`: raw answers with times, never a verdict."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from portal.model.authored import Authored
from portal.model.paper import Candidate, PaperId
from portal.model.record import QuestionId, Time, Value

SCHEMA: Final = "portal-answers/1"


class HandIn(Authored):
    """The answers of one sitting."""

    schema_: Annotated[Literal["portal-answers/1"], Field(alias="schema")] = SCHEMA
    paper: PaperId
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Of the paper as it was shown: an altered paper has another one."""
    candidate: Candidate
    """Who the candidate says to be."""
    answers: Annotated[dict[QuestionId, Value], Field(max_length=400)]
    """Only of questions that were answered."""
    times: Annotated[dict[QuestionId, Time], Field(max_length=400)] = Field(default={})
    """When each answer was last changed, by the candidate's clock."""
    started: Time
    finished: Time
    release: Annotated[str, StringConstraints(max_length=40)] = ""
    """Of the site on which it was sat."""

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return self.model_dump(mode="json", by_alias=True)
