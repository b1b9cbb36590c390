"""Measures the search beside stock Material's: what it finds, what it costs, how it grows. Judges nothing.

.venv/bin/python tests/bench/search/run.py [--quick] [--out FILE] [--misses FILE] [--ours SITE] [--stock SITE]
"""

import argparse
import importlib.metadata
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[2] / "scripts")]

import costs  # noqa: E402
import growth  # noqa: E402
import judging  # noqa: E402
from asking import answers  # noqa: E402
from measuring import tell  # noqa: E402
from queries import SETS, drawn, judged  # noqa: E402
from sites import ROOT, copy_project  # noqa: E402
from stock import build_ours, build_stock  # noqa: E402

from portal.load import load  # noqa: E402


def _quality(project: Path, sites: Mapping[str, Path], missed: Path | None) -> list[str]:
    sets = {name: judged(name) for name in SETS}
    items = drawn(load(project).catalogue)
    every = [*(query for queries in sets.values() for query in queries), *items]
    searches = {}
    for name, site in sites.items():
        tell(f"{name}: {len(every)} queries")
        searches[name] = answers(site, every)
    if missed:
        lines = judging.misses([*sets["tuning"], *items], searches["ours"])
        missed.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return judging.quality(sets, items, searches)


def _facts(load_before: float, seconds: float) -> str:
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("mkdocs-material", "jieba")
    )
    return (
        f"{time.strftime('%Y-%m-%d %H:%M %Z')}, {os.cpu_count()} cores, load {load_before:.1f} before and"
        f" {os.getloadavg()[0]:.1f} after, {versions}; took {seconds:.0f} s on the clock."
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only what is found")
    parser.add_argument("--growth", action="store_true", help="400 and 1,000 pages too")
    parser.add_argument("--rounds", type=int, default=3, help="of each time")
    parser.add_argument("--out", type=Path, help="write the tables to this file too")
    parser.add_argument("--misses", type=Path, help="list here what ours misses of the tuning half")
    parser.add_argument("--ours", type=Path, help="a built site of ours, instead of building it")
    parser.add_argument("--stock", type=Path, help="a built peer, instead of building it")
    return parser.parse_args()


def _lines(given: argparse.Namespace, room: Path) -> list[str]:
    project = copy_project(ROOT, room / "project")
    sites = {
        "ours": given.ours or build_ours(project, room / "ours"),
        "stock": given.stock or build_stock(project, room / "stock"),
    }
    lines = _quality(project, sites, given.misses)
    if not given.quick:
        lines += costs.table(sites, given.rounds)
    if given.growth:
        lines += growth.table(project, sites["ours"], room, given.rounds)
    return lines


def main() -> None:
    """Run what was asked for and print the tables; progress goes to stderr."""
    given = _arguments()
    begin, load_before = time.monotonic(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        lines = _lines(given, Path(name))
    text = "\n".join([*lines, _facts(load_before, time.monotonic() - begin)])
    print(text)
    if given.out:
        given.out.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
