"""Foreign texts are shown on the page as they were meant, and hostile HTML costs no more than its length."""

import html
import time

import lxml.html
import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.imports.foreign_text import ForeignText, TooLongError
from portal.pages.quiz_markup import BRACKET, DASH, LESS
from portal.pages.quiz_markup import literal as for_quiz

EXTENSIONS = ["admonition", "attr_list", "sane_lists", "md_in_html", "tables", "toc", "pymdownx.details",
              "pymdownx.superfences"]  # fmt: skip
SIGNS = st.sampled_from([
    *"\\`*_{}[]()#+-.!<>&|:=~?;^$'\" 1a我\n", "&lt;", "1. ", "- ", "---", "===", "!!! note", "[a](b)",
    "**b**", "<b>", "```", "~~~", "    x", "[^1]", "{: .a}", "--8<--", "![a](b)", "[1]: x", "*[a]: b",
    "??? a", "&#60;",
])  # fmt: skip


def shown(text: str) -> str:
    """Return what a reader sees of a text of a bank, spaces aside."""
    page = markdown.markdown(for_quiz(text), extensions=EXTENSIONS)
    page = page.replace(LESS, "&lt;").replace(BRACKET, "[").replace(DASH, "-")
    return " ".join("".join(map(str, lxml.html.fragment_fromstring(page, "div").itertext())).split())


@given(st.lists(SIGNS, max_size=12).map("".join))
def test_signs_of_markdown_in_foreign_texts_are_shown_as_they_are(text: str) -> None:
    plain = " ".join(text.split())
    assert shown(ForeignText().markdown(text, "plain")) == plain
    assert shown(ForeignText().markdown(html.escape(text), "html")) == plain


@given(st.lists(SIGNS.map(html.escape) | st.sampled_from(["<b>", "</b>", "<i>", "</i>"]), max_size=12))
def test_bold_and_italics_take_no_sign_away(pieces: list[str]) -> None:
    source = "".join(pieces)
    words = "".join(map(str, lxml.html.fragment_fromstring(f"<div>{source}</div>").itertext()))
    text = ForeignText().markdown(source, "html")
    assert "".join(shown(text).split()) == "".join(words.split())


@pytest.mark.parametrize(
    "piece",
    ["<b>", "<p>", "[", "a&amp;", "<b>　", "<i><b>x</b></i>", "_", "`", "<a href=x>", "<ul><li>", "<td>x"],
)
def test_hostile_html_is_refused_soon(piece: str) -> None:
    begin = time.process_time()
    with pytest.raises(TooLongError):
        ForeignText().markdown(piece * (2_000_000 // len(piece)), "html")
    assert time.process_time() - begin < 5
