"""How often people who worked alone are taken for copies of one another, and how often copies are found.

Simulated people answer 18 units of 13 questions; the report's own SQL and law judge them.
"""

import argparse
from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np

from portal.reports.alike import Pair, alike
from portal.reports.tables import sql_text

UNITS, EACH = 18, 13
ALL = UNITS * EACH
MINDS: tuple[dict[str, float], ...] = (
    {}, {"low": 0.85, "high": 0.99}, {"low": 0.3, "high": 0.5}, {"hard": 0.4, "low": 0.8},
)  # fmt: skip
"""The mixed, the strong, the weak, and many hard questions."""
Answers = np.ndarray[Any, np.dtype[np.int8]]
"""(people, questions): 0 right, 1 the favourite wrong choice, 2 and 3 others."""


def people(
    seed: int, count: int, hard: float = 0.1, low: float = 0.5, high: float = 0.98, share: float = 0.0
) -> Answers:
    """Return first answers; in groups of four, three take this share of theirs from the first."""
    chance = np.random.default_rng(seed)
    ease = np.clip(chance.normal(1.0, 0.12, ALL), 0.2, 1.25)
    is_hard = chance.random(ALL) < hard
    ease[is_hard] *= chance.uniform(0.3, 0.7, is_hard.sum())
    favourite = np.where(chance.random(ALL) < 0.3, 0.9, 0.6)
    skill = chance.uniform(low, high, count)
    right = chance.random((count, ALL)) < np.clip(skill[:, None] * ease, 0, 0.99)
    other = chance.integers(2, 4, (count, ALL))
    wrong = np.where(chance.random((count, ALL)) < favourite, 1, other)
    found = np.where(right, 0, wrong).astype(np.int8)
    same = chance.random((count, ALL)) < share
    return np.where(same, found[np.arange(count) // 4 * 4], found)


def flagged(answers: Answers) -> list[Pair]:
    """Return the pairs that the report would point out."""
    count = len(answers)
    question = np.tile(np.arange(ALL, dtype=np.int32), count)
    staged = {
        "person": np.repeat(np.arange(count, dtype=np.int32), ALL),
        "question": question,
        "first": (answers.ravel() == 0).astype(np.int32),
        # As spread out as the hashes that stand there.
        "first_given": (question.astype(np.int64) * 7919 + answers.ravel() + 1)
        * np.int64(-7046029254386353131),
    }
    with duckdb.connect(config={"threads": 1, "memory_limit": "700MB"}) as db:
        db.register("staged", staged)
        db.execute("create table answers as select * from staged")
        db.execute(
            f"create table questions as select i as question, i // {EACH} as unit from range({ALL}) t(i)"
        )
        db.execute(
            f"create table histories as select i as person, i as first_person from range({count}) t(i)"
        )
        db.execute(
            "create table progress as select distinct person, unit from histories cross join questions"
        )
        db.execute(sql_text("slips.sql"))
        return alike((Pair(*row) for row in db.execute(sql_text("alike.sql")).fetchall()), count)


def alone(times: int) -> Iterator[tuple[int, int, int]]:
    """Yield people, pairs and flagged pairs of towns in which everybody works alone."""
    for count, towns in ((30, 200), (300, 60), (3000, 12), (20_000, 1)):
        for town in range(max(1, towns * times // 100)):
            found = flagged(people(1000 + town, count, **MINDS[town % 4]))
            yield count, count * (count - 1) // 2, len(found)


def friends(share: float, times: int) -> tuple[int, int]:
    """Return how many pairs of friends there are, and how many are flagged."""
    pairs = found = 0
    for count, towns in ((30, 40), (300, 10), (3000, 2)):
        for town in range(max(1, towns * times // 100)):
            pairs += count // 4 * 6
            found += len(flagged(people(town, count, share=share)))
    return pairs, found


def copies(copied: int, times: int) -> tuple[int, int]:
    """Return how many copies of so many answers there are, and how many are found."""
    made = found = 0
    for count in (10, 30, 100, 1000):
        for town in range(max(1, times // 10)):
            answers = people(60 + town, count, low=0.6, high=0.9)
            answers[1, :copied] = answers[0, :copied]
            made += 1
            found += any((pair.person, pair.other) == (0, 1) for pair in flagged(answers))
    return made, found


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--times", type=int, default=100, help="how much of it, in percent")
    given = arguments.parse_args()
    rows = list(alone(given.times))
    print("alone: people, pairs, flagged:", *(sum(column) for column in zip(*rows, strict=True)))
    for percent in (50, 70, 80, 90):
        print(f"friends who share {percent} of 100: pairs, flagged:", *friends(percent / 100, given.times))
    for copied in (ALL, ALL * 3 // 4, ALL // 2):
        print(f"copies of {copied} answers of {ALL}: made, found:", *copies(copied, given.times))
