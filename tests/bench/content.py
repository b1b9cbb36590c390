"""Counts the content and what could give its questions away; prints Markdown tables. Judges nothing.

PYTHONPATH=scripts .venv/bin/python tests/bench/content.py
"""

import re
from pathlib import Path

from portal.checks.l109_lessons_differ import overlaps
from portal.checks.q111_places_balanced import places
from portal.checks.q112_longest_choice import rate
from portal.load import load
from portal.model.bank import Bank
from portal.model.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
NEAREST = 5
"""Pairs of lessons that are named."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)


def characters(text: str) -> int:
    """Return the Chinese characters of a text, drawings left out."""
    return len(_CHINESE.findall(_DRAWING.sub("", text)))


def lessons_table(catalogue: Catalogue) -> str:
    """Return lessons, drawings and characters for each grade."""
    rows = [
        "| grade | lessons | drawings | Chinese characters | fewest – most in a lesson |",
        "|---:|---:|---:|---:|---:|",
    ]
    for grade in sorted(catalogue.grades, key=lambda page: page.front.grade):
        bodies = [one.body.markdown for one in catalogue.lessons if one.grade_slug == grade.slug]
        counts = [characters(body) for body in bodies]
        drawn = sum(body.count("<svg") for body in bodies)
        rows.append(
            f"| {grade.front.grade} | {len(bodies)} | {drawn} | {sum(counts):,}"
            f" | {min(counts):,} – {max(counts):,} |"
        )
    return "\n".join(rows)


def units_table(catalogue: Catalogue) -> str:
    """Return characters for each hour and what the bank gives away, for each unit."""
    rows = [
        "| unit | hours | characters | an hour | questions | right in place 1, 2, 3 … | longest is right |",
        "|---|---:|---:|---:|---:|---|---:|",
    ]
    for track in catalogue.tracks:
        for slug in (slug for module in track.front.modules for slug in module.units):
            unit = catalogue.unit_of[f"{track.slug}-{slug}"]
            bank = catalogue.bank_of[unit.id]
            count = characters(unit.body.markdown)
            longest, judged = rate(bank)
            rows.append(
                f"| {slug} | {unit.front.hours:g} | {count:,} | {count / unit.front.hours:,.0f}"
                f" | {len(bank.published)} | {_places(bank)} | {longest} of {judged} |"
            )
    return "\n".join(rows)


def _places(bank: Bank) -> str:
    counted = places(bank)
    return ", ".join(str(counted[place]) for place in range(1, max(counted, default=0) + 1))


def overlaps_table(catalogue: Catalogue) -> str:
    """Return the pairs of lessons that share most of their 8-character runs."""
    rows = ["| lesson | and | shared |", "|---|---|---:|"]
    for first, second, share in overlaps(catalogue.lessons, 0.002)[:NEAREST]:
        rows.append(f"| {first.id} | {second.id} | {share:.1%} |")
    return "\n".join(rows)


def main() -> None:
    """Print the tables."""
    catalogue = load(ROOT).catalogue
    totals = [rate(bank) for bank in catalogue.banks]
    questions = sum(len(bank.published) for bank in catalogue.banks)
    lessons = sum(characters(lesson.body.markdown) for lesson in catalogue.lessons)
    units = sum(characters(unit.body.markdown) for unit in catalogue.units)
    longest, judged = sum(one for one, _ in totals), sum(one for _, one in totals)
    print(
        f"{len(catalogue.lessons)} lessons ({lessons:,} Chinese characters), {len(catalogue.units)} units"
        f" ({units:,}), {questions} questions; the longest choice is right in {longest} of {judged}"
        " single-choice questions.\n"
    )
    print("\n\n".join((lessons_table(catalogue), units_table(catalogue), overlaps_table(catalogue))))


if __name__ == "__main__":
    main()
