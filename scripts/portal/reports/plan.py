"""What periods are held against: the school year, how much of it is due, and each grade's quota."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.errors import PortalError
from portal.model.catalogue import Catalogue
from portal.model.lesson import MONTHS, grade_name

GRADES = range(1, 13)
USUAL_QUOTA = 2
"""Periods for each class and month where a grade has no page that says so."""

_FIRST_MONTH = MONTHS[0]
_JULY = 7
_LESSONS = "docs/lessons/"


def school_year_of(day: date) -> int:
    """Return the calendar year in which the school year of a day began, in September."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def month_of(day: date) -> int:
    """Return the month to which a lesson counts: the first days of July belong to June, the last month."""
    return MONTHS[-1] if day.month == _JULY else day.month


def year_name(year: int) -> str:
    """Return how people call the school year that began in a year: 2026—2027 学年."""
    return f"{year}—{year + 1} 学年"


@dataclass(frozen=True)
class Plan:
    """One school year as it stands on the day of the report."""

    year: int
    """The calendar year in which it began."""
    day: date
    """The day of the report; nothing later can have been taught."""
    quotas: Mapping[int, int]
    """Grade → periods due for each class and teaching month."""
    titles: Mapping[str, str]
    """Lesson id → title, drafts and retired lessons too."""
    unread: frozenset[str] = frozenset()
    """Paths of lesson files that could not be read: of those nobody knows whether they exist."""

    @property
    def name(self) -> str:
        """The school year, for people."""
        return year_name(self.year)

    @property
    def due(self) -> tuple[int, ...]:
        """The teaching months up to the day's month, that month included."""
        if school_year_of(self.day) > self.year or self.day.month not in MONTHS:
            return MONTHS
        return MONTHS[: MONTHS.index(self.day.month) + 1]

    @property
    def due_until(self) -> str:
        """The last month that is due, for people."""
        return self.month_name(self.due[-1])

    def month_name(self, month: int) -> str:
        """Return a month so that texts sort as months: 2026-09."""
        return f"{self.year if month >= _FIRST_MONTH else self.year + 1}-{month:02}"

    def knows(self, lesson: str) -> bool:
        """Tell whether a lesson id is one of the site's or a school's own lesson."""
        return lesson in self.titles or is_own(lesson) or f"{_LESSONS}{lesson}.md" in self.unread


def is_own(lesson: str) -> bool:
    """Tell whether an id stands for a lesson of the school's own, whose title is in the note."""
    return lesson.endswith("/other")


def plan_of(
    catalogue: Catalogue, day: date, school_year: int | None = None, quota: int | None = None
) -> Plan:
    """Return the plan of the day's school year or of another one; `quota` holds for every grade.

    Raises PortalError for a school year that begins after the day.
    """
    now = school_year_of(day)
    year = now if school_year is None else school_year
    if year > now:
        raise PortalError(
            f"{year_name(year)}在报告日期 {day} 还没有开始。"
            f"--school-year 写学年开始的那一年，如 {now}；要出以后的报告，用 --date 改报告日期。"
        )
    said = {grade.front.grade: grade.front.periods for grade in catalogue.grades}
    quotas = {grade: quota or said.get(grade, USUAL_QUOTA) for grade in GRADES}
    titles = {lesson.id: lesson.front.title for lesson in catalogue.lessons}
    unread = frozenset(path for path in catalogue.unread if path.startswith(_LESSONS))
    return Plan(year, day, quotas, titles, unread)


def quota_words(plan: Plan) -> str:
    """Return the quotas in words, grades with the same one together."""
    if len(set(plan.quotas.values())) == 1:
        return f"各年级每班每月 {plan.quotas[1]} 课时"
    grades: dict[int, list[str]] = {}
    for grade, quota in plan.quotas.items():
        grades.setdefault(quota, []).append(grade_name(grade))
    return "；".join(f"{'、'.join(names)}每班每月 {quota} 课时" for quota, names in sorted(grades.items()))
