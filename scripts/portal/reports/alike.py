"""Tells chance from more than chance where two people got the same things wrong in the same way.

In a unit the evidence is `-log2(sharers / people)` bits: how rarely somebody gets exactly these questions
wrong by exactly these answers. Units add up. Out of P people there are P (P - 1) / 2 pairs, so a pair has to
be rarer than one of so many; `SURE` bits more than that are asked for. Right answers tell nothing: most
people have them.

How rare false alarms are was measured on simulated people (`tests/bench/bench_alike.py`):
18 units of 13 questions, 10 or 40 of 100 of them hard, one wrong choice taken by 60 to 90 of 100, the weak
and the strong.

- 80,000 people in 273 towns of 30 to 20,000 who worked on their own, 257 million pairs: none was flagged.
- Friends in groups of four, of whom three take a share of their answers from the first, 15,180 pairs: with 50
  of 100 answers 1 pair was flagged, with 70 of 100 6, with 80 of 100 80, with 90 of 100 1,333.
- Of 40 whole copies at other times 40 were found, of three quarters 36, of one half 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

SURE = 20
"""Bits beyond what the best of all pairs has by chance."""
MOSTLY = 2 / 3
"""In this share of the units both must be alike, of those where somebody got two or more questions wrong."""


@dataclass(frozen=True)
class Pair:
    """Two people, and in how much they are alike: a row of `alike.sql`."""

    person: int
    other: int
    units: int
    """In which they got the same questions wrong in the same way, two or more."""
    wrong: int
    """How many questions that are."""
    bits: int
    """Surprise in thousandths of a bit."""
    fewest: int
    """Units with two or more wrong answers, of whoever has fewer of them."""


def is_more_than_chance(pair: Pair, people: int) -> bool:
    """Tell whether a pair among so many people is worth a question."""
    by_chance = log2(people * (people - 1) / 2) if people > 1 else 0
    return pair.units >= MOSTLY * pair.fewest and pair.bits >= 1000 * (by_chance + SURE)


def alike(pairs: Iterable[Pair], people: int) -> list[Pair]:
    """Return the pairs that are worth a question."""
    return [pair for pair in pairs if is_more_than_chance(pair, people)]
