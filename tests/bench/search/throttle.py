"""Makes the pages of our own browser four times slower, workers too. Linux, as root; else says it cannot.

DevTools' own throttling does not reach workers, where stock Material's search lives. A quarter of one core is
shared by page and worker here, which a phone's cores would not have to.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup")
PERIOD, QUOTA = 20_000, 5_000
"""Microseconds: a quarter of a core in slices too short to notice."""
PATIENCE = 100
"""Tenths of a second for a closed browser to be gone."""
_SLOWED = (b"--type=renderer", b"--type=zygote")


def _parents() -> dict[int, int]:
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            found[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    return found


def _pages_of_ours() -> list[int]:
    """Return the processes below this one that run pages, or that new ones fork from."""
    parents, ours = _parents(), {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in ours} - ours:
        ours |= more
    found = []
    for process in sorted(ours):
        with suppress(OSError):
            line = Path(f"/proc/{process}/cmdline").read_bytes()
            found += [process] if any(kind in line for kind in _SLOWED) else []
    return found


def _new_group() -> Path | None:
    name = f"portal-bench-{os.getpid()}"
    with suppress(OSError):
        if (GROUPS / "cgroup.controllers").exists():
            group = GROUPS / name
            group.mkdir()
            (group / "cpu.max").write_text(f"{QUOTA} {PERIOD}")
        else:
            group = GROUPS / "cpu" / name
            group.mkdir()
            (group / "cpu.cfs_period_us").write_text(str(PERIOD))
            (group / "cpu.cfs_quota_us").write_text(str(QUOTA))
        return group
    return None


def _remove(group: Path) -> None:
    """Remove a group as soon as its processes have ended."""
    for _ in range(PATIENCE):
        with suppress(OSError):
            group.rmdir()
            return
        time.sleep(0.1)


@contextmanager
def slowing() -> Iterator[Callable[[], bool]]:
    """Give a function that slows the pages of the browser started since, and says whether it could.

    The browser has to be closed before this is left.
    """
    group = _new_group()

    def slow() -> bool:
        for process in _pages_of_ours() if group else ():
            (group / "cgroup.procs").write_text(str(process))
        return group is not None

    try:
        yield slow
    finally:
        if group:
            _remove(group)
