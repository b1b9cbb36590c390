"""A formal assessment as its maker plans it: the whole of `assessment.yml` in its private folder."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from portal.model.authored import Authored, Slug, Text, refusal
from portal.model.bank import Bank, Question
from portal.model.blueprint import MOST, Line
from portal.model.draw import Candidate
from portal.model.marks import Marks

_BEIJING = timedelta(hours=8)
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::00)?")

BALANCE = 0.1
"""How far the mean difficulties (1 to 3) of two forms may lie apart, unless the plan says otherwise."""


def _as_instant(text: str) -> str:
    """Return Beijing time as an instant in UTC."""
    found = _MOMENT.fullmatch(text.strip())
    try:
        year, month, day, hour, minute = (int(part) for part in found.groups()) if found else (0,) * 5
        moment = datetime(year, month, day, hour, minute, tzinfo=UTC) - _BEIJING
    except (ValueError, OverflowError):
        raise refusal(f"里的 '{text[:30]}' 不是日期和时间", "写北京时间，例如 2026-12-05 09:00。") from None
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


Moment = Annotated[str, AfterValidator(_as_instant)]
"""Written in Beijing time, such as 2026-12-05 09:00; kept as UTC, such as 2026-12-05T01:00:00Z."""

Form = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]


class AssessmentFront(Authored):
    """The whole of `assessment.yml`."""

    title: Annotated[Text, StringConstraints(max_length=200)]
    track: Slug
    minutes: Annotated[int, Field(ge=1, le=600)]
    pass_percent: Annotated[int, Field(ge=1, le=100)] = 80
    opens: Moment | None = None
    """Beijing time before which nobody begins."""
    closes: Moment | None = None
    """Beijing time after which nothing is taken."""
    modules: dict[Slug, Annotated[tuple[Slug, ...], Field(strict=False, min_length=1)]] = Field(default={})
    """Module → its banks, as lines name them; without it every bank is a module of its own name."""
    lines: Annotated[tuple[Line, ...], Field(strict=False, min_length=1, max_length=100)]
    """As in a blueprint: drawn in this order; a question is drawn once."""
    forms: Annotated[tuple[Form, ...], Field(strict=False, max_length=6)] = ()
    """Parallel forms, such as [A, B]; without them everybody gets a paper of their own."""
    per_candidate: bool = False
    balance: Annotated[float, Field(ge=0.01, le=2, strict=False)] = BALANCE
    """How far mean difficulties may lie apart."""
    instructions: Annotated[Text, StringConstraints(max_length=4000)] | None = None
    """What candidates read before they begin; without it the usual words."""

    @model_validator(mode="after")
    def _is_sound(self) -> "AssessmentFront":
        if self.count > MOST:
            raise refusal(f"一共 {self.count} 题，太多了", f"最多 {MOST} 题。", "lines")
        if bool(self.forms) == self.per_candidate:
            cure = "写 forms: [A, B]（几套平行卷），或者 per_candidate: true（一人一卷），只写一样。"
            raise refusal("和 per_candidate 要写一样，也只能写一样", cure, "forms")
        if len(set(self.forms)) != len(self.forms):
            raise refusal("里有两个一样的卷名", "一套卷一个字母，例如 [A, B]。", "forms")
        if self.opens and self.closes and self.opens >= self.closes:
            raise refusal("不比 opens 晚", "closes 写收卷时间，要在 opens 之后。", "closes")
        return self

    @property
    def count(self) -> int:
        """How many questions a paper has."""
        return sum(line.count for line in self.lines)


@dataclass(frozen=True)
class Assessment:
    """A plan with its private banks."""

    slug: str
    """The name of its folder."""
    front: AssessmentFront
    banks: tuple[Bank, ...]
    marks: Marks

    @cached_property
    def question_of(self) -> dict[str, Question]:
        """Full question id → published question."""
        return {bank.full_id(question): question for bank in self.banks for question in bank.published}

    def modules(self) -> dict[str, tuple[str, ...]]:
        """Module → the slugs of its banks."""
        return dict(self.front.modules) or {bank.slug: (bank.slug,) for bank in self.banks}

    def pool(self) -> tuple[Candidate, ...]:
        """Return the published questions that lines may draw, sorted by id."""
        home = {bank: module for module, banks in self.modules().items() for bank in banks}
        return tuple(
            sorted(
                Candidate(bank.full_id(one), home[bank.slug], bank.slug, one.objective, one.difficulty)
                for bank in self.banks
                if bank.slug in home
                for one in bank.published
            )
        )
