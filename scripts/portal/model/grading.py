"""Right, wrong or void: the one place in Python that judges an answer, from its raw value.

The same law stands in `overrides/assets/javascripts/core/grading.js`; `tests/contracts/grading.json`
holds the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from portal.model.bank import BlankQuestion, Question
from portal.model.normaliser import normalise

Verdict = Literal["right", "wrong", "void"]
"""void: the value cannot be an answer to the question as it stands now."""


@dataclass(frozen=True)
class AnswerKey:
    """What is needed to judge an answer, without the words of the question."""

    type: str
    choices: tuple[str, ...] = ()
    correct: frozenset[str] = frozenset()
    accept: tuple[frozenset[str], ...] = ()
    """Normalised accepted texts of each gap."""

    @classmethod
    def of(cls, question: Question) -> "AnswerKey":
        """Take the key out of a question of a bank."""
        if isinstance(question, BlankQuestion):
            gaps = question.blanks.accept
            return cls("blank", accept=tuple(frozenset(map(normalise, gap)) for gap in gaps))
        ids = tuple(choice.id for choice in question.choices)
        return cls(question.type, ids, frozenset(question.correct_ids))

    def grade(self, value: Sequence[str]) -> Verdict:
        """Judge the raw choice ids or texts of an answer."""
        return self._grade_blanks(value) if self.type == "blank" else self._grade_choices(value)

    def _grade_blanks(self, value: Sequence[str]) -> Verdict:
        texts = [normalise(text) for text in value]
        if len(texts) != len(self.accept) or not any(texts):
            return "void"
        right = all(text in accepted for text, accepted in zip(texts, self.accept, strict=True))
        return "right" if right else "wrong"

    def _grade_choices(self, value: Sequence[str]) -> Verdict:
        chosen = set(value)
        impossible = not chosen or len(chosen) != len(value) or not chosen <= set(self.choices)
        if impossible or (self.type != "multiple" and len(chosen) != 1):
            return "void"
        return "right" if chosen == self.correct else "wrong"
