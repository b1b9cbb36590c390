"""A folder with known truth gives exactly that truth: in the workbook, in the tables and on the page."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from report_truth import DAY, Truth, in_two, renamed, truth_town, write_town, write_truth_project

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.model.lesson import grade_name

ROOT = Path(__file__).parents[3]
# Data bars, of which openpyxl knows nothing.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
Row = dict[str, str]
Read = Callable[[str], list[Row]]


@dataclass(frozen=True)
class Told:
    """A report and the truth that it should tell."""

    truth: Truth
    out: Path
    said: str

    def table(self, name: str) -> list[Row]:
        """Return the rows of a CSV file, guarded texts as they were."""
        text = (self.out / f"{name}.csv").read_text("utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
        return [{key: cell.removeprefix("'") for key, cell in row.items()} for row in rows]

    def sheet(self, name: str) -> list[Row]:
        """Return the rows of a sheet of the workbook, as the CSV would have them."""
        book = openpyxl.load_workbook(self.out / "report.xlsx", read_only=True)
        head, *rows = book[name].iter_rows(values_only=True)
        width = sum(cell is not None for cell in head)
        return [
            {
                str(key): "" if cell is None else str(cell)
                for key, cell in zip(head, row[:width], strict=False)
            }
            for row in rows
        ]


def run_report(project: Path, folder: Path, out: Path) -> str:
    """Run the command as a trainer does, in the project's folder; return what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "portal", "report", str(folder / "records"),
         "--roster", str(folder / "roster.csv"), "--confirmed", str(folder / "confirmed.csv"),
         "--assessment", str(folder / "results.json"), "--out", str(out), "--date", DAY],
        cwd=project, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_truth_project(tmp_path_factory.mktemp("truth") / "project")


@pytest.fixture(scope="session")
def known(project: Path) -> Catalogue:
    return load(project).catalogue


@pytest.fixture(scope="session")
def told(project: Path, known: Catalogue) -> Told:
    folder = project.parent / "county"
    truth = write_town(truth_town(known), folder)
    out = project.parent / "report"
    return Told(truth, out, run_report(project, folder, out))


@pytest.fixture(params=["table", "sheet"])
def read(request: pytest.FixtureRequest, told: Told) -> Read:
    return {"table": told.table, "sheet": told.sheet}[request.param]


def page_of(told: Told, part: str) -> list[dict[str, Any]]:
    """Return the rows of a part of the page, as its script gets them."""
    text = (told.out / "report.html").read_text("utf-8")
    [data] = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)
    found = json.loads(data)["parts"][part]
    titles = [column["title"] for column in found["columns"]]
    return [dict(zip(titles, row, strict=True)) for row in found["rows"]]


def key_of(row: Row) -> str:
    return row["编号"] or f"{row['姓名']}（没有编号）"


def whole(cell: str) -> float:
    return float(cell)


def file_of(name: str) -> str:
    return name.split("/records/")[-1].split("（第")[0]


def test_the_page_has_the_counts_of_schools_and_counties(told: Told) -> None:
    truth, titles = told.truth, list(told.truth.schools["一小"])

    def counts(part: str, by: str) -> dict[str, dict[str, Any]]:
        return {row[by]: {title: row[title] for title in titles} for row in page_of(told, part)}

    assert counts("schools", "学校") == truth.schools
    everybody = {title: sum(one[title] for one in truth.schools.values()) for title in titles}
    assert counts("counties", "区县") == truth.counties | {"全部区县": everybody}


def test_the_page_names_the_missing_the_flags_and_the_unread(told: Told) -> None:
    truth = told.truth
    named = " ".join(row["姓名（编号）"] for row in page_of(told, "missing"))
    assert sorted(re.findall(r"（(\w+)）", named)) == sorted(truth.missing)
    flags = {(key_of(row), row["类别"]) for row in page_of(told, "flags")}
    assert flags == {(who, kind) for who, kind, _ in truth.flags}
    unread = {file_of(row["文件"]) for row in page_of(told, "unread")}
    assert unread == {*truth.unread, *truth.passed_over, *truth.nameless}


def test_nothing_of_a_name_becomes_markup_on_the_page(told: Told) -> None:
    text = (told.out / "report.html").read_text("utf-8")
    assert "<img src=x" not in text
    assert "</script><b>" not in text


def test_everybody_has_the_verdict_that_is_due(told: Told, read: Read) -> None:
    assert {key_of(row): row["结论"] for row in read("个人")} == told.truth.people


def test_schools_have_their_counts(told: Told, read: Read) -> None:
    rows = read("学校")
    assert {
        row["学校"]: {title: int(row[title]) for title in told.truth.schools["一小"]} for row in rows
    } == (told.truth.schools)
    for row in rows:
        part, took = int(row["通过"]), int(row["实考"])
        assert float(row["通过率（通过÷实考）"]) == pytest.approx(part / took)


