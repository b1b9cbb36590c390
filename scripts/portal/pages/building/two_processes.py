"""Shares work on a list between this process and a second one, where the system can copy a process.

The second one only leaves files behind: should it fail, the first does its share as well.
"""

import os
from collections.abc import Callable
from contextlib import suppress

from portal.pages.background import can_copy, copied

FEWEST = 16
"""Below this many pieces, copying a process costs more than it saves."""

_NUMBER = 4


def _numbers(pipe: int) -> list[int]:
    raw = b""
    while piece := os.read(pipe, 1 << 16):
        raw += piece
    return [int.from_bytes(raw[at : at + _NUMBER], "big") for at in range(0, len(raw), _NUMBER)]


def can_share(count: int) -> bool:
    """Tell whether a second process is worth its cost, and whether the system has such a thing."""
    return count >= FEWEST and can_copy()


def shared(count: int, work: Callable[[int], None]) -> set[int]:
    """Do `work` for 0, 1, … `count` - 1; return the numbers that the second process has done.

    What `work` raises in the second process is raised nowhere: that number is not among the returned, nor
    done. In the first process it is raised once the second one has ended.
    """
    tasks, tasks_in = os.pipe()
    done, done_in = os.pipe()
    os.set_blocking(tasks_in, False)
    try:
        limit = os.write(tasks_in, b"".join(n.to_bytes(_NUMBER, "big") for n in range(count))) // _NUMBER
    except OSError:
        limit = 0
    child = copied()
    if child == 0:
        _second(tasks, tasks_in, done_in, work)
    os.close(tasks_in)
    os.close(done_in)
    try:
        while piece := os.read(tasks, _NUMBER):
            work(int.from_bytes(piece, "big"))
        for number in range(limit, count):
            work(number)
    finally:
        with suppress(OSError):
            os.close(tasks)
        others = set(_numbers(done))
        os.close(done)
        os.waitpid(child, 0)
    return others


def _second(tasks: int, tasks_in: int, done_in: int, work: Callable[[int], None]) -> None:
    """Be the second process: take numbers until none is left, then vanish without a trace."""
    try:
        os.close(tasks_in)
        while piece := os.read(tasks, _NUMBER):
            with suppress(Exception):
                work(int.from_bytes(piece, "big"))
                os.write(done_in, piece)
    finally:
        os._exit(0)
