"""Times whole builds of the pages against bare Material with the same pages, and against Zensical.

Take-away files are left out. After each edit the site is built with what the last build kept. Each run is a
fresh process. The real content, and copies of it up to 400 and 1,600 pages.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median

import zensical_site
from generated import generated
from measuring import Cost, Row, alternate, cost_rows, peak_megabytes, ratio_of, tell
from sites import BARE, REAL, bare_build, build_real, build_twin, real_build

SIZES = (400, 1_600)


def count_pages(site: Path) -> int:
    return sum(1 for file in site.rglob("*.html") if file.name not in ("404.html", "offline.html"))


def _unit_and_lesson(project: Path) -> tuple[Path, Path, Path]:
    """Return a unit, its bank and a lesson in the middle."""
    banks = sorted((project / "quizzes" / "c").glob("*.yml"))
    bank = banks[len(banks) // 2]
    lessons = [
        file for file in sorted((project / "docs/lessons").glob("grade-*/*.md")) if file.stem != "index"
    ]
    return project / "docs/certificates/c" / f"{bank.stem}.md", bank, lessons[len(lessons) // 2]


class Edits:
    """Edits of one file each; every one differs from the last."""

    def __init__(self, project: Path) -> None:
        self._unit, self._bank, self._lesson = _unit_and_lesson(project)
        self._times = 0

    def _change(self, file: Path, pattern: str, words: str) -> None:
        self._times += 1
        text = file.read_text("utf-8")
        new = re.sub(pattern, lambda match: match[0] + words.format(self._times), text, count=1, flags=re.M)
        if new == text:
            raise SystemExit(f"nothing to edit in {file}")
        file.write_text(new, "utf-8")

    def lesson(self) -> None:
        """Write a paragraph into a lesson."""
        self._change(self._lesson, r"^## .*\n", "\n第 {} 次写在这里。\n")

    def bank(self) -> None:
        """Write a word into the explanation of a bank's first question."""
        self._change(self._bank, r"^ +explanation: ['\"]?", "第 {} 次改写：")

    def title(self) -> None:
        """Change a unit's title, which stands on other pages too."""
        self._change(self._unit, r"^title: ['\"]?", "新{}")


def _after(edit: Callable[[], None], project: Path) -> Callable[[], Cost]:
    def run() -> Cost:
        edit()
        return build_real(project, is_fresh=False)

    return run


def _peaks(project: Path) -> dict[str, float]:
    shutil.rmtree(project / ".cache", ignore_errors=True)
    found = {"ours": peak_megabytes(real_build(), project), "bare": peak_megabytes(bare_build(BARE), project)}
    tell(f"  most memory: {found['ours']:.0f} MB, bare Material {found['bare']:.0f} MB")
    return found


def _rows(project: Path, rounds: int) -> tuple[list[Row], Cost, int]:
    """Return the rows of one project, what a cold build of it took in the middle, and its pages."""
    edits, peer = Edits(project), zensical_site.zensical()
    runs = {
        "bare build": lambda: build_twin(project, BARE),
        "cold build": lambda: build_real(project),
        "nothing changed": lambda: build_real(project, is_fresh=False),
        "a lesson changed": _after(edits.lesson, project),
        "a bank changed": _after(edits.bank, project),
        "a title changed": _after(edits.title, project),
    }
    if peer:
        zensical_site.write_config(project)
        runs["Zensical"] = lambda: zensical_site.build(peer, project)
    costs = alternate(runs, rounds)
    counts = count_pages(project / REAL), count_pages(project / f"site-{BARE}")
    tell(f"  pages: {counts[0]} ours, {counts[1]} bare")
    bare, pages = costs.pop("bare build"), counts[1]
    rows = []
    for name, found in costs.items():
        who = (
            f"build, {pages} pages: {name}" if name != "Zensical" else f"Zensical's cold build, {pages} pages"
        )
        rows += cost_rows(who, found, bare, "bare Material")
    if peer:
        rows += cost_rows(f"cold build, {pages} pages", costs["cold build"], costs["Zensical"], "Zensical")
    peaks = _peaks(project)
    rows.append(Row(
        f"most memory of a cold build, {pages} pages, all processes", f"{peaks['ours']:.0f} MB",
        f"{peaks['bare']:.0f} MB, bare Material", ratio_of([peaks["ours"]], [peaks["bare"]]),
    ))  # fmt: skip
    cold = costs["cold build"]
    return rows, Cost(*(median(getattr(c, kind) for c in cold) for kind in ("wall", "processor"))), pages


def run(project: Path, rounds: int, sizes: tuple[int, ...] = SIZES) -> list[Row]:
    """Return the rows for building a copied project, and larger ones made from it."""
    rows, first, few = _rows(project, rounds)
    for size in sizes:
        large = generated(project, project / f"generated-{size}", size)
        more, cost, pages = _rows(large, max(1, rounds // 2))
        rows += more
        ours, before = 1000 * cost.processor / pages, 1000 * first.processor / few
        rows.append(Row(
            f"cold build per page, {pages} pages, processor", f"{ours:.1f} ms",
            f"{before:.1f} ms, {few} pages", ratio_of([ours], [before]),
        ))  # fmt: skip
        shutil.rmtree(large)
    return rows
