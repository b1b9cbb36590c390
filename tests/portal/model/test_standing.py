"""Passing by the rules: the contract with the browser, and the laws that hold for all rules and facts."""

from dataclasses import replace
from typing import Any

import pytest
from contract_files import contract
from hypothesis import given
from standing_facts import facts, facts_of, rules, rules_of

from portal.model.standing import conditions, standing

Json = dict[str, Any]


@pytest.mark.parametrize("case", contract("standing"), ids=lambda case: case["case"])
def test_python_meets_the_contract(case: Json) -> None:
    found = standing(rules_of(case["rules"]), facts_of(case["facts"]))
    lacks = [{"kind": one.kind, "id": one.id, "need": one.need, "have": one.have} for one in found.lacks]
    assert (found.passed, lacks) == (case["passed"], case["lacks"])


@given(rules, facts)
def test_passed_means_that_nothing_is_lacking(of_track: Json, known: Json) -> None:
    found = standing(rules_of(of_track), facts_of(known))
    assert found.passed == (not found.lacks)
    assert set(found.lacks) <= set(conditions(rules_of(of_track), facts_of(known)))


@given(rules, facts)
def test_what_is_optional_never_decides(of_track: Json, known: Json) -> None:
    required = rules_of(of_track)
    optional = replace(required, mock_exam="optional", assessment="optional")
    without = replace(required, mock_exam="none", assessment="none")
    assert standing(optional, facts_of(known)) == standing(without, facts_of(known))


@given(rules, facts)
def test_knowing_more_good_things_never_takes_a_pass_away(of_track: Json, known: Json) -> None:
    asked, before = rules_of(of_track), facts_of(known)
    every = [work.id for work in asked.practice]
    all_right = {unit: replace(fact, right=fact.total) for unit, fact in before.units.items()}
    best = replace(before, units=all_right, mock_best=100, assessment="passed",
                   confirmed=every, held=asked.requires)  # fmt: skip
    assert standing(asked, best).passed or {one.kind for one in standing(asked, best).lacks} == {"hours"}
    if standing(asked, before).passed:
        assert standing(asked, best).passed
