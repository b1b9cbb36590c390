import csv
import json
from typing import Any

import pytest
from contract_files import contract
from hypothesis import given
from hypothesis import strategies as st
from learner_records import complete

from portal.errors import PortalError
from portal.records.csv_form import HEADER, read_csv
from portal.records.read import ReadRecord, decode_text, read_text

Json = dict[str, Any]
HEAD = ",".join(HEADER)
cells = st.text(max_size=6) | st.sampled_from(
    [
        "资料",
        "作答",
        "单元",
        "模拟考",
        "上课",
        "收藏",
        "c/a",
        "name",
        "[]",
        "[1]",
        "{}",
        "1",
        "2026-09-01T00:00:00Z",
        '"',
        "\r",
        "\n",
    ]
)


@pytest.mark.parametrize("case", contract("csv"))
def test_a_table_holds_the_record_of_the_contract(case: Json) -> None:
    read = read_text(case["csv"])
    assert (complete(read.data), read.problems) == (case["record"], ())


def test_a_table_of_before_that_keeps_no_history_is_read_as_ever() -> None:
    case = contract("csv")[0]
    nine = [row.removesuffix(",") for row in case["csv"].replace(",历次作答", ",").split("\r\n")]
    assert complete(read_text("\r\n".join(nine)).data) == case["record"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_that_excel_saved_anew_is_read_the_same(encoding: str) -> None:
    case = contract("csv")[0]
    saved = case["csv"].removeprefix("\ufeff").replace("\r\n", "\n").encode(encoding)
    assert complete(read_text(decode_text(saved)).data) == case["record"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("作答,c/a,,坏,,[],,1,", "第 2 行（c/a）读不出来：Expecting value: line 1 column 1 (char 0)"),
        ("作答,c/a,,[],,[],,一次,", "第 2 行（c/a）读不出来：invalid literal for int() with base 10: '一次'"),
        ("作业,c/a,,[],,[],,1,", "第 2 行（c/a）读不出来：不认识的类别“作业”"),
        ("上课,x,,", "第 2 行（x）读不出来：Expecting value: line 1 column 1 (char 0)"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_its_number(row: str, problem: str) -> None:
    assert read_csv(f"{HEAD}\r\n{row}\r\n")[1] == [problem]


def test_empty_rows_and_further_columns_do_not_matter() -> None:
    text = f"{HEAD},备注\r\n,,,,,,,,\r\n\r\n资料,name,张老师,,,,,,,随便,多一格\r\n"
    record, problems = read_csv(text)
    assert (record["learner"], problems) == ({"name": "张老师"}, [])


def test_a_table_without_a_column_says_which() -> None:
    with pytest.raises(PortalError, match=r"^表格缺少列：次数。请用“我的数据”导出的表格，不要改表头。$"):
        read_csv(HEAD.replace(",次数", ""))


def test_a_cell_longer_than_the_limit_of_the_csv_module_is_read() -> None:
    note = "好" * 200_000
    item = f'"{{""note"":""{note}""}}"'
    assert read_csv(f"{HEAD}\r\n上课,x,,{item},,,,,\r\n")[0]["lessons"] == [{"note": note}]


def test_reading_a_short_table_leaves_the_limit_for_other_tables_alone() -> None:
    before = csv.field_size_limit()
    read_csv(HEAD)
    assert csv.field_size_limit() >= before


@given(st.lists(st.lists(cells, max_size=11).map(",".join), max_size=5))
def test_any_table_ends_in_a_record_with_problems(rows: list[str]) -> None:
    read = read_text("\n".join([HEAD, *rows]))
    assert read_text(json.dumps(read.data)) == ReadRecord(read.data)
