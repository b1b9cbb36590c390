"""Tells whether a build with what an earlier one kept gives the bytes of a fresh one, on the real content."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from bench_build import Edits
from measuring import Row, tell, timed_python
from sites import real_build


def _files(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


def _differing(project: Path, one: str, other: str) -> list[str]:
    """Return the paths at which two sites differ."""
    first, second = _files(project / one), _files(project / other)
    return sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))


def _row(project: Path, what: str, one: str, other: str) -> Row:
    differing = _differing(project, one, other)
    for path in differing[:5]:
        tell(f"  differs: {path}")
    said = "yes" if not differing else f"no: {len(differing)} files"
    return Row(f"the same bytes: {what}", said, f"{len(_files(project / other))} files of the fresh build")


def _warm_and_fresh(project: Path, edits: Edits) -> Iterator[tuple[str, str, str]]:
    """Build warm and fresh after each edit; yield what was done, and both sites."""
    timed_python(real_build("site-first", is_fresh=True), project)
    steps = {
        "nothing changed": lambda: None, "a lesson changed": edits.lesson, "a bank changed": edits.bank,
        "a title changed": edits.title,
    }  # fmt: skip
    for what, edit in steps.items():
        edit()
        timed_python(real_build("site-warm"), project)
        timed_python(real_build("site-fresh", is_fresh=True), project)
        yield what, "site-warm", "site-fresh"


def run(project: Path) -> list[Row]:
    """Return a row for each edit, and one for plain `mkdocs build`."""
    rows = [_row(project, *sites) for sites in _warm_and_fresh(project, Edits(project))]
    settings = project / "without-files.yml"
    settings.write_text("INHERIT: mkdocs.yml\nextra: {files: false}\n", "utf-8")
    timed_python(["-m", "mkdocs", "build", "-q", "-f", settings.name, "-d", "site-plain"], project)
    rows.append(_row(project, "plain `mkdocs build`", "site-plain", "site-fresh"))
    for name in ("site-first", "site-warm", "site-fresh", "site-plain"):
        shutil.rmtree(project / name)
    return rows
