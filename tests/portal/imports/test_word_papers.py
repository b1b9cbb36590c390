"""What trainers' question papers in Word really look like, and what is read from them."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK, WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

from portal.imports.draft import Draft, DraftChoice, Reading
from portal.imports.word import read_word

Read = Callable[..., Reading]
PAPERS = sorted((Path(__file__).parent / "papers").glob("*.txt"))
"""A paper's lines, `=====`, then its questions and what is wrong with it."""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function: lines (text, or a function that adds to the document) → what is read from them."""

    def made(*lines: str | Callable[[Document], object]) -> Reading:
        document = docx.Document()
        for line in lines:
            if isinstance(line, str):
                document.add_paragraph(line)
            else:
                line(document)
        file = tmp_path / "试卷.docx"
        document.save(str(file))
        return read_word(file)

    return made


def told(reading: Reading) -> list[str]:
    """Return the problems as a person reads them."""
    return [f"{found.spot} {found.severity} {found.reason}｜{found.cure}" for found in reading.problems]


def short(draft: Draft) -> str:
    """Return a question in one line: type, prompt, choices with * before the right ones, accepted answers."""
    choices = [f"{'*' if choice.correct else ''}{choice.text}" for choice in draft.choices]
    gaps = ["|".join(gap) for gap in draft.accept]
    return " / ".join([f"{draft.type}: {draft.prompt}", *choices, *gaps])


def shorts(reading: Reading) -> list[str]:
    assert told(reading) == []
    return [short(draft) for draft in reading.drafts]


def with_runs(*runs: tuple[str, str]) -> Callable[[Document], Paragraph]:
    """Return a function that adds a paragraph of (text, looks) runs; looks: b i u red yellow em."""

    def add(document: Document) -> Paragraph:
        paragraph = document.add_paragraph()
        for text, looks in runs:
            run = paragraph.add_run(text)
            run.bold = "b" in looks.split() or None
            run.italic = "i" in looks.split() or None
            run.underline = "u" in looks.split() or None
            if "red" in looks:
                run.font.color.rgb = RGBColor(0xFF, 0, 0)
            if "yellow" in looks:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            if "em" in looks:
                run._r.get_or_add_rPr().append(parse_xml(f'<w:em {nsdecls("w")} w:val="dot"/>'))
        return paragraph

    return add


def raw(xml: str) -> Callable[[Document], None]:
    """Return a function that adds a paragraph with this inner XML."""
    more = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    spaces = nsdecls("w", "r", "wp", "a", "pic") + " " + more
    return lambda document: document.element.body.sectPr.addprevious(parse_xml(f"<w:p {spaces}>{xml}</w:p>"))


def table(*rows: tuple[str, ...]) -> Callable[[Document], None]:
    def add(document: Document) -> None:
        made = document.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                made.cell(number, place).text = text

    return add


def test_a_whole_question_with_everything_that_a_paper_says_of_it(read: Read) -> None:
    reading = read(
        "2026 年心理健康教育测试题",
        "姓名：________　得分：________",
        "一、单选题（每题 2 分，共 20 分）",
        "1．学生红着眼睛来办公室，哪一句更合适？（2分）",
        "A．又怎么了？",
        "B．我看到你有点难过。",
        "【答案】B",
        "【解析】先描述，",
        "再给选择。",
        "【A】像责备。",
        "【B】说出看到的。",
        "【难度】易　【知识点】倾听",
        "【单元】c-first-steps",
        "二、填空题",
        "2．热线是 ____。",
        "【答案】12356",
    )
    first, second = reading.drafts
    assert told(reading) == []
    assert first == Draft(
        first.spot,
        "学生红着眼睛来办公室，哪一句更合适？",
        "single",
        (
            DraftChoice("又怎么了？", False, "像责备。"),
            DraftChoice("我看到你有点难过。", True, "说出看到的。"),
        ),
        explanation="先描述，\n\n再给选择。",
        difficulty=1,
        objective="倾听",
    )
    assert str(first.spot) == "第 4 段"
    assert (second.unit, second.accept) == ("c-first-steps", (("12356",),))


@pytest.mark.parametrize(
    "start", ["1．", "1.", "1、", "1) ", "1）", "(1)", "（1）", "第1题", "第 1 题：", "1:", "１．", "1.　"]
)
def test_questions_are_numbered_in_many_ways(read: Read, start: str) -> None:
    assert shorts(read(f"{start}哪一个？", "A.甲", "B.乙", "答案：B")) == ["single: 哪一个？ / 甲 / *乙"]


