"""A bank of questions: one per unit, with permanent ids for questions and choices."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from portal.model.authored import Allowances, Authored, Slug, Status, Text
from portal.model.calendar import Day
from portal.model.marks import Keys, Marks

GAP = "____"
"""How a gap stands in the prompt of a blank question."""

KINDS = {"single": "单选", "multiple": "多选", "true_false": "判断", "blank": "填空"}

Difficulty = Annotated[int, Field(ge=1, le=3)]


class Choice(Authored):
    """One of the answers to choose from."""

    id: Slug
    text: Text
    correct: bool
    feedback: Text | None = None
    """What choosing this one tells about the matter; shown to whoever chose it. A choice without one, as
    questions from elsewhere have them, leaves the telling to the question's explanation."""


class Correction(Authored):
    """What was wrong with a published key; shown to whoever answered by it."""

    date: Day
    """The day on which it was put right: answers of that day and before are told of it."""
    text: Text
    """One sentence for learners: what counts now, and why."""


class _Question(Authored):
    id: Slug
    objective: Slug
    prompt: Text
    explanation: Text
    difficulty: Difficulty
    status: Status
    replaces: Slug | None = None
    """The retired question of this bank whose place this one takes, with another meaning."""
    reworded: Text | None = None
    """Why the words could change and the question stayed the same, for reviewers. It holds for one release:
    the next new words need another sentence."""
    corrected: Correction | None = None
    """The last time that the key was put right."""
    allow: Allowances = ()


class ChoiceQuestion(_Question):
    """A question answered by choosing: one (single, true_false) or several (multiple)."""

    type: Literal["single", "multiple", "true_false"]
    choices: Annotated[tuple[Choice, ...], Field(strict=False, min_length=2, max_length=12)]

    @property
    def correct_ids(self) -> tuple[str, ...]:
        """The ids of the correct choices, in the order of the bank."""
        return tuple(choice.id for choice in self.choices if choice.correct)


class Blanks(Authored):
    """The accepted answers of each gap."""

    accept: Annotated[
        tuple[Annotated[tuple[Text, ...], Field(strict=False, min_length=1)], ...],
        Field(strict=False, min_length=1),
    ]


class BlankQuestion(_Question):
    """A question answered by filling gaps."""

    type: Literal["blank"]
    blanks: Blanks


Question = Annotated[ChoiceQuestion | BlankQuestion, Field(discriminator="type")]


def texts_of(question: Question) -> Iterator[tuple[Keys, str]]:
    """Yield (key path inside the question, text) of everything in it that learners read."""
    yield ("prompt",), question.prompt
    yield ("explanation",), question.explanation
    if not isinstance(question, BlankQuestion):
        for position, choice in enumerate(question.choices):
            yield ("choices", position, "text"), choice.text
            if choice.feedback:
                yield ("choices", position, "feedback"), choice.feedback


class BankFront(Authored):
    """The whole of `quizzes/<track>/<unit>.yml`."""

    questions: Annotated[tuple[Question, ...], Field(strict=False, min_length=1)]


@dataclass(frozen=True)
class Bank:
    """The questions of one unit."""

    track: str
    slug: str
    questions: tuple[Question, ...]
    marks: Marks

    @property
    def unit_id(self) -> str:
        """The id of the unit that this bank asks about."""
        return f"{self.track}-{self.slug}"

    def full_id(self, question: Question) -> str:
        """`<unit id>/<question>`, the permanent id that records hold."""
        return f"{self.unit_id}/{question.id}"

    @cached_property  # rules that compare ask for every question
    def number_of(self) -> dict[str, int]:
        """Question id → position in the file, which leads to its line."""
        return {question.id: number for number, question in enumerate(self.questions)}

    @property
    def published(self) -> tuple[Question, ...]:
        """The questions that stand on the unit's page, in order."""
        return tuple(question for question in self.questions if question.status == "published")

    def for_preview(self) -> "Bank":
        """The bank as its author previews it: drafts stand on the page too."""
        shown = tuple(
            question.model_copy(update={"status": "published"}) if question.status == "draft" else question
            for question in self.questions
        )
        return replace(self, questions=shown)

    def numbered(self) -> Iterator[tuple[int, Question]]:
        """Yield (position in the file, question): the position leads to its line."""
        yield from enumerate(self.questions)
