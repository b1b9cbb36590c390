import io
import re
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
import pytest

from portal.errors import PortalError
from portal.exports.papers.pdf import key_pdf, paper_pdf, sheet_pdf
from portal.exports.papers.typing_workbook import typing_workbook
from portal.exports.papers.word import key_word, paper_word, sheet_word
from portal.exports.papers.words import Solution, solutions_of
from portal.model.bank import BankFront
from portal.model.paper import Candidate, Paper

DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LI = Candidate(number="T001", name="李一", school="一小")


def question(number: int, kind: str, prompt: str, *choices: str, gaps: int = 0) -> dict[str, Any]:
    shown = [{"id": f"x{place}", "html": html} for place, html in enumerate(choices)]
    facts: dict[str, Any] = {"id": f"c-talk/q-{number}", "type": kind, "prompt_html": prompt}
    return {**facts, **({"gaps": gaps} if gaps else {"choices": shown})}


QUESTIONS = (
    question(
        1, "single", "<p>第一句话，<strong>哪一句</strong>更合适？</p>", "又怎么了？", "a &lt;b&gt; #x $y *z*"
    ),
    question(
        2, "multiple", f'<p>看图：<img alt="一个“点”" src="{DOT}"></p>', "<em>甲</em>", "乙", "丙", "丁"
    ),
    question(3, "true_false", "<p>要保密。</p><ul><li>在校</li></ul>", "对", "错"),
    question(4, "blank", "<p>热线 <u></u>，一年 <u></u> 个月。</p>", gaps=2),
    question(5, "blank", "<table><tbody><tr><td>号码</td></tr></tbody></table><p><u></u></p>", gaps=1),
)


def make_paper(**given: Any) -> Paper:
    facts = {
        "schema": "portal-paper/1", "id": "autumn-a", "title": "秋季考核", "track": "c", "minutes": 60,
        "pass_percent": 80, "made": "2026-11-20T00:00:00Z", "release": "2026.11.1",
        "recipient": "age1" + "q" * 58, "instructions": "页面上的话。", "form": "A", "questions": QUESTIONS,
    }  # fmt: skip
    return Paper.model_validate({**facts, **given})


def words_of(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))


def lines_of(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs if paragraph.text]


def test_a_printed_paper_has_numbers_letters_and_lines() -> None:
    words = words_of(paper_pdf(make_paper()))
    for part in ("秋季考核", "A卷卷号autumn-a", "共5题，每题1分，满分5分", "时间60分钟", "80%通过",
                 "姓名", "1．（单选）第一句话，哪一句更合适？", "A．又怎么了？", "B．a<b>#x$y*z*",
                 "2．（多选）看图：", "D．丁", "3．（判断）要保密。", "4．（填空）热线①，一年②个月。",
                 "答案写在答题卡上"):  # fmt: skip
        assert part in words
    assert "页面上的话" not in words


def test_a_printed_paper_bears_its_candidate_and_its_own_instructions() -> None:
    words = words_of(paper_pdf(make_paper(form=None, candidate=LI.model_dump()), "带好证件。\n不提前交卷。"))
    assert "姓名李一编号T001学校一小" in words
    assert "带好证件。不提前交卷。" in words


def test_a_word_paper_has_the_same_words(tmp_path: Path) -> None:
    lines = lines_of(paper_word(make_paper(), "带好证件。", tmp_path))
    assert lines[:3] == [
        "秋季考核",
        "共 5 题，每题 1 分，满分 5 分　时间 60 分钟　80% 通过",
        "姓名：＿＿＿＿＿＿＿＿＿　编号：＿＿＿＿＿＿＿＿＿　学校：＿＿＿＿＿＿＿＿＿",
    ]
    assert "带好证件。" in lines
    for part in ("1．\t（单选）第一句话，哪一句更合适？", "A．\t又怎么了？", "B．\ta <b> #x $y *z*",
                 "D．\t丁", "4．\t（填空）热线 ①＿＿＿＿＿，一年 ②＿＿＿＿＿ 个月。"):  # fmt: skip
        assert part in lines
    document = docx.Document(io.BytesIO(paper_word(make_paper(), "", tmp_path)))
    assert len(document.inline_shapes) == 1
    assert len(document.tables) == 1
    assert "A 卷　卷号 autumn-a" in document.sections[0].header.paragraphs[0].text
    assert list(tmp_path.iterdir()) == []