@pytest.mark.parametrize(
    "lines",
    [
        ["A．甲", "B．乙", "C．丙"],
        ["A、甲", "B、乙", "C、丙"],
        ["(A) 甲", "(B) 乙", "(C) 丙"],
        ["（A）甲", "（B）乙", "（C）丙"],
        ["Ａ．甲", "Ｂ．乙", "Ｃ．丙"],
        ["A 甲", "B 乙", "C 丙"],
        ["a. 甲", "b. 乙", "c. 丙"],
        ["A．甲  B．乙  C．丙"],
        ["A．甲\tB．乙\tC．丙"],
        ["A.甲B.乙C.丙"],
        ["A．甲　　　B．乙", "C．丙"],
        ["A 甲  B 乙  C 丙"],
    ],
)
def test_choices_stand_in_many_ways(read: Read, lines: list[str]) -> None:
    assert shorts(read("1. 哪一个？", *lines, "答案：B")) == ["single: 哪一个？ / 甲 / *乙 / 丙"]


def test_choices_stand_in_a_table_or_behind_the_prompt(read: Read) -> None:
    assert shorts(
        read(
            "1. 表格？",
            table(("A．甲", "B．乙"), ("C．丙", "D．丁")),
            "答案：C",
            "2. 字母单独一格？",
            table(("A", "甲"), ("B", "乙")),
            "答案：A",
            "3. 同一行？ A. 甲 B. 乙",
            "答案：A",
        )
    ) == [
        "single: 表格？ / 甲 / 乙 / *丙 / 丁",
        "single: 字母单独一格？ / *甲 / 乙",
        "single: 同一行？ / *甲 / 乙",
    ]


@pytest.mark.parametrize(
    "answer",
    ["【答案】AB", "答案：A、B", "答案:A,B", "正确答案是AB", "参考答案：ＡＢ", "[答案] A B", "答案为：AB",
     "标准答案：BA", "答案 AB", "【正确答案】ab"],
)  # fmt: skip
def test_answers_are_written_in_many_ways(read: Read, answer: str) -> None:
    assert shorts(read("1. 哪些？", "A.甲", "B.乙", "C.丙", answer)) == ["multiple: 哪些？ / *甲 / *乙 / 丙"]


def test_an_answer_within_the_prompt_is_taken_out(read: Read) -> None:
    choices = ("A.甲", "B.乙")
    assert shorts(
        read(
            "1. 核心是（ B ）的过程。", *choices,
            "2. 哪一个？（Ａ）", *choices,
            "3. 哪一个 [ B ]", *choices,
            "4. 核心是___B___。", *choices,
            "5. 维生素（A）够吗？", *choices, "答案：B",
            "6. 哪一个（ B ）", *choices, "答案：B",
            "7. 哪一个？（    ）", *choices, "答案：B",
        )
    ) == [
        "single: 核心是（　）的过程。 / 甲 / *乙",
        "single: 哪一个？（　） / *甲 / 乙",
        "single: 哪一个 （　） / 甲 / *乙",
        "single: 核心是（　）。 / 甲 / *乙",
        "single: 维生素（A）够吗？ / 甲 / *乙",
        "single: 哪一个（　） / 甲 / *乙",
        "single: 哪一个？（　） / 甲 / *乙",
    ]  # fmt: skip


def test_statements_say_right_and_wrong_in_many_ways(read: Read) -> None:
    reading = read(
        "三、判断题（对的打√，错的打×）",
        "1. 一个人扛。（×）", "2. 要有人一起（ √ ）", "3. （错）不用报告。", "4. 先报告。 √",
        "5. 都告诉家长。（  ）", "答案：错误", "【对】想想保密。", "【错】想对了。",
        "6. 有例外。", "【答案】T", "7. 有例外吗。", "A. 正确", "B. 错误", "答案：A",
    )  # fmt: skip
    assert shorts(reading) == [
        "true_false: 一个人扛。 / 对 / *错", "true_false: 要有人一起 / *对 / 错",
        "true_false: 不用报告。 / 对 / *错", "true_false: 先报告。 / *对 / 错",
        "true_false: 都告诉家长。 / 对 / *错", "true_false: 有例外。 / *对 / 错",
        "true_false: 有例外吗。 / *对 / 错",
    ]  # fmt: skip
    assert [choice.feedback for choice in reading.drafts[4].choices] == ["想想保密。", "想对了。"]
    assert [choice.id for choice in reading.drafts[0].choices] == ["agree", "disagree"]


