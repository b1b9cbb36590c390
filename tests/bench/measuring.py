"""What the benchmarks share: a timed child process, medians of paired runs, a row of the table.

Other people use the machine too, so only ratios of runs that alternate (A B A B) mean something.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
_SAMPLING = 0.05
"""Seconds between two looks at the memory that processes hold."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    measure: str
    value: str
    compared: str = "–"
    ratio: str = "–"


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds on the clock, seconds of processor time."""

    wall: float
    processor: float


def measured_portal(arguments: Sequence[str], project: Path) -> tuple[float, float, float]:
    """Run one `portal` command in a project; return clock seconds, processor seconds and peak megabytes."""
    command = [sys.executable, "-X", "utf8", "-m", "portal", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1"}
    begin = time.monotonic()
    child = subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"portal {arguments[0]} ended with {child.returncode}")
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, peak


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def timed_python(arguments: list[str], project: Path) -> Cost:
    """Run Python in a project of ours, in a process of its own, and return what that took."""
    return timed_command([sys.executable, "-X", "utf8", *arguments], project, python_environment(project))


def timed_command(command: list[str], project: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in a project, and return what it and the processes it started took."""
    with tempfile.TemporaryFile() as printed:
        begin = time.perf_counter()
        child = subprocess.Popen(command, cwd=project, env=environment, stdout=printed, stderr=printed)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            printed.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{printed.read().decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def peak_megabytes(arguments: list[str], project: Path) -> float:
    """Run Python in a project of ours and return the most memory that all its processes held together.

    Pages that processes share are counted once. Without `/proc`, only the largest process is known.
    """
    command = [sys.executable, "-X", "utf8", *arguments]
    return _peak(command, project, python_environment(project))


def cost_and_peak(command: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """Run a command; return clock seconds and the most memory that all its processes held together."""
    begin = time.perf_counter()
    peak = _peak(command, folder, environment)
    return time.perf_counter() - begin, peak


def _peak(command: list[str], folder: Path, environment: Mapping[str, str]) -> float:
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
    )
    most = 0.0
    while child.poll() is None:
        most = max(most, _held(child.pid))
        time.sleep(_SAMPLING)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
    return most or resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _held(group: int) -> float:
    """Return the megabytes that the processes of a group hold now."""
    kilobytes = 0
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            if os.getpgid(int(entry.name)) == group:
                lines = (entry / "smaps_rollup").read_text().splitlines()
                kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def python_environment(project: Path) -> dict[str, str]:
    """Return the environment in which a project's own program runs, compiled once as on anybody's machine."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(project / "scripts"), "PYTHONUTF8": "1"}


def timed_call(work: Callable[[], object]) -> Cost:
    """Call something in this process and return what that took."""
    begin, used = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - begin, time.process_time() - used)


def alternate(runs: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, list[Cost]]:
    """Run all once to warm up, then in turn, round after round; return the costs by name."""
    costs: dict[str, list[Cost]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            cost = run()
            if number:
                costs[name].append(cost)
            step = f"{number}/{rounds}" if number else "warm-up"
            tell(f"  {name}, {step}: {cost.wall:.2f} s, processor {cost.processor:.2f} s")
    return costs


def ratio_of(ours: Sequence[float], others: Sequence[float]) -> str:
    """Return the median of the ratios, pair by pair, and how far they spread."""
    ratios = sorted(one / other for one, other in zip(ours, others, strict=True))
    return f"**{median(ratios):.2f}** ({ratios[0]:.2f}–{ratios[-1]:.2f})"


def cost_rows(measure: str, ours: list[Cost], others: list[Cost], other: str) -> list[Row]:
    """Return a row for processor time and one for the clock: medians, and the median of the ratios."""
    rows = []
    for kind, name in (("processor", "processor"), ("wall", "clock")):
        mine = [getattr(cost, kind) for cost in ours]
        theirs = [getattr(cost, kind) for cost in others]
        compared = f"{median(theirs):.2f} s, {other}"
        rows.append(Row(f"{measure}, {name}", f"{median(mine):.2f} s", compared, ratio_of(mine, theirs)))
    return rows
