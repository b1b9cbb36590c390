"""Tells chance from more than chance where two people got the same things wrong in the same way.

In a unit the evidence is `-log2(sharers / people)` bits: how rarely somebody gets exactly these questions
wrong by exactly these answers. Units add up. Out of P people there are P (P - 1) / 2 pairs, so a pair has to
be rarer than one of so many; `SURE` bits more than that are asked for. Right answers tell nothing: most
people have them.

How rare false alarms are was measured by simulation: 18 units of 13 questions, 10 or 40 of 100 questions made
hard, one wrong choice taken by 60 to 90 of 100, the weak, the strong and all between. In 36 towns of 30, 300
and 5,000 people who worked on their own, 150 million pairs, the nearest pair stood at 5.6 bits: none was
flagged. Of friends who took 50 of 100 answers from one of them some pairs stood at 31 bits, but in 5 units of
18, which `MOSTLY` holds back.
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
    least: int
    """Units with two or more wrong answers, of whoever has fewer of them."""


def is_more_than_chance(pair: Pair, people: int) -> bool:
    """Tell whether a pair among so many people is worth a question."""
    by_chance = log2(people * (people - 1) / 2) if people > 1 else 0
    return pair.units >= MOSTLY * pair.least and pair.bits >= 1000 * (by_chance + SURE)


def alike(pairs: Iterable[Pair], people: int) -> list[Pair]:
    """Return the pairs that are worth a question."""
    return [pair for pair in pairs if is_more_than_chance(pair, people)]
