"""What a draw may ask, what a paper may hold, and that forms are equally hard."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from private_assessment import bank, blank, people, plan, question, sitting

from portal.credentials.balance import shared, spread
from portal.credentials.making import Made, make
from portal.credentials.plan_rules import plan_findings
from portal.errors import PortalError
from portal.model.assessment import Assessment
from portal.model.draw import draw, fits, pool_mark
from portal.model.paper import Paper, canonical_text

MEMBERS = {
    "schema", "id", "title", "track", "minutes", "pass_percent", "opens", "closes", "made", "release",
    "recipient", "instructions", "candidate", "form", "questions", "type", "points", "prompt_html", "choices",
    "gaps", "html", "number", "name", "school",
}  # fmt: skip
PRIVATE = ("FEEDBACK", "EXPLANATION", "ACCEPTED", "correct", "difficulty", "objective", "accept", "status")


@st.composite
def plans(drawn: st.DrawFn) -> Assessment:
    """A plan whose pool serves its lines, with lines that overlap, and forms or a paper for each."""
    hard = st.integers(1, 3)
    first = [question(n, drawn(hard), "甲") for n in range(drawn(st.integers(6, 12)))]
    second = [blank(n, drawn(hard)) for n in range(100, 100 + drawn(st.integers(6, 10)))]
    line = st.sampled_from(
        [
            {"module": "one", "count": 1},
            {"module": "one", "unit": "one", "objective": "goal-1", "count": 1},
            {"module": "two", "count": 2},
            {"module": "two", "difficulty": [drawn(hard), drawn(hard)], "count": 1},
            {"module": "one", "difficulty": [drawn(hard)], "count": 1},
        ]
    )
    lines = drawn(st.lists(line, min_size=1, max_size=4))
    how: dict[str, Any] = drawn(st.sampled_from([{"forms": ["A", "B"]}, {"per_candidate": True}]))
    made = plan([bank("one", first), bank("two", second)], lines, balance=2, **how)
    return made


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a JSON value."""
    match value:
        case dict():
            for member in value.values():
                yield from strings(member)
        case list():
            for member in value:
                yield from strings(member)
        case str():
            yield value


def keys(value: Any) -> Iterator[str]:
    """Yield every name of a member in a JSON value."""
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys(member)
    yield from value if isinstance(value, dict) else ()


def made_of(one: Assessment, base: int = 7) -> Made:
    return make(one, people(3), sitting(one, base))


@given(plans(), st.integers(0, 10**9))
def test_a_paper_asks_what_its_lines_ask_for(one: Assessment, base: int) -> None:
    if any(finding.severity == "error" for finding in plan_findings(one)):
        return
    pool = one.pool()
    for paper in made_of(one, base).papers:
        asked = {candidate for candidate in pool if candidate.id in {it.id for it in paper.questions}}
        assert len(paper.questions) == len(asked) == one.front.count
        for line in one.front.lines:
            assert sum(fits(line, candidate) for candidate in asked) >= line.count
        assert all(any(fits(line, candidate) for line in one.front.lines) for candidate in asked)


@given(plans(), st.integers(0, 10**9))
def test_a_plan_without_errors_can_always_be_drawn_and_drawn_again(one: Assessment, base: int) -> None:
    if any(finding.severity == "error" for finding in plan_findings(one)):
        return
    made = made_of(one, base)
    assert made.key.pool_mark == pool_mark(one.front.lines, one.pool())
    for paper in made.papers:
        kept = made.key.papers[paper.id]
        again = draw(one.front.lines, one.pool(), kept.seed, dict.fromkeys(kept.avoided, 1))
        assert again == kept.questions == tuple(asked.id for asked in paper.questions)
        assert kept.digest == paper.digest


@given(plans())
def test_a_paper_holds_no_key(one: Assessment) -> None:
    if any(finding.severity == "error" for finding in plan_findings(one)):
        return
    for paper in made_of(one).papers:
        data = paper.as_data()
        assert set(keys(data)) <= MEMBERS
        text = canonical_text(data)
        assert [word for word in PRIVATE if word in text] == []
        assert Paper.model_validate(data) == paper


def test_the_right_choice_stands_at_every_place_on_some_paper() -> None:
    one = plan([bank("one", [question(0, 1)])], [{"module": "one", "count": 1}], per_candidate=True)
    made = make(one, people(60), sitting(one))
    places = Counter(
        [choice.id for choice in paper.questions[0].choices or ()].index("sit") for paper in made.papers
    )
    assert set(places) == {0, 1, 2}
    assert min(places.values()) >= 10