def test_gaps_are_lines_underlined_spaces_or_brackets(read: Read) -> None:
    assert shorts(
        read(
            "四、填空题",
            "1. 热线是______，报警是____。", "答案：12356；110/一一〇",
            with_runs(("2. 热线是", ""), ("　　　", "u"), ("。", "")), "答案：12356",
            "3. 报警电话是（   ）。", "答案：110。",
            "4. 两个＿＿＿和＿＿＿。", "答案：(1)甲 (2)乙",
            "5. 两个____和____。", "答案：甲、乙",
        )
    ) == [
        "blank: 热线是____，报警是____。 / 12356 / 110|一一〇",
        "blank: 热线是____。 / 12356",
        "blank: 报警电话是____。 / 110",
        "blank: 两个____和____。 / 甲 / 乙",
        "blank: 两个____和____。 / 甲 / 乙",
    ]  # fmt: skip


def test_answers_written_on_the_lines_are_offered(read: Read) -> None:
    reading = read("填空题", with_runs(("1. 热线是", ""), (" 12356 ", "u"), ("。", "")))
    assert [short(draft) for draft in reading.drafts] == ["blank: 热线是____。 / 12356"]
    assert told(reading) == [
        "第 2 段 warning “热线是 12356 。”：没有写答案，按横线上的字读成“12356”｜"
        "核对一下；为保险起见，写上【答案】。"
    ]


def test_a_key_at_the_end_gives_the_answers(read: Read) -> None:
    choices = ("A.甲", "B.乙", "C.丙")
    assert shorts(
        read(
            "一、单选题", "1. 一？", *choices, "2. 二？", *choices,
            "二、多选题", "3. 三？", *choices,
            "三、判断题", "4. 四。（  ）", "5. 五。（  ）", "6. 六。",
            "四、填空题", "7. 七____。",
            "参考答案", "1-2 BC", "3.AB  4.√", "5、× 6：对", "7. 12356",
        )
    ) == [
        "single: 一？ / 甲 / *乙 / 丙", "single: 二？ / 甲 / 乙 / *丙", "multiple: 三？ / *甲 / *乙 / 丙",
        "true_false: 四。 / *对 / 错", "true_false: 五。 / 对 / *错", "true_false: 六。 / *对 / 错",
        "blank: 七____。 / 12356",
    ]  # fmt: skip


def test_a_key_follows_the_sections_where_numbers_begin_anew(read: Read) -> None:
    choices = ("A.甲", "B.乙", "C.丙")
    reading = read(
        "一、单选题", "1. 一？", *choices, "2. 二？", *choices, "二、多选题", "1. 三？", *choices,
        "附：参考答案及解析", "一、单选题", "1. B 【解析】因为一。", "还因为二。", "2.【答案】C【难度】难",
        "二、多选题", "1～1：AC",
    )  # fmt: skip
    assert shorts(reading) == [
        "single: 一？ / 甲 / *乙 / 丙", "single: 二？ / 甲 / 乙 / *丙", "multiple: 三？ / *甲 / 乙 / *丙"
    ]  # fmt: skip
    assert reading.drafts[0].explanation == "因为一。\n\n还因为二。"
    assert reading.drafts[1].difficulty == 3


@pytest.mark.parametrize(
    "key",
    [
        ["一、1-2 BC", "二、3.AC"], ["一、1．B　2．C", "二、3、AC。"],
        ["一、单选题 1-2 BC", "二、多选题 3. AC"], ["（一）1～2：BC", "（二） 3：AC"],
        ["一、1-2 BC 3.AC"],
    ],
)  # fmt: skip
def test_answers_may_stand_behind_the_number_of_their_section(read: Read, key: list[str]) -> None:
    choices = ("A.甲", "B.乙", "C.丙")
    paper = ("一、单选题", "1. 一？", *choices, "2. 二？", *choices, "二、多选题", "3. 三？", *choices)
    assert shorts(read(*paper, "参考答案", *key)) == [
        "single: 一？ / 甲 / *乙 / 丙", "single: 二？ / 甲 / 乙 / *丙", "multiple: 三？ / *甲 / 乙 / *丙"
    ]  # fmt: skip


