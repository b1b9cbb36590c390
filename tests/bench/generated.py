"""Writes large projects: copies of the real units and lessons in other words, which a build goes through.

Three of four pages are lessons. Rules that compare pages may find something in copies; it stops no build.
"""

import re
import shutil
from pathlib import Path

from bench_check import multiply, reword
from sites import write_twin

LESSONS = 3 / 4


def live_with_findings(project: Path) -> None:
    """Let a build go on where rules find something, as they do in copies of pages."""
    module = project / "scripts" / "portal" / "pages" / "stopping.py"
    text = module.read_text("utf-8")
    written = '[finding for finding in findings if finding.severity == "error"]'
    if written not in text:
        raise SystemExit("a build is stopped in another way now")
    module.write_text(text.replace(written, "list[Finding]()"), "utf-8")


def _copy_lessons(project: Path, wanted: int) -> None:
    """Copy the lessons of each grade under new names until there are so many."""
    lessons = sorted((project / "docs" / "lessons").glob("grade-*/*.md"))
    sources = [file for file in lessons if file.stem != "index"]
    have = len(sources)
    for number in range(max(0, wanted - have)):
        source, times = sources[number % have], number // have + 2
        copy = source.with_name(f"{source.stem[:36].rstrip('-')}-{times}.md")
        shutil.copy(source, copy)
        reword(copy, 1000 + 61 * times + number % 53)


def generated(project: Path, target: Path, pages: int) -> Path:
    """Write a project of about so many pages, and its bare twin."""
    multiply(project, target, 0)  # every grade has lessons
    _copy_lessons(target, int(pages * LESSONS))
    for folder in ("overrides", "scripts"):
        shutil.copytree(project / folder, target / folder)
    shutil.copy(project / "mkdocs.yml", target)
    _more_tracks(target, pages)
    live_with_findings(target)
    write_twin(target)
    return target


def _more_tracks(project: Path, pages: int) -> None:
    """Copy whole tracks, units and banks, until there are so many pages."""
    tracks, docs = project / "docs" / "certificates", project / "docs"
    (source,) = (folder for folder in tracks.iterdir() if len(list(folder.glob("*.md"))) > 10)
    have, number = sum(1 for file in docs.rglob("*.md") if "/_" not in file.as_posix()), 0
    while have < pages:
        name = f"{source.name}-copy-{number}"
        copy = shutil.copytree(source, tracks / name)
        banks = shutil.copytree(project / "quizzes" / source.name, project / "quizzes" / name)
        for file in (*copy.glob("*.md"), *banks.glob("*.yml")):
            text = re.sub(r"(?m)^track: .*$", f"track: {name}", file.read_text("utf-8"), count=1)
            file.write_text(text, "utf-8")
            reword(file, 100 + number)
        have += len(list(copy.glob("*.md")))
        number += 1
