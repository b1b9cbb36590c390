import random
from typing import Any

import pytest
from graded_assessments import (
    CANDIDATES,
    IDENTITY,
    LI,
    OWN,
    WANG,
    ZHAO,
    A,
    B,
    hand_in,
    make_key,
    right_answers,
    sealed,
)
from hypothesis import given
from hypothesis import strategies as st

from portal.credentials.grading import Grader
from portal.credentials.submissions import opened, submissions_in
from portal.model.paper import Candidate
from portal.model.paper_results import FLAG_KINDS, PersonResult, Results, Ruling, Submission, Unread

QUESTIONS = make_key().papers[A].questions


def submission(source: str = "1.age", **given: Any) -> Submission:
    return opened(sealed(hand_in(**given)), source, IDENTITY)


def graded(*found: Submission | Unread, rulings: dict[str, Ruling] | None = None, **key: Any) -> Results:
    return Grader(make_key(**key), CANDIDATES, rulings or {}).results(found)


def alone(**given: Any) -> PersonResult:
    (person,) = graded(submission(**given)).people
    return person


def flags_of(person: PersonResult) -> list[str]:
    return [flag.kind.title for flag in person.graded.flags]


def test_answers_are_graded_against_the_private_key() -> None:
    person = alone(wrong=QUESTIONS[:3])
    assert (person.graded.right, person.total, person.percent, person.passed) == (7, 10, 70, False)
    assert flags_of(person) == []


def test_whoever_reaches_the_pass_mark_exactly_has_passed() -> None:
    assert alone(wrong=QUESTIONS[:2]).passed
    assert not alone(wrong=QUESTIONS[:3]).passed


def test_the_percentage_never_shows_a_pass_mark_that_was_not_reached() -> None:
    two_of_three = submission(answers={"c-talk/q-0": ["one"], "c-talk/q-1": ["one", "three"]})
    (person,) = graded(two_of_three, count=3, pass_percent=67).people
    assert (person.graded.right, person.total, person.percent, person.passed) == (2, 3, 66, False)


def test_the_order_in_which_choices_were_ticked_does_not_matter() -> None:
    answers = {question: value[::-1] if len(value) == 2 and "1" not in value[0] else value
               for question, value in right_answers(make_key()).items()}  # fmt: skip
    assert alone(answers=answers).graded.right == 10


def test_an_empty_gap_and_a_missing_answer_are_open_not_wrong() -> None:
    answers = right_answers(make_key())
    answers["c-talk/q-3"] = ["", " "]
    del answers["c-talk/q-0"]
    person = alone(answers=answers)
    assert [question for question, verdict in person.graded.verdicts.items() if verdict == "open"] == [
        "c-talk/q-0",
        "c-talk/q-3",
    ]
    assert flags_of(person) == []


