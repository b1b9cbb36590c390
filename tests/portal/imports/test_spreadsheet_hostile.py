"""Files that are broken, or meant to do harm: a sentence in Chinese, in bounded time and memory."""

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from random import Random

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.drawing.image import Image
from workbooks import HEAD, read_rows, said, save_csv, save_xls, save_xlsx, shorts

from portal.errors import PortalError
from portal.imports import spreadsheet
from portal.imports.draft import Problem, Spot
from portal.imports.spreadsheet import mark_spreadsheet, read_spreadsheet

FIRST = ["单选题", "先做什么？", "倾听", "评判", "说教", "A", "先听。"]
AGAIN = "用 Excel 或 WPS 打开它，另存为 .xlsx，再导入。"
SCRIPTS = Path(spreadsheet.__file__).parents[3]


def refusal(path: Path) -> str:
    with pytest.raises(PortalError) as told:
        read_spreadsheet(path)
    return str(told.value)


def repacked(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Put other parts into a workbook."""
    with zipfile.ZipFile(path) as pack:
        old = {name: pack.read(name) for name in pack.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in {**old, **parts}.items():
            pack.writestr(name, data)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return save_xlsx(tmp_path / "题.xlsx", {"题": [HEAD, FIRST]})


def sheet_xml(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(book: Path) -> None:
    repacked(book, {"xl/worksheets/sheet1.xml": b"<a>" + b" " * 40_000_000})
    assert refusal(book) == f"题.xlsx：解压后大得不正常，没有读。{AGAIN}"


def test_a_workbook_that_unpacks_to_too_much_is_refused(book: Path) -> None:
    noise = Random(1).randbytes(8_000_000).hex().encode()
    repacked(
        book, dict.fromkeys(["xl/media/a.bin", "xl/media/b.bin", "xl/media/c.bin", "xl/media/d.bin"], noise)
    )
    assert refusal(book) == f"题.xlsx：解压后超过 50 MB，没有读。{AGAIN}"


def test_a_billion_laughs_are_not_laughed(book: Path) -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    repacked(book, {"xl/worksheets/sheet1.xml": laughs + sheet_xml("<row><c><v>&b;</v></c></row>")})
    assert refusal(book) == f"题.xlsx：里面有 DTD 声明，没有读。{AGAIN}"


def test_a_sheet_that_reaches_to_the_last_corner_is_read_without_a_giant_table(book: Path) -> None:
    with zipfile.ZipFile(book) as pack:
        sheet = pack.read("xl/worksheets/sheet1.xml").decode()
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>远</t></is></c></row></sheetData>'
    merges = "".join(f'<mergeCell ref="A{row}:B1048576"/>' for row in range(2, 20_000))
    far += f"<mergeCells>{merges}</mergeCells>"
    repacked(book, {"xl/worksheets/sheet1.xml": sheet.replace("</sheetData>", far).encode()})
    began = time.process_time()
    reading = read_spreadsheet(book)
    assert time.process_time() - began < 5
    assert shorts(reading) == ["single 先做什么？ 倾听* 评判 说教"]
    mark_spreadsheet(book, [Problem(Spot("题", 2, "F"), "不对", "改对。")], book)
    with zipfile.ZipFile(book) as pack:
        assert "F 列：不对。改对。" in pack.read("xl/worksheets/sheet1.xml").decode()


def test_cells_beyond_the_sheet_are_refused(book: Path) -> None:
    repacked(
        book, {"xl/worksheets/sheet1.xml": sheet_xml('<row r="9999999"><c r="A9999999"><v>1</v></c></row>')}
    )
    assert refusal(book) == f"题.xlsx：里面有 Excel 放不下的行或列，没有读。{AGAIN}"


@pytest.mark.parametrize("place", ["", "B", "XFDB1048576", "b1", "$B$1"])
def test_a_cell_with_an_odd_place_is_marked_where_it_was_read(book: Path, place: str) -> None:
    with zipfile.ZipFile(book) as pack:
        sheet = pack.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count('r="B1"') == 1
    repacked(book, {"xl/worksheets/sheet1.xml": sheet.replace('r="B1"', f'r="{place}"').encode()})
    mark_spreadsheet(book, [Problem(Spot("题", 2, "F"), "不对", "改对。")], book)
    assert shorts(read_spreadsheet(book)) == ["single 先做什么？ 倾听* 评判 说教"]


def test_one_long_text_in_a_million_cells_takes_no_more_memory(book: Path) -> None:
    with xlsxwriter.Workbook(book) as pages:
        pages.add_worksheet("题").write_row(0, 0, HEAD)
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 60_001))
    repacked(book, {
        "xl/worksheets/sheet1.xml": sheet_xml(rows),
        "xl/sharedStrings.xml": strings + "字".encode() * 30_000 + b"</t></si></sst>",
    })  # fmt: skip
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (700_000_000,) * 2)\n"
        "from pathlib import Path; from portal.imports.spreadsheet import read_spreadsheet\n"
        "print(len(read_spreadsheet(Path(sys.argv[1])).problems))"
    )
    call = [sys.executable, "-X", "utf8", "-c", code, str(book)]
    done = subprocess.run(call, capture_output=True, text=True, env={"PYTHONPATH": str(SCRIPTS)}, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_password_is_named(tmp_path: Path) -> None:
    path = tmp_path / "题.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    assert refusal(path) == (
        "题.xlsx：有密码，读不了。"
        "用 Excel 或 WPS 打开它，去掉密码（文件 → 信息 → 保护工作簿），保存，再导入。"
    )


def test_a_torn_workbook_is_named(book: Path, tmp_path: Path) -> None:
    whole = book.read_bytes()
    for size in (30, len(whole) // 2, len(whole) - 5):
        book.write_bytes(whole[:size])
        assert refusal(book) == f"题.xlsx：不完整或已经损坏，读不出来。{AGAIN}"
    old = save_xls(tmp_path / "旧.xls", [HEAD, FIRST])
    old.write_bytes(old.read_bytes()[:3000])
    broken = "读不出来，文件可能不完整，或者不是 Excel 存的"
    assert refusal(old) == f"旧.xls：{broken}。{AGAIN}"


def test_an_old_workbook_that_kills_its_reader_is_only_a_sentence(tmp_path: Path) -> None:
    """calamine does not check columns: it asks for 65,536 × 65,536 cells at once."""
    path = tmp_path / "题.xls"
    pages = xlwt.Workbook()
    page = pages.add_sheet("题")
    page.write(0, 0, 1.5)
    page.write(65_535, 255, 2.5)
    pages.save(str(path))
    raw = path.read_bytes()
    corner = b"\x03\x02\x0e\x00\xff\xff\xff\x00"
    assert raw.count(corner) + raw.count(b"\x7e\x02\x0a\x00\xff\xff\xff\x00") == 1
    path.write_bytes(raw.replace(b"\xff\xff\xff\x00", b"\xff\xff\xff\xff"))
    told = refusal(path)
    broken = "读不出来，文件可能不完整，或者不是 Excel 存的"
    assert told in (f"题.xls：{broken}。{AGAIN}", f"题.xls：内容太多，不像是题目表。{AGAIN}")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("空.xlsx", b"", "空.xlsx：是空的。检查是不是选错了文件。"),
        ("零.csv", b"\0" * 100, "零.csv：是空的。检查是不是选错了文件。"),
        ("文.xls", b"%PDF-1.7 abc", f"文.xls：不是表格。{AGAIN}"),
        ("乱.xlsx", b"\x01\x02\0\x03" * 50, f"乱.xlsx：不完整或已经损坏，读不出来。{AGAIN}"),
        (
            "引.csv", '题干,A,B,答案\n问一？,甲,乙,A\n问二？,"甲,乙,A\n问三？,甲,乙,A\n'.encode(),
            "引.csv：第 3 行有一个英文双引号没有成对，从那里往后都读不出来。"
            '把这一行里的英文引号 " 改成中文引号“”，或者用 Excel 打开、另存为 .xlsx，再导入。',
        ),
    ],
)  # fmt: skip
def test_what_is_no_table_is_named(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name) == told


def test_a_word_file_and_another_kind_of_workbook_are_named(tmp_path: Path) -> None:
    for name, part, told in (
        (
            "卷.xlsx",
            "word/document.xml",
            "卷.xlsx：是 Word 文档，不是表格。把文件名的结尾改成 .docx，再导入。",
        ),
        ("表.xlsx", "xl/workbook.bin", f"表.xlsx：是别的表格格式，门户不认识。{AGAIN}"),
        ("包.xlsx", "readme.txt", f"包.xlsx：里面没有工作簿，没有读。{AGAIN}"),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as pack:
            pack.writestr(part, "a")
        assert refusal(tmp_path / name) == told


def test_macros_and_outside_links_are_left_alone(book: Path) -> None:
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        b'Id="rId9" Type="http://x/externalLink" Target="http://127.0.0.1:9/a" TargetMode="External"/>'
        b"</Relationships>"
    )
    repacked(book, {"xl/vbaProject.bin": b"\xd0\xcf", "xl/worksheets/_rels/sheet1.xml.rels": link})
    assert shorts(read_spreadsheet(book)) == ["single 先做什么？ 倾听* 评判 说教"]


def test_pictures_are_named_because_they_do_not_come_along(book: Path) -> None:
    pages = openpyxl.load_workbook(book)
    dot = (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
        b"\0\0\0\rIDATx\x9cc\xf8\xff\xff?\0\x05\xfe\x02\xfe\xa75\x81\x84\0\0\0\0IEND\xaeB`\x82"
    )
    pages["题"].add_image(Image(io.BytesIO(dot)), "B2")
    pages["题"]["H1"], pages["题"]["H2"] = "反馈A", '=_xlfn.DISPIMG("ID_1",1)'
    pages.save(book)
    assert said(read_spreadsheet(book).problems) == [
        "工作表“题”第 2 行 B 列：（提醒）这里放着一张图片，表格里的图片不会一起导入｜"
        "要带图就用 Word 或 Moodle XML 导入；不要图就不用管。",
        "工作表“题”第 2 行 H 列：（提醒）这一格里是图片，表格里的图片不会一起导入｜"
        "要带图就用 Word 或 Moodle XML 导入；不要图就删掉它。",
    ]


def test_signs_that_nobody_sees_are_dropped_and_strange_ones_named(tmp_path: Path) -> None:
    rows = [HEAD, ["单选题", "\u200b先做\u00a0什么？\ufeff", "倾听\uf0b7", "评判", "", "A"]]
    reading = read_rows(tmp_path, rows, "题")
    assert said(reading.problems) == [
        "工作表“题”第 2 行 C 列：有显示不出来的特殊字符｜重新输入这几个字（常见于从 Word 粘贴的符号）。"
    ]
    rows[1][2] = "倾听"
    assert shorts(read_rows(tmp_path, rows)) == ["single 先做 什么？ 倾听* 评判"]


def test_a_whole_column_of_questions_takes_little_time(tmp_path: Path) -> None:
    rows = [HEAD, *(["单选题", f"第 {number} 题？", *FIRST[2:]] for number in range(2000))]
    path = save_csv(tmp_path / "题.csv", rows)
    began = time.process_time()
    assert len(read_spreadsheet(path).drafts) == 2000
    assert time.process_time() - began < 10


def test_more_questions_than_fit_are_a_problem(tmp_path: Path) -> None:
    rows = [["题干", "答案"], *([f"第 {number} 题。", "对"] for number in range(20_001))]
    assert said(read_spreadsheet(save_csv(tmp_path / "题.csv", rows)).problems) == [
        "整个文件：有 20001 道题，一次最多导入 20000 道｜把文件分成几个，分几次导入。"
    ]


_WHOLE = {"xlsx": b"", "csv": b"", "html": b""}


def _seed(folder: Path, kind: str) -> bytes:
    if not _WHOLE[kind]:
        _WHOLE["xlsx"] = save_xlsx(
            folder / "a.xlsx", {"单选题": [HEAD, FIRST], "填空题": [HEAD]}
        ).read_bytes()
        _WHOLE["csv"] = save_csv(folder / "a.csv", [HEAD, FIRST]).read_bytes()
        _WHOLE["html"] = "<table><tr><td>题干<td>A<td>B<td>答案<tr><td rowspan=2>问<td>甲<td>乙<td>A".encode()
    return _WHOLE[kind]


def _read_or_refused(path: Path) -> None:
    try:
        reading = read_spreadsheet(path)
        mark_spreadsheet(path, reading.problems, path.with_name("out.xlsx"))
    except PortalError as told:
        assert path.name in str(told)  # noqa: PT017  # either of two endings is good


@pytest.mark.parametrize("kind", ["xlsx", "csv", "html"])
@given(data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_makes_a_traceback(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    raw = bytearray(_seed(tmp_path, kind))
    if kind == "xlsx":
        with zipfile.ZipFile(io.BytesIO(raw)) as pack:
            parts = {name: pack.read(name) for name in pack.namelist()}
        name = data.draw(st.sampled_from(sorted(parts)))
        part = bytearray(parts[name])
        _damage(part, data)
        path = tmp_path / "x.xlsx"
        with zipfile.ZipFile(path, "w") as pack:
            for other, content in {**parts, name: bytes(part)}.items():
                pack.writestr(other, content)
    else:
        _damage(raw, data)
        path = tmp_path / ("x.csv" if kind == "csv" else "x.xls")
        path.write_bytes(raw)
    _read_or_refused(path)


def _damage(raw: bytearray, data: st.DataObject) -> None:
    pieces = st.binary(max_size=8) | st.sampled_from(
        [
            b'r="ZZZ9999999"',
            b"<row r='x'>",
            b"1e999",
            b"-1",
            b"9" * 30,
            b'"',
            b"A1:B2",
            b"_xD800_",
            b"\0",
            b"<f/>",
        ]
    )
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(raw)))
        raw[place : place + data.draw(st.integers(0, 12))] = data.draw(pieces)
