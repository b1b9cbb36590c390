"""Which questions to look at first, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.reports.items.figures import Ask, Figures, item_figures
from portal.reports.items.formulas import LEAST_PEOPLE
from portal.reports.items.reasons import Reason, percent, reasons
from portal.reports.scope import IN_USE, Scope


@dataclass(frozen=True)
class Look:
    """A question to look at."""

    question: str
    """Its full id."""
    prompt: str
    unit: str
    """The unit's title."""
    path: str
    """The bank's file, from the project's root."""
    line: int
    score: float
    """0 to 100."""
    reasons: tuple[Reason, ...]
    """The heaviest first."""
    numbers: Mapping[str, float | int | None]
    """The figures behind it, under the titles of the sheet 题目."""

    @property
    def place(self) -> str:
        """Where it stands: `quizzes/c/x.yml:42`."""
        return f"{self.path}:{self.line}" if self.path else ""

    @property
    def why(self) -> str:
        """How many got it right at first, then all reasons in words."""
        share, people = self.numbers["首答正确率"], self.numbers["首答人数"]
        facility = [] if share is None else [f"首答有 {percent(share)} 答对（{people} 人）"]
        things: dict[str, list[str]] = {}
        for reason in self.reasons:
            things.setdefault(reason.words, []).append(reason.thing)
        told = (words + "、".join(said) for words, said in things.items())
        return "；".join([*facility, *told]) + "。"

    @property
    def advice(self) -> str:
        """What to do, each thing once."""
        return "".join(dict.fromkeys(reason.advice for reason in self.reasons))


def _score(found: Iterable[Reason]) -> float:
    left = 1.0
    for reason in found:
        left *= 1 - reason.severity * reason.evidence
    return round(100 * (1 - left), 1)


def _look(one: Figures, found: list[Reason]) -> Look:
    question = one.question
    numbers = {
        "首答人数": one.counts.first_n,
        "首答正确率": one.facility,
        "区分度": one.discrimination,
        "最近正确率": one.latest_facility,
    }
    return Look(
        question.id, question.prompt, one.unit_title, question.path, question.line,
        _score(found), tuple(found), numbers,
    )  # fmt: skip


def looks_of(figures: Iterable[Figures]) -> list[Look]:
    """Return the questions in use that somebody should look at, the most pressing first.

    Each reason weighs severity × evidence: how bad it would be, times how sure it is that the figure lies
    beyond its line with so many people (normal approximation; Fisher's z for correlations). Reasons of one
    question are put together as 1 - Π(1 - weight): a second one adds, never beyond 100. Equal scores stand in
    the order of the report. A reason that is less sure than `SURE` is not told, nor anything on fewer than
    `LEAST_PEOPLE`.
    """
    pairs = [(one, reasons(one)) for one in figures if one.question.status == IN_USE]
    found = [_look(one, why) for one, why in pairs if any(reason.alone for reason in why)]
    return sorted(found, key=lambda look: -look.score)


def look_list(ask: Ask, scope: Scope, least: int = LEAST_PEOPLE, writers: int = 1) -> list[Look]:
    """Return the questions to look at; arguments as for `item_figures`, `ask` is `Tables.rows`."""
    return looks_of(item_figures(ask, scope, least, writers))
