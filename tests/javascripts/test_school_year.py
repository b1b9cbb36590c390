"""The browser's school year meets the contract, and agrees with Python on years that hypothesis thinks up."""

from collections.abc import Callable
from typing import Any

import pytest
from contract_files import contract

from portal.model.anchor import span_of
from portal.model.calendar import SchoolYear
from portal.model.lesson import MONTHS

Run = Callable[[str, str, Any], Any]
CONTRACT = contract("school-year")

SHAPES = [
    f"{start}-{first}/{start + 1 - (last > '06')}-{last} {start + 1}-{spring}/{start + 1}-{end}"
    for start in range(2024, 2032)
    for first in ("07-01", "08-25", "09-01", "09-05", "10-15")
    for last in ("12-20", "01-10", "01-22", "02-02")
    for spring in ("02-10", "02-22", "02-28", "03-31", "04-02")
    for end in ("05-05", "05-31", "06-30", "07-09", "08-31")
][::7]
"""Years that begin and end on every day of the week, among them leap years."""

WHENS = (
    "10-10",
    "02-28",
    "week of 05-15",
    "week of 01-01",
    "term 1 week 10",
    "term 2 week -1",
    "month 2",
    "month 7",
)


@pytest.mark.parametrize(
    ("name", "module", "expression", "wanted"),
    [
        ("read", "school-year", "m.readYear(x[0]) !== null", lambda case: case[1]),
        (
            "periods",
            "school-year",
            "((w) => [w.monday, w.number])(m.weekOf(m.readYear(x[0]), x[1], x[2], x[3]))",
            lambda case: case[4:],
        ),
        (
            "months",
            "school-year",
            "((all) => Object.fromEntries(m.MONTHS.map((n) => [n, all.filter((w) => w.month === n)])"
            ".filter(([, found]) => found.length).map(([n, found]) => [n, [found[0].monday, found.length]])))"
            "(m.weeksOf(m.readYear(x.year)))",
            lambda case: case["first monday and weeks"],
        ),
        ("years of months", "school-year", "m.yearOfMonth(m.readYear(x[0]), x[1])", lambda case: case[2]),
        (
            "current",
            "school-year",
            "m.writeYear(m.currentYear(x.site, x.own, x.today))",
            lambda case: case["is"],
        ),
        (
            "teaching months",
            "school-year",
            "((found) => [found.month, found.isComing])(m.teachingMonth(m.readYear(x[0]), x[1]))",
            lambda case: case[2:],
        ),
        (
            "anchors",
            "anchors",
            "(async () => { const { readYear } = await import('/core/school-year.js');"
            " const span = m.spanOf(readYear(x[0]), x[1]); return [m.spanInWords(span), span.month]; })()",
            lambda case: case[2:],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value in CONTRACT else "",
)
def test_the_browser_meets_the_contract(
    run_js: Run, name: str, module: str, expression: str, wanted: Callable[[Any], Any]
) -> None:
    cases = CONTRACT[name]
    assert run_js(module, expression, cases) == list(map(wanted, cases))


def test_both_find_the_same_weeks(run_js: Run) -> None:
    expression = "m.weeksOf(m.readYear(x)).map((w) => [w.monday, w.friday, w.number, w.term, w.month]).join()"
    python = [
        ",".join(
            f"{week.monday},{week.friday},{week.number},{week.term},{week.month}"
            for week in SchoolYear.from_text(text).weeks()
        )
        for text in SHAPES
    ]
    assert run_js("school-year", expression, SHAPES) == python


def test_both_spread_the_periods_alike(run_js: Run) -> None:
    found = [SchoolYear.from_text(text) for text in SHAPES]
    python = [
        " ".join(
            str(year.week_of(month, period, periods).monday)
            for month in MONTHS
            for periods in range(1, 5)
            for period in range(1, periods + 1)
        )
        for year in found
    ]
    expression = """((year) => m.MONTHS.flatMap((month) => [1, 2, 3, 4].flatMap((periods) =>
        [1, 2, 3, 4].slice(0, periods).map((period) => m.weekOf(year, month, period, periods).monday)))
        .join(" ")
        )(m.readYear(x))"""
    assert run_js("school-year", expression, SHAPES) == python


def test_both_find_the_same_anchors(run_js: Run) -> None:
    asked = [[text, when] for text in SHAPES[::3] for when in WHENS]
    python = [
        [str(span.first), str(span.last), span.month, span.words]
        for span in (span_of(when, SchoolYear.from_text(text)) for text, when in asked)
    ]
    expression = (
        "(async () => { const { readYear } = await import('/core/school-year.js');"
        " const s = m.spanOf(readYear(x[0]), x[1]); return [s.first, s.last, s.month, m.spanInWords(s)]; })()"
    )
    assert run_js("anchors", expression, asked) == python


def test_the_browser_says_what_is_wrong_with_dates_one_has_typed(run_js: Run) -> None:
    good = [["2026-09-01", "2027-01-22"], ["2027-02-22", "2027-07-02"]]
    typed = [
        (good, None),
        ([["", "2027-01-22"], good[1]], [0, "first"]),
        ([["2026-09-01", "2026-01-22"], good[1]], [0, "last"]),
        ([good[0], ["2027-02-22", "2027-03-02"]], [1, "last"]),
        ([good[0], ["2027-01-20", "2027-07-02"]], [1, "first"]),
        ([good[0], ["2027-02-22", "2027-09-02"]], [1, "last"]),
        ([["2026-03-01", "2027-01-22"], good[1]], [0, "first"]),
        ([good[0], ["2028-02-22", "2028-07-02"]], [1, "first"]),
    ]
    expression = "((f) => f && [f.term, f.end])(m.faultOf(x.map(([first, last]) => ({ first, last }))))"
    assert run_js("school-year", expression, [one for one, _ in typed]) == [wanted for _, wanted in typed]
