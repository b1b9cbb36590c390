"""A lock that the system takes back by itself when its holder is killed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def _held(file: IO[str]) -> bool:
    """Take the lock of an open file; tell whether nobody else had it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a network share that knows no locks: better published without than not at all
        return True
    return True


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Hold the lock of a file, made if need be; the value tells whether nobody else holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+", encoding="utf-8") as file:
        yield _held(file)
