"""What sameness promises: copies are found wherever they stand, others are left alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.checks.sameness import SHINGLE, alike, containment, letters, shingles

WORDS = (
    "一二三四五六七八九十天地人山水风雨雷电日月星云花草木石火土金春夏秋冬东南西北上下左右前后大小多少远近高低"
)
chinese = st.text(alphabet=WORDS, min_size=60, max_size=160)


@given(st.text())
def test_letters_of_letters_are_the_same(text: str) -> None:
    assert letters(letters(text)) == letters(text)


@given(chinese, st.text(alphabet="，。！“” \n　", max_size=8), st.integers(0, 59))
def test_signs_and_spaces_make_no_difference(text: str, signs: str, at: int) -> None:
    assert letters(text[:at] + signs + text[at:]) == letters(text)


@given(chinese, chinese)
def test_containment_is_a_share_and_does_not_depend_on_the_order(first: str, second: str) -> None:
    share = containment(shingles(first), shingles(second))
    assert 0 <= share <= 1
    assert share == containment(shingles(second), shingles(first))
    assert containment(shingles(first), shingles(first)) == 1


@given(st.lists(chinese, min_size=1, max_size=5, unique=True), st.integers(1, 30), st.data())
@settings(max_examples=60)
def test_every_copy_of_a_text_is_found_however_often_it_stands(
    others: list[str], copies: int, data: st.DataObject
) -> None:
    copied = data.draw(chinese)
    texts = [*others, *[copied] * (copies + 1)]
    found = {place for first, second, _ in alike(texts, 0.8) for place in (first, second)}
    assert found >= set(range(len(others), len(texts)))


@given(chinese, st.integers(0, 59), st.sampled_from(WORDS))
def test_one_changed_word_does_not_hide_a_copy(text: str, at: int, word: str) -> None:
    changed = text[:at] + word + text[at + 1 :]
    expected = containment(shingles(text), shingles(changed))
    if expected >= 0.9:
        assert [(first, second) for first, second, _ in alike([text, changed], 0.8)] == [(0, 1)]


def test_a_text_shorter_than_a_shingle_is_like_nothing() -> None:
    short = "一" * (SHINGLE - 1)
    assert list(alike([short, short], 0.1)) == []


def test_a_longer_text_that_holds_a_whole_shorter_one_is_found() -> None:
    short = "".join(WORDS[(7 * place) % len(WORDS)] for place in range(50))
    longer = "".join(WORDS[(11 * place + 3) % len(WORDS)] for place in range(90)) + short
    assert [share for _, _, share in alike([longer, short], 0.8)] == [1.0]
