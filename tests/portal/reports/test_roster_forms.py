import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from portal.commands.tables import roster_at
from portal.errors import PortalError
from portal.reports.roster import Roster
from portal.reports.roster_table import columns_of

TRACKS = {"c": "C 证 · 人人会育心", "b": "B 证"}
Rows = Sequence[Sequence[str | float]]


def people(roster: Roster) -> list[tuple[str, str, str, str]]:
    return [(one.who.number, one.who.name, one.who.school, one.county) for one in roster.entries]


def said(roster: Roster) -> list[str]:
    return [f"{problem.line} {problem.reason}" for problem in roster.problems]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "名单.xlsx"


def write(path: Path, sheets: Mapping[str, Rows], merges: Sequence[str] = (), hidden: str = "") -> None:
    """Write a workbook; places of `merges` are in the first sheet."""
    with xlsxwriter.Workbook(path) as book:
        for number, (name, rows) in enumerate(sheets.items()):
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, cells)
            for place in merges if not number else ():
                sheet.merge_range(place, "")
                row, column = xlsxwriter.utility.xl_cell_to_rowcol(place.split(":")[0])
                sheet.write(row, column, rows[row][column])
            if name == hidden:
                sheet.hide()


COUNTY: Rows = [
    ["某县 2026 年参训教师名单（虚构）"],
    ["填报单位：某县教育局", "", "", "", "日期：2026-09-01"],
    [],
    ["序号", "* 教师编号", "教师姓名（必填）", "工作单位", "县（市、区）", "证书类别"],
    [1, "T001", "甲老师", "河边小学", "东县", "C证"],
    [2, "Ｔ００２", "乙 老师", "", "", "C 证、B证书"],
    [],
    [3, 17, "丙老师", "山前小学", "西县", "b类"],
    ["序号", "* 教师编号", "教师姓名（必填）", "工作单位", "县（市、区）", "证书类别"],
    [4, 120000000000000000, "丁老师", "山前小学", "西县", ""],
    ["合计", "4 人"],
    ["说明：本表由各校填报。", "", "", "", "", ""],
]


