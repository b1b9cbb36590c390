"""GIFT as people and Moodle write it: what is read, what is said, what is written back."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import PortalError
from portal.imports.draft import Draft, DraftChoice, Named, Problem, Reading, Spot
from portal.imports.gift import mark_gift, read_gift, write_ids_gift


def read(folder: Path, text: str | bytes) -> Reading:
    file = folder / "题库.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_gift(file)


def only(folder: Path, text: str) -> Draft:
    reading = read(folder, text)
    assert [problem.reason for problem in reading.problems] == []
    [draft] = reading.drafts
    return draft


def told(reading: Reading) -> list[str]:
    return [f"{one.spot} {one.severity}：{one.reason}。{one.cure}" for one in reading.problems]


def test_one_right_choice_with_feedback_and_explanation(tmp_path: Path) -> None:
    draft = only(
        tmp_path,
        "$CATEGORY: $course$/top/心育/倾听\n\n// 注释\n::第一句::先说哪句？{\n"
        " ~又怎么了？ # 像责备\n ~%0%哭什么\n"
        " =我看到你难过#好\n ####先看，再说。\n}",
    )
    assert draft == Draft(
        Spot(row=4), "先说哪句？", "single",
        (
            DraftChoice("又怎么了？", feedback="像责备"),
            DraftChoice("哭什么"),
            DraftChoice("我看到你难过", True, "好"),
        ),
        explanation="先看，再说。", unit="倾听",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "correct"),
    [
        ("哪两个？{~%50%甲 ~%50%乙 ~%-50%丙 ~丁}", [True, True, False, False]),
        ("哪几个？{~%33.33333%甲 ~%33.33333%乙 ~%33.33333%丙 ~%-100%丁}", [True, True, True, False]),
        ("哪两个？{~%100%甲 ~%100%乙 ~丙}", [True, True, False]),
    ],
)
def test_several_right_choices_share_the_mark(text: str, correct: list[bool], tmp_path: Path) -> None:
    draft = only(tmp_path, text)
    assert draft.type == "multiple"
    assert [choice.correct for choice in draft.choices] == correct


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("谁？{=甲 ~%50%乙 ~丙}", "给了部分分的选项按不对读入，门户的题没有部分分"),
        ("谁？{~%70%甲 ~%30%乙 ~丙}", "几个对的选项分值不一样，都按对读入，门户的多选全对才算对"),
        ("谁？{=甲 =乙 ~丙}", "单选题有 2 个对的选项，按多选读入"),
        ("谁？{~%80%甲 ~乙 ~丙}", "只有一个选项给分，按单选读入"),
        ("谁？{=甲 =%50%乙}", "只给部分分的答案没有读入，门户的填空没有部分分"),
        ("面积 \\\\(x^2\\\\)？{=甲 ~乙}", "公式照原样读成了文字，门户不会把它排成公式"),
        ("[html]看<video src\\=x></video>{=甲 ~乙}", "视频没有带进来，门户的题里放不下"),
    ],
)
def test_what_the_portal_does_not_have_is_told_and_the_question_read(
    text: str, warning: str, tmp_path: Path
) -> None:
    reading = read(tmp_path, text)
    assert [(one.reason, one.severity) for one in reading.problems] == [(warning, "warning")]
    assert len(reading.drafts) == 1


@pytest.mark.parametrize("answer", ["T", "TRUE", "true"])
def test_true_or_false_with_what_wrong_and_right_answers_are_told(answer: str, tmp_path: Path) -> None:
    draft = only(tmp_path, f"要倾听。{{{answer}#想一想#对了####道理}}")
    assert (draft.type, draft.explanation) == ("true_false", "道理")
    assert draft.choices == (
        DraftChoice("对", True, "对了", "agree"),
        DraftChoice("错", False, "想一想", "disagree"),
    )


@pytest.mark.parametrize(
    ("text", "prompt", "accept"),
    [
        ("热线是 {=12356 =１２３５６}。", "热线是 ____。", ("12356", "１２３５６")),
        ("热线号码？{=12356}", "热线号码？ ____", ("12356",)),
        ("热线是 _____ 。{12356}", "热线是 ____ 。", ("12356",)),
        ("[markdown]**热**线 ____ 号{=12356}", "**热**线 ____ 号", ("12356",)),
        ("[html]<b>热线</b>是{=12356}号", "**热线**是____号", ("12356",)),
        ("几月？{#9}", "几月？ ____", ("9",)),
        ("几月？{#=9:0#对}", "几月？ ____", ("9",)),
        ("星号？{=\\\\*}", "星号？ ____", ("*",)),
    ],
)
def test_short_answers_and_exact_numbers_are_a_gap(
    text: str, prompt: str, accept: tuple[str, ...], tmp_path: Path
) -> None:
    draft = only(tmp_path, text)
    assert (draft.type, draft.prompt, draft.accept) == ("blank", prompt, (accept,))


def test_a_missing_word_to_choose_leaves_underscores_that_are_no_gap(tmp_path: Path) -> None:
    assert only(tmp_path, "要 {~打断 =倾听 ~追问} 学生。").prompt == r"要 \_\_\_\_ 学生。"
    assert only(tmp_path, "[markdown]要 {~打断 =倾听 ~追问} 学生。").prompt == r"要 \_\_\_\_ 学生。"


def test_a_full_stop_after_the_answers_is_no_missing_word(tmp_path: Path) -> None:
    assert only(tmp_path, "要怎样？{~打断 =倾听 ~追问}。").prompt == "要怎样？"


def test_signs_behind_a_backslash_mean_nothing(tmp_path: Path) -> None:
    draft = only(tmp_path, r"1\=1\: \{a\} \# \~？\n第二段 \\n{=x\=1 ~y\~#z\#1 ~w}")
    assert draft.prompt == "1=1: \\{a} # ~？\n\n第二段 \\\\n"
    assert [choice.text for choice in draft.choices] == ["x=1", "y~", "w"]
    assert draft.choices[1].feedback == "z#1"


def test_plain_text_stays_plain_and_lines_that_go_on_are_joined(tmp_path: Path) -> None:
    draft = only(tmp_path, "3*4*5 等于\n多少？[注]{\n=60\n~**12**\n~一\n 二}")
    assert draft.prompt == "3\\*4\\*5 等于多少？\\[注]"
    assert [choice.text for choice in draft.choices] == ["60", "\\*\\*12\\*\\*", "一二"]


def test_blank_lines_between_answers_do_not_end_a_question(tmp_path: Path) -> None:
    assert len(only(tmp_path, "谁？{\n=甲\n\n~乙\n\n\n~丙\n\n}").choices) == 3


@pytest.mark.parametrize(
    "raw",
    [
        "谁？{=甲 ~乙 ~丙}".encode("utf-8-sig"),
        "谁？{=甲 ~乙 ~丙}".encode("gb18030"),
        b"\xff\xfe" + "谁？{=甲 ~乙 ~丙}".encode("utf-16-le"),
        "\r\n\r\n谁？{\r\n=甲\r\n~乙\r\n~丙\r\n}\r\n".encode(),
    ],
)
def test_encodings_and_line_ends_of_windows(raw: bytes, tmp_path: Path) -> None:
    [draft] = read(tmp_path, raw).drafts
    assert [draft.prompt, *(choice.text for choice in draft.choices)] == ["谁？", "甲", "乙", "丙"]


def test_ids_and_tags_in_comments(tmp_path: Path) -> None:
    draft = only(
        tmp_path,
        "// [id:c-listening/first] [tag:难度：中] [tag:目标:hear] [tag:状态:草稿] [tag:别的] [tag:替代:old]\n"
        "// [ids:a b c]\n::题一::谁？{=甲 ~乙 ~丙}",
    )
    assert (draft.id, draft.unit, draft.difficulty) == ("c-listening/first", "c-listening", 2)
    assert (draft.objective, draft.status, draft.replaces) == ("hear", "draft", "old")
    assert [choice.id for choice in draft.choices] == ["a", "b", "c"]


def test_titles_are_ids_only_when_they_are_full_ones(tmp_path: Path) -> None:
    drafts = read(
        tmp_path, "::c-listening/a::谁？{=甲 ~乙}\n\n::q1::谁？{=甲 ~乙}\n\n// [id:Q-1]\n谁？{=甲 ~乙}"
    ).drafts
    assert [draft.id for draft in drafts] == ["c-listening/a", "", ""]


def test_every_problem_is_told_with_its_line_and_cure(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "谁？{=甲 ~乙\n\n"
        "甲 } 乙\n\n"
        "甲 {=a {b} }\n\n"
        "甲 {=a} 乙 {=b}\n\n"
        "说说看。{}\n\n"
        "连一连。{=甲 -> 乙 =丙 -> 丁}\n\n"
        "多少？{#3:2}\n\n"
        "只是文字\n\n"
        "谁？{~甲 ~乙}\n\n"
        "谁？{=甲~}\n\n"
        "谁？{~%50%甲 ~%50%乙}\n\n"
        "谁？{=张*}\n\n"
        "{=甲 ~乙}\n\n"
        '[html]<img src\\="@@PLUGINFILE@@/a.png">{=甲 ~乙}',
    )
    assert reading.drafts == ()
    four = "门户只有单选、多选、判断、填空四种题型"
    assert told(reading) == [
        "第 1 行 error：“{”没有合上。在答案后面补上“}”；答案中间不要空行。",
        "第 3 行 error：多了一个“}”，前面没有“{”。补上“{”；只是文字，就写成 \\}。",
        "第 5 行 error：大括号里又有大括号。文字里的大括号前加反斜杠，写成 \\{ 和 \\}。",
        "第 7 行 error：一道题里有 2 处大括号。"
        "GIFT 一道题只有一处答案：拆成几道题，或者改用 Moodle XML、Excel。",
        f"第 9 行 error：大括号里是空的，这是问答题；{four}。改成这四种之一，或者从文件里删去。",
        f"第 11 行 error：这是连线题；{four}。改成这四种之一，或者从文件里删去。",
        f"第 13 行 error：这是数值题，答案是一个范围；{four}，填空只认写明的答案。"
        "写成一个数，如 {#12}；要收一个范围，就改成单选题。",
        "第 15 行 error：没有大括号，看不出答案。"
        "在题干后面写上答案，如 {=对的 ~不对的}；只是说明文字，就在行首加 //。",
        "第 17 行 error：没有一个选项是对的。给对的选项写上分：GIFT 用“=”，Moodle 里写 100%。",
        "第 19 行 error：有 1 个选项，门户收 2 到 12 个。增减选项，或者拆成两道题。",
        "第 21 行 error：多选题的选项全部正确。至少有一个不对的选项；不然改成几道判断题。",
        "第 23 行 error：答案里有通配符“*”，门户不认。"
        "把几种答法一一写出来；答案里真有星号，就在它前面加反斜杠。",
        "第 25 行 error：没有题干。在答案前面写上题目。",
        "第 27 行 error：没有题干。在答案前面写上题目。",
        "第 27 行 error：有一张图没有在文件里，或者不是网页能放的格式。"
        "GIFT 带不了图：在 Moodle 里改用 Moodle XML 导出，或者删去图。",
    ]  # fmt: skip


def test_a_file_without_questions_and_files_that_are_no_text(tmp_path: Path) -> None:
    assert told(read(tmp_path, "// 只有注释\n")) == [
        "整个文件 error：文件里没有题。一道题这样写：题干 {=对的 ~不对的}；两题之间空一行。"
    ]
    with pytest.raises(PortalError) as caught:
        read(tmp_path, b"\x00\x01\xff\xfe")
    cure = "用记事本打开，“另存为”，编码选 UTF-8。"
    assert str(caught.value) == f"{tmp_path / '题库.txt'} 不是文字文件，或者编码认不出来。{cure}"
    with pytest.raises(PortalError) as caught:
        read_gift(tmp_path / "没有.txt")
    cure = "检查路径；正开着就先关掉。"
    assert str(caught.value) == f"{tmp_path / '没有.txt'} 读不了：没有这个文件或文件夹。{cure}"


def test_ids_are_written_back_and_everything_else_stays(tmp_path: Path) -> None:
    source, out = tmp_path / "题库.txt", tmp_path / "新.txt"
    text = (
        "// 头\r\n$CATEGORY: 倾听\r\n\r\n// [id:q9] [tag:x]\r\n::一::谁？{=甲 ~乙}\r\n\r\n"
        "// 要改：旧的\r\n要。{T}\r\n\r\n几？{=6}\r\n"
    )
    source.write_bytes(text.encode("gb18030"))
    named = [
        Named(Spot(row=5), "c-listening/a", ("x", "y")),
        Named(Spot(row=8), "c-listening/b", ("agree", "disagree")),
    ]
    write_ids_gift(source, named, out)
    assert out.read_bytes().decode("gb18030") == (
        "// 头\r\n$CATEGORY: 倾听\r\n\r\n// [tag:x]\r\n// [id:c-listening/a]\r\n// [ids:x y]\r\n"
        "::一::谁？{=甲 ~乙}\r\n\r\n"
        "// [id:c-listening/b]\r\n// [ids:agree disagree]\r\n::c-listening/b::要。{T}\r\n\r\n几？{=6}\r\n"
    )
    first, second, third = read_gift(out).drafts
    assert (first.id, second.id, third.id) == ("c-listening/a", "c-listening/b", "")
    assert [choice.id for choice in first.choices] == ["x", "y"]
    again = [Named(draft.spot, draft.id, ("x", "y")) for draft in (first,)]
    write_ids_gift(out, again, source)
    assert source.read_bytes() == out.read_bytes()


def test_a_marked_copy_has_the_reasons_before_the_questions_and_can_be_marked_again(tmp_path: Path) -> None:
    source, out = tmp_path / "题库.txt", tmp_path / "要改.txt"
    source.write_text("// 一\n谁？{=甲}\n\n要。{T}\n\n说。{}\n", encoding="utf-8")
    problems = [Problem(Spot(row=6), "是问答题", "改掉。"), Problem(Spot(row=2), "少选项", "加。")]
    mark_gift(source, problems, out)
    assert out.read_text("utf-8") == (
        "// 要改：第 2 行，少选项。加。\n// 一\n谁？{=甲}\n\n要。{T}\n\n"
        "// 要改：第 6 行，是问答题。改掉。\n说。{}\n"
    )
    mark_gift(out, [Problem(Spot(), "整个不行", "重来。")], source)
    assert (
        source.read_text("utf-8")
        == "// 要改：整个文件，整个不行。重来。\n// 一\n谁？{=甲}\n\n要。{T}\n\n说。{}\n"
    )


_SIGNS = st.sampled_from(
    [*"{}=~#%:\\/\n [].*_-<>甲1T", "::", "####", "//", "->", "$CATEGORY:", "[html]", "[id:", "<b>"]
)


@given(st.lists(_SIGNS, max_size=60).map("".join) | st.binary(max_size=200))
def test_whatever_stands_in_a_file_ends_in_a_reading_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: str | bytes
) -> None:
    folder = tmp_path_factory.mktemp("gift")
    try:
        reading = read(folder, content)
    except PortalError as error:
        sentence = str(error)
    else:
        sentence = ""
    if sentence:
        assert sentence.endswith("。")
        return
    assert all(problem.reason and problem.cure.endswith(("。", "}")) for problem in reading.problems)
    file, out = folder / "题库.txt", folder / "新.txt"
    mark_gift(file, reading.problems, out)
    assert len(read_gift(out).drafts) == len(reading.drafts)
    write_ids_gift(file, [Named(draft.spot, "c-listening/x") for draft in reading.drafts], out)
    assert [draft.prompt for draft in read_gift(out).drafts] == [draft.prompt for draft in reading.drafts]


_PIECES = ("{", "}", "{=a\n\n", "\n\n=", "::", "\\", "[id:", "// [id:\n", "~%", "{=a}{", "<b>", "a{=b}\n\n")


@pytest.mark.parametrize("piece", _PIECES)
def test_reading_takes_time_in_proportion_to_the_file(piece: str, tmp_path: Path) -> None:
    def seconds(size: int) -> float:
        begin = time.process_time()
        read(tmp_path, "谁？{" + piece * (size // len(piece)))
        return time.process_time() - begin

    seconds(1000)
    assert seconds(400_000) < 12 * seconds(100_000) + 0.5
