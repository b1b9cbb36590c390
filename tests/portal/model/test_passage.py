"""Passages: joining phrases and blanking markup never moves a word to another place."""

from hypothesis import given
from hypothesis import strategies as st

from portal.model.body import Body
from portal.model.finding import Place
from portal.model.passage import Passage

markdown = st.text(alphabet='谁也不说“”**`~= \n！a<svg text aria-label="割">/</svg>', max_size=120)


@given(markdown)
def test_every_character_that_is_left_is_found_again_where_it_stands(text: str) -> None:
    passage = Passage(text, Place("page.md"), "page")
    assert [text[passage.unjoined(at)] for at in range(len(passage.joined))] == list(passage.joined)


@given(markdown)
def test_blanking_markup_moves_nothing(text: str) -> None:
    prose = Body(text, 1, "", ()).prose
    assert len(prose) == len(text)
    assert all(shown in (" ", written) for shown, written in zip(prose, text, strict=True))


def test_a_phrase_is_joined_through_bold_a_space_and_a_line_break() -> None:
    assert Passage("谁**也** 不\n说", Place("page.md"), "page").joined == "谁也不说"


def test_a_drawing_keeps_its_words_and_its_description() -> None:
    drawn = '<svg aria-label="两条线"><text x="1">起伏</text></svg>'
    assert Body(drawn, 1, "", ()).prose.split() == ["两条线", "起伏"]


def test_the_title_of_an_admonition_stays() -> None:
    assert Body('!!! note "看一看"\n    读', 1, "", ()).prose.split() == ["看一看", "读"]
