"""What is written into a bank reads back as it was meant, and what is not touched stays to the byte."""

from bank_questions import TRAPS, banks
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import PortalError
from portal.imports.bank_text import merged, new_bank
from portal.imports.yaml_form import question_text
from portal.load.one_bank import read_bank
from portal.model.bank import Bank, Question


def read(text: str) -> Bank:
    bank, findings = read_bank(text.replace("\r\n", "\n"), "c", "first-steps")
    assert bank is not None, [finding.as_text() for finding in findings]
    assert findings == ()
    return bank


def changed(text: str, edits: dict[int, dict[str, object]]) -> str:
    """Return a bank's text with fields of some of its questions changed."""
    bank = read(text)
    return merged(
        text, bank, {at: bank.questions[at].model_copy(update=new) for at, new in edits.items()}, ()
    )


@given(banks())
def test_a_bank_reads_back_as_it_was(questions: tuple[Question, ...]) -> None:
    assert read(new_bank(questions)).questions == questions


def test_texts_that_yaml_could_misread_read_back_as_they_were() -> None:
    [model] = read(WRITTEN).questions[:1]
    texts = [text.strip() for text in TRAPS]
    questions = tuple(
        model.model_copy(update={"id": f"q-{at}", "prompt": one}) for at, one in enumerate(texts)
    )
    assert [question.prompt for question in read(new_bank(questions)).questions] == texts


@given(banks(2), banks(1), st.data())
def test_a_changed_question_reads_back_and_the_others_keep_their_bytes(
    questions: tuple[Question, ...], others: tuple[Question, ...], data: st.DataObject
) -> None:
    text = new_bank(questions).replace("\n  - id", "\n# 说明\n\n  - id")
    if data.draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    bank = read(text)
    at = data.draw(st.integers(0, len(questions) - 1))
    new = others[0].model_copy(update={"id": questions[at].id})
    after = merged(text, bank, {at: new}, others[1:])
    wanted = [*questions, *others[1:]]
    wanted[at] = new
    assert list(read(after).questions) == wanted
    pieces = text.split("# 说明")
    assert after.split("# 说明")[: at + 1] == pieces[: at + 1]
    if not others[1:]:
        assert after.split("# 说明")[at + 2 :] == pieces[at + 2 :]


@given(banks(2))
def test_a_bank_that_says_the_same_keeps_its_bytes(questions: tuple[Question, ...]) -> None:
    text = new_bank(questions)
    assert merged(text, read(text), dict(enumerate(questions)), ()) == text


WRITTEN = """\
# 倾听：第一份题库
questions:
  # 第一组
  - id: opening        # 从 2026 年起
    type: single
    objective: notice
    prompt: 哪一句更合适？   # 真实的一问
    choices:
      # 错的
      - id: blame
        text: "又怎么了？"
        correct: false   # 听起来像责备
        feedback: >-
          像责备，
          学生会把话收回去。
      - id: see
        text: 我看到你有点难过。
        correct: true
        feedback: 说出看到的。
    explanation: |
      先描述，
      再给选择。
    # 审过
    difficulty: 1
    status: draft      # 等审

  # 第二组
  - id: hotline
    type: blank
    objective: get-help
    prompt: 热线是 ____。
    blanks:
      accept: [["12356"]]   # 只有这一个
    explanation: 服务时间以当地公布为准。
    difficulty: 1
    status: published
# 到此为止
"""


def test_only_the_changed_values_are_written_anew() -> None:
    first = read(WRITTEN).questions[0]
    blame, see = first.choices  # type: ignore[union-attr]
    blame = blame.model_copy(update={"text": "你又哭了：为什么？", "correct": True, "feedback": "一句"})
    new = {
        0: {
            "prompt": "先说哪一句？",
            "choices": (blame, see),
            "explanation": "只描述。",
            "status": "published",
        },
        1: {"blanks": read(WRITTEN).questions[1].blanks.model_copy(update={"accept": (("12355", "一"),)})},  # type: ignore[union-attr]
    }
    wanted = (
        WRITTEN.replace("哪一句更合适？", "先说哪一句？")
        .replace('"又怎么了？"', "你又哭了：为什么？")
        .replace("correct: false ", "correct: true ")
        .replace(" >-\n          像责备，\n          学生会把话收回去。", " 一句")
        .replace(" |\n      先描述，\n      再给选择。", " 只描述。")
        .replace("draft ", "published ")
        .replace('"12356"', '"12355", "一"')
    )
    assert changed(WRITTEN, new) == wanted


def test_a_new_value_stands_where_its_kind_stands() -> None:
    after = changed(WRITTEN, {1: {"replaces": "opening", "explanation": "一\n二"}})
    wanted = WRITTEN.replace(
        "explanation: 服务时间以当地公布为准。\n    difficulty: 1\n    status: published\n",
        "explanation: |-\n      一\n      二\n"
        "    difficulty: 1\n    status: published\n    replaces: opening\n",
    )
    assert after == wanted


def test_added_questions_follow_with_the_spacing_of_the_bank() -> None:
    bank = read(WRITTEN)
    new = bank.questions[1].model_copy(update={"id": "again"})
    assert merged(WRITTEN, bank, {}, [new]) == f"{WRITTEN}\n{question_text(new)}"
    close = WRITTEN.replace("等审\n\n", "等审\n")
    assert merged(close, read(close), {}, [new]) == f"{close}{question_text(new)}"
    cut = close.rstrip("\n")
    assert merged(cut, read(cut), {}, [new]) == f"{close}{question_text(new)}"


def test_windows_ends_of_lines_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff" + WRITTEN.replace("\n", "\r\n")
    bank = read(text.removeprefix("\ufeff"))
    new = bank.questions[1].model_copy(update={"explanation": "一\n二"})
    after = merged(text, bank, {1: new}, ())
    wanted = "explanation: |-\r\n      一\r\n      二\r\n"
    assert after == text.replace("explanation: 服务时间以当地公布为准。\r\n", wanted)


def test_a_bank_in_braces_is_left_to_its_author() -> None:
    text = "questions: [{id: a, type: blank, objective: notice, prompt: ____, blanks: {accept: [[一]]}, "
    text += "explanation: 一, difficulty: 1, status: draft}]\n"
    try:
        changed(text, {0: {"explanation": "二"}})
    except PortalError as error:
        said = str(error)
    assert said == (
        "quizzes/c/first-steps.yml:1：这份题库不是一题一段写的，程序不敢改它。"
        "请把每道题写成以“- id: …”开头的一段，再导入。"
    )
