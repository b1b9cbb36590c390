"""Copies of a paper: with the ids of its questions, and with comments where something is wrong."""

import zipfile
from pathlib import Path

import docx
import pytest

from portal.errors import PortalError
from portal.imports.draft import Named, Problem, Spot
from portal.imports.word import mark_word, read_word, write_ids_word

PAPER = """一、单选题
1．哪一个？（ B ）
A．甲   B．乙
2、热线是（  ）。
A.12355	B.12356
【答案】B
二、判断题
3. 一个人扛。（×）
4. 没有说。"""


def written(folder: Path, text: str = PAPER) -> Path:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(folder / "试卷.docx"))
    return folder / "试卷.docx"


def lines_of(file: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]


def named(file: Path) -> list[Named]:
    return [
        Named(
            draft.spot,
            f"c-first-steps/q{number}",
            tuple(f"c{at}" for at, _ in enumerate(draft.choices)),
        )
        for number, draft in enumerate(read_word(file).drafts, 1)
    ]


def test_ids_stand_below_their_questions_and_are_read_again(tmp_path: Path) -> None:
    source, out = written(tmp_path), tmp_path / "编号.docx"
    write_ids_word(source, named(source), out)
    assert lines_of(out) == [
        "一、单选题",
        "1．哪一个？（ B ）",
        "A．甲   B．乙",
        "【编号】c-first-steps/q1（A=c0，B=c1）",
        "2、热线是（  ）。",
        "A.12355\tB.12356",
        "【答案】B",
        "【编号】c-first-steps/q2（A=c0，B=c1）",
        "二、判断题",
        "3. 一个人扛。（×）",
        "【编号】c-first-steps/q3",
        "4. 没有说。",
    ]
    drafts = read_word(out).drafts
    assert [draft.id for draft in drafts] == [f"c-first-steps/q{number}" for number in (1, 2, 3)]
    assert [choice.id for choice in drafts[0].choices] == ["c0", "c1"]


def test_writing_ids_twice_changes_nothing_and_wrong_ones_are_put_right(tmp_path: Path) -> None:
    source, once, twice = written(tmp_path), tmp_path / "一.docx", tmp_path / "二.docx"
    write_ids_word(source, named(source), once)
    write_ids_word(once, named(once), twice)
    assert lines_of(twice) == lines_of(once)
    write_ids_word(once, [Named(Spot(row=2, unit="段"), "c-first-steps/new", ("x", "y"))], twice)
    assert lines_of(twice)[3] == "【编号】c-first-steps/new（A=x，B=y）"


def test_ids_stand_below_a_table_of_choices(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("1. 哪一个？")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "A．甲", "B．乙√"
    document.save(str(tmp_path / "试卷.docx"))
    write_ids_word(tmp_path / "试卷.docx", named(tmp_path / "试卷.docx"), tmp_path / "编号.docx")
    assert lines_of(tmp_path / "编号.docx") == ["1. 哪一个？", "【编号】c-first-steps/q1（A=c0，B=c1）"]


def test_everything_else_of_the_document_stays_as_it_is(tmp_path: Path) -> None:
    source, out = written(tmp_path), tmp_path / "编号.docx"
    write_ids_word(source, named(source), out)
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out) as after:
        assert after.namelist() == before.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["word/document.xml"]


def test_reasons_are_comments_and_a_marked_copy_reads_like_its_source(tmp_path: Path) -> None:
    source, out = written(tmp_path), tmp_path / "要改的.docx"
    whole = Problem(Spot(unit="段"), "一份文档只能属于一个单元", "写 --unit。")
    problems = [*read_word(source).problems, whole]
    mark_word(source, problems, out)
    document = docx.Document(str(out))
    assert [(comment.author, comment.text) for comment in document.comments] == [
        ("心育学堂", "一份文档只能属于一个单元。\n写 --unit。"),
        ("心育学堂", "“没有说。”：判断题没有答案。\n在下一行写【答案】对，或【答案】错。"),
    ]
    assert lines_of(out) == lines_of(source)
    assert read_word(out) == read_word(source)


def test_comments_of_others_stay_and_ours_of_an_earlier_time_go(tmp_path: Path) -> None:
    source = written(tmp_path)
    document = docx.Document(str(source))
    document.add_comment(document.paragraphs[1].runs, text="第二题要换", author="王老师")
    document.save(str(source))
    first, second = tmp_path / "一.docx", tmp_path / "二.docx"
    mark_word(source, [Problem(Spot(row=3, unit="段"), "旧的", "改。")], first)
    mark_word(first, [Problem(Spot(row=4, unit="段"), "新的", "改。")], second)
    said = [(comment.author, comment.text) for comment in docx.Document(str(second)).comments]
    assert said == [("王老师", "第二题要换"), ("心育学堂", "新的。\n改。")]


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    source = written(tmp_path)
    out = tmp_path / "没有" / "编号.docx"
    with pytest.raises(PortalError) as error:
        write_ids_word(source, [], out)
    assert str(error.value) == (
        f"{out} 写不下来：没有这个文件或文件夹。在 Word 里开着就先关掉；检查磁盘空间和权限。"
    )
    assert list(tmp_path.iterdir()) == [source]
