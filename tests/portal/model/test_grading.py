from typing import Any

import pytest
from contract_files import contract
from hypothesis import given
from hypothesis import strategies as st
from learner_records import texts

from portal.model.grading import AnswerKey
from portal.model.normaliser import normalise

CASES = contract("grading")
KEYS = [case["key"] for case in CASES]
values = st.lists(texts | st.sampled_from(["a", "b", "c", "d", "agree", "12356", "诚信", "80％"]), max_size=4)


def _key(data: dict[str, Any]) -> AnswerKey:
    gaps = tuple(frozenset(map(normalise, gap)) for gap in data.get("accept", ()))
    return AnswerKey(data["type"], tuple(data.get("choices", ())), frozenset(data.get("correct", ())), gaps)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['key']['type']} {case['value']}")
def test_raw_values_get_the_verdict_of_the_contract(case: dict[str, Any]) -> None:
    assert _key(case["key"]).grade(case["value"]) == case["verdict"]


@given(st.sampled_from(KEYS), values)
def test_every_value_gets_one_of_three_verdicts(key: dict[str, Any], value: list[str]) -> None:
    assert _key(key).grade(value) in ("right", "wrong", "void")


@given(st.sampled_from([key for key in KEYS if key["type"] != "blank"]), values, st.randoms())
def test_the_order_of_chosen_ids_does_not_matter(key: dict[str, Any], value: list[str], random: Any) -> None:
    shuffled = random.sample(value, len(value))
    assert _key(key).grade(shuffled) == _key(key).grade(value)
