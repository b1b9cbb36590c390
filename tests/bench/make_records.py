"""Makes a folder of plausible learner records out of the real banks: seeded, so always the same.

Some people hand in twice, some files are damaged, some are text codes or tables, a few are copies.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portal.load import load
from portal.model.bank import BlankQuestion, Question
from portal.model.catalogue import Catalogue
from portal.records import code

Json = dict[str, Any]

BEGIN = 1_793_500_000
"""1 November 2026, in seconds."""
FAMILIES = "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗"
GIVEN = "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超霞平刚"


def moment(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def _value(question: Question, right: bool, chance: random.Random) -> list[str]:
    if isinstance(question, BlankQuestion):
        return [gap[0] if right else "不知道" for gap in question.blanks.accept]
    if right:
        return list(question.correct_ids)
    wrong = [choice.id for choice in question.choices if not choice.correct]
    return [chance.choice(wrong or [question.choices[0].id])]


def _answer(question: Question, skill: float, at: int, chance: random.Random) -> Json:
    ease = 1.15 - 0.15 * question.difficulty
    first = {"value": _value(question, chance.random() < skill * ease, chance), "at": moment(at)}
    if chance.random() > 0.5:
        return {"first": first, "latest": first, "tries": 1}
    again = {"value": _value(question, chance.random() < 0.95, chance), "at": moment(at + 600)}
    return {"first": first, "latest": again, "tries": 2}


def _studied(catalogue: Catalogue, chance: random.Random) -> tuple[Json, Json, int]:
    """Return answers, units and the time of the last of them: most finish, some stop on the way."""
    whole = sum(len(bank.published) for bank in catalogue.banks)
    answers = whole if chance.random() < 0.7 else chance.randrange(whole // 4, whole)
    skill, at = chance.uniform(0.5, 0.98), BEGIN + chance.randrange(900_000)
    given: Json = {}
    units: Json = {}
    for bank in catalogue.banks:
        opened = at
        for question in bank.published:
            if len(given) < answers:
                at += chance.randrange(15, 90)
                given[bank.full_id(question)] = _answer(question, skill, at, chance)
        units[bank.unit_id] = {"opened": moment(opened), "finished": moment(at), "seconds": at - opened}
    return given, units, at + 1200


def _taught(catalogue: Catalogue, number: int, until: int, chance: random.Random) -> list[Json]:
    """Return a class teacher's lessons since September; two of three people teach none."""
    if number % 3 or not catalogue.lessons:
        return []
    grade = catalogue.lessons[number // 3 % len(catalogue.lessons)].front.grade
    lessons = catalogue.by_month(grade)
    label = f"{grade}({number // 180 % 6 + 1})班"
    return [
        {
            "lesson": lesson.id,
            "class": label,
            "date": date,
            "periods": 1,
            "note": "",
            "at": f"{date}T08:00:00Z",
        }
        for month in (9, 10, 11)
        for lesson in lessons.get(month, [])
        if chance.random() < 0.9 and (date := f"2026-{month:02}-{chance.randrange(1, 29):02}") < moment(until)
    ]


def make_record(catalogue: Catalogue, number: int, chance: random.Random) -> Json:
    """Return one person's record."""
    name = chance.choice(FAMILIES) + chance.choice(GIVEN) + chance.choice(["", *GIVEN])
    given, units, end = _studied(catalogue, chance)
    learner = {"name": name, "number": f"T{number:06}", "school": f"第{number % 60 + 1}小学"}
    return {
        "schema": "portal-record/1", "release": catalogue.release, "exported": moment(end),
        "learner": learner, "answers": given, "units": units, "attempts": [],
        "lessons": _taught(catalogue, number, end, chance),
    }  # fmt: skip


def _files(
    catalogue: Catalogue, people: int, chance: random.Random, roster: list[str]
) -> Iterator[tuple[str, bytes]]:
    for number in range(people):
        record = make_record(catalogue, number, chance)
        learner = record["learner"]
        roster.append(f"{learner['number']},{learner['name']},{learner['school']}")
        stem = f"school-{number % 60 + 1:02}/{number:06}"
        text = json.dumps(record, ensure_ascii=False, indent=1)
        kind = chance.random()
        if kind < 0.01:
            yield f"{stem}.json", text.encode()[: len(text) // 2]
        elif kind < 0.10:
            yield f"{stem}.txt", f"{record['learner']['name']} 10:30\n{code.encode(record)}\n收到".encode()
        else:
            yield f"{stem}.json", text.encode()
        if kind > 0.95:
            yield f"{stem}-again.json", text.encode()


def make_folder(catalogue: Catalogue, folder: Path, people: int, seed: int = 1) -> int:
    """Write the records below a folder; return how many files there are."""
    count = 0
    roster = ["编号,姓名,学校"]
    for name, data in _files(catalogue, people, random.Random(seed), roster):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        count += 1
    absent = range(people, people * 21 // 20)
    roster += [f"T{number:06},缺交的人,第{number % 60 + 1}小学" for number in absent]
    (folder / "roster.csv").write_text("\n".join(roster), "utf-8-sig")
    return count


_CLOCK = [f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z" for second in range(86400)]


def _answer_texts(catalogue: Catalogue) -> list[tuple[str, str, str, str, list[str]]]:
    """Return of each question unit, id, how its answer begins, the right value and wrong ones, as JSON."""
    found = []
    for bank in catalogue.banks:
        for question in bank.published:
            full_id, dice = bank.full_id(question), random.Random(1)
            wrong = [json.dumps(_value(question, False, dice), ensure_ascii=False) for _ in range(4)]
            right = json.dumps(_value(question, True, dice), ensure_ascii=False)
            found.append((bank.unit_id, full_id, f'"{full_id}":{{"first":{{"value":', right, wrong))
    return found


def _plain_text(
    release: str, texts: list[tuple[str, str, str, str, list[str]]], number: int, dice: random.Random
) -> str:
    """Return one person's record as JSON: all questions answered, half of them a second time."""
    at, skill, parts = BEGIN + dice.randrange(900_000), dice.uniform(0.5, 0.98), []
    units: dict[str, list[int]] = {}
    chance, day_of = dice.random, {}

    def said(seconds: int) -> str:
        day, rest = divmod(seconds, 86400)
        if day not in day_of:
            day_of[day] = moment(seconds)[:11]
        return f"{day_of[day]}{_CLOCK[rest]}"

    for unit, _, begin, right, wrong in texts:
        at += 15 + int(chance() * 75)
        units.setdefault(unit, [at, at])[1] = at
        first = f'{right if chance() < skill else wrong[int(chance() * 4)]},"at":"{said(at)}"}}'
        again = f'{right},"at":"{said(at + 600)}"}}' if chance() < 0.5 else ""
        parts.append(f'{begin}{first},"latest":{{"value":{again or first},"tries":{2 if again else 1}}}')
    studied = {
        unit: {"opened": said(a), "finished": said(b), "seconds": b - a} for unit, (a, b) in units.items()
    }
    learner = {
        "name": dice.choice(FAMILIES) + dice.choice(GIVEN), "number": f"T{number:07}",
        "school": f"第{number % 400 + 1}小学",
    }  # fmt: skip
    head = {"schema": "portal-record/1", "release": release, "exported": said(at + 1200), "learner": learner}
    rest = json.dumps({"units": studied, "attempts": [], "lessons": []}, separators=(",", ":"))
    begin = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]
    return f'{begin},"answers":{{{",".join(parts)}}},{rest[1:]}'


def make_plain(catalogue: Catalogue, folder: Path, people: int) -> float:
    """Write one plain JSON record a person below a folder, quickly; return the megabytes."""
    texts, size = _answer_texts(catalogue), 0
    for number in range(people):
        raw = _plain_text(catalogue.release, texts, number, random.Random(number)).encode()
        place = folder / f"school-{number % 400 + 1:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:07}.json").write_bytes(raw)
        size += len(raw)
    return size / 1e6


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--people", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    root = Path(__file__).resolve().parents[2]
    print(make_folder(load(root).catalogue, given.folder, given.people, given.seed), "files")
