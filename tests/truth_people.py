"""Learners whose answers are known beforehand, as the browser would have kept them. Holds no assertions."""

import csv
import io
import json
import random
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.model.bank import BlankQuestion, Question
from portal.model.catalogue import Catalogue
from portal.model.draw import draw, pool_mark, pool_of
from portal.records.csv_form import HEADER

Json = dict[str, Any]

BEGIN = 1_793_500_000
"""1 November 2026, in seconds."""
LESSON_BREAK = 43_200


def moment(seconds: int) -> str:
    """Return a time as records hold it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def right_value(question: Question) -> list[str]:
    """Return an answer that is right."""
    if isinstance(question, BlankQuestion):
        return [gap[0] for gap in question.blanks.accept]
    return list(question.correct_ids)


def wrong_values(question: Question) -> list[list[str]]:
    """Return answers that are possible and wrong."""
    if isinstance(question, BlankQuestion):
        return [[f"不知道{number}" for _ in question.blanks.accept] for number in range(3)]
    alone = [[choice.id] for choice in question.choices]
    return [one for one in alone if one != list(question.correct_ids)]


@dataclass(frozen=True)
class Course:
    """One track of a catalogue, with what learners are asked in it."""

    catalogue: Catalogue
    track: str
    percent: int
    units: Mapping[str, tuple[str, ...]]
    """Unit id → ids of its questions in use."""
    questions: Mapping[str, Question]

    @classmethod
    def of(cls, catalogue: Catalogue, track: str = "c") -> "Course":
        """Take a track out of a catalogue."""
        [page] = [one for one in catalogue.published_tracks if one.slug == track]
        counted = {one.id for one in catalogue.units if one.front.status == "published"}
        banks = [bank for bank in catalogue.banks if bank.track == track and bank.unit_id in counted]
        questions = {bank.full_id(one): one for bank in banks for one in bank.published}
        units = {bank.unit_id: tuple(bank.full_id(one) for one in bank.published) for bank in banks}
        return cls(catalogue, track, page.front.pass_percent, units, questions)

    def needed(self, unit: str) -> int:
        """Return how many right answers a unit takes."""
        return -(-len(self.units[unit]) * self.percent // 100)

    def sitting(self, seed: int, right: int, start: int, earlier: Iterable[Json] = ()) -> Json:
        """Return a mock exam as the browser draws it, with this many right answers."""
        before = list(earlier)
        lines, pool = (
            self.catalogue.published_exams[self.track].front.lines,
            pool_of(self.catalogue, self.track),
        )
        times = {name: sum(name in one["questions"] for one in before) for name in self.questions}
        drawn = list(draw(lines, pool, seed, times))
        asked = [self.questions[name] for name in drawn]
        values = [right_value(one) if n < right else wrong_values(one)[0] for n, one in enumerate(asked)]
        return {
            "exam": self.track, "seed": seed, "questions": drawn,
            "answers": dict(zip(drawn, values, strict=True)),
            "started": moment(start), "finished": moment(start + 240),
            "release": self.catalogue.release, "pool": pool_mark(lines, pool),
            "earlier": [one["started"] for one in before],
        }  # fmt: skip


@dataclass
class Learner:
    """Somebody at work on a course: what was answered, and whether that was right."""

    course: Course
    chance: random.Random
    name: str
    number: str
    school: str
    at: int
    answers: dict[str, Json] = field(default_factory=dict)
    sheet: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Question → first and latest: 1 right, 0 wrong, -1 void."""
    units: dict[str, Json] = field(default_factory=dict)
    attempts: list[Json] = field(default_factory=list)
    lessons: list[Json] = field(default_factory=list)

    def _given(self, question: str, right: bool) -> Json:
        of = self.course.questions[question]
        value = right_value(of) if right else self.chance.choice(wrong_values(of))
        self.at += self.chance.randrange(20, 90)
        return {"value": value, "at": moment(self.at)}

    def answer(self, question: str, first: bool, latest: bool | None = None) -> None:
        """Answer a question once, or a second time some minutes later."""
        given = self._given(question, first)
        self.answers[question] = {"first": given, "latest": given, "tries": 1}
        if latest is not None:
            last = self._given(question, latest)
            self.answers[question] |= {"latest": last, "tries": 2}
        self.sheet[question] = int(first), int(first if latest is None else latest)

    def study(self, units: Iterable[str], slips: float = 0.2, short: Iterable[str] = ()) -> None:
        """Go through units: first answers go wrong by chance, the latest suffice but for units in `short`.

        In a unit of `short` one right answer is lacking for it to be done.
        """
        for unit in units:
            opened, ids = self.at, self.course.units[unit]
            good = self.course.needed(unit) - (unit in set(short))
            for place, question in enumerate(ids):
                keeps = self.chance.random() > slips
                if place >= good:
                    self.answer(question, False)
                elif keeps:
                    self.answer(question, True)
                else:
                    self.answer(question, False, True)
            self.units[unit] = {
                "opened": moment(opened),
                "finished": moment(self.at),
                "seconds": self.at - opened,
            }

    def sit(self, right: int) -> Json:
        """Sit a mock exam; half a day passes."""
        self.at += LESSON_BREAK
        seed = self.chance.randrange(10**9)
        self.attempts.append(self.course.sitting(seed, right, self.at, self.attempts))
        self.at += 600
        return self.attempts[-1]

    def record(self, only: Iterable[str] | None = None, **more: Any) -> Json:
        """Return the record as exported now; `only` names the questions that this device knows."""
        wanted = set(self.answers if only is None else only)
        learner = {"name": self.name, "number": self.number, "school": self.school}
        made = {
            "schema": "portal-record/1", "release": self.course.catalogue.release,
            "exported": moment(self.at + 60),
            "learner": {key: text for key, text in learner.items() if text},
            "answers": {key: answer for key, answer in self.answers.items() if key in wanted},
            "units": self.units, "attempts": self.attempts, "lessons": self.lessons,
        }  # fmt: skip
        return json.loads(json.dumps(made)) | more


def as_table(record: Json) -> str:
    """Return a record as the table that the browser writes."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(HEADER)
    for name in ("release", "exported"):
        table.writerow(["资料", name, record[name]])
    for name, value in record["learner"].items():
        table.writerow(["资料", name, value])
    for key, one in record["answers"].items():
        first, latest = (json.dumps(one[turn]["value"], ensure_ascii=False) for turn in ("first", "latest"))
        table.writerow(
            ["作答", key, "", first, one["first"]["at"], latest, one["latest"]["at"], one["tries"]]
        )
    for key, one in record["units"].items():
        table.writerow(["单元", key, "", "", one["opened"], "", one.get("finished", ""), one["seconds"]])
    for kind, name in (("模拟考", "attempts"), ("上课", "lessons")):
        for one in record[name]:
            table.writerow([kind, "", "", json.dumps(one, ensure_ascii=False)])
    return "\ufeff" + text.getvalue()
