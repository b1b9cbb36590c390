"""Which lessons are named beside a lesson, and in which words."""

from dataclasses import replace
from pathlib import Path

import pytest

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.model.lesson import Lesson
from portal.model.related import MOST, related

CATALOGUE = load(Path(__file__).parents[3]).catalogue
MODEL = CATALOGUE.lessons[0]


def lesson(slug: str, grade: int, month: int, period: int = 1, **front: object) -> Lesson:
    """Return a lesson of 学会学习 unless its front matter says otherwise."""
    changed = {"grade": grade, "month": month, "period": period, "area": "学会学习", "keywords": ("懒",)}
    changed |= {"status": "published"} | front
    return replace(
        MODEL,
        grade_slug=f"grade-{grade}",
        slug=slug,
        front=MODEL.front.model_copy(update=changed),
    )


def named(one: Lesson, *others: Lesson) -> list[tuple[str, str]]:
    return [(found.lesson.slug, found.why) for found in related(one, Catalogue(lessons=(one, *others)))]


def test_this_month_then_before_and_after_then_the_neighbours() -> None:
    others = [
        lesson("below", 4, 3), lesson("above", 6, 3), lesson("after", 5, 12), lesson("later", 5, 3),
        lesson("before", 5, 10), lesson("twin", 5, 11, 2, area="情绪调适"),
        lesson("else", 5, 9, area="人际交往"),
    ]  # fmt: skip
    assert named(lesson("here", 5, 11), *others) == [
        ("twin", "同一个月"),
        ("before", "同一领域 · 前一课（10 月）"),
        ("after", "同一领域 · 后一课（12 月）"),
        ("below", "同一领域 · 四年级"),
    ]


def test_january_comes_after_december() -> None:
    assert named(lesson("here", 5, 12), lesson("next", 5, 1)) == [("next", "同一领域 · 后一课（1 月）")]


def test_of_a_neighbour_the_lesson_with_most_shared_keywords_is_named() -> None:
    near = lesson("near", 6, 11, keywords=("别的",))
    alike = lesson("alike", 6, 3, keywords=("懒", "别的"))
    assert named(lesson("here", 5, 11), near, alike) == [("alike", "同一领域 · 六年级")]


@pytest.mark.parametrize(
    "other",
    [lesson("far", 9, 11), lesson("gone", 5, 10, status="retired"), lesson("new", 6, 11, status="draft")],
)
def test_neither_far_grades_nor_unpublished_lessons_are_named(other: Lesson) -> None:
    assert named(lesson("here", 5, 11), other) == []


def test_every_lesson_of_the_site_leads_on_without_naming_one_twice() -> None:
    for one in CATALOGUE.lessons:
        found = [other.lesson.id for other in related(one, CATALOGUE)]
        assert 1 <= len(found) <= MOST
        assert len({*found, one.id}) == len(found) + 1
