"""What is written as Moodle XML comes back as the same questions; what Moodle XML cannot hold is said."""

from pathlib import Path

from hypothesis import given
from question_banks import banks, facts_of, facts_of_draft

from portal.exports.question_moodle import write_questions_moodle
from portal.imports.moodle import read_moodle
from portal.model.bank import Bank
from portal.model.catalogue import Catalogue


@given(banks())
def test_a_bank_comes_back_as_it_was(tmp_path_factory: object, bank: Bank) -> None:
    out = Path(tmp_path_factory.mktemp("moodle")) / "a.xml"
    assert write_questions_moodle([bank], Catalogue(), out) == ()
    reading = read_moodle(out)
    assert reading.problems == ()
    assert [facts_of_draft(draft) for draft in reading.drafts] == [facts_of(bank, one) for one in bank.questions]
