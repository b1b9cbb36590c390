"""The list of personal data says what really stands in a report, and where reports went."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from report_records import make_record

from portal.reports.privacy.holdings import BOOK, HOLDINGS, Holdings
from portal.reports.privacy.past import Past, note_report, past_reports
from portal.reports.sheet_form import Column, Sheet

Report = Callable[..., Any]
PEOPLE = Sheet("个人", (Column("编号", ""), Column("姓名", ""), Column("学校", ""), Column("答对", "")))
ABSENT = Sheet("缺交与名单之外", (Column("编号", ""), Column("姓名", ""), Column("说明", "")))
SCHOOLS = Sheet("学校", (Column("学校", ""), Column("应考", "")))
ROWS = {
    PEOPLE: [("T1", "王芳", "一小", 3), ("T1", "王芳", "一小", 4), ("T2", "李,伟", "一小", 4)],
    ABSENT: [("T3", "", "第 4 行"), ("", "（无名）", "")],
    SCHOOLS: [("一小", 2)],
}


def listed(folder: Path) -> dict[str, tuple[str, str]]:
    lines = (folder / HOLDINGS).read_text("utf-8-sig").splitlines()
    cells = (line.split(",") for line in lines)
    return {cell[0]: (cell[1], cell[2]) for cell in cells}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder as a report leaves it, with its list."""
    holdings = Holdings("3 份记录", pseudonymous=False)
    for sheet, rows in holdings.watched(ROWS.items()):
        lines = [",".join(column.title for column in sheet.columns)]
        lines += [",".join(str(cell).replace("李,伟", '"李,伟"') for cell in row) for row in rows]
        (tmp_path / f"{sheet.name}.csv").write_text("\n".join(lines), "utf-8-sig")
    (tmp_path / BOOK).write_bytes(b"PK")
    (tmp_path / "report.html").write_text('<script>[["王芳（T1）",3],["T3"]]</script>', "utf-8")
    (tmp_path / "passed-c.json").write_text(json.dumps({"people": [{"number": "T2"}]}), "utf-8")
    (tmp_path / "new.bin").write_bytes(b"\0")
    assert holdings.write(tmp_path) == 3
    return tmp_path


def test_every_file_is_listed_with_its_data_and_people(written: Path) -> None:
    assert listed(written) == {
        "文件": ("个人数据", "涉及人数"),
        "个人.csv": ("编号、姓名、学校、答对", "2"),
        "缺交与名单之外.csv": ("编号、姓名、说明", "1"),
        "学校.csv": ("没有", "0"),
        BOOK: ("编号、姓名、学校、答对、说明", "3"),
        "report.html": ("编号、姓名", "2"),
        "passed-c.json": ("编号", "1"),
        "new.bin": ("没有查看：不认识这种文件", "0"),
        HOLDINGS: ("没有", "0"),
    }


def test_a_report_lists_what_it_holds_and_the_store_where_it_stands(report: Report, tmp_path: Path) -> None:
    roster = "编号,姓名,学校\nT1,王芳,一小\nT4,缺交,二小\n"
    done = report(records=[make_record(), make_record("李伟", "T2")], roster=roster)
    found = listed(done.out)
    assert {name for name in found if name != "文件"} == {file.name for file in done.out.iterdir()} - {
        ".portal-report"
    }
    assert found["个人.csv"][1] == "2"
    assert found["缺交与名单之外.csv"][1] == "2"
    assert found[BOOK][1] == "3"
    assert found["passed-c.json"] == ("编号、姓名", "1")
    assert found["report.html"][1] in ("2", "3")
    assert found["学校.csv"] == ("没有", "0")
    assert past_reports(tmp_path / "store") == [Past(str(done.out), "2026-11-20", "3", "2", "否")]


def test_a_report_takes_the_place_of_the_one_in_the_same_folder(tmp_path: Path) -> None:
    for day, folder in (("2026-11-20", "b"), ("2026-11-21", "a"), ("2026-11-22", "b")):
        note_report(tmp_path, Past(folder, day, "3", "4", "否"))
    assert [(one.folder, one.day) for one in past_reports(tmp_path)] == [
        ("a", "2026-11-21"), ("b", "2026-11-22"),
    ]  # fmt: skip
    (tmp_path / "报告去向.csv").write_bytes(b"\xff\xfe\x00")
    assert past_reports(tmp_path) == []
