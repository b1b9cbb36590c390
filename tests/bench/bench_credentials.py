"""Times `portal credential issue` in a process of its own: JSON, PDF and PNG for many people, then JSON.

PYTHONPATH=scripts python tests/bench/bench_credentials.py --people 1000
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["张小云", "李大勇", "王芳", "欧阳若溪", "阿依古丽·买买提", "韦壮", "黄桂兰", "覃海燕"]


def write_project(root: Path, people: int) -> None:
    """Write a project without pages, and a list of people who passed."""
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("")
    passed = {
        "schema": "portal-passed/1", "track": "c", "title": "C 证 · 人人会育心", "hours": 32, "rules": "c/1",
        "date": "2024-11-22",
        "people": [
            {"number": f"{at:05}", "name": NAMES[at % len(NAMES)], "school": "青山一小", "percent": 90}
            for at in range(people)
        ],
    }  # fmt: skip
    (root / "passed-c.json").write_text(json.dumps(passed, ensure_ascii=False), "utf-8")


def measure(project: Path, *arguments: str) -> tuple[float, float, float]:
    """Return seconds on the clock, seconds of processor time and peak megabytes of one command."""
    command = [sys.executable, "-X", "utf8", "-m", "portal", "credential", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1"}
    begin = time.monotonic()
    child = subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"portal credential {arguments[0]} ended with {child.returncode}")
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, peak


def main() -> None:
    """Print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=1_000)
    people = arguments.parse_args().people
    print(
        "| what | people | seconds | processor seconds | people/s | peak MB of a process | MB on the disk |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        project = Path(name, "project")
        write_project(project, people)
        measure(project, "keys", "--name", "青山县教师发展中心")
        for what, only in (("JSON, PDF, PNG", ()), ("JSON, again", ("--only", "json"))):
            clock, processor, peak = measure(project, "issue", "passed-c.json", *only)
            written = sum(file.stat().st_size for file in (project / "credentials").rglob("*.*")) / 1e6
            figures = f"{clock:.1f} | {processor:.1f} | {people / clock:.1f} | {peak:.0f} | {written:.0f}"
            print(f"| {what} | {people} | {figures} |")
        files = [str(file) for file in sorted((project / "credentials" / "issued").rglob("*.*"))]
        clock, processor, peak = measure(project, "verify", *files)
        figures = f"{clock:.1f} | {processor:.1f} | {len(files) / clock:.1f} | {peak:.0f}"
        print(f"| verify | {len(files)} | {figures} | |")


if __name__ == "__main__":
    main()
