"""A copy of what a release is made from: trainers may go on writing while it is built."""

import shutil
from collections.abc import Iterator
from pathlib import Path

_PARTS = ("mkdocs.yml", "docs", "quizzes", "overrides", "scripts/hooks.py")
"""What the site is built from; a test holds it against the project."""

Stamp = frozenset[tuple[str, int, int]]
"""Path, size and time of the last change of each file."""


def _files(root: Path) -> Iterator[Path]:
    for part in _PARTS:
        path = root / part
        yield from (path.rglob("*") if path.is_dir() else [path])


def stamp(root: Path) -> Stamp:
    """Return what changes whenever a file of the project is saved."""
    found = ((path, path.stat()) for path in _files(root) if path.is_file())
    return frozenset((str(path), facts.st_size, facts.st_mtime_ns) for path, facts in found)


def take_snapshot(root: Path, copy: Path) -> None:
    """Copy what the site is built from. Raises OSError for a file that cannot be read or written."""
    for path in _files(root):
        target = copy / path.relative_to(root)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        elif path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
