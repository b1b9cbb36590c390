"""The school year meets its contract; lessons fall into teaching weeks, one after the other."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from contract_files import contract
from hypothesis import given
from hypothesis import strategies as st

from portal.model.anchor import Anchor, span_of
from portal.model.calendar import DEFAULT_YEAR, SchoolYear
from portal.model.lesson import MONTHS

CONTRACT = contract("school-year")


@st.composite
def years(draw: st.DrawFn) -> SchoolYear:
    """School years of every shape: long and short terms, holidays of months, beginnings on any weekday."""
    start = draw(st.integers(1990, 2090))
    days = [
        date(start, 7, 1) + timedelta(days=draw(st.integers(0, 120))),
        date(start, 11, 30) + timedelta(days=draw(st.integers(0, 60))),
        date(start + 1, 2, 8) + timedelta(days=draw(st.integers(0, 60))),
        date(start + 1, 5, 20) + timedelta(days=draw(st.integers(0, 100))),
    ]
    return SchoolYear.from_text(f"{days[0]}/{days[1]} {days[2]}/{days[3]}")


def readable(text: str) -> bool:
    try:
        return SchoolYear.from_text(text).as_text == text
    except ValueError:
        return False


@pytest.mark.parametrize(("text", "wanted"), CONTRACT["read"])
def test_only_two_terms_of_one_year_are_read(text: str, wanted: bool) -> None:
    assert readable(text) == wanted


@pytest.mark.parametrize("case", CONTRACT["months"], ids=lambda case: case["year"])
def test_weeks_belong_to_the_month_of_their_wednesday(case: Any) -> None:
    year = SchoolYear.from_text(case["year"])
    found = {str(month): year.weeks_of(month) for month in MONTHS if year.weeks_of(month)}
    assert {month: [str(weeks[0].monday), len(weeks)] for month, weeks in found.items()} == case[
        "first monday and weeks"
    ]


@pytest.mark.parametrize(("text", "month", "period", "periods", "monday", "number"), CONTRACT["periods"])
def test_periods_are_spread_over_their_month(
    text: str, month: int, period: int, periods: int, monday: str, number: int
) -> None:
    week = SchoolYear.from_text(text).week_of(month, period, periods)
    assert (str(week.monday), week.number) == (monday, number)


@pytest.mark.parametrize(("text", "month", "wanted"), CONTRACT["years of months"])
def test_months_know_their_calendar_year(text: str, month: int, wanted: int) -> None:
    assert SchoolYear.from_text(text).year_of(month) == wanted


@pytest.mark.parametrize(("text", "when", "words", "month"), CONTRACT["anchors"])
def test_anchors_are_found_in_the_year(text: str, when: str, words: str, month: int) -> None:
    span = span_of(when, SchoolYear.from_text(text))
    assert (span.words, span.month) == (words, month)


@pytest.mark.parametrize("when", CONTRACT["bad anchors"])
def test_what_is_no_point_of_a_year_is_refused(when: str) -> None:
    with pytest.raises(ValueError, match="when"):
        Anchor.model_validate(
            {"id": "a", "title": "甲", "when": when, "what": "乙", "activity": "丙", "avoid": "丁"}
        )


def test_a_point_that_no_anchor_accepts_has_no_days() -> None:
    with pytest.raises(ValueError, match="no point of a school year"):
        span_of("now and then", DEFAULT_YEAR)


@given(years(), st.integers(1, 4))
def test_periods_fall_into_teaching_weeks_in_order(year: SchoolYear, periods: int) -> None:
    weeks = year.weeks()
    found = [year.week_of(month, period, periods) for month in MONTHS for period in range(1, periods + 1)]
    assert set(found) <= set(weeks)
    assert [week.monday for week in found] == sorted(week.monday for week in found)
    assert all(
        year.week_of(month, period, periods).month == month
        for month in MONTHS
        if year.weeks_of(month)
        for period in range(1, periods + 1)
    )


@given(years())
def test_weeks_run_from_monday_to_friday_and_touch_their_term(year: SchoolYear) -> None:
    weeks = year.weeks()
    assert all(
        week.monday.weekday() == 0 and week.friday - week.monday == timedelta(days=4) for week in weeks
    )
    assert all(
        week.monday <= year.terms[week.term - 1].last and week.friday >= year.terms[week.term - 1].first
        for week in weeks
    )
    assert all(before.monday < after.monday for before, after in pairwise(weeks))
    order = [MONTHS.index(week.month) for week in weeks]
    assert order == sorted(order)


@given(years())
def test_the_text_of_a_year_is_read_back(year: SchoolYear) -> None:
    assert SchoolYear.from_text(year.as_text).as_text == year.as_text
