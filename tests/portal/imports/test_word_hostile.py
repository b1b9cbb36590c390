"""Whatever stands behind the name .docx: a sentence or a reading, soon, and never a traceback."""

import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.errors import PortalError
from portal.imports.draft import LIMIT
from portal.imports.word import mark_word, read_word, write_ids_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SAVE_AGAIN = "用 Word 或 WPS 打开它，“另存为”一份新的 .docx，再导入那一份。"


def document(body: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def lines(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def file_of(folder: Path, parts: dict[str, str | bytes]) -> Path:
    file = folder / "试卷.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    return file


def refusal(file: Path) -> str:
    with pytest.raises(PortalError) as error:
        read_word(file)
    return str(error.value)


QUESTION = lines("1. 先报告（√）")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", f"试卷.docx 不是完整的 .docx 文件，读不出来。{SAVE_AGAIN}"),
        (b"PK\x03\x04 broken", f"试卷.docx 不是完整的 .docx 文件，读不出来。{SAVE_AGAIN}"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
            "试卷.docx 是旧的 .doc 格式，或者设了打开密码，读不了。"
            "用 Word 或 WPS 打开它，去掉密码，“另存为”选 .docx，再导入那一份。",
        ),
        (
            b"%PDF-1.7",
            "试卷.docx 其实是 PDF，不是 Word 文档。"
            "用 Word 打开这个 PDF（文件 → 打开），检查一遍，另存为 .docx。",
        ),
        (
            b"{\\rtf1 x}",
            "试卷.docx 其实是 RTF 文件，只是后缀叫 .docx。用 Word 或 WPS 打开它，“另存为”选 .docx。",
        ),
        (
            b"\xef\xbb\xbf<html>",
            "试卷.docx 其实是网页或 XML，只是后缀叫 .docx。用 Word 或 WPS 打开它，“另存为”选 .docx。",
        ),
    ],
)
def test_what_is_no_docx_is_refused_with_the_cure(content: bytes, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "试卷.docx").write_bytes(content)
    assert refusal(tmp_path / "试卷.docx") == sentence


def test_a_workbook_is_told_from_a_document(tmp_path: Path) -> None:
    file = file_of(tmp_path, {"xl/workbook.xml": "<workbook/>"})
    assert refusal(file) == f"试卷.docx 不是 Word 文档（可能是 Excel、PPT 或别的压缩包）。{SAVE_AGAIN}"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "没有.docx"
    assert refusal(file) == f"{file} 打不开：没有这个文件或文件夹。检查文件名；在 Word 里开着就先关掉。"


