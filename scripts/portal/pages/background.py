"""Makes one thing in a second process while this one goes on, where the system can copy a process."""

import os
import pickle
import signal
import warnings
import weakref
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def can_copy() -> bool:
    """Tell whether the system can copy a process, and has a second processor for the copy."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def copied() -> int:
    """Copy this process; return 0 in the copy."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a progress bar's thread holds no lock of ours
        return os.fork()


class _Copy:
    """A second process that makes one thing."""

    def __init__(self, make: Callable[[], Any]) -> None:
        result, result_in = os.pipe()
        self._make, self._result, self._child = make, result, copied()
        if self._child == 0:
            self._be_the_second(result_in)
        os.close(result_in)
        self._end = weakref.finalize(self, _stop, result, self._child)

    def _be_the_second(self, result_in: int) -> None:
        try:
            with open(result_in, "wb") as pipe:
                pipe.write(pickle.dumps(self._make()))
        finally:
            os._exit(0)

    def wait(self) -> Any:
        """Return what it has made; where it failed, make it here."""
        with open(self._result, "rb", closefd=False) as pipe:
            raw = pipe.read()
        self._end()
        try:
            return pickle.loads(raw)
        except (EOFError, pickle.UnpicklingError):
            return self._make()


def _stop(result: int, child: int) -> None:
    """Let go of a second process, whether or not it is done."""
    os.close(result)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def in_background(make: Callable[[], T]) -> Callable[[], T]:
    """Begin to make something in a second process; what is returned waits for it and gives it, each time.

    Where that cannot be, or fails, it is made here when it is asked for.
    """
    return cache(_Copy(make).wait if can_copy() else make)
