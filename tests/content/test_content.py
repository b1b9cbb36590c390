"""The real content keeps its laws; the same rules as `portal check`."""

import re
from pathlib import Path

import pytest

from portal.checks import run
from portal.load import Loaded, load
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


def test_no_unit_asks_in_one_way_only(loaded: Loaded, units: list[Unit]) -> None:
    kinds = {
        unit.id: {question.type for question in loaded.catalogue.bank_of[unit.id].published} for unit in units
    }
    assert [unit for unit, found in kinds.items() if len(found) < 3] == []


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


def test_the_site_has_a_release(loaded: Loaded) -> None:
    assert re.fullmatch(r"20\d\d\.\d{1,2}\.\d{1,2}", loaded.catalogue.release)


HANDBOOK = sorted((ROOT / "docs" / "handbook").glob("*.md"))
QUOTED = re.compile(r"摘自 `([^`]+)`：\n\n```\w+\n(.*?)\n```", re.DOTALL)


@pytest.mark.parametrize("page", HANDBOOK, ids=lambda page: page.stem)
def test_what_the_handbook_quotes_still_stands_in_the_content(page: Path) -> None:
    text = page.read_text("utf-8")
    quotes = QUOTED.findall(text)
    assert len(quotes) == text.count("摘自 `")
    assert [path for path, quote in quotes if quote not in (ROOT / path).read_text("utf-8")] == []


@pytest.mark.parametrize(
    "name", ["write-a-lesson", "write-a-unit", "write-a-question", "write-safely"]
)  # the authors' guide
def test_every_page_of_the_authors_guide_has_an_example_and_a_reviewers_checklist(name: str) -> None:
    text = (ROOT / "docs" / "handbook" / f"{name}.md").read_text("utf-8")
    assert QUOTED.search(text)
    assert text.count("| ☐ |") >= 8


def test_every_published_unit_has_enough_text_for_its_hours(units: list[Unit]) -> None:
    short = {
        unit.id: count
        for unit in units
        if (
            count := len(
                re.findall(r"[\u4e00-\u9fff]", re.sub(r"<svg.*?</svg>", "", unit.body.markdown, flags=re.S))
            )
        )
        < 1800 * unit.front.hours
    }
    assert short == {}


def test_every_bank_asks_each_objective_twice_in_three_difficulties(
    loaded: Loaded, units: list[Unit]
) -> None:
    for unit in units:
        questions = loaded.catalogue.bank_of[unit.id].published
        assert len(questions) >= 10, unit.id
        assert {question.difficulty for question in questions} == {1, 2, 3}, unit.id
        asked = [question.objective for question in questions]
        assert [slug for slug in unit.front.objectives if asked.count(slug) < 2] == [], unit.id
