"""Keeps what each file gave, so that loading again reads only what changed since."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SETTLED = 3.0
"""Seconds. The clock of a file system may be that coarse: a younger file is compared by its bytes."""


@dataclass(frozen=True)
class _Seen:
    """A file's bytes, and what the system said about the file just before they were read."""

    raw: bytes
    facts: tuple[int, ...]
    is_settled: bool


class Kept:
    """What was read of one project. Pass the same one to every `load` of it; not for two threads at once."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._seen: dict[str, _Seen] = {}
        self._made: dict[tuple[str, str], tuple[bytes, Any]] = {}

    def bytes_of(self, root: Path, path: str) -> bytes:
        """Return a file's bytes: the very same object as long as they are the same.

        Raises OSError when the file cannot be read.
        """
        old = self._seen.pop(path, None)
        now = (root / path).stat()
        facts = (now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino)
        if not (old and old.is_settled and old.facts == facts):
            raw = (root / path).read_bytes()
            is_settled = time.time() - now.st_mtime > _SETTLED
            kept = old.raw if old and old.raw == raw else raw
            old = _Seen(kept, facts, is_settled)
        self._seen[path] = old
        return old.raw

    def made(self, what: str, path: str, raw: bytes, make: Callable[[], Any]) -> Any:
        """Return what was made of a file's bytes before, else make it now; `what` names the maker."""
        found = self._made.get((what, path))
        if found is None or found[0] is not raw:
            found = self._made[what, path] = (raw, make())
        return found[1]

    def find(self, what: str, path: str, raw: bytes) -> Any:
        """Return what was made of these bytes before; None when they are new."""
        found = self._made.get((what, path))
        return found[1] if found and found[0] is raw else None

    def forget_all_but(self, paths: Iterable[str]) -> None:
        """Let go of files that are no longer there."""
        there = set(paths)
        self._seen = {path: seen for path, seen in self._seen.items() if path in there}
        self._made = {key: made for key, made in self._made.items() if key[1] in there}

    def text_of(self, path: str) -> str | None:
        """Return the text of a file as it was last loaded; None when it was not, or is not text."""
        seen = self._seen.get(path)
        return self.made("text", path, seen.raw, lambda: _text_or_none(seen.raw)) if seen else None


def _text_or_none(raw: bytes) -> str | None:
    try:
        return text_of(raw)
    except UnicodeDecodeError:
        return None


def text_of(raw: bytes) -> str:
    """Return the text of an authored file, its lines ended by \\n alone.

    Raises UnicodeDecodeError when it is not UTF-8.
    """
    return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
