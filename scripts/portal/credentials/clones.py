"""Pairs of people whose wrong answers agree more often than chance explains.

Right answers say nothing: everybody who knows gives them. Two people who are both wrong on a question give
the same wrong answer with some chance m; it is taken from what all the others gave, and taken too high on
purpose: as if SURE further people had all agreed. Where two people were both wrong on many questions, the
number of agreements is a sum of independent chances (Poisson's binomial law); a pair is named when as many or
more come with a chance of at most FALSE_ALARMS / (number of pairs). So a sitting in which nobody copied gives
a false alarm once in a hundred sittings, as long as the answers of two strangers are independent; it is a
lead, not a proof.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

FALSE_ALARMS = 0.01
"""Expected number of falsely named pairs in a whole sitting, at most."""
SURE = 2
"""People who are imagined to have agreed on every wrong answer: few people prove nothing."""

Wrong = Mapping[str, tuple[str, ...]]
"""Question id → the wrong answer of one person."""


@dataclass(frozen=True)
class Pair:
    """Two people, by their places, who agree too often."""

    one: int
    two: int
    same: int
    """Questions on which both gave the same wrong answer."""
    both: int
    """Questions on which both were wrong."""
    chance: float
    """Of so many agreements or more between two strangers."""


class _Chances:
    """How likely two strangers agree on a question, when both are wrong."""

    def __init__(self, people: Sequence[Wrong]) -> None:
        self._given: dict[str, Counter[tuple[str, ...]]] = {}
        for wrong in people:
            for question, value in wrong.items():
                self._given.setdefault(question, Counter())[value] += 1

    def of(self, question: str, one: tuple[str, ...], two: tuple[str, ...]) -> float:
        """Return the chance, from all but the two people who gave these answers."""
        counts = self._given[question] - Counter([one, two])
        others = counts.total()
        if others < 2:
            return 1.0
        pairs = sum(count * (count - 1) for count in counts.values())
        return (pairs / (others - 1) + SURE) / (others + SURE)

    def weights(self) -> dict[tuple[str, tuple[str, ...]], float]:
        """Return (question, answer) → how much an agreement on it tells, as a negative logarithm."""
        return {
            (question, value): -log(self.of(question, value, value))
            for question, counts in self._given.items()
            for value, count in counts.items()
            if count > 1
        }


def tail(chances: Sequence[float], least: int) -> float:
    """Return the chance that at least so many of independent events happen."""
    spread = [1.0]
    for chance in chances:
        spread = [
            (spread[count] if count < len(spread) else 0.0) * (1 - chance)
            + (spread[count - 1] * chance if count else 0.0)
            for count in range(len(spread) + 1)
        ]
    return sum(spread[least:])


def _fewest(weights: Sequence[float], needed: float) -> int:
    """Return how many agreements it takes at least to tell enough."""
    told = 0.0
    for count, weight in enumerate(sorted(weights, reverse=True), 1):
        told += weight
        if told >= needed:
            return count
    return len(weights) + 1


def clones(people: Sequence[Wrong]) -> list[Pair]:
    """Return the pairs that agree too often, the least likely first."""
    count = len(people) * (len(people) - 1) // 2
    if not count:
        return []
    limit = FALSE_ALARMS / count
    chances = _Chances(people)
    weights = chances.weights()
    bits = {given: 1 << place for place, given in enumerate(weights)}
    masks = [sum(bits.get(given, 0) for given in wrong.items()) for wrong in people]
    alike = _alike(masks, list(weights.values()), -log(limit))
    pairs = (_pair(one, two, people, chances) for one, two in alike)
    found = [pair for pair in pairs if pair.chance <= limit]
    return sorted(found, key=lambda pair: (pair.chance, pair.one, pair.two))


def _alike(masks: Sequence[int], weights: Sequence[float], needed: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs whose agreements tell enough, were there no questions on which they differ.

    A bit of a mask stands for an answer that somebody gave, its weight for what an agreement on it tells.
    Among millions of pairs nearly all drop out by counting bits alone.
    """
    least = _fewest(weights, needed)
    for (one, mask), (two, other) in combinations(enumerate(masks), 2):
        common = mask & other
        if common.bit_count() < least:
            continue
        told = 0.0
        while common:
            bit = common & -common
            told += weights[bit.bit_length() - 1]
            common ^= bit
        if told >= needed:
            yield one, two


def _pair(one: int, two: int, people: Sequence[Wrong], chances: _Chances) -> Pair:
    first, second = people[one], people[two]
    both = [question for question in first if question in second]
    same = sum(first[question] == second[question] for question in both)
    chance = tail([chances.of(question, first[question], second[question]) for question in both], same)
    return Pair(one, two, same, len(both), chance)