def test_who_is_missing_and_who_was_not_asked(told: Told, read: Read) -> None:
    rows = read("缺交与名单之外")
    found = {
        kind: [key_of(row) for row in rows if row["类别"] == kind]
        for kind in ("缺交", "名单之外", "名单问题")
    }
    expected = {"缺交": told.truth.missing, "名单之外": told.truth.outside, "名单问题": []}
    assert {kind: sorted(keys) for kind, keys in found.items()} == {
        kind: sorted(keys) for kind, keys in expected.items()
    }


def test_what_could_not_be_read_is_named_with_its_reason(told: Told, read: Read) -> None:
    rows = read("未读文件")
    found = {
        result: {file_of(row["文件"]): row["原因"] for row in rows if row["结果"] == result}
        for result in ("读不出", "没有读", "无名记录")
    }
    truth = told.truth
    assert found["读不出"].keys() == truth.unread.keys()
    assert found["没有读"].keys() == truth.passed_over.keys()
    assert sorted(found["无名记录"]) == sorted(truth.nameless)
    for name, reason in (truth.unread | truth.passed_over).items():
        assert reason in found["读不出"].get(name, "") + found["没有读"].get(name, "")


def test_flags_are_those_and_no_others_each_with_its_evidence(told: Told, read: Read) -> None:
    rows = read("疑点")
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        seen[key_of(row), row["类别"]] = seen.get((key_of(row), row["类别"]), "") + row["说明"]
    assert seen.keys() == {(who, kind) for who, kind, _ in told.truth.flags}
    assert [(who, kind, part) for who, kind, part in told.truth.flags if part not in seen[who, kind]] == []


def test_every_flag_is_a_question_to_ask(told: Told, read: Read) -> None:
    for row in read("疑点"):
        assert "请" in row["可以这样问"]
        assert row["也可能是"]


def test_questions_have_their_first_and_latest_answers(told: Told, read: Read) -> None:
    titles = ("作答人数", "首答人数", "首答正确", "最近人数", "最近正确")
    found = {
        row["题目编号"]: tuple(int(row[title]) for title in titles)
        for row in read("题目")
        if row["状态"] == "在用"
    }
    assert found == told.truth.items


def test_periods_are_held_against_the_quota(told: Told, read: Read) -> None:
    expected = [
        (school, grade_name(grade), f"2026-{month:02}", *map(float, numbers))
        for school, grade, month, *numbers in told.truth.periods
    ]
    titles = ("班数", "已上课时", "应上课时", "缺口", "达到定额的班")
    rows = [row for row in read("课时（学校）") if row["学校"] == "四小"]
    assert [
        (row["学校"], row["年级"], row["月份"], *(whole(row[title]) for title in titles)) for row in rows
    ] == expected


def test_the_list_of_those_who_passed_is_complete(told: Told) -> None:
    people = json.loads((told.out / "passed-c.json").read_text("utf-8"))["people"]
    assert sorted(one["number"] for one in people) == sorted(told.truth.passed)


def test_the_overview_counts_what_came_in(told: Told, read: Read) -> None:
    found = {row["项目"]: row["数"] for row in read("总览")}
    truth = told.truth
    assert found["读到的记录（份）"] == str(truth.records)
    assert found["交来记录的人"] == str(len(truth.people))
    assert found["读不出的文件或记录码"] == str(len(truth.unread))
    assert found["其中无名记录（份）"] == str(len(truth.nameless))


def of_people(told: Told) -> dict[str, list[Row]]:
    """Return all tables but those about files, sorted, without what tells of files."""
    of_files = ("文件", "记录份数")
    found = {
        path.stem: [
            {title: cell for title, cell in row.items() if title not in of_files}
            for row in told.table(path.stem)
            if row.get("项目") != "读到的记录（份）"
        ]
        for path in sorted(told.out.glob("*.csv"))
        if path.stem not in ("未读文件", "个人数据清单")
    }
    return {name: sorted(rows, key=str) for name, rows in found.items()}


def test_records_in_two_parts_under_other_names_in_another_order_change_nothing(
    told: Told, project: Path, known: Catalogue, tmp_path: Path
) -> None:
    town = truth_town(known)
    flagged = {who for who, _, _ in told.truth.flags}
    honest = [name for name, who in town.whose.items() if who not in flagged]
    honest = [name for name in honest if name not in told.truth.nameless]
    town.files = renamed(in_two(town.files, honest))
    write_town(town, tmp_path)
    out = tmp_path / "report"
    again = Told(Truth(), out, run_report(project, tmp_path, out))
    assert len(honest) > 30
    assert of_people(again) == of_people(told)
