"""A small project whose bank has thousands of questions, put together from clauses of the real content."""

import random
import re
from pathlib import Path

from portal.load import load
from portal.model.catalogue import Catalogue

_CLAUSE = re.compile(r"(?<=[，。；：？！、“”（）\n])[\u4e00-\u9fff]{5,18}(?=[，。；：？！、“”（）\n])")


def _clauses(catalogue: Catalogue) -> list[str]:
    return sorted({clause for _, body, _ in catalogue.pages() for clause in _CLAUSE.findall(body.prose)})


def _bank(clauses: list[str], objectives: list[str], count: int) -> str:
    dice = random.Random(count)

    def said(pieces: int) -> str:
        return "，".join(dice.choices(clauses, k=pieces))

    lines = ["questions:"]
    for number in range(count):
        right = dice.randrange(4)
        lines += [
            f"  - id: q-{number:05d}",
            "    type: single",
            f"    objective: {dice.choice(objectives)}",
            f"    prompt: {said(3)}。哪一句更合适？",
            "    choices:",
        ]
        for place, name in enumerate("abcd"):
            lines += [
                f"      - id: {name}",
                f"        text: {said(2)}",
                f"        correct: {'true' if place == right else 'false'}",
                f"        feedback: {said(2)}。",
            ]
        lines += [
            f"    explanation: {said(3)}。",
            f"    difficulty: {dice.randint(1, 3)}",
            "    status: published",
            "",
        ]
    return "\n".join(lines)


def write_large_bank(project: Path, target: Path, count: int) -> Path:
    """Write a project with one unit of the real ones and a bank of so many questions; return its folder."""
    catalogue = load(project).catalogue
    unit = catalogue.units[0]
    page = target / unit.marks.path
    page.parent.mkdir(parents=True)
    page.write_bytes((project / unit.marks.path).read_bytes())
    bank = target / "quizzes" / unit.track / f"{unit.slug}.yml"
    bank.parent.mkdir(parents=True)
    bank.write_text(_bank(_clauses(catalogue), list(unit.front.objectives), count), "utf-8")
    return target
