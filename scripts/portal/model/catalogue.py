"""All content together, as the checks, the pages and the report see it."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from portal.model.bank import Bank, Question
from portal.model.blueprint import Blueprint
from portal.model.body import Body
from portal.model.calendar import DEFAULT_YEAR, SchoolYear
from portal.model.calendar_page import Calendar
from portal.model.guide import Guide
from portal.model.issuer import Issuer, StatusList
from portal.model.lesson import MONTHS, Grade, Lesson
from portal.model.marks import Marks
from portal.model.passage import Passage, of_bank, of_includes, of_page
from portal.model.picture import Picture
from portal.model.search_terms import Terms
from portal.model.track import Track
from portal.model.unit import Unit

Page = Track | Unit | Grade | Lesson | Guide | Calendar | Terms
"""Anything that becomes a page of the site."""
_OfFile = TypeVar("_OfFile", Track, Unit, Bank, Blueprint, Grade, Lesson, Guide)


@dataclass(frozen=True)
class Catalogue:
    """Everything that authors wrote and that could be read."""

    tracks: tuple[Track, ...] = ()
    units: tuple[Unit, ...] = ()
    banks: tuple[Bank, ...] = ()
    blueprints: tuple[Blueprint, ...] = ()
    grades: tuple[Grade, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    guides: tuple[Guide, ...] = ()
    issuer: Issuer | None = None
    """Who issues credentials; None while nobody does."""
    status_lists: tuple[StatusList, ...] = ()
    calendar: Calendar | None = None
    """The page of the school year; a small project may have none."""
    terms: Terms | None = None
    """The word list of the search; a small project may have none."""
    includes: Mapping[str, Body] = field(default_factory=dict)
    """Name of a file in `docs/_includes/` → what stands in it."""
    files: frozenset[str] = frozenset()
    """Every path below `docs/` that a link may lead to."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """Path below `docs/` → picture that questions may show."""
    unread: frozenset[str] = frozenset()
    """Paths of files that could not be read; rules say nothing about what they may hold."""
    digests: Mapping[str, bytes] = field(default_factory=dict, compare=False)
    """Path of a file that was read → a fingerprint of its bytes."""

    @cached_property
    def bank_of(self) -> dict[str, Bank]:
        """Unit id → its bank."""
        return {bank.unit_id: bank for bank in self.banks}

    @cached_property
    def unit_of(self) -> dict[str, Unit]:
        """Unit id → unit."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def question_of(self) -> dict[str, tuple[Bank, Question]]:
        """Full question id → (its bank, the question), retired ones too."""
        return {
            bank.full_id(question): (bank, question) for bank in self.banks for question in bank.questions
        }

    @property
    def published_tracks(self) -> tuple[Track, ...]:
        """The tracks that learners see."""
        return tuple(track for track in self.tracks if track.front.status == "published")

    @property
    def release(self) -> str:
        """The release of the site, as `docs/updates/index.md` names it."""
        return next((guide.front.release for guide in self.guides if guide.front.release), "0")

    @property
    def school_year(self) -> SchoolYear:
        """The site's school year, as the calendar's page names it."""
        return self.calendar.school_year if self.calendar else DEFAULT_YEAR

    @property
    def published_exams(self) -> dict[str, Blueprint]:
        """Track → the blueprint of its mock exam, where learners see both."""
        there = {track.slug for track in self.published_tracks}
        return {
            one.track: one
            for one in self.blueprints
            if one.front.status == "published" and one.track in there
        }

    @property
    def _single(self) -> tuple[Calendar | Terms, ...]:
        """The pages of which there is one at most."""
        return tuple(page for page in (self.calendar, self.terms) if page)

    def guides_in(self, folder: str) -> list[Guide | Calendar | Terms]:
        """Return the published guides of a folder of `docs/` in order, calendar and word list among them."""
        found = [
            page
            for page in (*self.guides, *self._single)
            if page.path.startswith(f"{folder}/") and page.front.status == "published"
        ]
        return sorted(
            found, key=lambda page: (not page.path.endswith("index.md"), page.front.order, page.path)
        )

    @cached_property
    def page_at(self) -> dict[str, Page]:
        """Path below `docs/` → page."""
        return {marks.path.removeprefix("docs/"): page for page, _, marks in self.pages()}

    @cached_property
    def lessons_of_grade(self) -> dict[int, list[Lesson]]:
        """Grade → its published lessons."""
        found: dict[int, list[Lesson]] = {}
        for lesson in self.lessons:
            if lesson.front.status == "published":
                found.setdefault(lesson.front.grade, []).append(lesson)
        return found

    def by_month(self, grade: int) -> dict[int, list[Lesson]]:
        """Return a grade's published lessons, month by month in the order of the school year."""
        of_grade = sorted(self.lessons_of_grade.get(grade, ()), key=lambda lesson: lesson.front.period)
        found = {month: [lesson for lesson in of_grade if lesson.front.month == month] for month in MONTHS}
        return {month: lessons for month, lessons in found.items() if lessons}

    def only(self, paths: Container[str]) -> "Catalogue":
        """Return the catalogue with the pages, banks, blueprints and included blocks of some files alone."""

        def chosen(group: tuple[_OfFile, ...]) -> tuple[_OfFile, ...]:
            return tuple(one for one in group if one.marks.path in paths)

        return replace(
            self,
            tracks=chosen(self.tracks),
            units=chosen(self.units),
            banks=chosen(self.banks),
            blueprints=chosen(self.blueprints),
            grades=chosen(self.grades),
            lessons=chosen(self.lessons),
            guides=chosen(self.guides),
            calendar=self.calendar if self.calendar and self.calendar.marks.path in paths else None,
            terms=self.terms if self.terms and self.terms.marks.path in paths else None,
            includes={
                name: body for name, body in self.includes.items() if f"docs/_includes/{name}" in paths
            },
        )

    def for_preview(self) -> "Catalogue":
        """The catalogue as an author previews it: draft questions stand on their pages too."""
        return replace(self, banks=tuple(bank.for_preview() for bank in self.banks))

    @cached_property  # every rule about words reads them
    def passages(self) -> tuple[Passage, ...]:
        """Everything that readers see and that is not retired: pages first, then banks."""
        of_pages = (
            passage
            for page, body, marks in self.pages()
            if page.front.status != "retired"
            for passage in of_page(page.front, body, marks)
        )
        of_banks = (passage for bank in self.banks for passage in of_bank(bank))
        return (*of_pages, *of_includes(self.includes), *of_banks)

    def pages(self) -> Iterator[tuple[Page, Body, Marks]]:
        """Yield every page with its text and its positions."""
        for group in (self.tracks, self.units, self.grades, self.lessons, self.guides, self._single):
            for page in group:
                yield page, page.body, page.marks
