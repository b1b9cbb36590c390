"""Runs the benchmarks and prints one Markdown table; progress goes to stderr. Judges nothing.

.venv/bin/python tests/bench/run.py [--quick] [--only build,same,check,serve,pages,files,report] [--out FILE]
"""

import argparse
import importlib.metadata
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import bench_build
import bench_check
import bench_files
import bench_pages
import bench_report
import bench_same
import bench_serve
from make_records import make_folder
from measuring import Row, ratio_of, tell
from sites import ROOT, copy_project, write_twin

from portal.load import load

ALL = ("build", "same", "check", "serve", "pages", "files", "report")


def _report_rows(people: int, rounds: int) -> list[Row]:
    """Return the rows for `portal report`, compared with a tenth of the records."""
    sizes = (people // 10, people)
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        folders = [Path(name, str(size)) for size in sizes]
        tell(f"  making records of {sizes[0]} and {sizes[1]} people")
        catalogue = load(ROOT).catalogue
        files = [make_folder(catalogue, folder, size) for folder, size in zip(folders, sizes, strict=True)]
        measured: list[list[tuple[float, ...]]] = [[], []]
        for number in range(rounds):
            for folder, count, found in zip(folders, files, measured, strict=True):
                wall, processor, peak = bench_report.measure(folder, Path(name, f"report-{count}-{number}"))
                tell(f"  report of {count} files: {wall:.1f} s, processor {processor:.1f} s, {peak:.0f} MB")
                found.append((count / wall, count / processor, peak))
    few, many = (list(zip(*found, strict=True)) for found in measured)
    names = ("records per second on the clock", "records per processor second", "peak memory in MB")
    return [
        Row(
            f"`portal report`, {files[1]:,} files, {name}",
            f"{median(ours):,.0f}",
            f"{median(others):,.0f}, {files[0]:,} files",
            ratio_of(ours, others),
        )
        for name, ours, others in zip(names, many, few, strict=True)
    ]


def _facts(load_before: float, seconds: float) -> str:
    packages = ("mkdocs", "mkdocs-material", "mkdocs-quiz")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return (
        f"{time.strftime('%Y-%m-%d %H:%M %Z')}, {os.cpu_count()} cores, load {load_before:.1f} before and"
        f" {os.getloadavg()[0]:.1f} after, {platform.system()} {platform.machine()},"
        f" Python {platform.python_version()}, {versions}; took {seconds:.0f} s on the clock."
    )


def _table(rows: list[Row]) -> Iterator[str]:
    yield "| measure | value | compared with | ratio |"
    yield "|---|---:|---:|---:|"
    for row in rows:
        yield f"| {row.measure} | {row.value} | {row.compared} | {row.ratio} |"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, a tenth of the records")
    parser.add_argument("--only", default=",".join(ALL), help="which, separated by commas")
    parser.add_argument("--out", type=Path, help="write the table to this file too")
    given = parser.parse_args()
    given.only = given.only.split(",")
    if unknown := set(given.only) - {*ALL}:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    return given


def main() -> None:
    given = _arguments()
    begin, load_before = time.monotonic(), os.getloadavg()[0]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        project = copy_project(ROOT, Path(name, "project"))
        write_twin(project)
        benches: dict[str, Callable[[], list[Row]]] = {
            "build": lambda: bench_build.run(
                project, 1 if given.quick else 5, () if given.quick else bench_build.SIZES
            ),
            "same": lambda: bench_same.run(project),
            "check": lambda: bench_check.run(project, 3 if given.quick else 5),
            "serve": lambda: bench_serve.run(project, 1 if given.quick else 3),
            "pages": lambda: bench_pages.run(project),
            "files": lambda: bench_files.run(project, 1 if given.quick else 2),
            "report": lambda: _report_rows(*((1_000, 1) if given.quick else (10_000, 3))),
        }
        for bench in (bench for bench in benches if bench in given.only):
            tell(bench)
            rows += benches[bench]()
    text = "\n".join([*_table(rows), "", _facts(load_before, time.monotonic() - begin)])
    print(text)
    if given.out:
        given.out.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
