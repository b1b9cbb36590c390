import pytest
from contract_files import contract
from hypothesis import given
from learner_records import texts

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
