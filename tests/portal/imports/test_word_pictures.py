"""Pictures and tables of a paper: taken along with their words, or told with the cure."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from portal.imports.draft import Reading
from portal.imports.word import read_word

CHOICES = ("A.甲", "B.乙", "答案：A")
VML = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pict>'
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" alt="一扇门"><v:imagedata '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{}"/>'
    "</v:shape></w:pict></w:r>"
)


def png(width: int, height: int, noise: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = (b"\0" + b"\xff" * ((width + 7) // 8)) * height
    parts = [(b"IHDR", head), (b"tEXt", noise), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def draw(paragraph: Paragraph, data: bytes, words: str = "", name: str = "") -> None:
    drawn = paragraph.add_run().add_picture(BytesIO(data), width=Mm(30))
    drawn._inline.docPr.set("descr", words)
    if name:
        drawn._inline.docPr.set("name", name)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    """Return a function: (first lines, what to do with the last of them, more lines) → what is read."""

    def made(
        lines: tuple[str, ...], change: Callable[[Paragraph], object], more: tuple[str, ...] = CHOICES
    ) -> Reading:
        document = docx.Document()
        paragraphs = [document.add_paragraph(line) for line in lines]
        change(paragraphs[-1])
        for line in more:
            document.add_paragraph(line)
        document.save(str(tmp_path / "试卷.docx"))
        return read_word(tmp_path / "试卷.docx")

    return made


def test_a_picture_comes_with_its_words_and_a_name_that_stays(read: Callable[..., Reading]) -> None:
    first = read(("1. 看图：", ""), lambda last: draw(last, png(40, 30), "学生站在[门口]"))
    again = read(("1. 看图：", ""), lambda last: draw(last, png(40, 30), "学生站在[门口]"))
    name = next(iter(first.drafts[0].pictures))
    assert first == again
    assert first.problems == ()
    assert first.drafts[0].prompt == f"看图：\n\n![学生站在\\[门口\\]]({name})"
    assert first.drafts[0].pictures == {name: png(40, 30)}
    assert name.startswith("picture-")
    assert name.endswith(".png")


def test_a_name_that_we_gave_is_kept(read: Callable[..., Reading]) -> None:
    reading = read(("1. 看图",), lambda last: draw(last, png(40, 30), "门口", "at-the-door.png"))
    assert reading.drafts[0].prompt == "看图![门口](at-the-door.png)"


def test_a_picture_of_older_programs_is_read(read: Callable[..., Reading]) -> None:
    def old(last: Paragraph) -> None:
        relation, _ = last.part.get_or_add_image(BytesIO(png(40, 30)))
        last._p.append(parse_xml(VML.format(relation)))

    drafts = read(("1. 看图",), old).drafts
    assert drafts[0].prompt == f"看图![一扇门]({next(iter(drafts[0].pictures))})"


@pytest.mark.parametrize("words", ["", "图片 1", "IMG_0012.png", "描述已自动生成"])
def test_a_picture_without_words_makes_its_question_a_draft(words: str, read: Callable[..., Reading]) -> None:
    reading = read(("1. 看图",), lambda last: draw(last, png(40, 30), words, "door.png"))
    assert reading.drafts[0].prompt == "看图![〔写：图上有什么〕](door.png)"
    assert reading.drafts[0].status == "draft"
    assert [(problem.severity, problem.reason, problem.cure) for problem in reading.problems] == [
        (
            "warning",
            "“1. 看图”：这里的图没有文字说明",
            "右键图片“编辑替换文字”，写一句图上有什么；不要说出答案。",
        )
    ]


@pytest.mark.parametrize(
    ("data", "reason", "cure"),
    [
        (
            png(40, 30, bytes(500_000)),
            "这里的图有 501 KB，超过 500 KB",
            "点中图片，“图片格式 → 压缩图片”，选“电子邮件（96 ppi）”。",
        ),
        (png(4001, 1), "这里的图有 4001×1 像素，太大", "用画图程序把它缩到每边 4000 像素以内，再插入。"),
    ],
)
def test_a_picture_that_is_too_large_is_told(
    data: bytes, reason: str, cure: str, read: Callable[..., Reading]
) -> None:
    reading = read(("1. 看图",), lambda last: draw(last, data, "门口"))
    assert [(problem.reason, problem.cure) for problem in reading.problems] == [
        (f"“1. 看图”：{reason}", cure)
    ]


@pytest.mark.parametrize(
    ("head", "name"),
    [(b"\x01\x00\x00\x00", "EMF"), (b"\xd7\xcd\xc6\x9a", "WMF"), (b"BM", "BMP"), (b"II*\x00", "TIFF")],
)
def test_a_format_that_no_browser_shows_is_told(head: bytes, name: str, read: Callable[..., Reading]) -> None:
    def replaced(last: Paragraph) -> None:
        draw(last, png(40, 30), "门口")
        next(part for part in last.part.package.iter_parts() if "image" in part.content_type)._blob = (
            head + bytes(60)
        )

    assert [(problem.reason, problem.cure) for problem in read(("1. 看图",), replaced).problems] == [
        (
            f"“1. 看图”：这里的图是 {name} 格式，网页放不了",
            "右键图片“另存为图片”选 PNG，删掉原图，再把 PNG 插入进来。",
        )
    ]


def test_a_picture_before_the_first_question_is_nobodys_business(read: Callable[..., Reading]) -> None:
    reading = read(("校徽",), lambda last: draw(last, png(5000, 1)), ("1. 哪一个？", *CHOICES))
    assert reading.problems == ()


def test_a_table_of_facts_stays_a_table(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("1. 看表：哪一周最累？")
    table = document.add_table(2, 3)
    for place, text in enumerate(("周", "睡 | 时", "心情", "第一周", "6", "*低落*")):
        table.cell(place // 3, place % 3).text = text
    for line in CHOICES:
        document.add_paragraph(line)
    document.save(str(tmp_path / "试卷.docx"))
    reading = read_word(tmp_path / "试卷.docx")
    assert reading.problems == ()
    assert reading.drafts[0].prompt == (
        "看表：哪一周最累？\n\n| 周 | 睡 &#124; 时 | 心情 |\n| --- | --- | --- |\n| 第一周 | 6 | \\*低落\\* |"
    )


def test_a_table_with_a_question_in_each_row_is_sent_to_excel(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for place, text in enumerate(("序号", "题干", "答案", "1", "先报告。", "对")):
        table.cell(place // 3, place % 3).text = text
    document.save(str(tmp_path / "试卷.docx"))
    (problem,) = read_word(tmp_path / "试卷.docx").problems
    assert (str(problem.spot), problem.reason, problem.cure) == (
        "第 1 段",
        "这里的表格一行一题，没有读",
        "把表格复制到 Excel，存成 .xlsx 再导入。",
    )