def test_true_and_false_keep_their_order() -> None:
    truth = [
        {"id": "agree", "text": "对", "correct": True},
        {"id": "disagree", "text": "错", "correct": False},
    ]
    asked = question(0, 1, type="true_false", choices=truth)
    one = plan([bank("one", [asked])], [{"module": "one", "count": 1}], per_candidate=True)
    orders = {
        tuple(choice.id for choice in paper.questions[0].choices or ())
        for paper in make(one, people(20), sitting(one)).papers
    }
    assert orders == {("agree", "disagree")}


def test_the_same_seed_and_pool_give_the_same_questions_and_another_seed_others() -> None:
    one = plan([bank("one", [question(n, 1 + n % 3) for n in range(30)])], [{"module": "one", "count": 10}])
    first, second, other = (made_of(one, base) for base in (7, 7, 8))
    assert first.papers == second.papers
    assert first.papers[0].questions != other.papers[0].questions


def test_forms_share_no_question_where_the_pool_allows() -> None:
    one = plan([bank("one", [question(n, 1 + n % 3) for n in range(20)])], [{"module": "one", "count": 10}])
    assert shared(made_of(one).drawn) == 0
    short = plan([bank("one", [question(n, 1 + n % 3) for n in range(16)])], [{"module": "one", "count": 10}])
    assert shared(made_of(short).drawn) == 4


@settings(max_examples=8)
@given(st.lists(st.integers(1, 3), min_size=30, max_size=40), st.integers(0, 10**9))
def test_forms_are_equally_hard_within_the_bound(hardness: list[int], base: int) -> None:
    asked = [question(number, hard) for number, hard in enumerate(hardness)]
    one = plan([bank("one", asked)], [{"module": "one", "count": 10}], forms=["A", "B", "C"])
    made = made_of(one, base)
    assert spread(made.drawn) <= 0.1 + 1e-9
    known = {f"c-one/{it.id}": it.difficulty for it in asked}
    means = [sum(known[it.id] for it in paper.questions) / 10 for paper in made.papers]
    assert means == pytest.approx([made.drawn[paper.id].difficulty for paper in made.papers])


def test_forms_that_cannot_be_equally_hard_are_refused_with_the_way_out() -> None:
    hardness = [1, 1, 1, 3]
    asked = [question(number, hard) for number, hard in enumerate(hardness)]
    one = plan([bank("one", asked)], [{"module": "one", "count": 2}])
    with pytest.raises(PortalError) as refused:
        made_of(one)
    assert str(refused.value) == (
        "几套卷抽不到一样难：平均难度（1—3）最接近的一次是 A 卷 1.00，B 卷 2.00，相差 1.00，应在 0.1 以内。"
        "在 lines 里给每一行写上 difficulty，或给题少的模块添题；"
        "愿意放宽就在 assessment.yml 写 balance。没有出卷。"
    )


def test_everybody_gets_a_paper_with_an_id_that_says_nothing_of_them() -> None:
    asked = bank("one", [question(n, 1 + n % 3) for n in range(20)])
    one = plan([asked], [{"module": "one", "count": 5}], per_candidate=True)
    made = make(one, people(30), sitting(one))
    ids = [paper.id for paper in made.papers]
    assert len(set(ids)) == 30
    assert all(len(name.removeprefix("winter-")) == 8 for name in ids)
    assert [made.key.papers[name].candidate for name in ids] == [it.number for it in people(30)]
    assert len({paper.questions for paper in made.papers}) > 20
    again = [paper.id for paper in make(one, people(30), sitting(one)).papers]
    assert not set(ids) & set(again)


def test_a_name_that_was_taken_is_not_given_twice() -> None:
    one = plan([bank("one", [question(0, 1)])], [{"module": "one", "count": 1}], per_candidate=True)
    letters = iter(["aaaaaaaa", "aaaaaaaa", "bbbbbbbb"])
    made = make(one, people(2), replace(sitting(one), random_letters=lambda: next(letters)))
    assert [paper.id for paper in made.papers] == ["winter-aaaaaaaa", "winter-bbbbbbbb"]


def test_neighbouring_lines_of_a_paper_do_not_stand_in_the_order_of_the_bank() -> None:
    one = plan(
        [bank("one", [question(n, 2) for n in range(20)])], [{"module": "one", "count": 20}], forms=["A"]
    )
    order = [int(asked.id.rpartition("q")[2]) for asked in made_of(one).papers[0].questions]
    assert sorted(order) == list(range(20))
    assert sum(second - first == 1 for first, second in pairwise(order)) < 6
