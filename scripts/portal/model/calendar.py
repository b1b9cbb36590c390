"""The school year: two terms, their teaching weeks, in which of them a lesson falls. Knows no clock.

`core/school-year.js` says the same in the browser; `tests/contracts/school-year.json` holds both to it.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, model_validator

from portal.model.authored import Authored, Text, refusal
from portal.model.lesson import MONTHS

SHORTEST_TERM = 28
"""Days. Anything shorter is a slip of the pen."""

TERM_NAMES = ("上学期", "下学期")

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(f"({_DAY.pattern})/({_DAY.pattern}) ({_DAY.pattern})/({_DAY.pattern})")
_FIRST_MONTH = 7
"""A school year begins with the summer in which it is prepared."""


def _as_day(value: object) -> date:
    """Take a date, or its text; raise what an author can act on for anything else."""
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    cure = "写日历上有的一天，年-月-日，月和日都是两位，如 2026-09-01。"
    raise refusal(f"不是一个日子（写的是 {str(value)[:30]!r}）", cure)


Day = Annotated[date, BeforeValidator(_as_day)]
"""A day, written 2026-09-01."""


def monday_of(day: date) -> date:
    """Return the Monday of a day's week; weeks begin on Monday."""
    return day - timedelta(days=day.weekday())


class Term(Authored):
    """A term, from its first day of teaching to its last, both included."""

    name: Text
    first: Day
    last: Day

    @model_validator(mode="after")
    def _has_weeks(self) -> "Term":
        days = (self.last - self.first).days
        if days < 0:
            raise refusal("早于 first", "把 first 和 last 对调，或改正年份。", "last")
        if days < SHORTEST_TERM:
            raise refusal("离 first 不到四周", "核对 first 和 last 的年、月、日。", "last")
        return self

    @property
    def mondays(self) -> list[date]:
        """The Mondays of its weeks. A term that begins on a weekend begins teaching the Monday after."""
        start = monday_of(self.first + timedelta(days=2) if self.first.weekday() > 4 else self.first)
        weeks = (monday_of(self.last) - start).days // 7 + 1
        return [start + timedelta(weeks=number) for number in range(weeks)]


def in_order(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return two terms that make one school year; raise a refusal for any others."""
    if len(terms) != 2:
        raise refusal(f"写了 {len(terms)} 个学期", "写两个：先上学期，再下学期。")
    first, second = terms
    if first.first.month < _FIRST_MONTH:
        raise refusal("不在 7—12 月", "上学期写在前面，从秋天开学的那天起。", 0, "first")
    if second.first <= first.last:
        raise refusal("早于上学期的最后一天", "两个学期不能重叠，核对年份和次序。", 1, "first")
    if second.first.year != first.first.year + 1:
        raise refusal("不在上学期开学的次年", "下学期从春天开学的那天起，核对年份。", 1, "first")
    if second.mondays[0] <= first.mondays[-1]:
        raise refusal("和上学期的最后一天在同一周", "两个学期之间至少隔一个周末，核对这两天。", 1, "first")
    if second.last > date(second.first.year, 8, 31):
        raise refusal("过了这一学年的 8 月", "一个学年从 7 月到次年 8 月，核对年份。", 1, "last")
    return terms


@dataclass(frozen=True)
class Week:
    """A teaching week."""

    monday: date
    friday: date
    number: int
    """Counted from 1 in its term, as schools count them."""
    term: int
    """1 or 2."""
    month: int
    """The teaching month whose lessons are given in it."""


@dataclass(frozen=True)
class SchoolYear:
    """Two terms in order."""

    terms: tuple[Term, ...]

    @classmethod
    def from_text(cls, text: str) -> "SchoolYear":
        """Read `as_text`. Raises ValueError for any other text and for terms that make no school year."""
        match = _YEAR.fullmatch(text)
        if not match:
            raise ValueError(f"not a school year: {text!r}")
        days = [_as_day(day) for day in match.groups()]
        pairs = zip(TERM_NAMES, days[::2], days[1::2], strict=True)
        return cls(in_order(tuple(Term(name=name, first=first, last=last) for name, first, last in pairs)))

    @property
    def as_text(self) -> str:
        """As HTML attributes and the browser's setting hold it: `first/last first/last`."""
        return " ".join(f"{term.first}/{term.last}" for term in self.terms)

    @property
    def starts_in(self) -> int:
        """The calendar year of its September."""
        return self.terms[0].first.year

    def year_of(self, month: int) -> int:
        """Return the calendar year of a month, 1 to 12; July and August are those before September."""
        return self.starts_in + (month < _FIRST_MONTH)

    def weeks(self) -> tuple[Week, ...]:
        """Return all teaching weeks in order."""
        return self._weeks

    @cached_property  # every lesson asks for its week
    def _weeks(self) -> tuple[Week, ...]:
        return tuple(
            Week(monday, monday + timedelta(days=4), number, place, _month(monday, term, place))
            for place, term in enumerate(self.terms, 1)
            for number, monday in enumerate(term.mondays, 1)
        )

    def weeks_of(self, month: int) -> tuple[Week, ...]:
        """Return a teaching month's weeks; none when the month has no teaching."""
        return tuple(week for week in self.weeks() if week.month == month)

    def week_of(self, month: int, period: int, periods: int) -> Week:
        """Return the week for one of a month's periods, spread evenly over the month.

        A month without teaching hands its periods on to the next week there is.
        """
        weeks = self.weeks_of(month)
        if weeks:
            return weeks[min((2 * period - 1) * len(weeks) // (2 * periods), len(weeks) - 1)]
        place = MONTHS.index(month)
        later = (week for week in self.weeks() if MONTHS.index(week.month) > place)
        return next(later, self.weeks()[-1])


def _month(monday: date, term: Term, place: int) -> int:
    """Return the teaching month of a week: that of its Wednesday, or of the term's day nearest to it."""
    month = min(max(monday + timedelta(days=2), term.first), term.last).month
    if month in MONTHS:
        return month
    return MONTHS[0] if place == 1 else MONTHS[-1]


DEFAULT_YEAR = SchoolYear.from_text("2026-09-01/2027-01-22 2027-02-22/2027-07-02")
"""The year of a site whose `docs/campus/calendar.md` is missing."""
