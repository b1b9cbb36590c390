"""Prints the steps of a long command: each with ✓ when it is done and the time it took, or with ✗."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Step:
    """A step that is being done; `result` is told behind its name."""

    result = ""


@contextmanager
def step(name: str) -> Iterator[Step]:
    """Time a step and say when it is done, or that it was the one that failed."""
    started = time.perf_counter()
    doing = Step()
    try:
        yield doing
    except BaseException:
        print(f"✗ {name}", flush=True)
        raise
    told = f"：{doing.result}" if doing.result else ""
    print(f"✓ {name}　{time.perf_counter() - started:.1f} 秒{told}", flush=True)
