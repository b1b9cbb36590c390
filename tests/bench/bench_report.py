"""Times `portal report` on folders of plain records, each as large as all tracks together will make one.

    PYTHONPATH=scripts:tests/bench python tests/bench/bench_report.py --people 2000 6000 20000 --answers 600

Per size: all read anew, then a second time with nothing new. The last line is what a line through the sizes
gives for a million people; it says by how much the sizes differ from that line.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from make_records import make_plain
from measuring import ROOT, cost_and_peak, measured_portal, python_environment, tell
from wide_project import write_wide_project

from portal.load import load

DAY = "2026-12-01"
MILLION = 1_000_000


class Measured(NamedTuple):
    """One report."""

    seconds: float
    peak: float
    """Megabytes that all its processes held together."""


def measure(folder: Path, out: Path, project: Path = ROOT) -> tuple[float, float, float]:
    """Report on a folder; return clock seconds, processor seconds and peak megabytes of one process."""
    roster = folder / "roster.csv"
    listed = ["--roster", str(roster)] if roster.exists() else []
    return measured_portal(
        ["report", str(folder), *listed, "--out", str(out), "--date", DAY, "--fresh"], project
    )


def _report(project: Path, folder: Path, *options: str) -> Measured:
    command = [sys.executable, "-X", "utf8", "-m", "portal", "report", str(folder), "--date", DAY, *options]
    environment = python_environment(project) | {"PYTHONPATH": str(ROOT / "scripts")}
    return Measured(*cost_and_peak(command, project, environment))


def _both(project: Path, room: Path, people: int) -> tuple[float, Measured, Measured]:
    """Make a folder and report on it twice; return its megabytes and both reports."""
    folder, out = room / str(people), room / f"report-{people}"
    tell(f"  making records of {people} people")
    size = make_plain(load(project).catalogue, folder, people)
    options = ["--out", str(out), "--store", str(room / f"store-{people}")]
    return size, _report(project, folder, *options, "--fresh"), _report(project, folder, *options)


def line_through(sizes: Sequence[int], seconds: Sequence[float]) -> tuple[float, float, float]:
    """Return seconds at nothing, seconds a person, and the largest share by which a size is off the line."""
    slope, start = np.polyfit(sizes, seconds, 1)
    off = max(abs(start + slope * size - one) / one for size, one in zip(sizes, seconds, strict=True))
    return float(start), float(slope), float(off)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[2_000, 6_000, 20_000])
    parser.add_argument("--answers", type=int, default=600)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        project = write_wide_project(room / "project", given.answers)
        print("| people | MB of JSON | seconds | peak MB | again: seconds | again: peak MB |")
        print("|---:|---:|---:|---:|---:|---:|")
        firsts = []
        for people in given.people:
            size, first, again = _both(project, room, people)
            firsts.append(first)
            row = f"{first.seconds:.1f} | {first.peak:.0f} | {again.seconds:.1f} | {again.peak:.0f}"
            print(f"| {people:,} | {size:,.0f} | {row} |", flush=True)
        if len(firsts) > 1:
            start, slope, off = line_through(given.people, [one.seconds for one in firsts])
            print(
                f"\n{start:.1f} s + {slope * 1000:.2f} s for each thousand (off by at most {off:.0%}): "
                f"{(start + slope * MILLION) / 60:.0f} minutes for {MILLION:,} people; "
                f"peak {' → '.join(f'{one.peak:.0f}' for one in firsts)} MB"
            )


if __name__ == "__main__":
    main()
