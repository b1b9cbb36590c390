"""The private half of an assessment, `portal-paper-key/1`: what each paper asks, and what is right."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from portal.model.authored import Authored, Slug
from portal.model.bank import BlankQuestion, Question
from portal.model.blueprint import Line
from portal.model.grading import AnswerKey
from portal.model.normaliser import normalise
from portal.model.paper import PaperId, Recipient
from portal.model.record import Name, QuestionId, Time

SCHEMA: Final = "portal-paper-key/1"

_Strings = Annotated[tuple[str, ...], Field(strict=False)]


class KeyPaper(Authored):
    """One paper that was made."""

    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    candidate: Name | None = None
    """The number of the candidate it was made for; None: for all who sit the form."""
    form: str | None = None
    seed: Annotated[int, Field(ge=0, le=10**9)]
    avoided: _Strings = ()
    """Ids that earlier forms ask, drawn only where nothing else was left: `times` of the draw, once each."""
    questions: _Strings
    """Full ids in the order in which they are asked."""
    choices: dict[QuestionId, _Strings] = Field(default={})
    """Question id → choice ids in the order of this paper: A, B, C … as printed."""


class KeyQuestion(Authored):
    """What is right, and where a question belongs."""

    type: Literal["single", "multiple", "true_false", "blank"]
    choices: _Strings = ()
    correct: _Strings = ()
    accept: Annotated[tuple[_Strings, ...], Field(strict=False)] = ()
    """Accepted texts of each gap, as the bank has them."""
    module: Slug
    unit: Slug
    objective: Slug
    difficulty: int

    @classmethod
    def of(cls, question: Question, module: str, unit: str) -> "KeyQuestion":
        """Take the key out of a question of a bank."""
        facts: dict[str, Any] = {
            "type": question.type,
            "module": module,
            "unit": unit,
            "objective": question.objective,
            "difficulty": question.difficulty,
        }
        if isinstance(question, BlankQuestion):
            return cls(**facts, accept=question.blanks.accept)
        ids = tuple(choice.id for choice in question.choices)
        return cls(**facts, choices=ids, correct=question.correct_ids)

    @property
    def answer_key(self) -> AnswerKey:
        """What judges an answer."""
        accept = tuple(frozenset(map(normalise, gap)) for gap in self.accept)
        return AnswerKey(self.type, self.choices, frozenset(self.correct), accept)


class PaperKey(Authored):
    """The whole of `key.json`."""

    schema_: Annotated[Literal["portal-paper-key/1"], Field(alias="schema")] = SCHEMA
    assessment: Slug
    title: str
    track: Slug
    minutes: int
    pass_percent: int
    opens: Time | None = None
    closes: Time | None = None
    made: Time
    release: str
    recipient: Recipient
    seed: int
    """The base from which the seed of every paper comes."""
    lines: Annotated[tuple[Line, ...], Field(strict=False)]
    pool_mark: str
    papers: dict[PaperId, KeyPaper]
    keys: dict[QuestionId, KeyQuestion]
    """Of every question of the pool, drawn or not."""

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)
