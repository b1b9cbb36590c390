"""Groups too small are not shown, and cannot be worked out from those that are."""

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from report_records import RIGHT, make_record

from portal.reports import columns
from portal.reports.privacy.groups import LEFT_OUT, WEEKS_LEFT_OUT, Group, Groups, withheld

Report = Callable[..., Any]
LEAST = 5
OF_PEOPLE = {"学完单元", "通过", "通过率（通过÷实考）", "名单内通过", "通过率（名单内通过÷应考）"}


def groups_of(sizes: Mapping[str, Mapping[str, int]]) -> list[Group]:
    return [Group("c", county, school, took) for county, of in sizes.items() for school, took in of.items()]


def left_out(sizes: Mapping[str, Mapping[str, int]]) -> list[str]:
    found = withheld(groups_of(sizes), LEAST)
    return sorted([*(school for _, _, school in found.schools), *(one for _, one in found.counties)])


def test_a_small_school_is_left_out_with_the_next_smallest() -> None:
    assert left_out({"县": {"甲": 9, "乙": 6, "丙": 3}}) == ["丙", "乙"]


def test_small_schools_that_are_enough_together_need_no_other() -> None:
    assert left_out({"县": {"甲": 9, "乙": 2, "丙": 3}}) == ["丙", "乙"]


def test_schools_in_which_nobody_took_part_hide_nobody() -> None:
    assert left_out({"县": {"甲": 9, "乙": 0, "丙": 3}}) == ["丙", "甲"]
    assert left_out({"县": {"甲": 9, "乙": 0}}) == []


def test_a_county_of_one_small_school_is_left_out_with_a_school_of_the_next() -> None:
    sizes = {"东": {"甲": 3}, "西": {"乙": 8, "丙": 9}, "南": {"丁": 30}}
    assert left_out(sizes) == sorted(["东", "甲", "西", "乙"])


def test_where_nothing_else_is_left_the_whole_is_left_out() -> None:
    assert withheld(groups_of({"县": {"甲": 3}}), LEAST).tracks == {"c"}
    assert withheld(groups_of({"县": {"甲": 3, "乙": 1}}), LEAST).tracks == {"c"}
    assert withheld(groups_of({"县": {"甲": 3, "乙": 9}}), LEAST).tracks == set()


def span(rows: list[list[int]]) -> list[list[int]]:
    """Rows in echelon form over the rationals, kept in whole numbers."""
    rows, done = [row[:] for row in rows], []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        done.append(pivot)
        rows = [
            [a * pivot[column] - b * row[column] for a, b in zip(row, pivot, strict=True)] for row in rows
        ]
    return done


def follows(known: list[list[int]], wanted: list[int]) -> bool:
    """Whether a sum of groups is a combination of sums that are shown."""
    return len(span([*known, wanted])) == len(span(known))


@given(
    st.dictionaries(
        st.sampled_from("东西南"),
        st.dictionaries(st.sampled_from("甲乙丙丁"), st.integers(0, 12), min_size=1),
        min_size=1,
    )
)
def test_no_sum_of_few_people_follows_from_what_is_shown(sizes: dict[str, dict[str, int]]) -> None:
    groups = [one for one in groups_of(sizes) if one.took]
    found = withheld(groups, LEAST)
    places = range(len(groups))
    shown = [
        [int(place == one) for place in places]
        for one in places
        if ("c", groups[one].county, groups[one].school) not in found.schools
    ]
    shown += [
        [int(one.county == county) for one in groups]
        for county in {one.county for one in groups}
        if ("c", county) not in found.counties
    ]
    shown += [] if "c" in found.tracks else [[1] * len(groups)]
    shown = [row for row in shown if any(row)]
    for count in (1, 2, 3):
        for members in combinations(places, count):
            if sum(groups[one].took for one in members) < LEAST:
                assert not follows(shown, [int(place in members) for place in places])


def test_what_is_left_out_is_what_tells_how_people_did() -> None:
    for sheet in (columns.SCHOOLS, columns.COUNTIES):
        titles = [column.title for column in sheet.columns]
        assert {titles[place] for place in LEFT_OUT[sheet.sql]} == OF_PEOPLE
        assert titles[6] == "实考"
    weeks = [column.title for column in columns.WEEKS.columns]
    assert [weeks[place] for place in (3, *WEEKS_LEFT_OUT)] == ["累计实考", "累计学完单元", "累计通过"]


def test_weeks_in_which_few_had_begun_tell_nothing_of_how_they_did() -> None:
    rows = [("C 证", "2026-11-02", 3, 3, 1, 1, 2.0, 2.0), ("C 证", "2026-11-09", 2, 5, 1, 2, 2.0, 4.0)]
    few, enough = Groups(LEAST).weeks(rows)
    assert few[2:] == (3, 3, None, None, 2.0, 2.0)
    assert enough == rows[1]
    assert list(Groups().weeks(rows)) == rows


def test_a_named_report_leaves_out_small_groups_when_asked(report: Report) -> None:
    wrong = {key: ["agree"] for key in RIGHT}
    records = [make_record(f"王{number}", f"T{number}", "一小") for number in range(6)]
    records += [make_record("李", "X1", "二小"), make_record("赵", "X2", "三小", wrong)]
    hidden = report(records=records, hidden=(None, LEAST))
    few, partner = f"—（少于 {LEAST} 人）", "—（免得推算出别的组）"
    assert [(row["实考"], row["通过"], row["通过率（通过÷实考）"]) for row in hidden.rows("学校")] == [
        ("6", partner, partner), ("1", few, few), ("1", few, few),
    ]  # fmt: skip
    assert [row["通过"] for row in hidden.rows("区县")] == ["7", "7"]
    [told] = [row["意思"] for row in hidden.rows("说明") if row["列"] == "人少的组"]
    assert "少于 5 人" in told
