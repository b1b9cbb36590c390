"""From what was handed in to who has passed: verdicts, one submission for each person, flags."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from portal.credentials.clones import clones
from portal.credentials.item_figures import item_figures
from portal.credentials.oddities import folded, oddities
from portal.model.grading import AnswerKey
from portal.model.normaliser import normalise
from portal.model.paper import Candidate
from portal.model.paper_key import PaperKey
from portal.model.paper_results import (
    CLONE,
    DISAGREE,
    NAME,
    RENUMBERED,
    SAME_TIMES,
    SEVERAL,
    STRANGER,
    Flag,
    FlagKind,
    Graded,
    PersonResult,
    Results,
    Ruling,
    Submission,
    Unread,
)

LEAST_TIMES = 5
"""So many answers at the same seconds, and no others, are one hand-in under two names: even of a thousand
people who give each answer within the same minute, two strangers do so in one sitting of a thousand."""


@dataclass(frozen=True)
class Grader:
    """Grades what was handed in at one assessment."""

    key: PaperKey
    candidates: Sequence[Candidate]
    rulings: Mapping[str, Ruling]
    """By the folded number of the person."""

    @cached_property
    def _listed(self) -> dict[str, Candidate]:
        return {folded(candidate.number): candidate for candidate in self.candidates}

    @cached_property
    def _keys(self) -> dict[str, AnswerKey]:
        return {question: key.answer_key for question, key in self.key.keys.items()}

    def results(self, found: Iterable[Submission | Unread]) -> Results:
        """Return what all that was handed in comes to; the order in which it is given does not matter."""
        unread: list[Unread] = []
        of_person: dict[str, list[Graded]] = {}
        for one in found:
            if isinstance(one, Unread):
                unread.append(one)
            elif one.paper not in self.key.papers:
                reason = f"没有卷号是 {one.paper} 的试卷。是不是别次考核的？核对卷号。"
                unread.append(Unread(one.source, reason, one.seal, one.candidate.number))
            else:
                person = self._number_of(one)
                of_person.setdefault(person, []).append(self._graded(one, person))
        people = self._with_clones([self._person(number, of_person[number]) for number in sorted(of_person)])
        there = {*of_person, *(folded(one.number) for one in unread)}
        absent = [one for one in self.candidates if folded(one.number) not in there]
        items = item_figures(self.key, [one.graded for one in people])
        return Results(tuple(people), tuple(absent), tuple(sorted(unread, key=_place)), tuple(items))

    def _number_of(self, submission: Submission) -> str:
        """Return the folded number of whoever handed in: as written, unless a ruling knows better."""
        written = folded(submission.candidate.number)
        ruling = self.rulings.get(written)
        return folded(ruling.is_number) if ruling and ruling.is_number else written

    def _graded(self, submission: Submission, person: str) -> Graded:
        verdicts: dict[str, str] = {}
        for question in self.key.papers[submission.paper].questions:
            value = submission.answers.get(question, ())
            is_open = not any(map(str.strip, value))
            verdicts[question] = "open" if is_open else self._keys[question].grade(value)
        flags = list(oddities(self._renumbered(submission, person), self.key, self._listed, verdicts))
        if person != (written := folded(submission.candidate.number)):
            reason = self.rulings[written].reason
            flags.append(Flag(RENUMBERED, f"写的是 {submission.candidate.number}：{reason}"))
        return Graded(submission, verdicts, tuple(flags))

    def _renumbered(self, submission: Submission, person: str) -> Submission:
        if person == folded(submission.candidate.number):
            return submission
        number = self._listed[person].number
        return replace(submission, candidate=submission.candidate.model_copy(update={"number": number}))

    def _person(self, number: str, handed_in: Sequence[Graded]) -> PersonResult:
        """Choose what counts: the one that was finished first, so that nobody betters it afterwards.

        What a flag stops comes after what none stops, another name than the list has after the right one, a
        typed sheet after sealed answers. Times can be forged: whoever would fail by another of them waits.
        """
        once: dict[str, Graded] = {}
        for one in sorted(handed_in, key=lambda one: one.submission.source):
            once.setdefault(one.submission.content, one)
        chosen, *others = sorted(once.values(), key=_rank)
        if others:
            places = "、".join([chosen.submission.source, *(one.submission.source for one in others)][:4])
            chosen = _flagged(chosen, [Flag(SEVERAL, f"{len(others) + 1} 份：{places}")])
            rights = [one.right for one in others if not one.stops and not self._is_enough(one)]
            if rights and self._is_enough(chosen):
                told = f"算的一份对 {chosen.right} 题，另一份对 {min(rights)} 题"
                chosen = _flagged(chosen, [Flag(DISAGREE, told)])
        said = chosen.submission.candidate
        listed = self._listed.get(number, said)
        ruling = self.rulings.get(number)
        ruling = None if ruling and ruling.is_number else ruling
        return PersonResult(listed, chosen, self._passed(chosen, ruling), tuple(others), ruling)

    def _passed(self, graded: Graded, ruling: Ruling | None) -> bool:
        counts = ruling.is_valid if ruling else not graded.stops
        is_listed = all(flag.kind is not STRANGER for flag in graded.flags)
        return counts and is_listed and self._is_enough(graded)

    def _is_enough(self, graded: Graded) -> bool:
        return graded.right * 100 >= self.key.pass_percent * len(graded.verdicts)

    def _wrong(self, graded: Graded) -> dict[str, tuple[str, ...]]:
        """Return the wrong answers as they are compared: in which order choices were ticked says nothing."""
        given = graded.submission.answers
        return {
            question: tuple(map(normalise, given[question]))
            if self.key.keys[question].type == "blank"
            else tuple(sorted(given[question]))
            for question, verdict in graded.verdicts.items()
            if verdict == "wrong"
        }

    def _alike(self, people: Sequence[PersonResult]) -> Iterator[tuple[int, int, FlagKind, str]]:
        """Yield the places of two people whose answers agree too well, the kind of the flag and its words."""
        for pair in clones([self._wrong(person.graded) for person in people]):
            told = f"同错 {pair.both} 题，{pair.same} 题错得一样，碰巧的可能 {pair.chance:.1e}"
            yield pair.one, pair.two, CLONE, told
        yield from _same_times(people)

    def _with_clones(self, people: Sequence[PersonResult]) -> list[PersonResult]:
        flags: dict[int, list[Flag]] = {}
        for one, two, kind, detail in self._alike(people):
            for this, other in ((one, two), (two, one)):
                who = people[other].candidate
                told = Flag(kind, f"和 {who.number} {who.name}：{detail}")
                flags.setdefault(this, []).append(told)
        return [
            replace(person, graded=_flagged(person.graded, flags.get(place, ())))
            for place, person in enumerate(people)
        ]


def _flagged(graded: Graded, flags: Sequence[Flag]) -> Graded:
    return replace(graded, flags=(*graded.flags, *flags))


def _place(unread: Unread) -> tuple[str, str, str]:
    return unread.source, unread.reason, unread.seal


def _rank(graded: Graded) -> tuple[int, bool, bool, str, str]:
    submission = graded.submission
    stops = sum(flag.kind.stops for flag in graded.flags)
    is_other = any(flag.kind is NAME for flag in graded.flags)
    return stops, is_other, submission.is_typed, submission.finished, submission.content


def _same_times(people: Sequence[PersonResult]) -> Iterator[tuple[int, int, FlagKind, str]]:
    first: dict[tuple[tuple[str, str], ...], int] = {}
    for place, person in enumerate(people):
        times = tuple(sorted(person.graded.submission.times.items()))
        if len(times) < LEAST_TIMES:
            continue
        other = first.setdefault(times, place)
        if other != place:
            yield other, place, SAME_TIMES, f"{len(times)} 题的作答时刻全都相同"
