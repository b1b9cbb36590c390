"""Times `portal check` per 100 pages: on the real content, on many copies of it, and with its start-up."""

import re
import shutil
from pathlib import Path
from statistics import median

from large_bank import write_large_bank
from measuring import Row, alternate, cost_rows, ratio_of, tell, timed_call, timed_python

from portal.checks import run as run_checks
from portal.load import load
from portal.model.finding import Finding

KEPT = re.compile(r"#|<|---|--8<--|!!!|title:|area:|key_question:")
"""Beginnings of lines that stay as they are in a copy: structure, not prose."""
CHINESE = (0x4E00, 0x9FA5)
IMPORTS = "import portal.cli, portal.checks, portal.load"
GRADES = range(1, 13)
BANK = 5_000
"""Questions of the bank that has to be read and checked in under two seconds."""


def _check(project: Path) -> list[Finding]:
    loaded = load(project)
    return [*loaded.findings, *run_checks(loaded.catalogue)]


def _pages(project: Path) -> int:
    return sum(1 for _ in load(project).catalogue.pages())


def _megabytes(project: Path) -> float:
    files = (
        file for folder in ("docs", "quizzes") for file in (project / folder).rglob("*") if file.is_file()
    )
    return sum(file.stat().st_size for file in files) / 1_000_000


def reword(file: Path, by: int) -> None:
    """Move every Chinese character of the prose, so that a copy shares no sentence with its original."""
    first, last = CHINESE
    moved = {code: first + (code - first + 37 * by) % (last - first) for code in range(first, last)}
    lines = []
    for line in file.read_text("utf-8").split("\n"):
        label, mark, words = line.partition("：") if line.startswith(("- ", "> ")) else ("", "", line)
        lines.append(line if KEPT.match(line) else label + mark + words.translate(moved))
    file.write_text("\n".join(lines), "utf-8")


def _change(folder: Path, key: str, value: object) -> None:
    for file in folder.glob("*.md"):
        text = file.read_text("utf-8")
        file.write_text(re.sub(rf"(?m)^{key}: .*$", f"{key}: {value}", text, count=1), "utf-8")


def _copy_grades(project: Path) -> None:
    """Give every grade without lessons a copy of another grade's."""
    lessons = project / "docs" / "lessons"
    sources = sorted(lessons.glob("grade-*"))
    missing = [number for number in GRADES if not (lessons / f"grade-{number}").is_dir()]
    for at, number in enumerate(missing):
        copy = shutil.copytree(sources[at % len(sources)], lessons / f"grade-{number}")
        _change(copy, "grade", number)
        for file in copy.glob("*.md"):
            reword(file, number)


def _copy_tracks(project: Path, pages: int) -> None:
    """Copy whole tracks, units and banks, under new names until there are enough pages."""
    tracks = project / "docs" / "certificates"
    sources = sorted(folder for folder in tracks.iterdir() if folder.is_dir())
    number, have = 0, _pages(project)
    while have < pages:
        source = sources[number % len(sources)]
        name = f"{source.name}-copy-{number}"
        copy = shutil.copytree(source, tracks / name)
        banks = shutil.copytree(project / "quizzes" / source.name, project / "quizzes" / name)
        _change(copy, "track", name)
        for file in (*copy.glob("*.md"), *banks.glob("*.yml")):
            reword(file, 100 + number)
        have += len(list(copy.glob("*.md")))
        number += 1


def multiply(project: Path, target: Path, pages: int) -> Path:
    """Write a project with about so many pages: copies of the real units and lessons, other slugs."""
    for folder in ("docs", "quizzes"):
        shutil.copytree(project / folder, target / folder)
    _copy_grades(target)
    _copy_tracks(target, pages)
    return target


def _size_rows(seconds: list[list[float]], pages: tuple[int, int], sizes: tuple[float, float]) -> list[Row]:
    rows = []
    for what, (few, many) in (("100 pages", (pages[0] / 100, pages[1] / 100)), ("MB of text", sizes)):
        here, there = (
            [value / by for value in values] for values, by in zip(seconds, (few, many), strict=True)
        )
        small, big = (f"{1000 * median(values):.0f} ms" for values in (here, there))
        name = f"`portal check` inside, per {what}: {pages[1]} pages (copies)"
        rows.append(Row(name, big, f"{small}, {pages[0]} real pages", ratio_of(there, here)))
    return rows


def _check_bank(project: Path) -> list[Finding]:
    """Read a project and run the rules on questions."""
    catalogue = load(project).catalogue
    return run_checks(catalogue, lambda rules: [rule for rule in rules if rule.code.startswith("Q")])


def _bank_rows(project: Path, rounds: int) -> list[Row]:
    """Return the rows for one bank of thousands of questions, compared with a tenth of them."""
    few, many = (write_large_bank(project, project / f"bank-{count}", count) for count in (BANK // 10, BANK))
    small, large, whole = alternate(
        {
            f"load and rules on questions, {BANK // 10}": lambda: timed_call(lambda: _check_bank(few)),
            f"load and rules on questions, {BANK}": lambda: timed_call(lambda: _check_bank(many)),
            f"load and all rules, {BANK}": lambda: timed_call(lambda: _check(many)),
        },
        rounds,
    ).values()
    return [
        *cost_rows(
            f"load a bank of {BANK:,} questions and run the Q rules", large, small, f"{BANK // 10} of them"
        ),
        *cost_rows(f"load a bank of {BANK:,} questions and run all rules", whole, large, "the Q rules alone"),
    ]


def run(project: Path, rounds: int) -> list[Row]:
    """Return the rows for checking a copied project."""
    few = _pages(project)
    large = multiply(project, project / "multiplied", max(400, 4 * few))
    many, findings = _pages(large), _check(large)
    if findings:
        tell(f"  the copies have {len(findings)} findings, the first: {findings[0].as_text()}")
    inside = alternate(
        {
            f"check of {few} pages": lambda: timed_call(lambda: _check(project)),
            f"check of {many} pages": lambda: timed_call(lambda: _check(large)),
        },
        rounds,
    )
    seconds = [[cost.processor for cost in costs] for costs in inside.values()]
    whole, start = alternate(
        {
            "portal check": lambda: timed_python(["-m", "portal", "check"], project),
            "its imports": lambda: timed_python(["-c", IMPORTS], project),
        },
        rounds,
    ).values()
    return [
        *_size_rows(seconds, (few, many), (_megabytes(project), _megabytes(large))),
        *cost_rows(f"`portal check` as a command, {few} pages", whole, start, "its imports alone"),
        *_bank_rows(project, rounds),
    ]
