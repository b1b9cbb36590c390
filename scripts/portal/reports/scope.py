"""What the report counts: published tracks, their published units, and the questions in them."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.errors import PortalError
from portal.model.bank import KINDS, Bank, ChoiceQuestion, Question
from portal.model.catalogue import Catalogue
from portal.model.pass_rules import pass_rules
from portal.model.picture import words_alone
from portal.model.standing import PassRules
from portal.model.track import Track
from portal.model.unit import Unit

IN_USE = "在用"
STATUS = {"published": IN_USE, "retired": "已停用", "draft": "草稿"}
_SCORES = ("quizzes/", "docs/certificates/")


@dataclass(frozen=True)
class CountedUnit:
    """A unit that must be passed for its track."""

    id: str
    title: str
    track: str
    hours: float
    questions: int
    """How many published questions it has."""


@dataclass(frozen=True)
class CountedTrack:
    """A track with at least one unit that counts."""

    slug: str
    title: str
    percent: int
    hours: float
    """Hours of the whole track as planned, units that are not yet published included."""
    units: tuple[CountedUnit, ...]
    rules: PassRules
    """What passing takes, in the site's place."""


@dataclass(frozen=True)
class CountedQuestion:
    """A question of a unit that counts, retired ones too."""

    id: str
    unit: str
    track: str
    kind: str
    status: str
    prompt: str
    choices: tuple[tuple[str, bool], ...]
    """(id, correct) in the order of the bank; empty for blanks."""
    texts: tuple[str, ...] = ()
    """What the choices say, in the same order."""
    path: str = ""
    """The bank's file, from the project's root."""
    line: int = 0
    objective: str = ""


@dataclass(frozen=True)
class Scope:
    """All that counts, and what does not and why."""

    release: str
    tracks: tuple[CountedTrack, ...]
    questions: tuple[CountedQuestion, ...]
    notes: tuple[str, ...] = ()

    @property
    def titles(self) -> dict[str, str]:
        """Slug → title of each track."""
        return {track.slug: track.title for track in self.tracks}


def _ordered(track: Track, units: list[Unit]) -> list[Unit]:
    """Sort units as the track's page lists them."""
    listed = [slug for module in track.front.modules for slug in module.units]
    last = len(listed)
    return sorted(units, key=lambda unit: (
        listed.index(unit.slug) if unit.slug in listed else last, unit.slug,
    ))  # fmt: skip


def _units(catalogue: Catalogue, track: Track) -> Iterator[CountedUnit]:
    published = [
        unit for unit in catalogue.units
        if unit.track == track.slug and unit.front.status == "published"
    ]  # fmt: skip
    for unit in _ordered(track, published):
        bank = catalogue.bank_of.get(unit.id)
        count = len(bank.published) if bank else 0
        if count:
            yield CountedUnit(unit.id, unit.front.title, track.slug, unit.front.hours, count)


def _tracks(catalogue: Catalogue) -> Iterator[CountedTrack]:
    for track in sorted(catalogue.published_tracks, key=lambda track: track.slug):
        units = tuple(_units(catalogue, track))
        if units and track.front.status == "published":
            front = track.front
            rules = pass_rules(catalogue, track)
            yield CountedTrack(track.slug, front.title, front.pass_percent, front.hours, units, rules)


def _question(bank: Bank, question: Question) -> CountedQuestion:
    choices = question.choices if isinstance(question, ChoiceQuestion) else ()
    place = bank.marks.at("questions", bank.number_of[question.id])
    return CountedQuestion(
        bank.full_id(question),
        bank.unit_id,
        bank.track,
        KINDS[question.type],
        STATUS[question.status],
        words_alone(question.prompt)[:120],
        tuple((choice.id, choice.correct) for choice in choices),
        tuple(words_alone(choice.text) for choice in choices),
        place.path,
        place.line,
        question.objective,
    )


def _notes(catalogue: Catalogue, counted: set[str]) -> Iterator[str]:
    for unit in sorted(catalogue.units, key=lambda unit: unit.id):
        if unit.front.status == "published" and unit.id not in counted:
            yield f"单元“{unit.front.title}”（{unit.id}）没有在用的题目，或所属轨道没有发布，不计入通过条件。"


def scope_of(catalogue: Catalogue) -> Scope:
    """Return what the report counts.

    Raises PortalError when part of the content could not be read: every score would be wrong.
    """
    unread = sorted(path for path in catalogue.unread if path.startswith(_SCORES))
    if unread:
        raise PortalError(
            f"有内容文件读不出来，成绩会算错：{'、'.join(unread)}。请先运行 portal check 并改好。"
        )
    tracks = tuple(_tracks(catalogue))
    if not tracks:
        raise PortalError("还没有一条已发布的轨道含有已发布的单元和题目，没有可以统计的内容。")
    counted = {unit.id for track in tracks for unit in track.units}
    questions = tuple(
        _question(catalogue.bank_of[unit], question)
        for track in tracks for unit in (each.id for each in track.units)
        for question in catalogue.bank_of[unit].questions
        if question.status != "draft"
    )  # fmt: skip
    return Scope(catalogue.release, tracks, questions, tuple(_notes(catalogue, counted)))
