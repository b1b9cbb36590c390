"""Moodle XML as Moodle exports it and as an attacker would: what is read, said and written back."""

import base64
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import PortalError
from portal.imports.draft import Draft, DraftChoice, Named, Problem, Reading, Spot
from portal.imports.moodle import mark_moodle, read_moodle, write_ids_moodle

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x02" + b"\0" * 20).decode()
FOUR = "门户只有单选、多选、判断、填空四种题型"


def question(kind: str, prompt: str, inside: str, form: str = "html", name: str = "题") -> str:
    return (
        f'<question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="{form}"><text><![CDATA[{prompt}]]></text></questiontext>{inside}</question>'
    )


def answer(fraction: str, text: str, feedback: str = "", more: str = "") -> str:
    return (
        f'<answer fraction="{fraction}" format="html"><text><![CDATA[{text}]]></text>'
        f"<feedback><text>{feedback}</text></feedback>{more}</answer>"
    )


TWO = answer("100", "甲") + answer("0", "乙") + answer("0", "丙")


def read(folder: Path, *questions: str) -> Reading:
    file = folder / "题库.xml"
    file.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(questions)}\n</quiz>', "utf-8")
    return read_moodle(file)


def only(folder: Path, *questions: str) -> Draft:
    reading = read(folder, *questions)
    assert [problem.reason for problem in reading.problems] == []
    [draft] = reading.drafts
    return draft


def refused(folder: Path, content: bytes) -> str:
    file = folder / "题库.xml"
    file.write_bytes(content)
    with pytest.raises(PortalError) as caught:
        read_moodle(file)
    return str(caught.value).replace(str(file), "题库.xml")


def told(reading: Reading) -> list[str]:
    return [f"{one.spot} {one.severity}：{one.reason}。{one.cure}" for one in reading.problems]


def test_a_question_as_moodle_exports_it(tmp_path: Path) -> None:
    draft = only(
        tmp_path,
        '<question type="category"><category><text>$course$/top/心育/倾听//反馈</text></category></question>',
        question(
            "multichoice",
            "<p>先说<b> 哪句</b>？<br></p>",
            "<generalfeedback format='html'><text>&lt;p&gt;先看，再说。&lt;/p&gt;</text></generalfeedback>"
            "<defaultgrade>1.0</defaultgrade><penalty>0.33</penalty><idnumber></idnumber><single>true</single>"
            + answer("0", "<p>又怎么了？</p>", "像责备")
            + answer("100.00000", "<p>我看到<br>你难过</p>"),
        ),
    )
    assert draft == Draft(
        Spot(row=1, unit="题"), "先说 **哪句**？", "",
        (DraftChoice("又怎么了？", feedback="像责备"), DraftChoice("我看到你难过", True)),
        explanation="先看，再说。", unit="倾听/反馈",
    )  # fmt: skip


def test_ids_tags_and_units(tmp_path: Path) -> None:
    tags = "".join(f"<tag><text>{tag}</text></tag>" for tag in ("难度:3", "目标:hear", "状态:发布", "期中"))
    draft = only(
        tmp_path,
        '<question type="category"><category><text>top/别的</text></category></question>',
        question("multichoice", "谁？", f"<idnumber>c-listening/a</idnumber><tags>{tags}</tags>{TWO}"),
    )
    assert (draft.id, draft.unit, draft.difficulty) == ("c-listening/a", "c-listening", 3)
    assert (draft.objective, draft.status) == ("hear", "published")


@pytest.mark.parametrize(
    ("category", "unit"),
    [
        ("<category><text>$course$/top/Default for 心育</text></category>", ""),
        ("<category><text>$system$/top</text></category>", ""),
        ("<category><text>top/x</text></category><idnumber>c-listening</idnumber>", "c-listening"),
        ("<category><text>top/x</text></category><idnumber>K 12</idnumber>", "x"),
    ],
)
def test_categories_that_may_be_units(category: str, unit: str, tmp_path: Path) -> None:
    given_category = f'<question type="category">{category}</question>'
    assert only(tmp_path, given_category, question("multichoice", "谁？", TWO)).unit == unit


def test_several_right_choices(tmp_path: Path) -> None:
    inside = "<single>false</single>" + answer("50", "甲") + answer("50", "乙") + answer("-100", "丙")
    draft = only(tmp_path, question("multichoice", "哪些？", inside))
    assert (draft.type, [choice.correct for choice in draft.choices]) == ("multiple", [True, True, False])


