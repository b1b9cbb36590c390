import io
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter
from found_records import found_in, packed, record_of
from report_records import make_record

from portal.records.code import encode
from portal.records.collect import read_found
from portal.records.found import Found, Item

Cells = Mapping[str, str | float]


def code_of(number: str) -> str:
    return encode(make_record(number=number))


def workbook(sheets: Mapping[str, Cells], in_cells: bool = False) -> bytes:
    """The bytes of a workbook: sheet → place → value; texts stand in the cells or in one list of all."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": in_cells}) as book:
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for place, value in cells.items():
                sheet.write(place, value)
    return content.getvalue()


FORM: Cells = {
    "A1": "提交时间", "B1": "姓名", "C1": "学习记录码",
    "A2": "2026-11-03 10:32", "B2": "王芳", "C2": code_of("A"),
    "A3": 46000.5, "B3": "LiWei", "C3": f"您好，我的码：\n{code_of('B')[:60]}\n{code_of('B')[60:]}\n收到请回",
    "A4": "", "B4": "T003", "C4": "还没做完",
    "A5": "x", "B5": "赵敏", "C5": code_of("C")[:-3],
    "A6": "x", "B6": "两次", "C6": f"{code_of('D')} {code_of('E')}",
    "A7": "x", "B7": "张三", "C7": record_of("F"),
}  # fmt: skip
READ = [
    ("C2）", "A"),
    ("C3）", "B"),
    ("C7）", "F"),
    ("C5）", "学习记录码不完整：没有找到结尾的 7 位校验值。请重新复制整段。"),
    ("C6 第 1 段码）", "D"),
    ("C6 第 2 段码）", "E"),
]


@pytest.mark.parametrize("in_cells", [False, True], ids=["shared strings", "strings in cells"])
def test_every_cell_of_a_gathered_form_may_hold_a_code(tmp_path: Path, in_cells: bool) -> None:
    path = tmp_path / "收集结果.xlsx"
    path.write_bytes(workbook({"收集结果": FORM, "说明": {"A1": "请粘贴学习记录码"}}, in_cells))
    assert sorted(found_in(path)) == sorted(
        (f"收集结果.xlsx（“收集结果”{place}", said) for place, said in READ
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_so_may_every_cell_of_a_csv(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "收集结果.csv"
    rows = [["姓名", "码"], ["王芳", code_of("A")], ["李伟", f"{code_of('B')[:50]}\n{code_of('B')[50:]}"]]
    text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    path.write_bytes(text.encode(encoding))
    assert found_in(path) == [("收集结果.csv（B2）", "A"), ("收集结果.csv（B3）", "B")]


def test_a_csv_with_torn_quotes_is_text_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'姓名,码\n"王芳,{code_of("A")}\n李伟,{code_of("B")}')
    assert [said for _, said in found_in(tmp_path / "a.csv")] == ["A", "B"]


def test_lines_pasted_below_each_other_are_one_code(tmp_path: Path) -> None:
    code = code_of("A")
    pieces = [code[place : place + 50] for place in range(0, len(code), 50)]
    chat = ["王芳 10:32", *pieces, "T001", "李伟 10:40", code_of("B"), "谢谢"]
    cells = {f"A{row}": line for row, line in enumerate(chat, 3)} | {
        f"B{row}": f"T{row}" for row in range(1, 40)
    }
    (tmp_path / "群聊.xlsx").write_bytes(workbook({"Sheet1": cells}))
    begin, second = "群聊.xlsx（“Sheet1”A4）", f"群聊.xlsx（“Sheet1”A{3 + len(pieces) + 3}）"
    assert found_in(tmp_path / "群聊.xlsx") == [(begin, "A"), (second, "B")]


def test_a_code_that_excel_cut_off_says_so(tmp_path: Path) -> None:
    cells = {"A1": ("XY1." + "a" * 40_000)[:32_767]}
    (tmp_path / "a.xlsx").write_bytes(workbook({"S": cells}))
    [(_, reason)] = found_in(tmp_path / "a.xlsx")
    assert reason == "一格放不下这么长的码，Excel 截掉了后面的。请老师直接发导出的 .json 文件。"


def test_a_workbook_without_codes_needs_nobody_to_act(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook({"S": {"A1": "编号", "A2": "T1", "B2": 5}}))
    (tmp_path / "b.xlsx").write_bytes(workbook({"S": {"B2": "XYA1.YWdl.abc"}}))
    (tmp_path / "c.xlsx").write_bytes(workbook({}))
    assert [said for _, said in found_in(tmp_path)] == [
        "里面没有学习记录码，没有读。",
        "是正式考核的答卷码，不是学习记录。用 portal paper grade 判分。",
        "里面没有学习记录码，没有读。",
    ]
    [item] = read_found(Found("a.xlsx", tmp_path / "a.xlsx"), lambda *_: iter(()))
    assert item == Item("a.xlsx", None, "里面没有学习记录码，没有读。", ignored=True)


def test_a_workbook_in_a_zip_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed([("收集.xlsx", workbook({"S": {"B2": code_of("A")}}))]))
    assert found_in(tmp_path / "a.zip") == [("a.zip 里的 收集.xlsx（“S”B2）", "A")]


def test_a_page_of_chat_is_read_and_another_page_is_not(tmp_path: Path) -> None:
    code = code_of("A")
    (tmp_path / "a.html").write_text(f"<p>王芳</p><p>{code[:40]}<br>\n{code[40:]}</p><b>&gt;好</b>", "utf-8")
    (tmp_path / "b.htm").write_text("<p>通知</p>", "utf-8")
    assert found_in(tmp_path) == [
        (f"{tmp_path.name}/a.html", "A"),
        (f"{tmp_path.name}/b.htm", "是网页，里面没有学习记录码，没有读。"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "是空的。检查是不是选错了文件。"),
        (b"PK\x03\x04", "不完整或已经损坏，读不出来。用 Excel 或 WPS 打开它，另存为 .xlsx，再交一次。"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900),
            "读不出来，文件可能不完整",
        ),
    ],
)
def test_a_workbook_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    [(name, said)] = found_in(tmp_path / "a.xlsx")
    assert (name, said[: len(reason)]) == ("a.xlsx", reason)