def test_a_county_s_own_list_is_read_as_it_is(path: Path) -> None:
    write(path, {"Sheet1": COUNTY}, ["A1:F1", "D5:D6", "E5:E6"])
    roster = roster_at(path, TRACKS)
    assert people(roster) == [
        ("T001", "甲老师", "河边小学", "东县"),
        ("T002", "乙 老师", "河边小学", "东县"),
        ("17", "丙老师", "山前小学", "西县"),
        ("1.2E+17", "丁老师", "山前小学", "西县"),
    ]
    assert [entry.tracks for entry in roster.entries] == [{"c"}, {"c", "b"}, {"b"}, None]
    assert [entry.line for entry in roster.entries] == [5, 6, 8, 10]
    assert said(roster) == [
        "10 编号“1.2E+17”像是被 Excel 改成了科学计数法，请把该列设为文本",
        "11 像是说明或合计，不是人，没有计入应考",
        "12 像是说明或合计，不是人，没有计入应考",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_so_is_the_same_list_as_csv(tmp_path: Path, encoding: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(COUNTY)
    (tmp_path / "名单.csv").write_bytes(text.getvalue().encode(encoding))
    roster = roster_at(tmp_path / "名单.csv", TRACKS)
    assert [one.who.number for one in roster.entries] == ["T001", "T002", "17", "120000000000000000"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("工号", "number"), ("职工号", "number"), ("人员编号", "number"), ("教职工编号（新）", "number"),
        ("姓 名", "name"), ("老师", "name"), ("教师姓名", "name"), ("所在学校", "school"),
        ("单位名称", "school"), ("学校名称＊", "school"), ("所在区县", "county"), ("县（市、区）", "county"),
        ("报考类别", "track"), ("证书类型：", "track"),
    ],
)  # fmt: skip
def test_the_headings_that_schools_use_are_known(heading: str, field: str) -> None:
    assert columns_of({1: "序号", 2: heading}) == {field: 2}


@pytest.mark.parametrize("heading", ["序号", "电话", "身份证号", "证件号码", "备注", "学科", ""])
def test_other_headings_mean_nothing(heading: str) -> None:
    assert columns_of({1: heading}) == {}


HEAD = ["编号", "姓名", "学校"]
CARD = "11010519491231002X"
"""The example of GB 11643-1999; nobody's."""


def test_numbers_of_identity_cards_are_neither_used_nor_repeated(path: Path) -> None:
    rows = [HEAD, [CARD, "甲老师", "一小"], [CARD[:-1] + "3", "乙老师", "一小"], ["T3", "丙老师", "一小"]]
    write(path, {"名单": rows})
    roster = roster_at(path, TRACKS)
    assert [number for number, *_ in people(roster)] == ["", "", "T3"]
    assert said(roster) == [
        "2 等 2 行的编号像是身份证号，没有用它，凭姓名和学校核对。"
        "门户不收身份证号。请改用工号或单位自编的编号"
    ]


def test_a_column_of_identity_cards_is_passed_over(path: Path) -> None:
    write(path, {"名单": [["身份证号", "姓名", "学校"], [CARD, "甲老师", "一小"]]})
    roster = roster_at(path, TRACKS)
    assert people(roster) == [("", "甲老师", "一小", "")]
    assert said(roster) == ["1 身份证号那一列没有读。门户不收身份证号。请改用工号或单位自编的编号"]
    write(path, {"名单": [["身份证号", "姓名"], [CARD, "甲老师"]]})
    with pytest.raises(PortalError, match="门户不收身份证号。请改用工号") as error:
        roster_at(path, TRACKS)
    assert CARD not in str(error.value)


def test_sheets_named_after_schools_are_schools(path: Path) -> None:
    sheets: Mapping[str, Rows] = {
        "一小": [["姓名", "工号"], ["甲老师", "T1"], ["乙老师", "T2"]],
        "二小": [["姓名"], ["丙老师"], ["", ""]],
        "三小": [["姓名", "学校"], ["丁老师", "三小东校区"]],
        "说明": [["每校一张表"]],
        "旧": [["姓名", "工号"], ["戊老师", "T5"]],
    }
    write(path, sheets, hidden="旧")
    roster = roster_at(path, TRACKS)
    assert people(roster) == [
        ("T1", "甲老师", "一小", ""),
        ("T2", "乙老师", "一小", ""),
        ("", "丙老师", "二小", ""),
        ("", "丁老师", "三小东校区", ""),
    ]
    assert said(roster) == [
        "1 工作表“一小”：没有“学校”一列，把工作表的名字当作学校",
        "1 工作表“二小”：没有“学校”一列，把工作表的名字当作学校",
        "1 工作表“旧”是隐藏的，没有读；里面的人要算，就在 Excel 里取消隐藏",
        "1 工作表“说明”没有“编号”或“姓名”的表头，没有读",
    ]


def test_a_sheet_of_all_beside_the_sheets_of_schools_counts_nobody_twice(path: Path) -> None:
    rows = [[f"T{number}", "甲老师", "一小"] for number in range(8)]
    write(path, {"汇总": [HEAD, *rows], "一小": [HEAD, *rows]})
    roster = roster_at(path, TRACKS)
    assert len(roster.entries) == 8
    assert said(roster)[0] == "1 工作表“一小”：一共有 8 人与工作表“汇总”重复，都按一人计"
    assert said(roster)[1] == "2 工作表“一小”：与工作表“汇总”第 2 行重复，按一人计"
    assert len(said(roster)) == 6


def test_a_formula_s_error_is_no_number(path: Path) -> None:
    write(path, {"名单": [HEAD, ["=1/0", "甲老师", "一小"]]})
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, HEAD)
        sheet.write_formula(1, 0, "=VLOOKUP(B2,Z:Z,1)", value="#N/A")
        sheet.write_row(1, 1, ["甲老师", "一小"])
    assert said(roster_at(path, TRACKS)) == ["2 编号“#N/A”是公式出的错，请在 Excel 里改好"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"PK\x03\x04",
            "不完整或已经损坏，读不出来。用 Excel 或 WPS 打开它，另存为 .xlsx，再出报告。",
        ),
        (b"", "是空的。检查是不是选错了文件。"),
    ],
)
def test_a_roster_that_cannot_be_opened_says_why(path: Path, content: bytes, sentence: str) -> None:
    path.write_bytes(content)
    with pytest.raises(PortalError) as error:
        roster_at(path, TRACKS)
    assert str(error.value) == f"名单 名单.xlsx：{sentence}"


def test_a_roster_that_is_not_there_says_so(tmp_path: Path) -> None:
    for name in ("名单.csv", "名单.xlsx"):
        with pytest.raises(PortalError, match="没有这个文件或文件夹。"):
            roster_at(tmp_path / name, TRACKS)
