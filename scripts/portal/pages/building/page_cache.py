"""Keeps what was made of pages between builds; what is broken in it counts as not there."""

import os
import pickle
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from portal.pages.building.surroundings import code
from portal.pages.digests import SIZE, digest_of

_OLD = 3600.0
"""Seconds after which nobody is still writing a file."""


class PageCache:
    """A folder with one file for each thing made; its file says what it was made from, and proves itself.

    Two processes, or two builds, may use one folder at the same time.
    """

    def __init__(self, folder: Path | None, is_read: bool = True) -> None:
        """Use a folder, or keep nothing; `is_read` is false for a build that shall make everything anew."""
        self._folder = folder
        self._old = is_read
        self._used: set[str] = set()
        if folder:
            with suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)

    def _file(self, folder: Path, kind: str, uri: str) -> str:
        name = f"{blake2b(uri.encode(), digest_size=12).hexdigest()}.{kind}"
        self._used.add(name)
        return os.path.join(folder, name)

    def old(self, kind: str, uri: str, key: bytes) -> bytes | None:
        """Return what an earlier build kept under a key; None if it did not, or it is broken."""
        return self.find(kind, uri, key) if self._old else None

    def find(self, kind: str, uri: str, key: bytes) -> bytes | None:
        """Return what was kept under a key, by this build's other process too."""
        if not self._folder:
            return None
        try:
            with open(self._file(self._folder, kind, uri), "rb") as file:
                raw = file.read()
        except OSError:
            return None
        payload = raw[2 * SIZE :]
        is_whole = raw[:SIZE] == key and raw[SIZE : 2 * SIZE] == digest_of(key, payload)
        return payload if is_whole else None

    def keep(self, kind: str, uri: str, key: bytes, payload: bytes) -> None:
        """Keep what was made; where that cannot be, the next build makes it again."""
        if not self._folder:
            return
        file = Path(self._file(self._folder, kind, uri))
        new = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            new.write_bytes(key + digest_of(key, payload) + payload)
            new.replace(file)
        except OSError:
            with suppress(OSError):
                new.unlink()

    def remembered(self, name: str, made_from: Iterable[str], make: Callable[[], Any]) -> Any:
        """Return what was made from the same, with the same code, or make it now."""
        key = digest_of(code(), *made_from)
        kept = self.old("made", name, key)
        if kept is None:
            kept = pickle.dumps(make())
            self.keep("made", name, key, kept)
        return pickle.loads(kept)

    def clear_up(self, *kinds: str) -> None:
        """Remove what was kept of pages that are gone, and what killed builds left."""
        if not self._folder:
            return
        with suppress(OSError):
            for file in self._folder.iterdir():
                is_gone = file.suffix[1:] in kinds and file.name not in self._used
                is_left = file.suffix[1:].isdigit() and time.time() - file.stat().st_mtime > _OLD
                if is_gone or is_left:
                    file.unlink(missing_ok=True)
