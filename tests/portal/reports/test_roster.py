import pytest

from portal.errors import PortalError
from portal.reports.identity import Who
from portal.reports.roster import Entry, Problem
from portal.reports.roster_reading import read_roster

TRACKS = {"c": "C 证 · 人人会育心", "b": "B 证"}


def who(name: str = "", number: str = "", school: str = "") -> Who:
    return Who.of({"name": name, "number": number, "school": school})


@pytest.mark.parametrize(
    "header",
    ["编号,姓名,学校", "工号,姓名,单位", "学号,姓名,学校", "Number,Name,School", "\ufeff 编号 ,姓名,学校"],
)
def test_every_usual_header_is_known(header: str) -> None:
    assert read_roster(f"{header}\nt1,王芳,一小\n", TRACKS).entries == (Entry(who("王芳", "T1", "一小"), 2),)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_divide_too(mark: str) -> None:
    text = f"编号{mark}姓名{mark}学校\n1{mark}王芳{mark}一小"
    assert read_roster(text, TRACKS).entries[0].who == who("王芳", "1", "一小")


@pytest.mark.parametrize(
    "text", ["", "\n", "姓名\n王芳", "学校,电话\n一小,1", "编号,姓名,学校\n", "编号\n,,\n"]
)
def test_a_roster_that_cannot_be_used_is_misuse(text: str) -> None:
    with pytest.raises(PortalError, match="名单"):
        read_roster(text, TRACKS)


def test_problems_name_their_lines_and_drop_nobody_silently() -> None:
    roster = read_roster(
        "编号,姓名,学校,轨道\n1,王芳,一小,c\n\n1,王芳,一小,C证\n1,李伟,一小,b\n,,一小,\n,张三,,\n1.2E+17,李四,一小,z\n",
        TRACKS,
    )
    assert roster.problems == (
        Problem(4, "与第 2 行重复，按一人计"),
        Problem(5, "编号与第 2 行相同，姓名不同：“王芳”和“李伟”，按一人计"),
        Problem(6, "没有编号也没有姓名，没有计入应考"),
        Problem(7, "“张三”没有编号也没有学校，只能凭姓名核对"),
        Problem(8, "没有可统计的轨道“z”；有的是 c、b"),
        Problem(8, "编号“1.2E+17”像是被 Excel 改成了科学计数法，请把该列设为文本"),
    )
    assert [entry.line for entry in roster.entries] == [2, 7, 8]


def test_one_person_may_stand_in_two_tracks() -> None:
    roster = read_roster(
        "编号,姓名,轨道\n1,王芳,C\n1,王芳,b 证\n2,李伟,c、b\n3,张三,\n4,李四,C 证 · 人人会育心", TRACKS
    )
    assert [entry.tracks for entry in roster.entries] == [{"c", "b"}, {"c", "b"}, None, {"c"}]
    assert roster.problems == ()


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (who("改名了", "t1"), 2),
        (who("改名了", "Ｔ１"), 2),
        (who("王芳", "", "一小"), 2),
        (who("王芳", "", ""), 2),
        (who("王芳", "T9", "一小"), None),
        (who("王芳", "", "三小"), None),
        (who("李伟", "", "一小"), None),
        (who("李伟", "", ""), None),
        (who("张三", "T7", "二小"), 5),
        (who("", "", "一小"), None),
    ],
)
def test_a_record_is_given_only_to_an_entry_it_can_mean(record: Who, line: int | None) -> None:
    roster = read_roster("编号,姓名,学校\nT1,王芳,一小\nT2,李伟,一小\nT3,李伟,一小\n,张三,二小\n", TRACKS)
    entry = roster.find(record)
    assert (entry.line if entry else None) == line
