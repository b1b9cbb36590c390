"""The table in which schools confirm: taken whole, or refused with everything that is wrong in it."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from handbook_walk import table_below

from portal.errors import PortalError
from portal.model.rules import Practice
from portal.model.standing import PassRules
from portal.reports.confirmed import Table, read_confirmed
from portal.reports.scope import CountedTrack

DAY = date(2026, 11, 20)
DOCS = Path(__file__).parents[3] / "docs"
WORK = (Practice(id="plan", title="教案 1 份"), Practice(id="map", title="流程图 1 份"))
TRACKS = (
    CountedTrack("c", "C 证 · 人人会育心", 80, 3, (), PassRules("c/1", 80, 3, practice=WORK)),
    CountedTrack("b", "B 证", 80, 3, (), PassRules("b/1", 80, 3, requires=("c",))),
)
HEAD = ("编号", "轨道", "项目", "日期", "确认人")


def table(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Table:
    return [(number, dict(enumerate(row, 1))) for number, row in enumerate((head, *rows), 1)]


def read(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> list[tuple[str, str, str]]:
    found = read_confirmed("确认.xlsx", table(*rows, head=head), TRACKS, DAY)
    return sorted((one.number, one.track, one.item) for one in found)


@pytest.mark.parametrize("track", ["c", "C", "Ｃ", "C证", "c 证", "C 证 · 人人会育心"])
@pytest.mark.parametrize("item", ["plan", "教案 1 份", " 教案 １ 份"])
def test_tracks_and_work_are_known_by_id_and_by_name(track: str, item: str) -> None:
    assert read((" t1", track, item, "2026-11-20", "王校长")) == [("T1", "c", "plan")]


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-20",
        "2026/11/2",
        "2026.1.2",
        "2026年11月2日",
        "2026-11-20 00:00:00",
        "２０２６-11-20",
        "'2026-11-20",
    ],
)
def test_dates_are_read_as_people_and_excel_write_them(day: str) -> None:
    assert len(read(("T1", "c", "plan", day, "王校长"))) == 1


def test_a_whole_track_is_confirmed_too() -> None:
    assert read(("T1", "c", "已通过", "2025-06-01", "教研室")) == [("T1", "c", "")]


def test_the_same_thing_twice_is_once_and_empty_rows_and_other_columns_are_nothing() -> None:
    row = ("T1", "c", "plan", "2026-11-20", "王校长", "备注")
    found = read(row, ("", "", " ", "", ""), ("", "", "", "", "", "合计 1"), row, head=(*HEAD, "说明"))
    assert found == [("T1", "c", "plan")]


def test_columns_may_stand_in_any_order_under_other_names() -> None:
    head = ("确认者", "工号", "实践项目", "确认日期", "证书")
    assert read(("王校长", "7", "map", "2026-11-20", "c"), head=head) == [("7", "c", "map")]


def test_everything_wrong_is_told_at_once_with_row_column_and_cure() -> None:
    with pytest.raises(PortalError) as error:
        read(
            ("", "c", "plan", "2026-11-20", "王校长"),
            ("T2", "a", "plan", "2026-11-20", "王校长"),
            ("T3", "c", "反思", "20 日", ""),
            ("T4", "b", "plan", "2026-11-21", "王校长"),
            ("T5", "c", "plan", "2026-02-30", "王校长"),
        )
    assert str(error.value) == (
        "确认表 确认.xlsx 有 8 处要改，没有写报告：\n"
        "第 2 行 A 列（编号）：没有编号。写老师导出记录时填的编号。\n"
        "第 3 行 B 列（轨道）：没有轨道“a”。可以写：c、b。\n"
        "第 4 行 D 列（日期）：日期“20 日”看不懂。写成 2026-11-20 这样。\n"
        "第 4 行 E 列（确认人）：没有确认人。写学校里确认这件事的人。\n"
        "第 4 行 C 列（项目）：这条轨道没有项目“反思”。可以写：教案 1 份、流程图 1 份、通过。\n"
        "第 5 行 D 列（日期）：日期 2026-11-21 晚于报告日期 2026-11-20。"
        "日期写错了就改；没有写错，用 --date 改报告日期。\n"
        "第 5 行 C 列（项目）：这条轨道没有项目“plan”。可以写：通过。\n"
        "第 6 行 D 列（日期）：日期“2026-02-30”看不懂。写成 2026-11-20 这样。"
    )


def test_of_many_mistakes_twenty_are_shown() -> None:
    with pytest.raises(PortalError, match="有 30 处要改") as error:
        read(*[("", "c", "plan", "2026-11-20", "王校长")] * 30)
    assert str(error.value).endswith(
        "第 21 行 A 列（编号）：没有编号。写老师导出记录时填的编号。\n……还有 10 处。"
    )


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (
            ("编号", "轨道"),
            "缺少列：项目、日期、确认人。第一行要有：编号、轨道、项目、日期、确认人；现在是：编号、轨道。",
        ),
        (
            (),
            "缺少列：编号、轨道、项目、日期、确认人。第一行要有：编号、轨道、项目、日期、确认人；现在是：（空）。",
        ),
    ],
)
def test_missing_columns_are_named(head: tuple[str, ...], said: str) -> None:
    with pytest.raises(PortalError) as error:
        read(head=head)
    assert str(error.value) == f"确认表 确认.xlsx {said}"


def test_the_table_of_the_handbook_is_taken_by_the_c_track() -> None:
    front = yaml.safe_load((DOCS / "certificates/c/index.md").read_text("utf-8").split("---")[1])
    work = tuple(Practice(**one) for one in front["rules"]["practice"])
    track = CountedTrack("c", front["title"], 80, 32, (), PassRules("c/1", 80, 32, practice=work))
    rows = table_below("确认表用 Excel 做", "collect-and-report")
    shown = [(number, dict(enumerate(row, 1))) for number, row in enumerate(rows, 1)]
    found = read_confirmed("confirmed.xlsx", shown, (track,), DAY)
    assert {one.item for one in found} == {*(one.id for one in work), ""}
