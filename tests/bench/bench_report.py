"""Times `portal report` in a process of its own: records per second and peak memory, as a table row.

PYTHONPATH=scripts python tests/bench/bench_report.py --people 10000
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from make_records import make_folder

from portal.load import load

ROOT = Path(__file__).resolve().parents[2]


def _peak_mb(kilobytes: int) -> float:
    return kilobytes / (1024 * 1024 if sys.platform == "darwin" else 1024)


def measure(folder: Path, out: Path) -> tuple[float, float, float]:
    """Return seconds on the clock, seconds of processor time and peak megabytes of one report."""
    command = [sys.executable, "-X", "utf8", "-m", "portal", "report", str(folder)]
    command += ["--roster", str(folder / "roster.csv"), "--out", str(out), "--date", "2026-12-01"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1"}
    begin = time.monotonic()
    child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"portal report ended with {child.returncode}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, _peak_mb(usage.ru_maxrss)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=10_000)
    people = arguments.parse_args().people
    catalogue = load(ROOT).catalogue
    questions = sum(len(bank.published) for bank in catalogue.banks)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "records")
        files = make_folder(catalogue, folder, people)
        clock, processor, peak = measure(folder, Path(name, "report"))
    print("| files | questions in all | seconds | processor seconds | records/s | peak MB |")
    print("|---:|---:|---:|---:|---:|---:|")
    print(f"| {files} | {questions} | {clock:.1f} | {processor:.1f} | {files / clock:.0f} | {peak:.0f} |")


if __name__ == "__main__":
    main()