def test_a_key_in_a_table_gives_the_answers(read: Read) -> None:
    assert shorts(
        read("1. 一？", "A.甲", "B.乙", "2. 二？", "A.甲", "B.乙", "答案：",
             table(("题号", "1", "2"), ("答案", "B", "A")))
    ) == ["single: 一？ / 甲 / *乙", "single: 二？ / *甲 / 乙"]  # fmt: skip


def test_numbers_and_letters_that_word_counts_itself_are_read(read: Read, tmp_path: Path) -> None:
    def lists(document: Document) -> None:
        numbering = document.part.numbering_part.element
        for number, form in (("90", "decimal"), ("91", "upperLetter"), ("92", "upperLetter")):
            numbering.insert(0, parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:lvl w:ilvl="0">'
                f'<w:start w:val="1"/>'
                f'<w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
            ))  # fmt: skip
            numbering.append(parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
            ))  # fmt: skip
        for text, number in (("一？", 90), ("甲", 91), ("乙", 91), ("二？", 90), ("丙", 92), ("丁", 92)):
            paragraph = document.add_paragraph(text)
            paragraph._p.get_or_add_pPr().append(parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            ))  # fmt: skip

    assert shorts(read(lists, "参考答案", "1.A 2.B")) == [
        "single: 一？ / *甲 / 乙",
        "single: 二？ / 丙 / *丁",
    ]


@pytest.mark.parametrize(
    ("looks", "name"), [("red", "颜色"), ("yellow", "颜色"), ("b", "加粗"), ("u", "下划线")]
)
def test_a_choice_that_stands_out_is_offered_as_the_answer(read: Read, looks: str, name: str) -> None:
    reading = read("1. 哪一个？", "A.甲", with_runs(("B.", ""), ("乙乙", looks)), "C.丙")
    assert [short(draft) for draft in reading.drafts] == ["single: 哪一个？ / 甲 / *乙乙 / 丙"]
    assert told(reading) == [
        f"第 1 段 warning “哪一个？”：没有写答案，按选项的{name}读成 B｜"
        f"核对一下；为保险起见，在选项下面写【答案】B。"
    ]


@pytest.mark.parametrize("choice", ["B.乙√", "B. √乙", "B.乙*", "B.乙（正确）", "B.乙 ✓"])
def test_a_choice_with_a_tick_is_offered_as_the_answer(read: Read, choice: str) -> None:
    reading = read("1. 哪一个？", "A.甲", choice, "C.丙")
    assert [short(draft) for draft in reading.drafts] == ["single: 哪一个？ / 甲 / *乙 / 丙"]
    assert told(reading) == [
        "第 1 段 warning “哪一个？”：没有写答案，按选项的记号读成 B｜"
        "核对一下；为保险起见，在选项下面写【答案】B。"
    ]


def test_emphasis_becomes_bold_where_it_says_something(read: Read) -> None:
    choices = ("A.甲", "B.乙", "答案：A")
    assert shorts(
        read(
            with_runs(("1. 哪一句", ""), ("不", "b"), ("合适？", "")), *choices,
            with_runs(("2. 哪一句", ""), ("不", "u"), ("合适？", "")), *choices,
            with_runs(("3. 哪一句", ""), ("不", "em"), ("合适？", "")), *choices,
            with_runs(("4. 整句加粗只是样子？", "b")), *choices,
            with_runs(("5. 哪", ""), ("一句 ", "i"), ("合适", ""), ("？", "b")), *choices,
            with_runs(("6. 红字", "red"), ("不是强调？", "")), *choices,
        )
    ) == [f"single: {prompt} / *甲 / 乙" for prompt in (
        "哪一句**不**合适？", "哪一句**不**合适？", "哪一句**不**合适？", "整句加粗只是样子？",
        "哪*一句* 合适？", "红字不是强调？",
    )]  # fmt: skip


def test_what_markdown_would_take_for_markup_stays_text(read: Read) -> None:
    assert shorts(
        read("1. 3*4*5 和 a_b_c 的 [甲](乙) `x` &lt; <b>？", "A.# 甲", "B.- 乙", "C.1. 丙", "答案：A")
    ) == [r"single: 3\*4\*5 和 a\_b\_c 的 \[甲](乙) \`x\` &amp;lt; <b>？ / *\# 甲 / \- 乙 / 1\. 丙"]


