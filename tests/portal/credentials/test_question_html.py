"""The HTML of a paper is made of a short list of tags, whatever a bank says."""

import re

import lxml.html
from hypothesis import given
from question_banks import lines, texts

from portal.credentials.question_html import inner_html
from portal.exports.questions.rich_text import blocks, line
from portal.model.bank import GAP
from portal.model.paper import ALLOWED_TAGS, GAP_HTML

DOT = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def html(text: str, gap: str = GAP_HTML) -> str:
    return inner_html(blocks(text), {"pictures/a/x.gif": DOT, "pictures/a/no.png": b"not a picture"}, gap)


def test_markdown_becomes_its_tags_without_attributes() -> None:
    assert html("**甲**和*乙*，`<b>`：[站](https://example.org)") == (
        "<p><strong>甲</strong>和<em>乙</em>，<code>&lt;b&gt;</code>：站</p>"
    )
    assert html("| 时间 | 表现 |\n| :--- | ---: |\n| 周一 | 沉默 |").replace("\n", "") == (
        "<table><thead><tr><th>时间</th><th>表现</th></tr></thead>"
        "<tbody><tr><td>周一</td><td>沉默</td></tr></tbody></table>"
    )


def test_a_gap_is_an_empty_underline_only_in_a_question_with_blanks() -> None:
    assert html("热线 ____，报警 ____。") == "<p>热线 <u></u>，报警 <u></u>。</p>"
    assert html("横线 ____ 照写", GAP) == "<p>横线 ____ 照写</p>"


def test_a_picture_comes_inside_the_paper_and_a_missing_one_leaves_its_words() -> None:
    assert html('![一张"脸"](pictures/a/x.gif)').startswith(
        '<p><img alt="一张&quot;脸&quot;" src="data:image/gif;base64,R0lGOD'
    )
    assert html("![脸](pictures/a/no.png)![树](https://example.org/t.png)") == "<p>〔脸〕〔树〕</p>"


def test_what_looks_like_html_stays_text() -> None:
    assert (
        html("<script>alert(1)</script><u></u>")
        == "<p>&lt;script&gt;alert(1)&lt;/script&gt;&lt;u&gt;&lt;/u&gt;</p>"
    )


@given(texts)
def test_no_text_of_a_bank_brings_another_tag_or_attribute(text: str) -> None:
    made = html(text)
    for element in lxml.html.fragment_fromstring(made, create_parent="div").iterdescendants():
        assert element.tag in ALLOWED_TAGS
        assert set(element.attrib) <= ({"alt", "src"} if element.tag == "img" else set())
        assert element.get("src", "data:").startswith("data:")


@given(lines)
def test_a_choice_stays_one_line_with_all_its_words(text: str) -> None:
    made = inner_html(line(text), {}, GAP)
    shown = lxml.html.fragment_fromstring(made, create_parent="div")
    assert {element.tag for element in shown.iterdescendants()} <= {"strong", "em", "code", "br"}
    assert re.sub(r"\s", "", shown.text_content()) == re.sub(r"\s", "", line(text).text_content())
