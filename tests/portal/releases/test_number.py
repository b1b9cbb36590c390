from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import PortalError
from portal.releases.number import checked, newest, next_number, parts_of

NOVEMBER = date(2026, 11, 22)
NUMBERS = st.builds(
    lambda year, month, count: f"{year}.{month}.{count}",
    st.integers(2020, 2035),
    st.integers(1, 12),
    st.integers(1, 9999),
)


@pytest.mark.parametrize(
    ("known", "number"),
    [
        ([], "2026.11.1"),
        (["0"], "2026.11.1"),
        (["2026.11.3"], "2026.11.4"),
        (["2026.11.9", "2026.11.10"], "2026.11.11"),
        (["2026.10.7"], "2026.11.1"),
        (["2026.9.30"], "2026.11.1"),
        (["2026.12.2"], "2026.12.3"),
    ],
    ids=[
        "the first", "no release yet", "the next of the month", "counted as numbers", "a new month",
        "a month with one digit", "a clock that is behind",
    ],
)  # fmt: skip
def test_numbers_count_up_in_the_month(known: list[str], number: str) -> None:
    assert next_number(known, NOVEMBER) == number


@given(st.lists(NUMBERS), st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_the_next_number_is_always_newer_and_well_formed(known: list[str], today: date) -> None:
    number = next_number(known, today)
    assert parts_of(number)
    assert newest([*known, number]) == number
    assert number not in known


@pytest.mark.parametrize(
    "wrong", ["2026.13.1", "2026.0.1", "2026.11.0", "2026.011.1", "v2026.11.1", "2026.11", ""]
)
def test_another_form_is_refused_with_an_example(wrong: str) -> None:
    with pytest.raises(PortalError) as error:
        checked(wrong, [])
    assert str(error.value) == f"“{wrong}”不是发布编号。写成 年.月.第几次，如 2026.11.4。"


def test_a_number_that_is_not_newer_is_refused() -> None:
    with pytest.raises(PortalError) as error:
        checked("2026.11.3", ["2026.11.10", "2026.9.1"])
    assert str(error.value) == "编号 2026.11.3 不比已有的 2026.11.10 新。换一个更大的，或不写 --number。"


def test_a_newer_number_may_be_chosen() -> None:
    assert checked("2027.1.1", ["2026.11.10"]) == "2027.1.1"
