"""Applies the tracks' rules to one person's re-graded record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from portal.model.sitting import GradedAttempt, best_percent
from portal.model.standing import Facts, Standing, UnitFact, standing
from portal.reports.assessed import Assessed, SatPaper
from portal.reports.confirmed import Confirmation
from portal.reports.identity import Who
from portal.reports.pass_words import lacks_in_words
from portal.reports.scope import CountedTrack, Scope

_unit_fact = lru_cache(maxsize=65536)(UnitFact)  # a county's people share a few of them for each unit


@dataclass(frozen=True)
class Proofs:
    """What schools confirmed and what formal assessments gave; None where no file was handed over."""

    confirmed: frozenset[Confirmation] | None = None
    assessed: Assessed | None = None
    papers: tuple[SatPaper, ...] = ()
    """The papers of these assessments that more than one person sat."""


NOTHING = Proofs()


@dataclass(frozen=True)
class Verdict:
    """One person in one track."""

    track: str
    passed: bool
    lacks: str
    """All that is lacking, in words; empty when nothing is."""


@dataclass(frozen=True)
class Judge:
    """Judges people by the rules of all counted tracks."""

    scope: Scope
    proofs: Proofs = NOTHING

    @cached_property
    def _held(self) -> dict[str, set[str]]:
        """Number of a person → the tracks that a school confirms as a whole."""
        found: dict[str, set[str]] = {}
        for one in self.proofs.confirmed or ():
            if not one.item:
                found.setdefault(one.number, set()).add(one.track)
        return found

    @cached_property
    def _confirmed(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for one in self.proofs.confirmed or ():
            found.setdefault((one.number, one.track), set()).add(one.item)
        return found

    @staticmethod
    def keys_of(who: Who) -> tuple[str, str]:
        """Return the keys under which results may stand: a paper may have been sat without a number."""
        return who.key, Who(who.school, "", who.name).key

    def _assessment(self, who: Who, track: str) -> Literal["passed", "failed"] | None:
        marks = self.proofs.assessed or {}
        found = next((marks[key, track] for key in self.keys_of(who) if (key, track) in marks), None)
        return None if found is None else "passed" if found else "failed"

    def standings(
        self, who: Who, right: Mapping[str, int], sat: Sequence[GradedAttempt]
    ) -> dict[str, Standing]:
        """Return track → standing. A track that another one requires is judged before it.

        `right`: unit → how many of its questions in use are right by the latest answers; `sat`: the person's
        mock exams, judged anew.
        """
        held = set(self._held.get(who.number, ()))

        def facts(track: CountedTrack) -> Facts:
            units = {
                one.id: _unit_fact(right.get(one.id, 0), one.questions, one.hours) for one in track.units
            }
            mock, mark = best_percent(sat, track.slug), self._assessment(who, track.slug)
            return Facts(units, mock, mark, self._confirmed.get((who.number, track.slug), ()), held)

        found: dict[str, Standing] = {}
        waiting = list(self.scope.tracks)
        while waiting:
            slugs = {track.slug for track in waiting}
            ready = [track for track in waiting if not slugs & set(track.rules.requires)] or waiting
            for track in ready:
                found[track.slug] = standing(track.rules, facts(track))
                held |= {track.slug} if found[track.slug].passed else set()
            waiting = [track for track in waiting if track not in ready]
        return found

    def verdicts(self, who: Who, right: Mapping[str, int], sat: Sequence[GradedAttempt]) -> Iterator[Verdict]:
        """Yield the verdict on a person in every track; see `standings`."""
        found = self.standings(who, right, sat)
        for track in self.scope.tracks:
            result = found[track.slug]
            yield Verdict(track.slug, result.passed, lacks_in_words(result.lacks, track, self.scope.titles))
