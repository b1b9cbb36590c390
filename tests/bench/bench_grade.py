"""Times `portal paper grade` in a process of its own: hand-ins per second and peak memory, as a table row.

PYTHONPATH=scripts:tests python tests/bench/bench_grade.py --people 1000
"""

import argparse
import json
import random
import tempfile
from pathlib import Path

from graded_assessments import DIGEST_A, RECIPIENT, A, make_key, right_answers, write_assessment
from measuring import ROOT, measured_portal

from portal.credentials.sealing import seal
from portal.model.paper_key import KeyQuestion

QUESTIONS = 60


def _wrong(question: KeyQuestion, chance: random.Random) -> list[str]:
    """Return any wrong answer; people do not all make the same mistake."""
    if question.type == "blank":
        return [f"{chance.randrange(100)}" for _ in question.accept]
    while (value := chance.sample(question.choices, len(question.correct))) == list(question.correct):
        continue
    return value


def make_folder(folder: Path, people: int) -> Path:
    """Write an assessment of 60 questions and what everybody handed in at it, a sealed file each."""
    key = make_key(QUESTIONS)
    write_assessment(folder, key)
    (folder / "handed-in").mkdir()
    rows = ["编号,姓名,学校", *(f"T{number:05},教师{number},第{number % 40}小" for number in range(people))]
    (folder / "candidates.csv").write_text("\n".join(rows), "utf-8")
    chance, right = random.Random(11), right_answers(key)
    for number in range(people):
        weak = chance.uniform(0.02, 0.5)
        answers = {
            one: _wrong(key.keys[one], chance) if chance.random() < weak else value
            for one, value in right.items()
        }
        data = {
            "schema": "portal-answers/1",
            "paper": A,
            "digest": DIGEST_A,
            "candidate": {"number": f"T{number:05}", "name": f"教师{number}", "school": f"第{number % 40}小"},
            "answers": answers,
            "times": {one: f"2026-11-21T01:{chance.randrange(1, 59):02}:05Z" for one in right},
            "started": "2026-11-21T01:00:00Z",
            "finished": "2026-11-21T01:59:00Z",
            "release": "2026.11.1",
        }  # fmt: skip
        text = json.dumps(data, ensure_ascii=False).encode()
        (folder / "handed-in" / f"{A}-{number}.answers.age").write_bytes(seal(text, RECIPIENT))
    return folder


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=1_000)
    people = arguments.parse_args().people
    with tempfile.TemporaryDirectory() as name:
        folder = make_folder(Path(name, "autumn"), people)
        clock, processor, peak = measured_portal(["paper", "grade", str(folder)], ROOT)
        again, _, _ = measured_portal(["paper", "grade", str(folder)], ROOT)
    print("| files | questions each | seconds | processor seconds | again | files/s | peak MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    print(
        f"| {people} | {QUESTIONS} | {clock:.1f} | {processor:.1f} | {again:.1f} | {people / clock:.0f}"
        f" | {peak:.0f} |"
    )


if __name__ == "__main__":
    main()
