"""The same wrong answers at other times: what is more than chance, in numbers and in the SQL."""

import random
from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pytest

from portal.reports.alike import Pair, alike, is_more_than_chance
from portal.reports.between import between
from portal.reports.tables import sql_text

UNITS, EACH = 10, 6
Sheets = list[list[int]]
"""Person → for each question 0, right, or which wrong choice."""


def honest(count: int, seed: int = 1) -> Sheets:
    chance = random.Random(seed)
    return [
        [chance.choice([0, 0, 0, 1, 1, 2]) if chance.random() < 0.9 else 3 for _ in range(UNITS * EACH)]
        for _ in range(count)
    ]


def pairs(sheets: Sheets) -> list[Pair]:
    """Return what the SQL makes of first answers."""
    given = np.array(sheets, dtype=np.int64)
    person, question = np.indices(given.shape, dtype=np.int32)
    spread = (question * 4 + given + 1) * 1_234_567_890_123
    right = (given == 0).astype(np.int32)
    columns = {"person": person, "question": question, "first": right, "first_given": spread}
    staged = {name: column.ravel() for name, column in columns.items()}
    with duckdb.connect(config={"threads": 1}) as db:
        db.register("staged", staged)
        db.execute("create table answers as select * from staged")
        db.execute(
            f"create table questions as select distinct question, question // {EACH} as unit from answers"
        )
        db.execute("create table histories as select distinct person, person as first_person from answers")
        db.execute(
            "create table progress as select distinct person, unit from histories cross join questions"
        )
        db.execute(sql_text("slips.sql"))
        return [Pair(*row) for row in db.execute(sql_text("alike.sql")).fetchall()]


def found(sheets: Sheets) -> list[tuple[int, int]]:
    return [(pair.person, pair.other) for pair in alike(pairs(sheets), len(sheets))]


def test_people_who_worked_alone_are_no_pairs() -> None:
    assert found(honest(150)) == []


def test_a_copy_is_found_with_how_much_is_alike() -> None:
    sheets = honest(60)
    sheets[41] = list(sheets[7])
    [pair] = alike(pairs(sheets), 60)
    slips = [sum(value > 0 for value in sheets[7][at : at + EACH]) for at in range(0, UNITS * EACH, EACH)]
    both = [count for count in slips if count >= 2]
    assert (pair.person, pair.other, pair.units, pair.wrong) == (7, 41, len(both), sum(both))


def test_a_file_that_went_round_a_school_is_one_pair_for_each_with_the_first() -> None:
    sheets = honest(60)
    for person in range(20, 40):
        sheets[person] = list(sheets[5])
    assert found(sheets) == [(5, person) for person in range(20, 40)]


def test_right_answers_tell_nothing() -> None:
    assert found([[0] * (UNITS * EACH) for _ in range(30)]) == []


@pytest.mark.parametrize("falls", [0.7, 0.9, 0.97])
def test_what_many_get_wrong_in_the_same_way_tells_nothing(falls: float) -> None:
    """Two questions of each unit are traps, or their key is wrong; hardly anybody gets others wrong."""
    chance = random.Random(3)
    odds = [falls, falls, *[0.03] * (EACH - 2)] * UNITS
    assert found([[int(chance.random() < one) for one in odds] for _ in range(60)]) == []


@pytest.mark.parametrize(
    ("pair", "people", "expected"),
    [
        (Pair(0, 1, 8, 20, 31_000, 8), 60, True),
        (Pair(0, 1, 8, 20, 30_000, 8), 60, False),
        (Pair(0, 1, 8, 20, 40_000, 12), 60, True),
        (Pair(0, 1, 8, 20, 40_000, 13), 60, False),
        (Pair(0, 1, 8, 20, 31_000, 8), 5000, False),
    ],
)
def test_rarer_than_the_rarest_of_all_pairs_and_in_most_units(
    pair: Pair, people: int, expected: bool
) -> None:
    assert is_more_than_chance(pair, people) == expected


class Few:
    """Tables in which three people have one sitting."""

    def rows(self, name: str) -> Iterator[tuple[Any, ...]]:
        rows: dict[str, list[tuple[Any, ...]]] = {
            "same_sittings.sql": [
                (0, "c", "2026-11-02T08:00:00Z", 2, 2, 1),
                (2, "c", "2026-11-02T08:00:00Z", 0, 2, 0),
            ],
            "labels.sql": [(0, "T1", "王芳"), (1, "", "李伟"), (2, "", "张三")],
            "alike_people.sql": [(3,)],
        }
        return iter(rows.get(name, []))


def test_a_sitting_of_several_names_one_of_them_and_how_many_there_are() -> None:
    assert [(row[0], row[3]) for row in between(Few())] == [
        (0, "c 2026-11-02T08:00:00Z 这一次与 张三 等 2 人 的抽题编号、开始和交卷时间都相同"),
        (2, "c 2026-11-02T08:00:00Z 这一次与 王芳（T1） 等 2 人 的抽题编号和每一题的对错都相同，时间不同"),
    ]
