from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from report_records import make_record

from portal.reports import long_rows

PEOPLE = [
    make_record("王芳", "T1", "=一小"),
    make_record('李"明"', "T2", "二小,分校"),
    make_record("-赵", "+3", "一小"),
    make_record("没有学校的人", "T4", ""),
]


def test_the_engine_writes_a_long_csv_as_it_would_have_been_written_otherwise(
    report: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = report(records=PEOPLE)
    before, listed = usual.bytes(), usual.rows("个人数据清单")
    monkeypatch.setattr(long_rows, "LONG", 1)
    monkeypatch.setattr(long_rows, "SHOWN", 3)
    long = report()
    assert long.bytes()["单元.csv"] == before["单元.csv"]
    assert [row for row in long.rows("个人数据清单") if row["文件"] == "单元.csv"] == [
        row for row in listed if row["文件"] == "单元.csv"
    ]
    page = openpyxl.load_workbook(long.out / "report.xlsx")["单元"]
    rows = before["单元.csv"].decode().count("\n") - 1
    assert page.max_row == 5
    assert page["A5"].value == f"还有 {rows - 3} 行，见 单元.csv"