def test_true_or_false(tmp_path: Path) -> None:
    draft = only(
        tmp_path,
        question("truefalse", "对吗？", answer("0", "true", "再想") + answer("100", "false", "是的")),
    )
    assert draft.choices == (
        DraftChoice("对", False, "再想", "agree"),
        DraftChoice("错", True, "是的", "disagree"),
    )


@pytest.mark.parametrize(
    ("kind", "prompt", "inside", "expected", "accept"),
    [
        ("shortanswer", "热线是_____。", answer("100", "12356", "好"), "热线是____。", (("12356",),)),
        ("shortanswer", "热线？", answer("100", "1") + answer("0", "*"), "热线？ ____", (("1",),)),
        ("numerical", "几月？", answer("100", "9", more="<tolerance>0</tolerance>"), "几月？ ____",
         (("9",),)),
        ("cloze", "<p>{1:SHORTANSWER:=甲~%100%乙~丙#错}和{:SA:=\\}&amp;#126;&#61;}</p>", "", "____和____",
         (("甲", "乙"), ("}~=",))),
        ("cloze", "九月{2:NM:=9:0}日", "", "九月____日", (("9",),)),
    ],
)  # fmt: skip
def test_short_answers_numbers_and_clozes_are_gaps(
    kind: str, prompt: str, inside: str, expected: str, accept: tuple[tuple[str, ...], ...], tmp_path: Path
) -> None:
    draft = only(tmp_path, question(kind, prompt, inside))
    assert (draft.type, draft.prompt, draft.accept) == ("blank", expected, accept)


@pytest.mark.parametrize(
    ("form", "text", "markdown"),
    [
        ("plain_text", "<b>3*4</b>\n# x", "<b>3\\*4</b>\n\n\\# x"),
        ("moodle_auto_format", "一<b>二</b>\n三", "一**二**\n\n三"),
        ("moodle_auto_format", "3*4 < 5\n三", "3\\*4 < 5\n\n三"),
        ("markdown", "**一** &lt;b&gt;", "**一** <b&gt;"),
        ("html", "<table><tr><td>一</td><td>二</td></tr><tr><td>三</td><td>四|</td></tr></table>",
         "| 一 | 二 |\n| --- | --- |\n| 三 | 四&#124; |"),
        ("html", "<ol><li>一</li><li>二<ul><li>三</li></ul></li></ol><p>四</p>",
         "1. 一\n2. 二\n    - 三\n\n四"),
        ("html", 'H<sub>2</sub>O，<a href="https://example.org/a">看</a><a href="javascript:x()">这里</a>',
         "H₂O，[看](https://example.org/a)这里"),
        ("html", "<style>p{}</style><script>alert(1)</script><p style='x' onclick='y'>一<!-- 注 --></p>",
         "一"),
        ("html", "<pre>一\n  二</pre>用 <code>a*b</code>", "```\n一\n  二\n```\n\n用 `a*b`"),
    ],
)  # fmt: skip
def test_texts_of_every_format_become_markdown(form: str, text: str, markdown: str, tmp_path: Path) -> None:
    assert only(tmp_path, question("multichoice", text, TWO, form)).prompt == markdown


def test_pictures_come_along_under_names_that_a_bank_may_have(tmp_path: Path) -> None:
    file = f'<file name="图 A.PNG" path="/" encoding="base64">{PNG}</file>'
    prompt = '看<img src="@@PLUGINFILE@@/%E5%9B%BE%20A.PNG" alt="两人[对坐]">'
    text = question("multichoice", prompt, TWO).replace(
        "</text></questiontext>", f"</text>{file}</questiontext>"
    )
    draft = only(tmp_path, text)
    assert draft.prompt == r"看![两人\[对坐\]](a.png)"
    assert draft.pictures == {"a.png": base64.b64decode(PNG)}


def test_a_picture_without_words_makes_a_draft(tmp_path: Path) -> None:
    reading = read(tmp_path, question("multichoice", f'看<img src="data:image/png;base64,{PNG}">', TWO))
    assert [(draft.prompt, draft.status) for draft in reading.drafts] == [
        ("看![〔写：图上有什么〕](picture.png)", "draft")
    ]
    assert told(reading) == [
        "第 1 题 warning：“题”：有一张图没有文字说明。"
        "导入以后把 〔写：图上有什么〕 换成一句话；写好以前，这道题是草稿。"
    ]


