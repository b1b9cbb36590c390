"""Papers, opening codes and answer codes are read alike in Python and in the browser."""

import json
from typing import Any

import pytest
from contract_files import contract

from portal.credentials.locking import key_of, plain_code, unlock
from portal.credentials.sealing import as_code, codes_in, from_code, open_sealed
from portal.errors import PortalError
from portal.model.hand_in import HandIn
from portal.model.paper import LockedPaper, Paper, canonical_text
from portal.model.text_code import from_base64url

CONTRACT = contract("paper")


@pytest.mark.parametrize("case", CONTRACT["papers"], ids=lambda case: case["paper"]["id"])
def test_a_paper_has_one_text_and_one_digest(case: dict[str, Any]) -> None:
    paper = Paper.model_validate(case["paper"])
    assert paper.as_data() == case["paper"]
    assert canonical_text(paper.as_data()) == case["canonical"]
    assert paper.digest == case["digest"]


@pytest.mark.parametrize("case", CONTRACT["codes"]["same"], ids=lambda case: repr(case["typed"]))
def test_an_opening_code_is_the_same_however_it_is_typed(case: dict[str, str]) -> None:
    assert plain_code(case["typed"]) == case["plain"]


@pytest.mark.parametrize("typed", CONTRACT["codes"]["refused"])
def test_what_cannot_be_an_opening_code_is_refused_before_any_work_is_done(typed: str) -> None:
    with pytest.raises(PortalError) as refused:
        plain_code(typed)
    assert str(refused.value) == ("开卷码是 10 个字母和数字，形如 7K3QX-9M2TB。请照监考老师给的再输一次。")


def test_a_locked_paper_opens_with_its_code_alone() -> None:
    case = CONTRACT["locked"][0]
    locked = LockedPaper.model_validate(case["locked"])
    assert key_of(case["code"], from_base64url(locked.kdf.salt)).hex() == case["key"]
    assert unlock(locked, case["typed"][-1]).digest == case["digest"]
    for wrong in case["wrong"]:
        with pytest.raises(PortalError, match=r"开卷码不对，或者试卷文件传坏了。"):
            unlock(locked, wrong)


def test_answers_come_out_as_they_were_sealed() -> None:
    case = CONTRACT["sealed"][0]
    sealed = from_code(case["code"])
    assert sealed == from_base64url(case["sealed"])
    opened = json.loads(open_sealed(sealed, CONTRACT["identity"]))
    assert HandIn.model_validate(opened).as_data() == case["answers"]


@pytest.mark.parametrize("case", CONTRACT["text_codes"]["whole"], ids=lambda case: case["code"][:12])
def test_a_text_code_carries_any_bytes(case: dict[str, str]) -> None:
    assert as_code(bytes.fromhex(case["bytes"])) == case["code"]
    assert from_code(case["code"]).hex() == case["bytes"]


@pytest.mark.parametrize("case", CONTRACT["text_codes"]["pasted"], ids=lambda case: case["bytes"])
def test_a_text_code_is_found_between_words_and_line_breaks(case: dict[str, str]) -> None:
    assert [from_code(code).hex() for code in codes_in(case["text"])] == [case["bytes"]]


@pytest.mark.parametrize("code", CONTRACT["text_codes"]["broken"])
def test_a_broken_text_code_says_so(code: str) -> None:
    with pytest.raises(PortalError, match=r"请考生重新复制整段。$"):
        from_code(code)
