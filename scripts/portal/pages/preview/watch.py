"""Tells which files of a project were saved: at once by the system's events, at the latest by looking."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import watchfiles

_WATCHED = ("docs", "quizzes", "overrides")
_CONFIG = "mkdocs.yml"
_TICK = 250
"""Milliseconds between two looks at the configuration, which lies beside folders that are not watched."""
_ROUND = 8
"""Ticks between two looks at everything: network drives send no events, nor does a folder made anew."""
_TEMPORARY = re.compile(
    r"(?:^|/)(?:[.~#][^/]*|4913|[^/]*(?:~|#|\.(?:tmp|temp|swp|swx|bak|part|crdownload)))(?:/|$)"
)
"""Files that editors, Word and browsers make while they work."""

Snapshot = dict[str, tuple[int, int]]


def is_temporary(path: str) -> bool:
    """Tell whether a path is one that only a program writes to and nobody means."""
    return bool(_TEMPORARY.search(path))


def _look(root: Path, folder: str, found: Snapshot) -> None:
    try:
        with os.scandir(root / folder) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}"
                if is_temporary(path):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    _look(root, path, found)
                else:
                    facts = entry.stat()
                    found[path] = (facts.st_mtime_ns, facts.st_size)
    except OSError:  # it went away meanwhile
        return


def snapshot(root: Path) -> Snapshot:
    """Return path → (time of change, size) of every file that a preview depends on."""
    found: Snapshot = {}
    for folder in _WATCHED:
        _look(root, folder, found)
    return found | _config(root)


def _config(root: Path) -> Snapshot:
    try:
        facts = (root / _CONFIG).stat()
    except OSError:
        return {}
    return {_CONFIG: (facts.st_mtime_ns, facts.st_size)}


def different(before: Snapshot, now: Snapshot) -> set[str]:
    """Return the paths that are new, gone or changed."""
    return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}


def _events(root: Path, ended: Event) -> Iterator[set[str]]:
    """Yield saved paths as the system tells of them, and nothing every now and then."""
    folders = [root / folder for folder in _WATCHED if (root / folder).is_dir()]
    try:
        for changes in watchfiles.watch(
            *folders, watch_filter=None, debounce=150, step=20, stop_event=ended, rust_timeout=_TICK,
            yield_on_timeout=True, ignore_permission_denied=True,
        ):  # fmt: skip
            yield {Path(path).relative_to(root).as_posix() for _, path in changes}
    except (OSError, RuntimeError):  # too many watches, or a folder that is not there any more
        while not ended.wait(_TICK / 1000):
            yield set()


def _note(root: Path, saved: set[str], seen: Snapshot) -> None:
    """Take into a snapshot what the system has told of, so that the next look does not find it again."""
    for path in saved:
        try:
            facts = (root / path).stat()
        except OSError:
            seen.pop(path, None)
        else:
            if not (root / path).is_dir():
                seen[path] = (facts.st_mtime_ns, facts.st_size)


def changes(root: Path, ended: Event, seen: Snapshot | None = None) -> Iterator[set[str]]:
    """Yield sets of saved paths (from the project's root) until `ended` is set.

    `seen` is what is known already: what was saved since then is yielded first. None: what is there now.
    """
    root = root.resolve()
    seen = snapshot(root) if seen is None else seen
    for ticks, told in enumerate(_events(root, ended)):
        saved = {path for path in told if not is_temporary(path)}
        _note(root, saved, seen)
        config = _config(root)
        if config != {path: facts for path, facts in seen.items() if path == _CONFIG}:
            saved.add(_CONFIG)
            seen = {path: facts for path, facts in seen.items() if path != _CONFIG} | config
        if ticks % _ROUND == 0:
            now = snapshot(root)
            saved |= different(seen, now)
            seen = now
        if saved:
            yield saved
