"""Judges the mock exams of a record anew: every answer, by module and objective, and the draw itself.

`core/attempts.js` counts the same in the browser; `tests/contracts/attempts.json` holds the two together.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import Any

from portal.model.blueprint import BlueprintFront
from portal.model.catalogue import Catalogue
from portal.model.draw import Candidate, DrawError, draw, pool_mark, pool_of, times_drawn
from portal.model.sitting import Count, GradedAttempt, Redrawn

Json = dict[str, Any]
Begun = dict[tuple[str, str], list[Json]]
"""Exam id and instant → the attempts of one record that started then."""


class Examiner:
    """The exams of a catalogue and what their questions are about."""

    def __init__(self, catalogue: Catalogue, grade: Callable[[str, tuple[str, ...]], str]) -> None:
        """Judge by a catalogue; `grade` gives the verdict of a question id and a raw value."""
        self._catalogue, self._grade = catalogue, grade
        self._pools: dict[str, tuple[tuple[Candidate, ...], str]] = {}

    @property
    def exams(self) -> dict[str, BlueprintFront]:
        """Exam id → what it asks."""
        return {track: one.front for track, one in self._catalogue.published_exams.items()}

    @cached_property
    def _about(self) -> dict[str, tuple[str, str]]:
        """Id of a question in use → its module, and its objective with its unit."""
        units = (unit for unit in self._catalogue.units if unit.front.status == "published")
        return {
            bank.full_id(question): (unit.front.module, f"{unit.id}/{question.objective}")
            for unit in units
            if (bank := self._catalogue.bank_of.get(unit.id))
            for question in bank.published
        }

    def examine(self, attempts: Iterable[Json]) -> Iterator[GradedAttempt]:
        """Yield the attempts of one record, judged anew."""
        all_of_record = list(attempts)
        begun: Begun = {}
        for attempt in all_of_record:
            begun.setdefault((attempt["exam"], attempt["started"]), []).append(attempt)
        for attempt in all_of_record:
            yield self._examined(attempt, begun)

    def _examined(self, attempt: Json, begun: Begun) -> GradedAttempt:
        drawn, answers = dict.fromkeys(attempt["questions"]), attempt["answers"]
        modules: dict[str, Count] = {}
        objectives: dict[str, Count] = {}
        rights: dict[str, bool] = {}
        for question in drawn:
            if about := self._about.get(question):
                one = self._count(question, answers.get(question))
                rights[question] = one.right == 1
                for counts, key in zip((modules, objectives), about, strict=True):
                    counts[key] = counts.get(key, Count()) + one
        known = self._catalogue.question_of
        return GradedAttempt(
            attempt["exam"],
            attempt["seed"],
            attempt["started"],
            attempt.get("finished", ""),
            len(drawn),
            sum(modules.values(), Count()),
            modules,
            objectives,
            tuple(sorted(name for name in {*drawn, *answers} if name not in known)),
            tuple(sorted(answers.keys() - drawn)),
            self._redrawn(attempt, begun),
            rights,
        )

    def _count(self, question: str, value: list[str] | None) -> Count:
        verdict = "void" if value is None else self._grade(question, tuple(value))
        return Count(1, int(verdict != "void"), int(verdict == "right"))

    def _pool(self, exam: str) -> tuple[tuple[Candidate, ...], str]:
        if exam not in self._pools:
            pool = pool_of(self._catalogue, exam)
            self._pools[exam] = pool, pool_mark(self.exams[exam].lines, pool)
        return self._pools[exam]

    def _redrawn(self, attempt: Json, begun: Begun) -> Redrawn:
        exam = attempt["exam"]
        if not attempt.get("pool"):
            return "no mark"
        if exam not in self.exams or self._pool(exam)[1] != attempt["pool"]:
            return "other pool"
        earlier = attempt.get("earlier", ())
        found = [begun.get((exam, at), []) for at in set(earlier)]
        if sum(map(len, found)) > len(earlier):  # before they are put together: a record may hold thousands
            return "no earlier"
        times = times_drawn(chain.from_iterable(found), exam, earlier)
        if times is None:
            return "no earlier"
        try:
            again = draw(self.exams[exam].lines, self._pool(exam)[0], attempt["seed"], times)
        except DrawError:
            return "differs"
        return "same" if list(again) == list(attempt["questions"]) else "differs"
