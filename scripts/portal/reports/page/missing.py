"""Who has not handed in a record, school by school, ready to be asked in a chat."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from portal.reports.page.part import Part
from portal.reports.sheet_form import Column, count_column
from portal.reports.tables import Row

NAMES_OF_SCHOOL = 50
NAMES = 20_000
"""Names of one school, and on the whole page; the CSV has all of them."""

_WHOLE = "缺交与名单之外.csv"
_COLUMNS = (
    Column("区县", "名单里写的", empty=""),
    Column("学校", "名单里写的"),
    count_column("缺交", "在名单上、没有交来任何记录的人数"),
    Column("姓名（编号）", "名单里写的", 60),
)


def _called(number: str, name: str) -> str:
    return f"{name}（{number}）" if name and number else name or number


def _listed(named: Sequence[str], people: int) -> str:
    if len(named) == people:
        return "、".join(named)
    rest = f"共 {people} 人，见 {_WHOLE}"
    return f"{'、'.join(named)} 等，{rest}" if named else rest


def _by_school(rows: Iterable[Row]) -> Iterator[Row]:
    left = NAMES
    for (county, school), of_school in itertools.groupby(rows, key=lambda row: row[:2]):
        people = [_called(number, name) for _, _, number, name in of_school]
        named = people[: min(NAMES_OF_SCHOOL, left)]
        left -= len(named)
        yield county, school, len(people), _listed(named, len(people))


def missing(rows: Iterable[Row], has_roster: bool) -> Part:
    """Return the part 谁还没交. `rows`: (county, school, number, name), a school's people together."""
    words = (
        "在名单上、还没有交来任何记录的人。没交不等于没学：先问一声，是不是还没导出。"
        if has_roster
        else "没有给名单（--roster），不知道谁该交。"
    )
    listed = list(_by_school(rows))
    return Part(
        "missing", "谁还没交", words, _COLUMNS, listed, len(listed), _WHOLE,
        choose=(0,), find=(1, 3),
    )  # fmt: skip