def test_every_problem_is_told_with_number_name_and_cure(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        question("essay", "说说。", "", name="一"),
        question("matching", "连。", "", name="二"),
        question("description", "说明", "", name="三"),
        question("weird", "？", "", name="四"),
        question("multichoice", "谁？", answer("0", "甲") + answer("0", "乙"), name="五"),
        question("truefalse", "对？", answer("100", "true"), name="六"),
        question("cloze", "{1:MULTICHOICE:=甲~乙}{1:NM:=3:1}", "", name="七"),
        question("numerical", "几？", answer("100", "3", more="<tolerance>1</tolerance>"), name="八"),
        question("multichoice", '<img src="https://x.cn/a.png">看<video></video>', TWO, name="九"),
        question("multichoice", "字" * 20_001, TWO, name="十"),
    )
    assert reading.drafts == ()
    change = "改成这四种之一，或者从文件里删去。"
    assert told(reading) == [
        f"第 1 题 error：“一”：这是问答题；{FOUR}。{change}",
        f"第 2 题 error：“二”：这是匹配题；{FOUR}。{change}",
        "第 3 题 error：“三”：这是一段说明文字，不是题。从文件里删去；要紧的话写进单元的正文。",
        f"第 4 题 error：“四”：这是“weird”类型的题；{FOUR}。{change}",
        "第 5 题 error：“五”：没有一个选项是对的。给对的选项写上分：GIFT 用“=”，Moodle 里写 100%。",
        "第 6 题 error：“六”：判断题的两个答案不是 true 和 false。"
        "在 Moodle 里重新导出；手写的，两个 answer 的 text 写 true 和 false。",
        "第 7 题 error：“七”：第 1 空是选择题，门户的填空只能填字。"
        "把这一处改成 SHORTANSWER，或者拆成单选题。",
        "第 7 题 error：“七”：第 2 空的答案是一个范围，门户的填空只认写明的答案。"
        "写成一个数；要收一个范围，就改成单选题。",
        f"第 8 题 error：“八”：这是数值题，答案是一个范围；{FOUR}，填空只认写明的答案。"
        "误差改成 0；要收一个范围，就改成单选题。",
        "第 9 题 error：“九”：有一张图没有在文件里，或者不是网页能放的格式。"
        "在 Moodle 里把图换成 PNG 或 JPG，不要用别的网站上的，再导出一次。",
        "第 9 题 warning：“九”：视频没有带进来，门户的题里放不下。"
        "导入以后看一看这道题还说不说得通；要紧的就用文字或图片写出来。",
        "第 10 题 error：“十”：有一段文字太长。"
        "一段最多 2 万字；看看是不是少了空行或大括号，几道题连成了一道。",
    ]


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (f'<!DOCTYPE q [<!ENTITY a0 "x">{BOMB}]><quiz>&a9;</quiz>'.encode(),
         "题库.xml 里有 DOCTYPE，Moodle 导出的文件没有它，为了安全不读。请在 Moodle 里重新导出 Moodle XML。"),
        (b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
         "题库.xml 里有 DOCTYPE，Moodle 导出的文件没有它，为了安全不读。请在 Moodle 里重新导出 Moodle XML。"),
        (b"<quiz><question>&nbsp;</question></quiz>",
         "题库.xml 第 1 行有 XML 不认识的写法（如 &nbsp;）。把这段文字放进 <![CDATA[ 和 ]]> 之间。"),
        (b"<quiz>" + b"<a>" * 3000,
         "题库.xml 第 1 行套得太深，不像题目。请在 Moodle 里重新导出 Moodle XML。"),
        (b"<quiz><a>" + b"x" * 11_000_000 + b"</a></quiz>",
         "题库.xml 第 1 行有一段超过 10 MB，多半是一张大图。在 Moodle 里把图换小，再导出。"),
        (b"<html><body/></html>", "题库.xml 不是 Moodle 的题目（最外层是 <html>，应为 <quiz>）。"
         "在 Moodle 的题库里选“导出”，格式选“Moodle XML”。"),
        (b"\x00\x01\x02", "题库.xml 不是文字文件，或者编码认不出来。用记事本打开，“另存为”，编码选 UTF-8。"),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_end_in_a_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    assert refused(tmp_path, content) == sentence


def test_a_file_that_was_cut_off_names_the_line(tmp_path: Path) -> None:
    sentence = refused(tmp_path, '<?xml version="1.0"?>\n<quiz>\n<question>\n<name>题</na'.encode())
    assert sentence.startswith("题库.xml 第 4 行起不是完整的 XML（")
    assert sentence.endswith("多半是文件没有下载完，或者改动时少了标签；请重新导出。")


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "题库.xml"
    with file.open("wb") as opened:
        opened.truncate(50_000_001)
    with pytest.raises(PortalError) as caught:
        read_moodle(file)
    assert str(caught.value) == f"{file} 有 50 MB，超过 50 MB。把它分成几个文件，再分别导入。"


