"""The same folder through `portal report` and through what others would write: seconds, memory, same figures.

    PYTHONPATH=scripts python tests/bench/report_peers.py [--people 2000 6000 20000] [--spark 2000]

The peers read clean JSON only, judge by equality with the right answers, count who passed each unit and the
figures of questions. They check no record, merge nobody, flag nothing and write no report. A row says whether
its figures are ours. Needs the group `bench` (polars, pandas).
"""

import argparse
import csv
import itertools
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from make_records import make_plain
from measuring import ROOT, cost_and_peak, python_environment, tell
from wide_project import write_wide_project

from portal.load import load
from portal.model.bank import BlankQuestion, Question
from portal.model.catalogue import Catalogue
from portal.reports.scope import scope_of

PEERS = {"DuckDB alone": "in_duckdb.py", "polars": "in_polars.py", "pandas": "in_pandas.py"}
DAY = "2026-12-01"


def _right(question: Question) -> Iterator[str]:
    """Yield the right answers as compact JSON."""
    if isinstance(question, BlankQuestion):
        values = [list(value) for value in itertools.product(*question.blanks.accept)]
    else:
        values = [sorted(question.correct_ids)]
    for value in values:
        yield json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def answer_key(catalogue: Catalogue) -> dict[str, Any]:
    """Return all that a peer has to know of the project."""
    scope = scope_of(catalogue)
    return {
        "questions": [
            {"id": one.id, "unit": one.unit, "values": list(_right(catalogue.question_of[one.id][1]))}
            for one in scope.questions
        ],
        "units": [
            {"unit": unit.id, "questions": unit.questions, "percent": track.percent}
            for track in scope.tracks
            for unit in track.units
        ],
    }


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def _number(cell: str) -> float | None:
    return float(cell.removeprefix("'")) if cell not in ("", "—") else None


def our_figures(report: Path, catalogue: Catalogue) -> dict[str, Any]:
    """Read back from our CSV what the peers compute too."""
    unit_of = {
        (track.title, unit.title): unit.id for track in scope_of(catalogue).tracks for unit in track.units
    }
    columns = ("首答人数", "首答正确", "最近人数", "最近正确", "区分度")
    passed: dict[str, int] = {}
    for row in _rows(report / "单元.csv"):
        if row["通过"] == "是":
            unit = unit_of[row["轨道"], row["单元"]]
            passed[unit] = passed.get(unit, 0) + 1
    questions = {
        row["题目编号"]: [_number(row[name]) for name in columns] for row in _rows(report / "题目.csv")
    }
    return {"questions": questions, "passed": passed}


def same(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Compare figures; correlations to the three digits that we show."""

    def close(one: list[float | None], other: list[float | None]) -> bool:
        (*counts, r), (*counts_too, r_too) = one, other
        return counts == counts_too and (r is None or abs(r - (r_too or 0)) < 0.00051)

    found = theirs["questions"]
    return ours["passed"] == theirs["passed"] and all(
        name in found and close(row, found[name]) for name, row in ours["questions"].items() if row[0]
    )


def measure(catalogue: Catalogue, project: Path, people: int, with_spark: bool) -> Iterator[str]:
    """Yield the rows of the table for one size."""
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        size = make_plain(catalogue, room / "records", people)
        (room / "key.json").write_text(json.dumps(answer_key(catalogue), ensure_ascii=False), "utf-8")
        programs = {"portal report": _ours(room, "duckdb")}
        programs |= {"portal report, Spark": _ours(room, "spark")} if with_spark else {}
        programs |= {peer: _peer(room, file) for peer, file in PEERS.items()}
        ours: dict[str, Any] = {}
        for title, arguments in programs.items():
            tell(f"  {people} people, {title}")
            command = [sys.executable, "-X", "utf8", *arguments]
            seconds, peak = cost_and_peak(command, project, python_environment(ROOT))
            if title in PEERS:
                figures = json.loads((room / "out.json").read_text("utf-8"))
            else:
                figures = our_figures(room / "report", catalogue)
                ours = ours or figures
            word = "yes" if same(ours, figures) else "NO"
            yield f"| {people} | {size:.0f} | {title} | {seconds:.1f} | {peak:.0f} | {word} |"


def _ours(room: Path, engine: str) -> list[str]:
    inputs = ["-m", "portal", "report", str(room / "records"), "--out", str(room / "report")]
    return [*inputs, "--date", DAY, "--fresh", "--engine", engine]


def _peer(room: Path, file: str) -> list[str]:
    script = ROOT / "tests" / "bench" / "peers" / file
    return [str(script), str(room / "records"), str(room / "key.json"), str(room / "out.json")]


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, nargs="+", default=[2000, 6000, 20000])
    arguments.add_argument("--answers", type=int, default=600)
    arguments.add_argument("--spark", type=int, default=0, metavar="PEOPLE", help="the size for Spark too")
    given = arguments.parse_args()
    print("| people | MB | program | seconds | peak MB | figures are ours |")
    print("|---:|---:|---|---:|---:|---|")
    with tempfile.TemporaryDirectory() as name:
        project = write_wide_project(Path(name, "project"), given.answers)
        catalogue = load(project).catalogue
        for people in given.people:
            for row in measure(catalogue, project, people, people == given.spark):
                print(row, flush=True)


if __name__ == "__main__":
    main()
