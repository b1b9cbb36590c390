"""A bank → Word → read again: the same questions with the same ids."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_project import write_project

from portal.errors import PortalError
from portal.exports.questions.rich_text import blocks, line
from portal.exports.questions.word import write_questions_word
from portal.imports.draft import Draft
from portal.imports.word import read_word
from portal.load import load
from portal.model.bank import Bank, BankFront, BlankQuestion, Question
from portal.model.catalogue import Catalogue
from portal.model.marks import Marks
from portal.model.normaliser import normalise

Look = Callable[[str], str]

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000280000001e0100000000b22ce1f00000000f49444154789c63f8cf80"
    "0fe0950500b5440ef26f1f6f9c0000000049454e44ae426082"
)
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load(write_project(tmp_path_factory.mktemp("small"))).catalogue


def bank_of(*questions: dict[str, Any]) -> Bank:
    front = BankFront.model_validate({"questions": questions})
    return Bank("c", "first-steps", front.questions, Marks("quizzes/c/first-steps.yml"))


def question(**facts: Any) -> dict[str, Any]:
    """Return a question as YAML gives it, with some of its facts replaced."""
    choices = [{"id": "a", "text": "甲", "correct": True}, {"id": "b", "text": "乙", "correct": False}]
    plain = {"id": "q", "type": "single", "objective": "notice", "prompt": "哪一个？", "choices": choices}
    return plain | {"explanation": "解析。", "difficulty": 2, "status": "published"} | facts


def seen(text: str) -> str:
    """Return what a reader sees of a text: `&lt;` and `<` are the same to see."""
    return str(lxml.html.tostring(blocks(text), encoding="unicode"))


def seen_on_a_line(text: str) -> str:
    return str(lxml.html.tostring(line(text), encoding="unicode"))


def judged(accept: Sequence[Sequence[str]], look: Callable[[str], str]) -> Any:
    """Return what each gap takes; where only looks count, as answers are judged: spaces decide nothing."""
    return tuple(tuple(gap) if look is str else {normalise(text) for text in gap} for gap in accept)


def facts_of(
    bank: Bank, one: Question, look: Callable[[str], str], look_at_line: Callable[[str], str]
) -> Any:
    """Return everything that a paper should hold of a question."""
    answer: Any
    if isinstance(one, BlankQuestion):
        answer = judged(one.blanks.accept, look)
    else:
        answer = [(choice.id, look_at_line(choice.text), choice.correct, look(choice.feedback or ""))
                  for choice in one.choices]  # fmt: skip
    return (bank.full_id(one), one.type, look(one.prompt), answer, look(one.explanation), one.difficulty,
            one.status, one.replaces or "", bank.unit_id)  # fmt: skip


def facts_read(draft: Draft, look: Look, look_at_line: Look) -> Any:
    answer: Any = judged(draft.accept, look) or [
        (choice.id, look_at_line(choice.text), choice.correct, look(choice.feedback))
        for choice in draft.choices
    ]
    return (draft.id, draft.type, look(draft.prompt), answer, look(draft.explanation), draft.difficulty,
            draft.status, draft.replaces, draft.unit)  # fmt: skip


def held(banks: list[Bank], catalogue: Catalogue, out: Path, *, exactly: bool = False) -> tuple[str, ...]:
    """Write banks, read them again, prove that they are the same; return what was lost."""
    looks = (str, str) if exactly else (seen, seen_on_a_line)
    lost = write_questions_word(banks, catalogue, out)
    reading = read_word(out)
    assert reading.problems == ()
    wanted = {bank.full_id(one): facts_of(bank, one, *looks) for bank in banks for one in bank.questions}
    assert {draft.id: facts_read(draft, *looks) for draft in reading.drafts} == wanted
    return lost


def test_every_bank_of_the_real_content_comes_back_as_it_was(catalogue: Catalogue, tmp_path: Path) -> None:
    lost = held(list(catalogue.banks), catalogue, tmp_path / "全部题目.docx", exactly=True)
    told = sum(
        bool(one.allow or one.reworded or one.corrected) for bank in catalogue.banks for one in bank.questions
    )
    said = f"{told} 道题的 allow、reworded、corrected 不在试卷里；改完再导入，它们照旧留在题库里。"
    order = "试卷按题型排，和题库里的次序不一样；改完再导入，题库里的次序不变。"
    assert lost == ((said, order) if told else (order,))


def test_a_corrected_answer_that_word_cannot_hold_is_told(small: Catalogue, tmp_path: Path) -> None:
    corrected = question(corrected={"date": "2026-11-22", "text": "原来标错了。"})
    lost = write_questions_word([bank_of(corrected)], small, tmp_path / "卷.docx")
    assert lost == ("1 道题的 allow、reworded、corrected 不在试卷里；改完再导入，它们照旧留在题库里。",)


def test_the_paper_reads_like_one(small: Catalogue, tmp_path: Path) -> None:
    write_questions_word([small.bank_of["c-first-steps"]], small, tmp_path / "卷.docx")
    lines = [paragraph.text for paragraph in docx.Document(str(tmp_path / "卷.docx")).paragraphs]
    assert lines[:1] + lines[2:16] == [
        "第一步：题目",
        "【单元】c-first-steps",
        "一、单选题（1 题）",
        "1．\t哪一句更合适？",
        "A．\t又怎么了？",
        "B．\t我看到你有点难过。",
        "【答案】B",
        "【解析】先描述，再给选择。",
        "【A】像责备。",
        "【B】说出看到的。",
        "【难度】易　【状态】发布　【目标】看到学生的变化",
        "【编号】c-first-steps/opening（A=blame，B=see）",
        "二、多选题（1 题）",
        "2．\t可以找谁？",
        "A．\t心理老师",
    ]


def test_the_same_content_gives_the_same_bytes(small: Catalogue, tmp_path: Path) -> None:
    for name in ("一.docx", "二.docx"):
        write_questions_word(small.banks, small, tmp_path / name)
    assert (tmp_path / "一.docx").read_bytes() == (tmp_path / "二.docx").read_bytes()


MARKDOWN = [
    "普通的一句话。",
    "哪一句**不**合适？",
    "*斜的*和***又粗又斜***。",
    "第一段。\n\n第二段。\n\n1\\. 不是题号\n\n【难度】也不是",
    "1\\. 开头像题号",
    "A. 像选项 B. 也像",
    "选（A）还是（B）？",
    "参考答案：略",
    "。答案：B 解析：无",
    "单选题",
    "- 列表\n- 第二项\n\n    - 更深",
    "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |",
    "见[正文](../c/first-steps.md)和 `代码 <b>`。",
    "```\n代码\n\n  缩进\n```",
    "> 引用\n> 两行",
    "**粗***斜*",
    "a < b & c > d &lt; \\*星\\*",
    "12356 开头的数字",
    "**全粗**",
    "**！**",
    "下划线 \\_\\_ 和 ____ 一起",
]


@pytest.mark.parametrize("text", MARKDOWN, ids=range(len(MARKDOWN)))
def test_whatever_markdown_a_text_holds_comes_back_as_it_is_seen(
    text: str, small: Catalogue, tmp_path: Path
) -> None:
    choices = [
        {"id": "a", "text": text.replace("\n", " ").strip(), "correct": True, "feedback": text},
        {"id": "b", "text": "乙", "correct": False},
    ]
    whole = question(prompt=text, choices=choices, explanation=text)
    blank = question(id="r", type="blank", prompt=f"{text}\n\n空 ____。", explanation=text)
    del blank["choices"]
    gaps = 2 if "____" in text else 1
    blank["blanks"] = {"accept": [["六", "6"], ["甲；乙", "a|b", "「丙」"]][:gaps]}
    held([bank_of(whole, blank)], small, tmp_path / "卷.docx")


def test_a_draft_that_takes_the_place_of_a_retired_question_says_so(small: Catalogue, tmp_path: Path) -> None:
    bank = bank_of(question(id="old", status="retired"), question(status="draft", replaces="old"))
    held([bank], small, tmp_path / "卷.docx")


def test_pictures_come_along_with_their_names_and_words(tmp_path: Path) -> None:
    place = "docs/certificates/c/pictures/first-steps"
    root = write_project(tmp_path / "项目", {f"{place}/door.png": PNG, f"{place}/hall.webp": WEBP})
    catalogue = load(root).catalogue
    shown = "看图：\n\n![学生站在门口](pictures/first-steps/door.png)\n\n哪一句？"
    unshown = "![走廊](pictures/first-steps/hall.webp)"
    out = tmp_path / "卷.docx"
    lost = write_questions_word([bank_of(question(prompt=shown, explanation=unshown))], catalogue, out)
    assert lost == ("1 张 WebP 图 Word 放不下，只写了文件名；改完再导入，图还在。",)
    reading = read_word(out)
    assert reading.problems == ()
    assert reading.drafts[0].prompt == "看图：\n\n![学生站在门口](door.png)\n\n哪一句？"
    assert reading.drafts[0].pictures == {"door.png": PNG}
    assert reading.drafts[0].explanation == unshown


def test_a_missing_picture_and_a_place_that_cannot_be_written_are_told(
    small: Catalogue, tmp_path: Path
) -> None:
    bank = bank_of(question(prompt="![门](pictures/first-steps/door.png)"))
    with pytest.raises(PortalError, match=re.escape("pictures/first-steps/door.png")):
        write_questions_word([bank], small, tmp_path / "卷.docx")
    with pytest.raises(PortalError) as error:
        write_questions_word([bank_of(question())], small, tmp_path / "没有" / "卷.docx")
    assert str(error.value) == (
        f"试卷写不进 {tmp_path / '没有' / '卷.docx'}：没有这个文件或文件夹。"
        "先在 Word 里关掉这个文件，或者换个地方。"
    )
    assert list(tmp_path.iterdir()) == []


signs = st.sampled_from("甲乙不，。？！“”（）【】[]()12.、AaB_*`#-+>|~&<：:；/ 答案解析难度√×")
words = st.text(signs, min_size=1, max_size=24).map(str.strip).filter(re.compile(r"\w").search)
answers = words.filter(lambda text: "【" not in text)
texts = st.one_of(words, st.tuples(words, words).map("\n\n".join), words.map("**重**{}".format))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=st.tuples(texts, words, texts, texts), accept=st.lists(answers, min_size=1, max_size=3, unique=True)
)
def test_any_texts_come_back_as_they_are_seen(
    drawn: tuple[str, str, str, str], accept: list[str], tmp_path: Path
) -> None:
    prompt, choice, feedback, explanation = drawn
    choices = [
        {"id": "a", "text": choice, "correct": True, "feedback": feedback},
        {"id": "b", "text": "乙", "correct": False},
    ]
    blank = question(id="r", type="blank", prompt="空 ____。", blanks={"accept": [accept]})
    del blank["choices"]
    bank = bank_of(question(prompt=prompt, choices=choices, explanation=explanation), blank)
    held([bank], Catalogue(), tmp_path / "卷.docx")
