"""Keeps what was made between two runs; a file proves itself, and what is broken counts as not there."""

import os
import pickle
import time
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

_SIZE = 16
_OLD = 3600.0
"""Seconds after which nobody is still writing a file."""


def digest_of(*parts: bytes) -> bytes:
    """Return a fingerprint of some texts, each of which ends where it ends."""
    sum_of = blake2b(digest_size=_SIZE)
    for part in parts:
        sum_of.update(b"%d:" % len(part))
        sum_of.update(part)
    return sum_of.digest()


class Shelf:
    """A folder of things by their names. Several processes may use it at once."""

    def __init__(self, folder: Path, code: bytes, is_read: bool = True) -> None:
        """Use a folder; `code` is a fingerprint of what makes the things, not `is_read` makes all anew."""
        self._folder, self._code, self._is_read = folder, code, is_read

    def _file(self, name: str) -> Path:
        return self._folder / blake2b(name.encode(), digest_size=12).hexdigest()

    def find(self, name: str, key: bytes = b"") -> Any:
        """Return what was kept by a name and the very same key; None if it was not."""
        if not self._is_read:
            return None
        with suppress(Exception):  # a flipped byte, another version of a class: make it again
            raw = self._file(name).read_bytes()
            proof, content = raw[:_SIZE], raw[_SIZE:]
            if proof == digest_of(self._code, name.encode(), key, content):
                return pickle.loads(content)
        return None

    def keep(self, name: str, thing: Any, key: bytes = b"") -> None:
        """Keep a thing; where that cannot be, the next run makes it again."""
        content = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
        file = self._file(name)
        new = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            new.write_bytes(digest_of(self._code, name.encode(), key, content) + content)
            new.replace(file)
        except OSError:
            with suppress(OSError):
                new.unlink()

    def forget_all_but(self, names: Iterable[str]) -> None:
        """Remove what is kept by other names, and what killed runs left."""
        there = {self._file(name).name for name in names}
        with suppress(OSError):
            for file in self._folder.iterdir():
                is_left = file.suffix and time.time() - file.stat().st_mtime > _OLD
                if is_left or not (file.suffix or file.name in there):
                    file.unlink(missing_ok=True)
