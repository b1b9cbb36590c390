"""Which other lessons a teacher may want to look at from a lesson, and why each of them."""

from dataclasses import dataclass

from portal.model.catalogue import Catalogue
from portal.model.lesson import MONTHS, Lesson, grade_name

MOST = 4
"""How many lessons are named at most."""

_FARTHEST = 3
"""Grades further away are no neighbours: what fits there does not fit here."""


@dataclass(frozen=True)
class Related:
    """A lesson and the reason for naming it."""

    lesson: Lesson
    why: str
    """Such as 同一领域 · 初二."""


def _when(lesson: Lesson) -> tuple[int, int]:
    return MONTHS.index(lesson.front.month), lesson.front.period


def _shared(lesson: Lesson, other: Lesson) -> int:
    return len(set(lesson.front.keywords) & set(other.front.keywords))


def _nearest(lesson: Lesson, others: list[Lesson]) -> list[Lesson]:
    """Return the one that shares most keywords, then the one taught nearest to this one; none for none."""

    def distance(other: Lesson) -> tuple[int, int, int, str]:
        months = abs(_when(lesson)[0] - _when(other)[0])
        grades = abs(lesson.front.grade - other.front.grade)
        return -_shared(lesson, other), grades, months, other.id

    return sorted(others, key=distance)[:1]


def related(lesson: Lesson, catalogue: Catalogue) -> list[Related]:
    """Return at most four lessons: this month's others, the area's before and after, neighbours."""
    grade, month, area = lesson.front.grade, lesson.front.month, lesson.front.area
    of_grade = catalogue.lessons_of_grade
    here = sorted((one for one in of_grade.get(grade, ()) if one.id != lesson.id), key=_when)
    same = [one for one in here if one.front.area == area and one.front.month != month]
    before = [one for one in same if _when(one) < _when(lesson)][-1:]
    after = [one for one in same if _when(one) > _when(lesson)][:1]
    found = [Related(one, "同一个月") for one in here if one.front.month == month]
    found += [Related(one, f"同一领域 · 前一课（{one.front.month} 月）") for one in before]
    found += [Related(one, f"同一领域 · 后一课（{one.front.month} 月）") for one in after]
    for side in (range(grade - _FARTHEST, grade), range(grade + 1, grade + _FARTHEST + 1)):
        near = [one for other in side for one in of_grade.get(other, ()) if one.front.area == area]
        found += [Related(one, f"同一领域 · {grade_name(one.front.grade)}") for one in _nearest(lesson, near)]
    return found[:MOST]
