"""What differs between two releases: for the notes of a release and for whoever wants to know before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from portal.model.release import ExamFacts, PageFacts, QuestionFacts, Release

PageNews = Literal["added", "revised", "wording", "moved", "retired", "returned", "gone"]
"""added: not there before; revised: with a new revision; wording: other words under the same revision; moved:
to another address, nothing else; retired: out of use, the page still opens; returned: in use again; gone:
opens no more, which no release should do."""

QuestionNews = Literal["added", "wording", "corrected", "choices", "retired", "returned", "gone"]
"""wording: other words, also of feedback or explanation; corrected: another key; choices: more of them."""


@dataclass(frozen=True)
class PageDifference:
    """A page that is not as it was."""

    news: PageNews
    address: str
    """Where it is now; for a page that is gone, where it was."""
    page: PageFacts
    """As it is now; for a page that is gone, as it was."""
    moved_from: str | None = None
    """Its address before, where that was another one."""
    revision_before: int | None = None
    """None for a page that was not there."""
    lines: tuple[str, ...] = ()
    """What its author told of the revisions since, oldest first."""


@dataclass(frozen=True)
class QuestionDifference:
    """A question that is not as it was."""

    id: str
    """Full question id, as it is now."""
    news: tuple[QuestionNews, ...]
    """At least one, in the order of `QuestionNews`."""
    question: QuestionFacts
    line: str = ""
    """What its author told of the corrected key."""


@dataclass(frozen=True)
class UnitDifference:
    """The questions of one unit that are not as they were."""

    id: str
    title: str
    address: str
    """Empty for a bank whose unit has no page in the release."""
    questions: tuple[QuestionDifference, ...]

    def with_news(self, news: QuestionNews) -> tuple[QuestionDifference, ...]:
        """Return the questions of which something is true."""
        return tuple(question for question in self.questions if news in question.news)


@dataclass(frozen=True)
class ExamDifference:
    """A mock exam that is not as it was."""

    track: str
    news: Literal["added", "revised", "gone"]
    exam: ExamFacts
    """As it is now; for one that is gone, as it was."""


@dataclass(frozen=True)
class Differences:
    """Everything that two releases differ in."""

    before: str
    """The older release, such as 2026.11.1."""
    after: str
    pages: tuple[PageDifference, ...]
    """By address."""
    units: tuple[UnitDifference, ...]
    """By address."""
    shared: tuple[str, ...] = ()
    """Names of the blocks included by pages that have other words."""
    exams: tuple[ExamDifference, ...] = ()
    """By track."""

    def __bool__(self) -> bool:
        """Whether anything differs that readers can see."""
        return bool(self.pages or self.units or self.shared or self.exams)

    def of(self, *kinds: str) -> tuple[PageDifference, ...]:
        """Return the differences of the pages of some kinds: `unit`, `lesson`, `guide` …"""
        return tuple(found for found in self.pages if found.page.kind in kinds)

    @cached_property
    def tracks(self) -> tuple[str, ...]:
        """The slugs of the certificate tracks with any difference."""
        addresses = {found.address for found in self.of("track", "unit")}
        addresses |= {unit.address for unit in self.units}
        slugs = {address.split("/")[1] for address in addresses if address}
        return tuple(sorted(slugs | {exam.track for exam in self.exams}))

    @cached_property
    def lessons_of_grade(self) -> dict[str, tuple[PageDifference, ...]]:
        """Folder of a grade, such as `grade-5` → its lessons that differ, the lowest grade first."""
        found: dict[str, list[PageDifference]] = {}
        for lesson in self.of("lesson"):
            found.setdefault(lesson.address.split("/")[1], []).append(lesson)
        grades = sorted(found, key=lambda folder: int(folder.removeprefix("grade-")))
        return {folder: tuple(found[folder]) for folder in grades}


def _page_news(old: PageFacts, new: PageFacts, has_moved: bool) -> PageNews | None:
    if old.status != new.status:
        return "retired" if new.status == "retired" else "returned"
    if old.revision != new.revision:
        return "revised"
    if old.digest != new.digest:
        return "wording"
    return "moved" if has_moved else None


def _pages(old: Release, new: Release) -> Iterator[PageDifference]:
    came_from = {new.lead[address]: address for address in old.pages if address in new.lead}
    for address, page in new.pages.items():
        before = came_from.get(address)
        if before is None:
            if page.status == "published":
                yield PageDifference("added", address, page)
            continue
        was = old.pages[before]
        news = _page_news(was, page, before != address)
        if news:
            since = sorted(revision for revision in page.changes if revision > was.revision)
            lines = tuple(page.changes[revision] for revision in since)
            moved_from = before if before != address else None
            yield PageDifference(news, address, page, moved_from, was.revision, lines)
    for address, page in old.pages.items():
        if address not in new.lead:
            yield PageDifference("gone", address, page, None, page.revision)


def _words(question: QuestionFacts, kept: set[str]) -> object:
    choices = {choice: text for choice, text in question.choices.items() if choice in kept}
    feedback = {choice: text for choice, text in question.feedback.items() if choice in kept}
    return question.prompt, question.explanation, choices, feedback


def _question_news(old: QuestionFacts, new: QuestionFacts) -> Iterator[QuestionNews]:
    """Yield what became of a question, in the order of `QuestionNews`."""
    if _words(old, {*old.choices}) != _words(new, {*old.choices}):
        yield "wording"
    if old.key != new.key:
        yield "corrected"
    if new.choices.keys() - old.choices.keys():
        yield "choices"
    if old.status != new.status:
        yield "retired" if new.status == "retired" else "returned"


def moved_units(old: Release, new: Release) -> dict[str, str]:
    """Return id of a unit of the older release → its id now, of those that have moved."""
    found = {}
    for address, page in old.pages.items():
        now = new.pages.get(new.lead.get(address, ""))
        if page.kind == "unit" and now and now.kind == "unit" and now.id != page.id:
            found[page.id] = now.id
    return found


def question_now(full_id: str, moved: dict[str, str]) -> str:
    """Return the id that a question has after units have moved."""
    unit, _, name = full_id.partition("/")
    return f"{moved.get(unit, unit)}/{name}"


def _questions(old: Release, new: Release) -> Iterator[QuestionDifference]:
    moved = moved_units(old, new)
    before = {question_now(full_id, moved): question for full_id, question in old.questions.items()}
    for full_id, question in new.questions.items():
        was = before.get(full_id)
        if was:
            news = tuple(_question_news(was, question))
        else:
            news = ("added",) if question.status == "published" else ()
        told = question.corrected if "corrected" in news and question.corrected else ""
        if news:
            yield QuestionDifference(full_id, news, question, told.partition(" ")[2])
    for full_id, question in before.items():
        if full_id not in new.questions:
            yield QuestionDifference(full_id, ("gone",), question)


def _units(old: Release, new: Release) -> Iterator[UnitDifference]:
    of_unit: dict[str, list[QuestionDifference]] = {}
    for question in _questions(old, new):
        of_unit.setdefault(question.id.split("/")[0], []).append(question)
    pages = {page.id: (address, page.title) for address, page in new.pages.items() if page.kind == "unit"}
    for unit, questions in of_unit.items():
        address, title = pages.get(unit, ("", unit))
        yield UnitDifference(unit, title, address, tuple(questions))


def _exams(old: Release, new: Release) -> Iterator[ExamDifference]:
    for track in sorted(old.exams.keys() | new.exams.keys()):
        was, now = old.exams.get(track), new.exams.get(track)
        if was and now and was.digest != now.digest:
            yield ExamDifference(track, "revised", now)
        elif now and not was:
            yield ExamDifference(track, "added", now)
        elif was and not now:
            yield ExamDifference(track, "gone", was)


def differences(old: Release, new: Release) -> Differences:
    """Return all that readers and learners would notice of the newer release."""
    pages = sorted(_pages(old, new), key=lambda found: (found.address, found.news))
    units = sorted(_units(old, new), key=lambda found: (found.address, found.id))
    both = sorted(old.shared.keys() & new.shared.keys())
    shared = tuple(name for name in both if old.shared[name] != new.shared[name])
    return Differences(old.release, new.release, tuple(pages), tuple(units), shared, tuple(_exams(old, new)))
