from datetime import date

import pytest

from portal.errors import PortalError
from portal.model.catalogue import Catalogue
from portal.reports.plan import plan_of, quota_words, school_year_of


@pytest.mark.parametrize(
    ("day", "year"),
    [("2026-09-01", 2026), ("2026-08-31", 2025), ("2027-01-01", 2026), ("2027-08-31", 2026)],
)
def test_a_school_year_begins_in_september(day: str, year: int) -> None:
    assert school_year_of(date.fromisoformat(day)) == year


@pytest.mark.parametrize(
    ("day", "year", "due"),
    [
        ("2026-09-01", None, [9]),
        ("2026-11-20", None, [9, 10, 11]),
        ("2027-02-01", None, [9, 10, 11, 12, 1, 2]),
        ("2027-06-30", None, [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]),
        ("2027-07-15", None, [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]),
        ("2026-11-20", 2025, [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_months_are_due_up_to_the_report_s(
    catalogue: Catalogue, day: str, year: int | None, due: list[int]
) -> None:
    assert list(plan_of(catalogue, date.fromisoformat(day), year).due) == due


def test_months_have_names_that_sort(catalogue: Catalogue) -> None:
    plan = plan_of(catalogue, date(2026, 11, 20), 2025)
    names = [plan.month_name(month) for month in plan.due]
    assert names == sorted(names)
    assert (names[0], names[-1], plan.name) == ("2025-09", "2026-06", "2025—2026 学年")


def test_quotas_come_from_the_grades_pages_or_from_the_option(catalogue: Catalogue) -> None:
    day = date(2026, 11, 20)
    assert plan_of(catalogue, day).quotas == {grade: 1 if grade == 5 else 2 for grade in range(1, 13)}
    assert set(plan_of(catalogue, day, quota=3).quotas.values()) == {3}
    assert quota_words(plan_of(catalogue, day, quota=3)) == "各年级每班每月 3 课时"
    assert quota_words(plan_of(catalogue, day)).startswith("五年级每班每月 1 课时；一年级、二年级")


def test_a_school_year_that_has_not_begun_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(PortalError, match=r"2027—2028 学年.*2026-11-20.*还没有开始.*--date"):
        plan_of(catalogue, date(2026, 11, 20), 2027)