@pytest.mark.parametrize(
    ("given", "title", "stops"),
    [
        ({"digest": "0" * 64}, "试卷被改动过", True),
        ({"who": Candidate(number="T9", name="李一", school="")}, "不在名单上", True),
        ({"who": WANG, "paper": OWN}, "交的是别人的卷子", True),
        ({"who": Candidate(number="t００1", name="李 二", school="")}, "姓名或学校和名单不一样", False),
        ({"finished": "2026-11-21T02:03:00Z"}, "超过规定的时间", True),
        ({"finished": "2026-11-21T01:00:29Z", "times": {}}, "快得不可能", False),
        ({"finished": "2026-11-21T00:59:00Z"}, "时间前后颠倒", False),
        ({"times": {"c-talk/q-0": "2026-11-21T00:30:00Z"}}, "时间前后颠倒", False),
        ({"started": "2026-11-19T01:00:00Z", "finished": "2026-11-19T01:30:00Z", "times": {}},
         "时间前后颠倒", False),
        ({"answers": {"c-talk/q-0": ["nine"]}}, "有不可能的答案", False),
        ({"answers": {"c-talk/other": ["one"]}}, "有不可能的答案", False),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_flagged(given: dict[str, Any], title: str, stops: bool) -> None:
    person = alone(**given)
    assert flags_of(person) == [title]
    assert person.graded.stops is stops


def test_times_outside_of_the_sitting_are_flagged() -> None:
    window = {"opens": "2026-11-21T01:05:00Z", "closes": "2026-11-21T01:30:00Z"}
    (person,) = graded(submission(), **window).people
    assert [(flag.kind.title, flag.detail) for flag in person.graded.flags] == [
        ("开考以前就开始了", "开始于 2026-11-21 09:00:00，开考是 2026-11-21 09:05:00"),
        ("截止以后才交", "交卷于 2026-11-21 09:40:00，截止是 2026-11-21 09:30:00"),
    ]
    assert not person.passed


def test_two_minutes_are_given_for_clocks_and_slow_computers() -> None:
    assert flags_of(alone(finished="2026-11-21T02:02:00Z")) == []


def test_a_stopped_result_waits_for_a_ruling_and_follows_it() -> None:
    late = submission(finished="2026-11-21T02:30:00Z")
    assert not graded(late).people[0].passed
    assert graded(late, rulings={"t001": Ruling(True, "断电半小时")}).people[0].passed
    assert not graded(submission(), rulings={"t001": Ruling(False, "替考")}).people[0].passed


def test_nobody_who_is_not_on_the_list_passes_by_a_ruling() -> None:
    stranger = submission(who=Candidate(number="X9", name="钱九", school=""))
    assert not graded(stranger, rulings={"x9": Ruling(True, "认得他")}).people[0].passed


def test_without_a_list_nobody_is_a_stranger() -> None:
    results = Grader(make_key(), (), {}).results([submission()])
    assert flags_of(results.people[0]) == []
    assert results.people[0].passed


def test_of_different_hand_ins_the_one_that_was_finished_first_counts() -> None:
    first = submission("b.age", wrong=QUESTIONS[:5], finished="2026-11-21T01:20:00Z")
    better = submission("a.age", finished="2026-11-21T01:50:00Z")
    (person,) = graded(better, first).people
    assert person.graded.right == 5
    assert [other.submission.source for other in person.others] == ["a.age"]
    assert [(flag.kind.title, flag.detail) for flag in person.graded.flags] == [
        ("交了几份不同的", "2 份：b.age、a.age")
    ]


def test_a_better_one_that_says_to_be_earlier_waits_for_a_ruling() -> None:
    mine = submission("a.age", wrong=QUESTIONS[:5])
    forged = submission("b.age", finished="2026-11-21T01:39:00Z")
    (person,) = graded(mine, forged).people
    assert not person.passed
    assert [(flag.kind.title, flag.detail) for flag in person.graded.flags][1:] == [
        ("几份里有及格有不及格", "算的一份对 10 题，另一份对 5 题")
    ]
    assert graded(mine, forged, rulings={"t001": Ruling(True, "监考看着他交的")}).people[0].passed


def test_a_hand_in_under_another_name_never_takes_the_place_of_ones_own() -> None:
    stranger = Candidate(number="T001", name="钱九", school="一小")
    theirs = submission(
        "a.age", candidate=stranger.model_dump(), wrong=QUESTIONS[:9], finished="2026-11-21T01:10:00Z"
    )
    (person,) = graded(theirs, submission("b.age", wrong=QUESTIONS[:1])).people
    assert person.graded.submission.source == "b.age"


def test_an_altered_paper_never_takes_the_place_of_a_sound_one() -> None:
    altered = submission("a.age", digest="0" * 64, finished="2026-11-21T01:10:00Z", times={})
    assert graded(altered, submission("b.age")).people[0].passed


def test_the_same_hand_in_twice_is_one() -> None:
    data = hand_in()
    twice = [opened(sealed(data), name, IDENTITY) for name in ("b.age", "a.age")]
    (person,) = graded(*twice).people
    assert flags_of(person) == []
    assert person.graded.submission.source == "a.age"


def test_a_paper_that_was_never_made_is_not_graded_and_nobody_is_absent_for_it() -> None:
    results = graded(submission(paper=A, source="x.age"), submission("y.age", who=WANG, paper=B))
    assert [one.number for one in results.absent] == ["T003"]
    other = submission("z.age", who=ZHAO, paper=OWN)
    lost = Grader(
        make_key().model_copy(update={"papers": {A: make_key().papers[A]}}), CANDIDATES, {}
    ).results([other])
    assert lost.unread == (
        Unread("z.age", f"没有卷号是 {OWN} 的试卷。是不是别次考核的？核对卷号。", other.seal, "T003"),
    )
    assert [one.number for one in lost.absent] == ["T001", "T002"]


def test_one_hand_in_under_two_names_is_found_by_its_times() -> None:
    copied = {**hand_in(LI), "candidate": WANG.model_dump()}
    results = graded(submission(), opened(sealed(copied), "2.age", IDENTITY))
    assert [
        (person.candidate.number, flag.detail) for person in results.people for flag in person.graded.flags
    ] == [
        ("T001", "和 T002 王二：10 题的作答时刻全都相同"),
        ("T002", "和 T001 李一：10 题的作答时刻全都相同"),
    ]


def test_questions_have_their_figures() -> None:
    results = graded(submission(wrong=QUESTIONS[:1]), submission("2.age", who=WANG, wrong=QUESTIONS[:1]))
    figures = {item.question: item for item in results.items}
    assert (figures["c-talk/q-0"].asked, figures["c-talk/q-0"].right) == (2, 0)
    assert (figures["c-talk/q-0"].common_wrong, figures["c-talk/q-0"].wrong_count) == (("two",), 2)
    assert figures["c-talk/q-1"].right == 2
    assert figures["c-talk/q-1"].apart is None


@given(st.randoms(use_true_random=False), st.lists(st.integers(0, 9), max_size=6))
def test_the_order_in_which_files_come_changes_nothing(order: random.Random, wrong: list[int]) -> None:
    missed = [QUESTIONS[number] for number in wrong]
    found: list[Submission | Unread] = [
        Submission("1.age", "1" * 64, A, LI, {q: tuple(v) for q, v in hand_in()["answers"].items()}),
        Submission("2.age", "2" * 64, A, LI, dict.fromkeys(missed, ("one",))),
        Submission("3.age", "3" * 64, B, WANG, dict.fromkeys(missed, ("two",))),
        Submission("4.age", "4" * 64, "none", ZHAO, {}),
        Unread("5.age", "打不开", "5" * 64),
    ]
    expected = graded(*found)
    order.shuffle(found)
    assert graded(*found) == expected


@given(st.binary(max_size=300))
def test_nothing_that_lies_in_the_folder_stops_the_reading(data: bytes) -> None:
    assert all(isinstance(one, Unread) for one in submissions_in(data, "x", IDENTITY))


def test_every_flag_says_what_to_do_about_it() -> None:
    assert all(kind.cure.endswith("。") for kind in FLAG_KINDS)
    assert len({kind.code for kind in FLAG_KINDS}) == len(FLAG_KINDS)
