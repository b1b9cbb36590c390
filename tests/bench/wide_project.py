"""A small project with many units, each with a bank: as many questions as a whole set of tracks will have."""

import shutil
from pathlib import Path

from measuring import ROOT

BASE = ROOT / "tests" / "portal" / "checks" / "base"
PER_UNIT = 10

_QUESTION = """  - id: question-{number:02}
    type: single
    objective: refer
    prompt: 第 {unit} 单元第 {number} 题，先做哪一件？
    choices:
      - {{id: stay, text: 陪着, correct: {a}, feedback: 不留他一个人。}}
      - {{id: tell-parents, text: 告诉家长, correct: {b}, feedback: 先问过他。}}
      - {{id: wait, text: 等一等, correct: {c}, feedback: 等也是做。}}
      - {{id: leave, text: 先去开会, correct: {d}, feedback: 他会落单。}}
    explanation: 先陪着，再转介。
    difficulty: {difficulty}
    status: published
"""


def _bank(unit: int) -> str:
    questions = [
        _QUESTION.format(
            unit=unit,
            number=number,
            difficulty=1 + number % 3,
            **{name: str(number % 4 == place).lower() for place, name in enumerate("abcd")},
        )
        for number in range(PER_UNIT)
    ]
    return "questions:\n" + "".join(questions)


def write_wide_project(target: Path, questions: int) -> Path:
    """Write a project with about so many questions, ten a unit; return its folder."""
    shutil.copytree(BASE, target)
    shutil.copy(ROOT / "mkdocs.yml", target)
    track = target / "docs" / "certificates" / "c"
    page = (track / "next-steps.md").read_text("utf-8")
    names = [f"unit-of-some-length-{number:03}" for number in range(questions // PER_UNIT)]
    for number, name in enumerate(names):
        (track / f"{name}.md").write_text(page.replace("title: 第二步", f"title: 第 {number} 单元"), "utf-8")
        (target / "quizzes" / "c" / f"{name}.yml").write_text(_bank(number), "utf-8")
    index = track / "index.md"
    listed = f"units: [{', '.join(['first-steps', 'next-steps', *names])}]"
    index.write_text(index.read_text("utf-8").replace("units: [first-steps, next-steps]", listed), "utf-8")
    return target
