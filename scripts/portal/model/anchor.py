"""An anchor of the school year: a day, a week or a month that a school prepares for. Knows no clock.

`core/anchors.js` says the same in the browser; `tests/contracts/school-year.json` holds both to it.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator

from portal.model.authored import Authored, Slug, Text, Texts, refusal
from portal.model.calendar import TERM_NAMES, SchoolYear, Week, monday_of

_DAY = re.compile(r"(week of )?([0-9]{2})-([0-9]{2})")
_WEEK = re.compile(r"term ([12]) week (-?[1-9][0-9]?)")
_MONTH = re.compile(r"month ([1-9]|1[0-2])")
_COMMON_YEAR = 2027
_WEEKDAYS = "一二三四五六日"


def _is_when(text: str) -> bool:
    if _WEEK.fullmatch(text) or _MONTH.fullmatch(text):
        return True
    day = _DAY.fullmatch(text)
    month, number = (int(day[2]), int(day[3])) if day else (0, 0)
    return 1 <= month <= 12 and 1 <= number <= monthrange(_COMMON_YEAR, month)[1]


def _as_when(text: str) -> str:
    if _is_when(text):
        return text
    cure = (
        "写日子（10-10）、它所在的周（week of 05-15）、教学周（term 1 week 10，倒数写 -1）或月（month 5）。"
    )
    raise refusal(f"看不懂（写的是 {text[:30]!r}）", cure)


When = Annotated[Text, AfterValidator(_as_when)]
"""`10-10`, `week of 05-15`, `term 1 week 10`, `term 2 week -1` (the last), `month 5`."""


class Anchor(Authored):
    """What a school does at one point of the year."""

    id: Slug
    """Permanent: the address of the anchor on its page."""
    title: Text
    when: When
    what: Text
    """What it is, and why it matters to a class."""
    lessons: Texts = ()
    """Lesson ids that fit, such as `grade-5/why-i-learn`."""
    activity: Text
    """One thing that a class or a school can do."""
    notice: Text | None = None
    """Words to parents or pupils, ready to adapt; a line is a paragraph."""
    avoid: Text
    staff_only: bool = False
    """Nothing of it is shown or sent to pupils."""
    sources: Texts = ()


@dataclass(frozen=True)
class Span:
    """When an anchor is in one school year."""

    first: date
    last: date
    month: int
    """The month of the page under which it stands, 1 to 12."""
    weeks: tuple[Week, ...]
    """The teaching weeks it touches, none in the holidays."""

    @property
    def words(self) -> str:
        """In words, without the year: `10 月 10 日（周六） · 上学期第 6 周`."""
        return f"{self._days} · {self._weeks}"

    @property
    def _days(self) -> str:
        first, last = self.first, self.last
        start = f"{first.month} 月 {first.day} 日"
        if first == last:
            return f"{start}（周{_WEEKDAYS[first.weekday()]}）"
        if first.day == 1 and last == _last_of(first):
            return f"{first.month} 月"
        return f"{start}至 " + (f"{last.month} 月 " if last.month != first.month else "") + f"{last.day} 日"

    @property
    def _weeks(self) -> str:
        if not self.weeks:
            return "假期里"
        first, last = self.weeks[0], self.weeks[-1]
        start = f"{TERM_NAMES[first.term - 1]}第 {first.number}"
        if first == last:
            return f"{start} 周"
        if first.term == last.term:
            return f"{start}—{last.number} 周"
        return f"{start} 周至{TERM_NAMES[last.term - 1]}第 {last.number} 周"


def _last_of(first: date) -> date:
    """Return the last day of a month, given its first."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def span_of(when: str, year: SchoolYear) -> Span:
    """Return when an anchor is in a school year; `when` is one that `Anchor` accepts."""
    if week := _WEEK.fullmatch(when):
        found = _nth([one for one in year.weeks() if one.term == int(week[1])], int(week[2]))
        term = year.terms[found.term - 1]
        return Span(max(found.monday, term.first), min(found.friday, term.last), found.month, (found,))
    if month := _MONTH.fullmatch(when):
        number = int(month[1])
        first = date(year.year_of(number), number, 1)
        return Span(first, _last_of(first), number, year.weeks_of(number))
    day = _DAY.fullmatch(when)
    if day is None:
        raise ValueError(f"no point of a school year: {when!r}")
    number = int(day[2])
    first = last = date(year.year_of(number), number, int(day[3]))
    if day[1]:
        first = monday_of(first)
        last = first + timedelta(days=6)
    touched = tuple(week for week in year.weeks() if week.monday == monday_of(first))
    return Span(first, last, number, touched)


def _nth(weeks: list[Week], number: int) -> Week:
    """Return a term's week, counted from 1 or from its end by -1; beyond an end, the week at that end."""
    place = number - 1 if number > 0 else len(weeks) + number
    return weeks[min(max(place, 0), len(weeks) - 1)]
