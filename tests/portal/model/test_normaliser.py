import re

import pytest
from contract_files import contract
from hypothesis import given
from hypothesis import strategies as st
from learner_records import texts

from portal.model import normaliser
from portal.model.normaliser import normalise


@pytest.mark.parametrize(("text", "folded"), contract("normalise"))
def test_spelling_habits_fold_to_one_form(text: str, folded: str) -> None:
    assert normalise(text) == folded


@given(texts)
def test_folding_again_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(texts)
def test_white_space_around_a_text_makes_no_difference(text: str) -> None:
    assert normalise(f" \u3000{text}\u200b\n") == normalise(text)


@given(st.text("天地A b0，。、；：？！“”‘’（）《》…—,.;:?!\"'()%-", max_size=20) | texts)
def test_usual_texts_are_folded_as_all_others_are(text: str) -> None:
    usual = normalise(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(normaliser, "_USUAL", re.compile("(?!)"))
        patch.setattr(normaliser, "_SETTLED", re.compile("(?!)"))
        assert normalise(text) == usual
