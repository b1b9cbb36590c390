"""Times `portal report` in a process of its own: records per second and peak memory, as a table row.

PYTHONPATH=scripts python tests/bench/bench_report.py --people 10000
"""

import argparse
import tempfile
from pathlib import Path

from make_records import make_folder
from measuring import ROOT, measured_portal

from portal.load import load


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=10_000)
    people = arguments.parse_args().people
    catalogue = load(ROOT).catalogue
    questions = sum(len(bank.published) for bank in catalogue.banks)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "records")
        files = make_folder(catalogue, folder, people)
        options = ["--roster", str(folder / "roster.csv"), "--out", str(Path(name, "report"))]
        options += ["--date", "2026-12-01"]
        clock, processor, peak = measured_portal(
            [
                "report",
                str(folder),
                "--roster",
                str(folder / "roster.csv"),
                "--out",
                str(Path(name, "report")),
                "--date",
                "2026-12-01",
            ],
            ROOT,
        )
    print("| files | questions in all | seconds | processor seconds | records/s | peak MB |")
    print("|---:|---:|---:|---:|---:|---:|")
    print(f"| {files} | {questions} | {clock:.1f} | {processor:.1f} | {files / clock:.0f} | {peak:.0f} |")


if __name__ == "__main__":
    main()
