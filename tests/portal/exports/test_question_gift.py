"""What is written as GIFT comes back as the same questions; what GIFT cannot hold is said."""

from pathlib import Path

from hypothesis import given
from question_banks import banks, facts_of, facts_of_draft

from portal.exports.question_gift import write_questions_gift
from portal.imports.gift import read_gift
from portal.model.bank import Bank
from portal.model.catalogue import Catalogue


@given(banks(most_gaps=1))
def test_a_bank_comes_back_as_it_was(tmp_path_factory: object, bank: Bank) -> None:
    out = Path(tmp_path_factory.mktemp("gift")) / "a.txt"
    assert write_questions_gift([bank], Catalogue(), out) == ()
    reading = read_gift(out)
    assert reading.problems == ()
    assert [facts_of_draft(draft) for draft in reading.drafts] == [facts_of(bank, one) for one in bank.questions]
