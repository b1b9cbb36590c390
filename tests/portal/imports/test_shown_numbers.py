"""Numbers are read as Excel shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.imports.spreadsheet.shown_numbers import BUILT_IN, shown
from portal.imports.tables import Cell
from portal.model.cell_place import column_name, column_number


@pytest.mark.parametrize(
    ("number", "form", "text", "kind"),
    [
        (1.0, "", "1", "number"),
        (12356.0, "General", "12356", "number"),
        (0.1 + 0.2, "General", "0.3", "number"),
        (-2.5, "@", "-2.5", "number"),
        (1e20, "General", "1e+20", "number"),
        (0.5, "0%", "50%", "number"),
        (0.125, "0.0%", "12.5%", "number"),
        (2.0, "0.00", "2.00", "number"),
        (2.5, "0.0#", "2.5", "number"),
        (1234567.0, "#,##0", "1,234,567", "number"),
        (7.0, "000", "007", "number"),
        (-7.0, "000", "-007", "number"),
        (3.0, '0"分"', "3分", "number"),
        (9.5, "¥0.00", "¥9.50", "number"),
        (3.0, "0_);[Red](0)", "3", "number"),
        (0.5, "# ?/?", "1/2", "number"),
        (1.75, "# ??/??", "1 3/4", "number"),
        (1e10, "0.00E+00", "10000000000", "number"),
        (46266.0, "yyyy/m/d", "2026/9/1", "date"),
        (46266.0, "yyyy-mm-dd", "2026-09-01", "date"),
        (46266.0, 'yyyy"年"m"月"d"日"', "2026年9月1日", "date"),
        (46266.0, BUILT_IN[58], "9月1日", "date"),
        (46266.0, "m/d/yy", "9/1/26", "date"),
        (0.127083333333333, "h:mm", "3:03", "date"),
        (46266.75, "yyyy/m/d hh:mm:ss", "2026/9/1 18:00:00", "date"),
        (46266.75, "[$-804]yyyy/m/d 上午/下午", "2026/9/1 下午", "date"),
        (1.0, "yyyy/m/d", "1900/1/1", "date"),
        (-1.0, "yyyy/m/d", "-1", "date"),
    ],
)
def test_numbers_look_as_in_their_cells(number: float, form: str, text: str, kind: str) -> None:
    assert shown(number, form) == Cell(text, kind)


def test_days_may_be_counted_from_1904() -> None:
    assert shown(0.0, "yyyy/m/d", is_1904=True).text == "1904/1/1"


@given(st.floats(), st.text('0#?.,%/yYmMdDhHsS"\\[];@Ee+-*_ 年aAP/pGeneral', max_size=20), st.booleans())
def test_no_format_makes_it_stumble(number: float, form: str, is_1904: bool) -> None:
    assert isinstance(shown(number, form, is_1904).text, str)


def test_a_format_of_a_million_zeros_takes_no_time() -> None:
    assert shown(1.0, "0." + "0" * 1_000_000).text == "1." + "0" * 30


@given(st.integers(1, 16_384))
def test_columns_are_counted_in_letters(number: int) -> None:
    assert column_number(column_name(number)) == number
