"""What the answers tell about each question and each of its choices, out of the counts of the tables."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from portal.reports.items.formulas import LEAST_PEOPLE, Band, correlation, guess_rate, rate, without_guessing
from portal.reports.scope import CountedQuestion, Scope

Row = tuple[Any, ...]
Ask = Callable[[str], Iterable[Row]]
"""Returns the rows of one of the queries in `sql/`."""


@dataclass(frozen=True)
class Counts:
    """How many people; each column of `item_figures.sql` after the titles."""

    people: int
    first_n: int
    first_right: int
    latest_n: int
    latest_right: int
    void: int
    retried: int
    """Answered more than once."""
    both_n: int
    """Of these, whose first and latest answer can both be judged."""
    mended: int
    """Wrong at first, right at last."""
    spoiled: int
    """Right at first, wrong at last."""
    stuck: int
    """Wrong at first, wrong at last."""
    ranked: int
    """First answers of people who answered at least half of the rest of the unit."""
    x: int
    y: int
    xy: int
    yy: int
    band: int
    """How many people the strong have, and the weak."""
    strong_edge: int
    strong_taken: int
    weak_edge: int
    weak_taken: int


@dataclass(frozen=True)
class Taken:
    """One choice, or one writing of a blank: how often it was taken."""

    name: str
    """The choice's id; for a blank what was written."""
    text: str
    is_right: bool
    first: int
    latest: int
    strong: float | None
    """The share of the strong that took it at first; None where there are too few people."""
    weak: float | None

    @property
    def lead(self) -> float | None:
        """How much more often the strong took it than the weak."""
        return None if self.strong is None or self.weak is None else self.strong - self.weak


@dataclass(frozen=True)
class Figures:
    """All figures of one question."""

    question: CountedQuestion
    track_title: str
    unit_title: str
    counts: Counts
    taken: tuple[Taken, ...]
    """In the order of the bank; writings with the most frequent first."""
    least: int = LEAST_PEOPLE

    @property
    def place(self) -> str:
        """Where the question stands: `quizzes/c/x.yml:42`."""
        return f"{self.question.path}:{self.question.line}" if self.question.path else ""

    @property
    def facility(self) -> float | None:
        """The share that was right at first."""
        return rate(self.counts.first_right, self.counts.first_n, self.least)

    @property
    def guess(self) -> float | None:
        """The share that would be right by choosing blindly."""
        return guess_rate(self.question.kind, len(self.question.choices))

    @property
    def known(self) -> float | None:
        """Facility without lucky guesses."""
        return without_guessing(self.facility, self.guess)

    @property
    def latest_facility(self) -> float | None:
        """The share that was right at last."""
        return rate(self.counts.latest_right, self.counts.latest_n, self.least)

    @cached_property
    def discrimination(self) -> float | None:
        """Right at first against the share of the unit's other questions that the same people got right."""
        of = self.counts
        return correlation(of.ranked, of.x, of.y, of.xy, of.yy, self.least)

    @property
    def retried(self) -> float | None:
        """The share that answered more than once."""
        return rate(self.counts.retried, self.counts.people, self.least)

    @property
    def mended(self) -> float | None:
        """Of those who answered again: wrong at first, right at last."""
        return rate(self.counts.mended, self.counts.both_n, self.least)

    @property
    def spoiled(self) -> float | None:
        """Of those who answered again: right at first, wrong at last."""
        return rate(self.counts.spoiled, self.counts.both_n, self.least)


OTHER_WORDING = "（其他写法）"
"""What stands for all writings that a report must not show: no one writing, so nothing follows from it."""


class _Answer(NamedTuple):
    """A raw answer, and by how many people it was given; a row of `item_answers.sql` after the question."""

    value: list[str]
    verdict: int
    first: int
    latest: int
    strong_in: int
    strong_on: int
    """On the edge of the strong, who are not all taken."""
    weak_in: int
    weak_on: int


_Sums = tuple[int, int, int, int, int, int]


def _added(answers: Sequence[_Answer]) -> _Sums:
    """Return the counts of several raw answers together."""
    return (
        sum(one.first for one in answers),
        sum(one.latest for one in answers),
        sum(one.strong_in for one in answers),
        sum(one.strong_on for one in answers),
        sum(one.weak_in for one in answers),
        sum(one.weak_on for one in answers),
    )


def _taken(name: str, text: str, is_right: bool, sums: _Sums, of: Counts, least: int) -> Taken:
    first, latest, strong_in, strong_on, weak_in, weak_on = sums
    strong = weak = None
    if of.ranked >= max(least, 1) and of.band:
        strong = Band(of.band, of.strong_edge, of.strong_taken).share(strong_in, strong_on)
        weak = Band(of.band, of.weak_edge, of.weak_taken).share(weak_in, weak_on)
    return Taken(name, text, is_right, first, latest, strong, weak)


def _of_choices(
    question: CountedQuestion, answers: Sequence[_Answer], of: Counts, least: int
) -> tuple[Taken, ...]:
    texts = question.texts or tuple(choice for choice, _ in question.choices)
    return tuple(
        _taken(choice, text, is_right, _added([one for one in answers if choice in one.value]), of, least)
        for (choice, is_right), text in zip(question.choices, texts, strict=True)
    )


def _of_writings(answers: Sequence[_Answer], of: Counts, least: int, writers: int) -> tuple[Taken, ...]:
    """Of a blank: who filled several gaps gave one answer."""
    return tuple(
        _taken(" / ".join(one.value), "", one.verdict == 1, _added([one]), of, least)
        for one in answers
        if max(one.first, one.latest) >= writers
    )


def item_figures(ask: Ask, scope: Scope, least: int = LEAST_PEOPLE, writers: int = 1) -> list[Figures]:
    """Return the figures of all questions of a scope, in its order.

    `least`: below how many people nothing but their number is told; never less than `LEAST_PEOPLE`.
    `writers`: what fewer people wrote into a gap is left out, for it may tell who they are.
    """
    least = max(least, LEAST_PEOPLE)
    answers: dict[str, list[_Answer]] = {}
    for question, value, *counts in ask("item_answers.sql"):
        answers.setdefault(question, []).append(_Answer(json.loads(value), *counts))
    known: Mapping[str, CountedQuestion] = {question.id: question for question in scope.questions}
    found = []
    for question, track, unit, *numbers in ask("item_figures.sql"):
        of, one, given = Counts(*numbers), known[question], answers.get(question, [])
        taken = _of_choices(one, given, of, least) if one.choices else _of_writings(given, of, least, writers)
        found.append(Figures(one, track, unit, of, taken, least))
    return found
