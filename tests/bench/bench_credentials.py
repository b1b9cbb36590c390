"""Times `portal credential issue` in a process of its own: JSON, PDF and PNG for many people, then JSON.

PYTHONPATH=scripts python tests/bench/bench_credentials.py --people 1000
"""

import argparse
import json
import tempfile
from pathlib import Path

from measuring import measured_portal

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
        measured_portal(["credential", "keys", "--name", "青山县教师发展中心"], project)
        for what, only in (("JSON, PDF, PNG", ()), ("JSON, again", ("--only", "json"))):
            clock, processor, peak = measured_portal(["credential", "issue", "passed-c.json", *only], project)
            written = sum(file.stat().st_size for file in (project / "credentials").rglob("*.*")) / 1e6
            figures = f"{clock:.1f} | {processor:.1f} | {people / clock:.1f} | {peak:.0f} | {written:.0f}"
            print(f"| {what} | {people} | {figures} |")
        files = [str(file) for file in sorted((project / "credentials" / "issued").rglob("*.*"))]
        clock, processor, peak = measured_portal(["credential", "verify", *files], project)
        figures = f"{clock:.1f} | {processor:.1f} | {len(files) / clock:.1f} | {peak:.0f}"
        print(f"| verify | {len(files)} | {figures} | |")


if __name__ == "__main__":
    main()