def test_the_answer_sheet_has_a_box_for_every_letter_and_a_line_for_every_gap(tmp_path: Path) -> None:
    words = words_of(sheet_pdf(make_paper()))
    assert "1AB2ABCD3AB" in words
    assert "4①②" in words
    document = docx.Document(io.BytesIO(sheet_word(make_paper(), tmp_path)))
    assert [cell.text for cell in document.tables[0].rows[0].cells] == [
        "1．\t□A　□B", "2．\t□A　□B　□C　□D", "3．\t□A　□B",
    ]  # fmt: skip
    assert [paragraph.text[:3] for paragraph in document.paragraphs if "．①" in paragraph.text] == ["4．①"]


@pytest.mark.parametrize("count", [5, 60, 100])
def test_the_answer_sheet_is_one_page(count: int) -> None:
    questions = [question(number, "single", "<p>问</p>", *"甲乙丙丁") for number in range(count)]
    assert len(pypdf.PdfReader(io.BytesIO(sheet_pdf(make_paper(questions=questions)))).pages) == 1


def test_the_key_has_the_letters_of_this_paper_and_the_explanations(tmp_path: Path) -> None:
    bank = BankFront.model_validate({"questions": [
        {"id": "q-1", "type": "single", "objective": "o", "prompt": "问", "explanation": "因为**是**。",
         "difficulty": 1, "status": "published", "choices": [
             {"id": "x1", "text": "乙", "correct": True}, {"id": "x0", "text": "甲", "correct": False}]},
        {"id": "q-4", "type": "blank", "objective": "o", "prompt": "____ ____", "explanation": "见手册。",
         "difficulty": 1, "status": "published", "blanks": {"accept": [["12356"], ["12", "十二"]]}},
    ]}).questions  # fmt: skip
    paper = make_paper(questions=[QUESTIONS[0], QUESTIONS[3]])
    solutions = solutions_of(paper, {f"c-talk/{one.id}": one for one in bank})
    assert [solution.answer for solution in solutions] == ["B", "12356；12 / 十二"]
    words = words_of(key_pdf(paper, solutions))
    for part in ("本页有答案", "1．B2．12356；12/十二", "答案：B因为是。", "答案：12356；12/十二见手册。"):
        assert part in words
    assert "姓名" not in words
    lines = lines_of(key_word(paper, solutions, tmp_path))
    assert lines[lines.index("答案：B") :][:2] == ["答案：B", "因为是。"]


def test_the_same_paper_gives_the_same_bytes(tmp_path: Path) -> None:
    paper, solutions = make_paper(), [Solution("A", "因为。")] * 5
    for make in (
        lambda: paper_pdf(paper),
        lambda: sheet_pdf(paper),
        lambda: key_pdf(paper, solutions),
        lambda: paper_word(paper, "", tmp_path),
        lambda: typing_workbook([paper], [LI]),
    ):
        assert make() == make()


def test_a_sign_that_no_font_has_is_named() -> None:
    paper = make_paper(questions=[question(1, "single", "<p>\U0001f9ff</p>", "甲", "乙")])
    with pytest.raises(PortalError) as error:
        paper_pdf(paper)
    assert str(error.value) == (
        "试卷 autumn-a 里的“\U0001f9ff”，字体里没有，印出来会是空框。换一个字或符号。"
    )


def test_the_table_to_type_into_has_everybody_and_every_paper() -> None:
    own = make_paper(id="autumn-own", form=None, candidate=LI.model_dump(), questions=QUESTIONS[:3])
    book = openpyxl.load_workbook(io.BytesIO(typing_workbook([make_paper(), own], [LI])))
    page = book["登分"]
    assert [cell.value for cell in page[1]] == ["编号", "姓名", "学校", "卷号", "1", "2", "3", "4", "5"]
    assert [cell.value for cell in page[2]][:4] == ["T001", "李一", "一小", "autumn-own"]
    assert page.protection.sheet
    assert page["A1"].protection.locked
    assert not page["A2"].protection.locked
    assert [cell.value for cell in book["卷号"]["A"]] == ["卷号", "autumn-a", "autumn-own"]
    assert page.data_validations.dataValidation[0].formula1 == "卷号!$A$2:$A$3"


def test_a_name_that_looks_like_a_formula_stays_a_text() -> None:
    person = Candidate(number="=1+1", name="@王", school="")
    page = openpyxl.load_workbook(io.BytesIO(typing_workbook([make_paper()], [person])))["登分"]
    assert [(cell.value, cell.data_type) for cell in page[2]][:2] == [("=1+1", "s"), ("@王", "s")]