def test_lines_that_were_only_broken_are_lines(read: Read) -> None:
    def broken(document: Document) -> None:
        run = document.add_paragraph().add_run("1. 哪一个？")
        for line in ("A. 甲", "B. 乙", "答案：B"):
            run.add_break(WD_BREAK.LINE)
            run.add_text(line)

    assert shorts(read(broken)) == ["single: 哪一个？ / 甲 / *乙"]


def test_two_questions_in_one_paragraph_are_told(read: Read) -> None:
    def broken(document: Document) -> None:
        run = document.add_paragraph().add_run("1. 甲（√）")
        run.add_break(WD_BREAK.LINE)
        run.add_text("2. 乙（×）")

    assert told(read("判断题", broken)) == [
        "第 2 段 error “乙（×）”：和上一题在同一段里，只换了行（Shift+Enter）｜"
        "“查找和替换”：查找 ^l，替换为 ^p，全部替换。"
    ]


def test_tracked_changes_are_read_as_they_would_be_accepted(read: Read) -> None:
    words = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>很</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="a">{words.format("不")}</w:ins>'
    reading = read(
        raw(f"{words.format('1. 这样')}{deleted}{inserted}{words.format('好吗？')}"),
        "A.甲",
        "B.乙",
        "答案：A",
    )
    assert [short(draft) for draft in reading.drafts] == ["single: 这样不好吗？ / *甲 / 乙"]
    assert told(reading) == [
        "第 1 段 warning 文档里有没接受的修订，按修改以后的样子读了｜在“审阅”里接受或拒绝全部修订，免得两样。"
    ]


def test_formulas_and_unknown_symbols_are_told(read: Read) -> None:
    reading = read(
        raw("<w:r><w:t>1. 多少</w:t></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
        "A.甲",
        raw('<w:r><w:t>B.乙</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'),
        "答案：A",
    )
    assert told(reading) == [
        "第 1 段 error “1. 多少”：这里有公式，读不出来｜把公式改成普通文字，或者截图后插入图片。",
        "第 3 段 error “B.乙”：这里有符号字体里的字，别的电脑上显示不出来｜"
        "删掉它，用输入法重新输入这个符号。",
    ]


def test_a_tick_of_the_font_wingdings_is_a_tick(read: Read) -> None:
    reading = read("判断题", raw(
        "<w:r><w:t>1. 先报告（</w:t></w:r>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:t>）</w:t></w:r>'
    ))  # fmt: skip
    assert shorts(reading) == ["true_false: 先报告 / *对 / 错"]


def test_headers_boxes_and_hidden_words_are_told_and_not_read(read: Read) -> None:
    def header(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "某某学校"

    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>答案：B</w:t></w:r>"
    reading = read(header, raw(f"<w:r><w:t>1. 先报告（√）</w:t></w:r>{hidden}"))
    assert [short(draft) for draft in reading.drafts] == ["true_false: 先报告 / *对 / 错"]
    assert told(reading) == [
        "整个文件 warning 页眉页脚里的文字没有读：“某某学校”｜是题目就移到正文里；不是就不用管。",
        "第 1 段 warning 文档里有隐藏的文字，没有读｜要用的文字取消隐藏；不要的就删掉。",
    ]


def test_papers_without_numbers_are_read(read: Read) -> None:
    assert shorts(
        read("哪一个对？", "A. 甲", "B. 乙", "答案：A", "哪一个错？", "A. 甲", "B. 乙", "答案：B",
             "判断题", "先报告。（√）", "一个人扛。（×）")
    ) == ["single: 哪一个对？ / *甲 / 乙", "single: 哪一个错？ / 甲 / *乙",
          "true_false: 先报告。 / *对 / 错", "true_false: 一个人扛。 / 对 / *错"]  # fmt: skip


@pytest.mark.parametrize("file", PAPERS, ids=lambda file: file.stem)
def test_a_paper_gives_exactly_these_questions_and_problems(read: Read, file: Path) -> None:
    paper, wanted = file.read_text("utf-8").split("=====\n")
    reading = read(*paper.splitlines())
    problems = [problem.replace("｜", "\n    ") for problem in told(reading)]
    assert "".join(f"{line}\n" for line in [*map(short, reading.drafts), *problems]) == wanted
