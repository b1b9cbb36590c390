"""The real content keeps its laws; the same rules as `portal check`."""

import re
from pathlib import Path

import pytest

from portal.checks import run
from portal.load import Loaded, load
from portal.model.bank import ChoiceQuestion
from portal.model.lesson import MONTHS
from portal.model.unit import Unit

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(ROOT)


@pytest.fixture(scope="module")
def units(loaded: Loaded) -> list[Unit]:
    return [unit for unit in loaded.catalogue.units if unit.front.status == "published"]


def test_there_are_no_findings(loaded: Loaded) -> None:
    found = [*loaded.findings, *run(loaded.catalogue)]
    assert "\n".join(finding.as_text() for finding in sorted(found)) == ""


def test_every_published_unit_has_at_least_eight_questions(loaded: Loaded, units: list[Unit]) -> None:
    counts = {unit.id: len(loaded.catalogue.bank_of[unit.id].published) for unit in units}
    assert {unit: count for unit, count in counts.items() if count < 8} == {}


def test_no_unit_asks_in_one_way_only(loaded: Loaded, units: list[Unit]) -> None:
    kinds = {
        unit.id: {question.type for question in loaded.catalogue.bank_of[unit.id].published} for unit in units
    }
    assert [unit for unit, found in kinds.items() if len(found) < 3] == []


def test_the_correct_choice_does_not_always_stand_in_one_place(loaded: Loaded, units: list[Unit]) -> None:
    for unit in units:
        singles = [
            q
            for q in loaded.catalogue.bank_of[unit.id].published
            if isinstance(q, ChoiceQuestion) and q.type == "single"
        ]
        places = {[choice.correct for choice in question.choices].index(True) for question in singles}
        assert len(places) > 1 or len(singles) < 4, unit.id


def test_every_published_unit_and_lesson_names_its_sources(loaded: Loaded, units: list[Unit]) -> None:
    lessons = [lesson for lesson in loaded.catalogue.lessons if lesson.front.status == "published"]
    assert [page.id for page in (*units, *lessons) if not page.front.sources] == []


def test_a_grade_that_claims_the_whole_year_has_all_its_lessons(loaded: Loaded) -> None:
    for page in loaded.catalogue.grades:
        front = page.front
        published = [
            one
            for one in loaded.catalogue.lessons
            if one.grade_slug == page.slug and one.front.status == "published"
        ]
        if front.status == "published" and front.months == MONTHS:
            assert len(published) == len(MONTHS) * front.periods, page.slug


def test_the_hotline_is_never_promised_around_the_clock_nationwide() -> None:
    pages = sorted((ROOT / "docs").rglob("*.md")) + sorted((ROOT / "quizzes").rglob("*.yml"))
    texts = {page.name: page.read_text("utf-8") for page in pages}
    promise = r"12356[^。\n]{0,20}(?<!不是)(?:24 ?小时|全天候|二十四小时)"
    assert [name for name, text in texts.items() if re.search(promise, text)] == []


def test_the_site_has_a_release(loaded: Loaded) -> None:
    assert re.fullmatch(r"20\d\d\.\d{1,2}\.\d{1,2}", loaded.catalogue.release)
