"""What is written as a workbook or .csv comes back as the same questions; nothing in it is a formula."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from question_banks import NASTY, bank_of, banks, facts_of, facts_of_draft

from portal.errors import PortalError
from portal.exports.questions.spreadsheet import write_questions_spreadsheet, write_template_spreadsheet
from portal.imports.spreadsheet import read_spreadsheet
from portal.model.authored import Allowance
from portal.model.bank import Bank
from portal.model.body import Body
from portal.model.catalogue import Catalogue
from portal.model.marks import Marks
from portal.model.question_words import guarded, joined_accept, opened, pieces, unquoted
from portal.model.unit import Unit, UnitFront

SINGLE: dict[str, Any] = {
    "id": "words", "type": "single", "prompt": "=哪一句**更**合适？\n\n- 先想想",
    "choices": [
        {"id": "blame", "text": "-又怎么了？", "correct": False, "feedback": "像责备。"},
        {"id": "see", "text": "@我看到你有点难过。", "correct": True},
    ],
}  # fmt: skip
BLANK: dict[str, Any] = {
    "id": "hotline", "type": "blank", "prompt": "热线是 ____，一年 ____ 个月。",
    "blanks": {"accept": [["12356"], ["12", "十二", "and/or", "a|b；c", "「好」", "」"]]},
}  # fmt: skip


def unit_of(slug: str = "listening", title: str = "倾听") -> Unit:
    front = UnitFront(
        title=title, track="c", module="basics", hours=1, objectives={"hear": "听懂一句话",
        "say": "说一句话"},
        keywords=["听"], revision=1, status="published", sources=["a"],
    )  # fmt: skip
    return Unit("c", slug, front, Body("", 1, "", ()), Marks(f"docs/certificates/c/{slug}.md"))


def rows_of(path: Path) -> list[dict[str, Any]]:
    head, *rows = openpyxl.load_workbook(path)["题目"].values
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@given(bank=banks())
@settings(max_examples=60, deadline=None)
def test_a_bank_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, ending: str, bank: Bank
) -> None:
    out = tmp_path_factory.mktemp("sheet") / f"a.{ending}"
    assert write_questions_spreadsheet([bank], Catalogue(), out) == ()
    reading = read_spreadsheet(out)
    assert reading.problems == ()
    assert [facts_of_draft(one) for one in reading.drafts] == [facts_of(bank, one) for one in bank.questions]


@given(
    st.lists(
        st.lists(st.sampled_from(NASTY) | st.text("「」|｜/；;、，, \nab", min_size=1), min_size=1),
        min_size=1,
    )
)
def test_accepted_answers_come_back_whatever_signs_they_hold(gaps: list[list[str]]) -> None:
    wanted = [[text.strip() for text in gap] for gap in gaps]
    if all(all(gap) for gap in wanted):
        cell = joined_accept(wanted)
        assert [[unquoted(one) for one in pieces(gap, "|")] for gap in pieces(cell, "；")] == wanted


@given(st.text("'=+-@＝ab"), st.booleans())
def test_a_guarded_text_is_no_formula_and_opens_to_what_it_was(text: str, in_csv: bool) -> None:
    assert opened(guarded(text, in_csv)) == text
    if in_csv:
        assert not guarded(text, in_csv).startswith(("=", "+", "-", "@", "＝"))


def test_a_row_says_everything_in_words_that_trainers_use(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    write_questions_spreadsheet([bank_of(SINGLE, BLANK)], Catalogue(units=(unit_of(),)), out)
    single, blank = rows_of(out)
    assert {key: value for key, value in single.items() if value is not None} == {
        "题目编号": "c-listening/words", "选项编号": "blame see", "单元": "倾听", "题型": "单选题",
        "题干（Markdown）": "=哪一句**更**合适？\n\n- 先想想", "选项A": "-又怎么了？",
        "选项B": "@我看到你有点难过。",
        "正确答案": "B", "答案解析": "道理。", "反馈A": "像责备。", "难度": "易", "目标": "听懂一句话",
        "状态": "发布",
    }  # fmt: skip
    assert blank["正确答案"] == "12356；12|十二|「and/or」|「a|b；c」|「「好」」」|」"


def test_two_units_with_one_title_are_named_by_their_ids(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    units = (unit_of(), unit_of("hearing"))
    write_questions_spreadsheet([bank_of(SINGLE)], Catalogue(units=units), out)
    assert rows_of(out)[0]["单元"] == "c-listening"


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    bank = bank_of(SINGLE, BLANK)
    write_questions_spreadsheet([bank], Catalogue(), tmp_path / "a.xlsx")
    cells = [
        cell for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["题目"] for cell in row if cell.value
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    write_questions_spreadsheet([bank], Catalogue(), tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text("utf-8-sig")
    risky = [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith(tuple("=+-@"))]
    assert risky == []


def test_the_same_questions_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_questions_spreadsheet([bank_of(SINGLE)], Catalogue(units=(unit_of(),)), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_there_are_columns_for_twelve_choices_when_a_question_has_them(tmp_path: Path) -> None:
    choices = [{"id": f"c{place}", "text": f"第 {place} 个", "correct": place == 11} for place in range(12)]
    bank = bank_of({**SINGLE, "choices": choices})
    write_questions_spreadsheet([bank], Catalogue(), tmp_path / "a.xlsx")
    row = rows_of(tmp_path / "a.xlsx")[0]
    assert (row["选项L"], row["正确答案"]) == ("第 11 个", "L")
    assert [facts_of_draft(one) for one in read_spreadsheet(tmp_path / "a.xlsx").drafts] == [
        facts_of(bank, bank.questions[0])
    ]


def test_lists_and_the_red_light_stand_in_the_workbook(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    write_questions_spreadsheet([bank_of(SINGLE, BLANK)], Catalogue(units=(unit_of(),)), out)
    book = openpyxl.load_workbook(out)
    page = book["题目"]
    lists = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation}
    assert lists["D2:D503"] == '"单选题,多选题,判断题,填空题"'
    assert lists["T2:T503"] == '"易,中,难"'
    assert lists["V2:V503"] == '"草稿,发布,停用"'
    assert lists["U2:U3"] == "填写说明!$B$12:$B$13"
    assert [book["填写说明"][f"B{row}"].value for row in (12, 13)] == ["听懂一句话", "说一句话"]
    (rules,) = page.conditional_formatting
    assert [rule.formula for rule in rules.rules] == [['AND($D2="单选题",LEN($L2)>1)']]
    assert (page.freeze_panes, page.auto_filter.ref) == ("F2", "A1:W3")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_empty_table_filled_in_by_hand_is_read_as_plain_text(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"a.{ending}"
    write_template_spreadsheet(unit_of(), out)
    if ending == "csv":
        out.write_bytes(out.read_bytes() + ",,倾听,单选题,2*3*4=?,24,9,,,,,A\r\n".encode())
    else:
        book = openpyxl.load_workbook(out)
        book["题目"].append([None, None, "倾听", "单选题", "2*3*4=?", "24", "9", None, None, None, None, "A"])
        book.save(out)
    reading = read_spreadsheet(out)
    assert reading.problems == ()
    assert [(one.unit, one.prompt) for one in reading.drafts] == [("倾听", "2\\*3\\*4=?")]


def test_what_a_table_cannot_hold_is_said(tmp_path: Path) -> None:
    bank = bank_of(
        {**SINGLE, "allow": [Allowance(text="反例", reason="故事里学生说的")]},
        {**BLANK, "explanation": "字" * 32_767},
        {**SINGLE, "id": "drawn", "prompt": "![一张脸](pictures/listening/face.png)"},
    )
    assert write_questions_spreadsheet([bank], Catalogue(), tmp_path / "a.xlsx") == (
        "有的格子超过 32767 字，Excel 放不下，这些题没有写进去：c-listening/hotline。导出成 .csv 就放得下。",
        "1 道题的 allow、reworded、corrected 不在表里；改完再导入，它们照旧留在题库里。",
        "1 道题带图：表里只有图片的文件名，图片留在项目里；改完再导入，图还在。",
    )
    assert len(write_questions_spreadsheet([bank], Catalogue(), tmp_path / "a.csv")) == 2


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    out = tmp_path / "没有" / "a.xlsx"
    with pytest.raises(PortalError) as told:
        write_questions_spreadsheet([bank_of(SINGLE)], Catalogue(), out)
    cure = "先在 Excel 里关掉这个文件，或者换个地方。"
    assert str(told.value) == f"题目表写不进 {out}：没有这个文件或文件夹。{cure}"
