"""Keeps what each file gave, so that loading again reads only what changed since, in the next run too."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.own_code import digest_of_code
from portal.shelf import Shelf, digest_of

_SETTLED = 3.0
"""Seconds. The clock of a file system may be that coarse: a younger file is compared by its bytes."""


_SHELVED = ("content", "slips")
"""What is worth keeping between two runs."""


@dataclass(frozen=True)
class _Seen:
    """A file's bytes, and what the system said about the file just before they were read."""

    raw: bytes
    digest: bytes
    facts: tuple[int, ...]
    is_settled: bool


class Kept:
    """What was read of one project. Pass the same one to every `load` of it; not for two threads at once."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        """Begin with nothing read but what lies on a shelf."""
        self._seen: dict[str, _Seen] = {}
        self._made: dict[tuple[str, str], tuple[bytes, Any]] = {}
        self._shelf = shelf
        self._slips: dict[str, tuple[bytes, Any]] = (shelf.find("slips") if shelf else None) or {}
        self._new: dict[str, tuple[bytes, Any]] = {}

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
            if old and old.raw == raw:
                old = _Seen(old.raw, old.digest, facts, is_settled)
            else:
                old = _Seen(raw, digest_of(raw), facts, is_settled)
        self._seen[path] = old
        return old.raw

    def made(self, what: str, path: str, raw: bytes, make: Callable[[], Any]) -> Any:
        """Return what was made of a file's bytes before, else make it now; `what` names the maker."""
        made = self.find(what, path, raw)
        if made is None:
            made = make()
            self._made[what, path] = (raw, made)
            if self._shelf and what in _SHELVED:
                self._new[f"{what}:{path}"] = (self.digest(path), made)
        return made

    def digest(self, path: str) -> bytes:
        """Return the fingerprint of the bytes of a file that was read."""
        return self._seen[path].digest

    def find(self, what: str, path: str, raw: bytes) -> Any:
        """Return what was made of these bytes before; None when they are new."""
        found = self._made.get((what, path))
        if found and found[0] is raw:
            return found[1]
        made = self._on_shelf(what, path) if self._shelf and what in _SHELVED else None
        if made is not None:
            self._made[what, path] = (raw, made)
        return made

    def _on_shelf(self, what: str, path: str) -> Any:
        if what == "slips":
            digest, slips = self._slips.get(path, (b"", None))
            return slips if digest == self.digest(path) else None
        return self._shelf.find(path, self.digest(path)) if self._shelf else None

    def put_away(self) -> None:
        """Lay what was made since on the shelf, for the next run."""
        if not self._shelf or not self._new:
            return
        for name, (digest, made) in self._new.items():
            what, _, path = name.partition(":")
            if what == "slips":
                self._slips[path] = digest, made
            else:
                self._shelf.keep(path, made, digest)
        self._slips = {path: kept for path, kept in self._slips.items() if path in self._seen}
        self._shelf.keep("slips", self._slips)
        self._shelf.forget_all_but({*self._seen, "slips"})
        self._new = {}

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


def kept_in(folder: Path, is_read: bool = True) -> Kept:
    """Return what earlier runs read, below a folder of kept things; nothing of it if not `is_read`."""
    code = digest_of_code(("load", "model"), ("pydantic", "pydantic-core", "pyyaml", "rumdl"))
    return Kept(Shelf(folder / "content", code, is_read))
