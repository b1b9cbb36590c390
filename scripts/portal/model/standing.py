"""Passed or not, and what is lacking: the one place in Python that applies a track's rules.

The same law stands in `overrides/assets/javascripts/core/standing.js`; `tests/contracts/standing.json`
holds the two together. What is not known (no mark, no confirmation) is lacking.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import Literal

from portal.model.rules import Need, Practice

Kind = Literal["unit", "hours", "mock_exam", "assessment", "practice", "requires"]


@dataclass(frozen=True)
class PassRules:
    """The rules of a track as they hold in one place, nothing left open."""

    name: str
    """Track, place if there is one, and version: `c/1`, `c/nanning/2`."""
    pass_percent: int
    """Share of a unit's questions that must be right."""
    hours: float
    mock_exam: Need = "none"
    mock_percent: int = 80
    """Share of a mock exam's questions that must be right."""
    assessment: Need = "none"
    practice: tuple[Practice, ...] = ()
    """The work that the school confirms."""
    requires: tuple[str, ...] = ()
    """Slugs of tracks."""


@dataclass(frozen=True)
class UnitFact:
    """How one published unit stands."""

    right: int
    """Published questions whose latest answer is right."""
    total: int
    """Published questions; a unit without any is nobody's to pass and counts for nothing."""
    hours: float


@dataclass(frozen=True)
class Facts:
    """What is known of one person in one track."""

    units: Mapping[str, UnitFact]
    """Unit id → how it stands; every unit of the track that is published, in the track's order."""
    mock_best: int | None = None
    """Best share of the mock exams that were handed in, in whole percent, rounded down; None without one."""
    assessment: Literal["passed", "failed"] | None = None
    confirmed: Collection[str] = ()
    held: Collection[str] = ()
    """Slugs of tracks that were passed."""


@dataclass(frozen=True)
class Condition:
    """One thing that the rules ask for, and how far it is."""

    kind: Kind
    id: str
    """Unit, practice or track; empty where there is only one of the kind."""
    need: float
    have: float | None
    """None: nothing is known of it."""
    met: bool
    decides: bool = True
    """False: offered, but nobody fails for want of it."""


@dataclass(frozen=True)
class Standing:
    """The verdict on one person in one track."""

    passed: bool
    lacks: tuple[Condition, ...]


@lru_cache(maxsize=1024)
def hundredths(hours: float) -> int:
    """Return hours in hundredths, so that sums are exact and the same in both languages."""
    return floor(hours * 100 + 0.5)


def _units(rules: PassRules, facts: Facts) -> Iterator[Condition]:
    for unit, fact in facts.units.items():
        if fact.total > 0:
            yield _unit(unit, fact.right, fact.total, rules.pass_percent)


@lru_cache(maxsize=65536)  # a county's people share a few of them for each unit
def _unit(unit: str, right: int, total: int, percent: int) -> Condition:
    need = -(-percent * total // 100)
    return Condition("unit", unit, need, right, right >= need)


def _hours(rules: PassRules, facts: Facts, passed: Collection[str]) -> Condition:
    need = hundredths(rules.hours)
    have = sum(hundredths(fact.hours) for unit, fact in facts.units.items() if unit in passed)
    return Condition("hours", "", need / 100, have / 100, have >= need)


def conditions(rules: PassRules, facts: Facts) -> list[Condition]:
    """Return everything that the rules ask for or offer, in the order in which people do it."""
    found = list(_units(rules, facts))
    found.append(_hours(rules, facts, {unit.id for unit in found if unit.met}))
    if rules.mock_exam != "none":
        best, need = facts.mock_best, rules.mock_percent
        met = best is not None and best >= need
        found.append(Condition("mock_exam", "", need, best, met, rules.mock_exam == "required"))
    if rules.assessment != "none":
        mark = None if facts.assessment is None else int(facts.assessment == "passed")
        found.append(Condition("assessment", "", 1, mark, mark == 1, rules.assessment == "required"))
    confirmed, held = facts.confirmed, facts.held
    found += [_confirmed("practice", work.id, work.id in confirmed) for work in rules.practice]
    found += [_confirmed("requires", track, track in held) for track in rules.requires]
    return found


def _confirmed(kind: Kind, wanted: str, met: bool) -> Condition:
    return Condition(kind, wanted, 1, int(met), met)


def standing(rules: PassRules, facts: Facts) -> Standing:
    """Return whether somebody passed, and if not, all that is lacking."""
    lacks = tuple(one for one in conditions(rules, facts) if one.decides and not one.met)
    return Standing(not lacks, lacks)