def test_a_zip_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    file = file_of(tmp_path, {"word/document.xml": document(" " * (LIMIT + 1))})
    assert file.stat().st_size < 200_000
    assert refusal(file) == (
        "试卷.docx 展开来太大（超过 50 MB，或标记太多），没有读。把试题复制到一份新文档里，或者分成几份导入。"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_expanded_and_nothing_is_fetched(encoding: str, tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE w [<!ENTITY a0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{entities}]>'
    text = f'<?xml version="1.0" encoding="{encoding}"?>{bomb}{document(lines("1. &a11;&f;（√）"))}'
    file = file_of(tmp_path, {"word/document.xml": text.encode(encoding)})
    assert refusal(file) == (f"试卷.docx 里有 Word 不会写的内容（DOCTYPE），为安全起见没有读。{SAVE_AGAIN}")


def test_pictures_and_parts_outside_of_the_file_are_never_opened(tmp_path: Path) -> None:
    relations = (
        f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="r1" Type="{OFFICE}/image" Target="http://a.example/x.png" TargetMode="External"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/image" Target="file:///etc/passwd"/>'
        f'<Relationship Id="r3" Type="{OFFICE}/styles" Target="../../../../etc/passwd"/></Relationships>'
    )
    drawing = (
        "<w:p><w:r><w:t>1. 看图（√）</w:t></w:r><w:r><w:drawing><a:blip "
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'xmlns:r="{OFFICE}" r:embed="{{}}"/></w:drawing></w:r></w:p>'
    )
    file = file_of(tmp_path, {
        "word/document.xml": document(drawing.format("r1") + drawing.format("r2")),
        "word/_rels/document.xml.rels": relations,
    })  # fmt: skip
    assert [(problem.spot.row, problem.reason) for problem in read_word(file).problems] == [
        (1, "“1. 看图（√）”：这里的图在文档里找不到"),
        (2, "“1. 看图（√）”：这里的图在文档里找不到"),
    ]


def test_tables_within_tables_end_somewhere(tmp_path: Path) -> None:
    nested = QUESTION
    for _ in range(60):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
    assert len(read_word(file_of(tmp_path, {"word/document.xml": document(nested)})).drafts) == 1
    for _ in range(2000):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
    file = file_of(tmp_path, {"word/document.xml": document(nested)})
    assert refusal(file) == f"试卷.docx 不是完整的 .docx 文件，读不出来。{SAVE_AGAIN}"


def test_more_paragraphs_than_anybody_writes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.imports.word.lines.MOST_PARAGRAPHS", 100)
    file = file_of(tmp_path, {"word/document.xml": document("<w:p/>" * 101)})
    assert refusal(file) == "文档超过 100 段，没有读。把试题分成几份文档导入。"


@pytest.mark.parametrize("row", [" ", "_", "（", "A", "1.", "【", "√", "\u3000A", "(A", "1-2A", "、", "第"])
def test_no_endless_row_of_signs_keeps_the_reader_busy(row: str, tmp_path: Path) -> None:
    endless = lines("判断题", f"1. 甲{row * 100_000}", f"{row * 100_000}乙", f"2. 丙{row * 100_000}√")
    file = file_of(tmp_path, {"word/document.xml": document(endless)})
    begun = time.process_time()
    survives(file)
    assert time.process_time() - begun < 10


def test_more_questions_than_a_file_may_hold_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.imports.word.paper.MOST_QUESTIONS", 5)
    numbered = (f"{number}. 先报告（√）" for number in range(9998, 10_006))
    reading = read_word(file_of(tmp_path, {"word/document.xml": document(lines(*numbered))}))
    assert len(reading.drafts) == 6
    assert [problem.reason for problem in reading.problems] == [
        "“10004. 先报告（√）”：一份文档最多 5 题，从这里起没有读"
    ]


def test_a_picture_of_many_pixels_is_not_unpacked(tmp_path: Path) -> None:
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (60_000).to_bytes(4, "big") * 2
    relations = (
        f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="r1" Type="{OFFICE}/image" Target="media/a.png"/></Relationships>'
    )
    drawing = (
        "<w:p><w:r><w:t>1. 看图（√）</w:t></w:r><w:r><w:drawing><a:blip "
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'xmlns:r="{OFFICE}" r:embed="r1"/></w:drawing></w:r></w:p>'
    )
    file = file_of(tmp_path, {
        "word/document.xml": document(drawing), "word/_rels/document.xml.rels": relations,
        "word/media/a.png": head,
    })  # fmt: skip
    tracemalloc.start()
    reading = read_word(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [problem.reason for problem in reading.problems] == [
        "“1. 看图（√）”：这里的图有 60000×60000 像素，太大"
    ]
    assert peak < 20_000_000


def _whole() -> bytes:
    import docx

    made = io.BytesIO()
    paper = docx.Document()
    for text in ("一、单选题", "1. 哪一个？", "A.甲", "B.乙", "答案：B", "参考答案", "1-2 AB"):
        paper.add_paragraph(text)
    paper.save(made)
    return made.getvalue()


WHOLE = _whole()
SCRAPS = """
    <w:p> </w:p> <w:r> </w:r> <w:t> </w:t> <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:br/> <w:tab/>
    <w:pPr><w:pStyle|w:val='QuestionMore'/></w:pPr> <w:pPr><w:numPr><w:numId|w:val='1'/></w:numPr></w:pPr>
    <w:drawing/> <w:sym|w:char='zz'/> <w:instrText>EQ</w:instrText> 1.| 1-5| A. B． （|B|） （√）
    【答案】 【解析】 【编号】 答案： 参考答案 一、单选题 判断题 填空题 ____ 1-99999|A ３．Ａ \U0001f600
    &#x2028; 【单元】 回答1-3题 题号 ；、 、、、、、、、、、、、、、、、、、、、
"""
scraps = st.sampled_from([scrap.replace("|", " ") for scrap in SCRAPS.split()])


def survives(file: Path) -> None:
    """Read, mark and number a file; nothing but a sentence may come of it."""
    refused = ""
    try:
        reading = read_word(file)
        mark_word(file, reading.problems, file.with_name("要改的.docx"))
        write_ids_word(file, [], file.with_name("编号.docx"))
    except PortalError as error:
        refused = str(error)
    assert not refused or refused.endswith("。")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(scraps, max_size=40))
def test_any_heap_of_scraps_is_read_or_refused(pieces: list[str], tmp_path: Path) -> None:
    survives(file_of(tmp_path, {"word/document.xml": document("".join(pieces))}))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.lists(scraps, max_size=6).map("".join), max_size=12))
def test_any_lines_are_read_or_told(texts: list[str], tmp_path: Path) -> None:
    clean = [text.replace("<", "&lt;") if text.count("<") else text for text in texts]
    survives(file_of(tmp_path, {"word/document.xml": document(lines(*clean))}))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_file_is_read_or_refused(at: int, byte: int, cut: bool, tmp_path: Path) -> None:
    damaged = WHOLE[:at] if cut else WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]
    file = tmp_path / "试卷.docx"
    file.write_bytes(damaged)
    survives(file)
