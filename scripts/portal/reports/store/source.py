"""Where records come from: a file, or one inside a zip, and how it looked when it was read."""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

_RACY = 2 * 10**9
"""Nanoseconds for which a file may change again without showing it: some disks count time by two seconds."""


NO_PATH = "=-"
"""Stands for what comes from no file; no absolute path is like it."""


@dataclass(frozen=True)
class Source:
    """One thing to be read."""

    name: str
    """For people, as it was named in this run."""
    path: str
    """Absolute, as `kept_path` writes it."""
    inside: str = ""
    """Where in a zip it stands."""
    size: int = 0
    changed: int = 0
    """When it was changed last, in nanoseconds; -1 when that is too short ago to be relied on."""


def kept_path(path: Path) -> str:
    """Return an absolute path as a text that any table can hold, even where it has bytes that are none."""
    whole = os.path.abspath(path)
    try:
        whole.encode()
    except UnicodeEncodeError:
        return f"%{quote_from_bytes(os.fsencode(whole))}"
    return f"={whole}"


def path_of(kept: str) -> Path:
    """Return the path that was kept."""
    if kept.startswith("%"):
        return Path(os.fsdecode(unquote_to_bytes(kept[1:])))
    return Path(kept[1:])


def source_of(name: str, path: Path, inside: str = "") -> Source:
    """Return a source as it looks now; one that cannot be looked at is never taken for unchanged."""
    try:
        state = os.stat(path)
    except OSError:
        return Source(name, kept_path(path), inside, 0, -1)
    changed = max(state.st_mtime_ns, state.st_ctime_ns if os.name != "nt" else 0)
    is_settled = time.time_ns() - changed > _RACY
    return Source(name, kept_path(path), inside, state.st_size, state.st_mtime_ns if is_settled else -1)
