from datetime import date

import pytest

from portal.reports.sheet_form import percent_text
from portal.reports.weekly import MOST, NO_DAY, week_of, weekly

DAY = date(2026, 11, 20)
NOW = week_of(DAY)


def test_a_week_begins_on_monday() -> None:
    assert [week_of(date(2026, 11, day)) - NOW for day in (15, 16, 22, 23)] == [-1, 0, 0, 1]


def test_weeks_are_added_up_and_those_without_anything_are_shown() -> None:
    rows = [("C 证", NOW - 2, 3, 1, 1, 90), ("C 证", NOW, 1, 2, 1, 60)]
    assert list(weekly(rows, DAY)) == [
        ("C 证", "2026-11-02", 3, 3, 1, 1, 1.5, 1.5),
        ("C 证", "2026-11-09", 0, 3, 1, 1, 0.0, 1.5),
        ("C 证", "2026-11-16", 1, 4, 3, 2, 1.0, 2.5),
    ]


def test_clocks_gone_wrong_make_no_thousand_weeks() -> None:
    rows = [("C 证", 0, 1, 0, 0, 0), ("C 证", NOW + 500, 1, 1, 1, 60)]
    found = list(weekly(rows, DAY))
    assert len(found) == MOST
    assert found[0][2:] == (1, 1, 0, 0, 0.0, 0.0)
    assert found[-1][1:] == ("2026-11-16", 1, 2, 1, 1, 1.0, 1.0)


def test_people_who_passed_without_an_answer_are_counted_without_a_week() -> None:
    rows = [("C 证", None, 0, 0, 1, 0), ("C 证", NOW, 1, 1, 1, 60), ("B 证", None, 0, 0, 2, 0)]
    assert [row[:2] + row[5:6] for row in weekly(rows, DAY)] == [
        ("C 证", NO_DAY, 1), ("C 证", "2026-11-16", 2), ("B 证", NO_DAY, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("share", "text"), [(5 / 16, "31.3%"), (1 / 16, "6.3%"), (2 / 3, "66.7%"), (0, "0.0%"), (1, "100.0%")]
)
def test_halves_go_up_as_in_excel_and_browsers(share: float, text: str) -> None:
    assert percent_text(share) == text
