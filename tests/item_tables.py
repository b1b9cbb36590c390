"""Tables of answers to questions of one track, filled without records. Holds no assertions."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.reports.engines.duck import Duck
from portal.reports.items.figures import Ask
from portal.reports.scope import IN_USE, CountedQuestion, Scope
from portal.reports.tables import ITEM_TABLES, sql_text

Value = Sequence[str]
Answer = tuple[int, str, Value, Value]
"""Person, question, first value, latest value."""

Sitting = tuple[int, str, str, str, str]
"""Person, start, end, the paper's mark, and who got which of its questions right: 1 or 0."""


def question(name: str, unit: str = "c-u", kind: str = "单选", status: str = IN_USE) -> CountedQuestion:
    """Return a question whose right choice is `a`; `b`, `c` and `d` are wrong. One with a gap has none."""
    choices = () if kind == "填空" else tuple((choice, choice == "a") for choice in "abcd")
    texts = tuple(f"文字 {choice}" for choice, _ in choices)
    return CountedQuestion(
        f"{unit}/{name}", unit, "c", kind, status, f"题干 {name}", choices, texts, "quizzes/c/u.yml", 7
    )


def right(value: Value) -> int:
    """Return the verdict: right for `a` alone, impossible for `z`."""
    return -1 if "z" in value else int(list(value) == ["a"])


def sums(rows: Sequence[Sequence[int]]) -> tuple[int, int, int, int, int]:
    """Return the arguments of `kr20` of people's marks."""
    scores = [sum(row) for row in rows]
    n = len(rows)
    rights = [sum(row[place] for row in rows) for place in range(len(rows[0]))]
    spread = sum(right * (n - right) for right in rights)
    return len(rights), n, sum(scores), sum(score * score for score in scores), spread


@dataclass
class Answers:
    """The questions and what people answered."""

    questions: Sequence[CountedQuestion]
    answers: Iterable[Answer]
    verdict: Callable[[Value], int] = right
    sittings: Sequence[Sitting] = ()

    @property
    def scope(self) -> Scope:
        """The scope of these questions."""
        return Scope("1", (), tuple(self.questions))

    def _rows(self) -> Mapping[str, list[tuple[Any, ...]]]:
        place = {one.id: number for number, one in enumerate(self.questions)}
        units = list(dict.fromkeys(one.unit for one in self.questions))
        given: dict[tuple[int, str], int] = {}

        def number(question: int, value: Value) -> int:
            return given.setdefault((question, json.dumps(list(value))), len(given))

        answers = [
            (
                person, place[of], self.verdict(first), self.verdict(latest),
                number(place[of], first), number(place[of], latest),
                0, int(list(first) != list(latest)), 1,
            )
            for person, of, first, latest in self.answers
        ]  # fmt: skip
        return {
            "tracks": [("c", 0, "C 证", 80)],
            "units": [
                (unit, number, "c", f"单元 {unit}", 1.0,
                 sum(one.unit == unit and one.status == IN_USE for one in self.questions))
                for number, unit in enumerate(units)
            ],
            "questions": [
                (number, one.id, one.unit, "c", one.kind, one.status, one.prompt, one.path, one.line, "o")
                for number, one in enumerate(self.questions)
            ],
            "given": [
                (number, of, self.verdict(json.loads(value)), value) for (of, value), number in given.items()
            ],
            "answers": answers,
            "attempts": [
                (person, "c", 1, at, finished, 9, len(marks), len(marks), len(marks), marks.count("1"), 0, 0,
                 "", "一致", paper, marks)
                for person, at, finished, paper, marks in self.sittings
            ],
        }  # fmt: skip

    def ask(self, folder: Path) -> Ask:
        """Return what answers the queries about items, with its database in a folder."""
        engine = Duck(folder)
        engine.run(sql_text("schema.sql"))
        for table, rows in self._rows().items():
            file = folder / f"{table}.csv"
            with file.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
            engine.load(table, file)
        for name in ITEM_TABLES:
            engine.run(sql_text(name))
        return lambda name: engine.rows(sql_text(name))
