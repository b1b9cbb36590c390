"""Judges every answer of a record anew from its raw value. Believes nothing else in the record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from portal.model.catalogue import Catalogue
from portal.model.grading import AnswerKey, Verdict

Json = dict[str, Any]
Standing = Verdict | Literal["unknown"]


@dataclass(frozen=True)
class GradedAnswer:
    """One answer with today's verdicts."""

    question: str
    """Full question id."""
    first: Standing
    latest: Standing
    tries: int
    value: tuple[str, ...]
    """The latest raw value."""


class Grader:
    """Answer keys of a whole catalogue; remembers verdicts, because records repeat each other."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.keys: Mapping[str, AnswerKey] = {
            full_id: AnswerKey.of(question) for full_id, (_, question) in catalogue.question_of.items()
        }
        self._seen: dict[tuple[str, tuple[str, ...]], Standing] = {}

    def grade(self, question: str, value: tuple[str, ...]) -> Standing:
        """Return today's verdict; `unknown` for a question that no bank holds."""
        found = self._seen.get((question, value))
        if found is None:
            key = self.keys.get(question)
            found = key.grade(value) if key else "unknown"
            self._seen[question, value] = found
        return found

    def regrade(self, record: Json) -> Iterator[GradedAnswer]:
        """Yield every answer of a validated record with today's verdicts."""
        for question, answer in record.get("answers", {}).items():
            first, latest = tuple(answer["first"]["value"]), tuple(answer["latest"]["value"])
            yield GradedAnswer(
                question,
                self.grade(question, first),
                self.grade(question, latest),
                answer["tries"],
                latest,
            )
