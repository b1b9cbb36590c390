"""HTML → sections: whatever the HTML looks like, no word is lost, invented or given to another heading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pages.search.sections import sections_of

CASES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "nothing": ("", []),
    "white space": (" \n ", []),
    "text before the first heading": ("先说<h2 id='a'>甲</h2>乙", [("", "", "先说"), ("a", "甲", "乙")]),
    "a heading without text": ("<h2 id='a'>甲</h2>", [("a", "甲", "")]),
    "a heading without an id": ("<h3>甲</h3>乙", [("", "甲", "乙")]),
    "a main heading leads to the top": ("<h1 id='top'>甲</h1>乙", [("", "甲", "乙")]),
    "smaller headings are text": ("<h2 id='a'>甲</h2><h4 id='b'>乙</h4>丙", [("a", "甲", "乙 丙")]),
    "marks in a heading": ("<h2 id='a'>甲<span>（5 分钟）</span><a class='headerlink' href='#a'>¶</a></h2>",
                           [("a", "甲（5 分钟）", "")]),
    "a word with marks in it stays a word": ("<p>焦<b>虑</b>，<code>a</code>b</p>", [("", "", "焦虑，ab")]),
    "blocks part words": ("<ul><li>焦</li><li>虑</li></ul><table><tr><td>考</td><td>试</td></tr></table>",
                          [("", "", "焦 虑 考 试")]),
    "a line break parts words": ("<p>焦<br>虑</p>", [("", "", "焦 虑")]),
    "headings inside boxes": ("<section><h2 id='a'>甲</h2><div><h3 id='b'>乙</h3>丙</div>丁</section>戊",
                              [("a", "甲", ""), ("b", "乙", "丙 丁 戊")]),
    "scripts, styles, drawings": ("甲<script>x</script><style>y</style><p><svg><text>z</text></svg>乙</p>",
                                  [("", "", "甲 乙")]),
    "what follows a drawing in its line": ("<p>甲<svg><title>z</title></svg>乙</p>", [("", "", "甲乙")]),
    "comments": ("<p>甲<!-- x -->乙</p>", [("", "", "甲乙")]),
    "what is left out": ("<p>甲</p><section data-search-exclude><h2 id='q'>练</h2>题</section>乙",
                         [("", "", "甲 乙")]),
    "what stands inside what is left out": ("<p data-search-exclude><b>题</b>答</p>乙", [("", "", "乙")]),
    "a heading left out": ("<h2 id='a'>甲</h2><h2 id='b' data-search-exclude>乙</h2>丙", [("a", "甲", "丙")]),
    "a question that stands alone": ("甲<portal-question>题</portal-question>乙", [("", "", "甲乙")]),
    "the help block": ("<div class='admonition help'><p>12356</p></div>乙", [("", "", "乙")]),
    "another box": ("<div class='admonition note'><p>注意</p></div>", [("", "", "注意")]),
    "broken HTML": ("<p>甲<div>乙</p></b>丙<h2 id=a>丁", [("", "", "甲 乙丙"), ("a", "丁", "")]),
    "entities": ("<p>1 &lt; 2 &amp;&nbsp;3 &#24515;</p>", [("", "", "1 < 2 & 3 心")]),
    "a heading in a heading": ("<h2 id='a'>甲<h3 id='b'>乙</h3></h2>丙", [("a", "甲 乙", "丙")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_sections_of(name: str) -> None:
    html, wanted = CASES[name]
    assert [section[:3] for section in sections_of(html)] == wanted


def test_what_the_template_shows_above_the_text_comes_first() -> None:
    assert sections_of("<p>正文</p>", "关键问题？")[0].text == "关键问题？ 正文"
    assert sections_of("", "关键问题？")[0].text == "关键问题？"


def test_sections_know_the_level_of_their_heading() -> None:
    html = "甲<h1>乙</h1><h2 id='a'>丙</h2><h3 id='b'>丁</h3>"
    assert [section.level for section in sections_of(html)] == [0, 1, 2, 3]


@given(st.text("甲乙 <>/&;\"'=abdhipv123\n", max_size=80))
def test_any_text_gives_sections(html: str) -> None:
    for section in sections_of(html):
        assert section.heading or section.text
        assert section.text == " ".join(section.text.split())