@pytest.mark.parametrize("declared", ["UTF-8", "GBK", "UTF-16", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_wrong_declaration_of_the_encoding_does_no_harm(
    declared: str, encoding: str, tmp_path: Path
) -> None:
    file = tmp_path / "题库.xml"
    text = f'<?xml version="1.0" encoding="{declared}"?><quiz>{question("multichoice", "谁？", TWO)}</quiz>'
    file.write_bytes(text.encode(encoding))
    assert [draft.prompt for draft in read_moodle(file).drafts] == ["谁？"]


def test_an_empty_quiz_says_so(tmp_path: Path) -> None:
    assert told(read(tmp_path)) == ["整个文件 error：文件里没有题。在 Moodle 里选有题的类别，再导出一次。"]


def test_ids_are_written_back_as_id_numbers_and_everything_else_stays(tmp_path: Path) -> None:
    read(
        tmp_path,
        "<!-- 头 -->",
        question("multichoice", "<p>谁？</p>", TWO, name="一"),
        question(
            "truefalse", "对？", "<idnumber>q7</idnumber>" + answer("100", "true") + answer("0", "false")
        ),
    )
    source, out = tmp_path / "题库.xml", tmp_path / "新.xml"
    named = [
        Named(Spot(row=1, unit="题"), "c-listening/a", ("x", "y", "z")),
        Named(Spot(row=2, unit="题"), "c-listening/b", ("agree", "disagree")),
    ]
    write_ids_moodle(source, named, out)
    drafts = read_moodle(out).drafts
    assert [draft.id for draft in drafts] == ["c-listening/a", "c-listening/b"]
    assert [choice.id for choice in drafts[0].choices] == ["x", "y", "z"]
    text = out.read_text("utf-8")
    assert "<!-- 头 -->" in text
    assert "<![CDATA[<p>谁？</p>]]>" in text
    write_ids_moodle(out, named, source)
    assert source.read_bytes() == out.read_bytes()


def test_a_marked_copy_has_the_reasons_before_the_questions_and_can_be_marked_again(tmp_path: Path) -> None:
    read(tmp_path, question("essay", "说。", "", name="一"), question("multichoice", "谁？", TWO))
    source, out = tmp_path / "题库.xml", tmp_path / "要改.xml"
    mark_moodle(source, [Problem(Spot(row=1, unit="题"), "“一”：是问答题--", "改掉。")], out)
    assert out.read_text("utf-8").index("<!-- 要改：“一”：是问答题－－。改掉。 -->") < out.read_text(
        "utf-8"
    ).index("说。")
    mark_moodle(out, [Problem(Spot(), "整个不行", "重来。")], source)
    assert source.read_text("utf-8").count("要改：") == 1
    assert len(read_moodle(source).drafts) == 1


_INSIDE = st.lists(
    st.sampled_from([
        "<answer fraction='100'>", "</answer>", "<text>", "</text>", "甲", "{1:SA:=", "}", "&amp;#", "<b>",
        "<single>false</single>", "<feedback>", "</feedback>", "<tags><tag><text>难度:9</text></tag></tags>",
        "<idnumber>x</idnumber>", "<questiontext>", "</questiontext>", "<file name='a'>!</file>", "\\",
        "~", "#",
    ]),
    max_size=30,
).map("".join)  # fmt: skip


@given(
    st.sampled_from(["multichoice", "truefalse", "shortanswer", "numerical", "cloze", "category"]), _INSIDE
)
def test_whatever_stands_in_a_file_ends_in_a_reading_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, kind: str, inside: str
) -> None:
    folder = tmp_path_factory.mktemp("moodle")
    try:
        reading: Reading | str = read(folder, f'<question type="{kind}">{inside}</question>')
    except PortalError as error:
        reading = str(error)
    if isinstance(reading, str):
        assert reading.endswith(("。", "）"))
        return
    mark_moodle(folder / "题库.xml", reading.problems, folder / "新.xml")
    assert len(read_moodle(folder / "新.xml").drafts) == len(reading.drafts)


@pytest.mark.parametrize("piece", ["{1:SA:", "{1:SA:=a}", "&lt;b&gt;", "[", "`", "&amp;#", "~", "\\}", "_ "])
def test_reading_takes_time_in_proportion_to_the_file(piece: str, tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        prompt = f"<questiontext><text>{piece * (15_000 // len(piece))}</text></questiontext>"
        begin = time.process_time()
        read(tmp_path, *[f'<question type="cloze">{prompt}</question>'] * count)
        return time.process_time() - begin

    seconds(1)
    assert seconds(20) < 12 * seconds(5) + 0.5
