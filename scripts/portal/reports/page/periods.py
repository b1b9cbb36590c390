"""Periods taught against the quota, school by month."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from portal.reports.page.part import MOST, Part
from portal.reports.plan import Plan, quota_words
from portal.reports.sheet_form import Column, count_column
from portal.reports.tables import Row

_FIRST_MONTH = 6


def _schools(rows: Iterable[Row], months: Sequence[str]) -> Iterator[Row]:
    for school, of_school in itertools.groupby(rows, key=lambda row: row[0]):
        found = list(of_school)
        remark = next((row[7] for row in found if row[7]), "")
        by_month = {row[1]: row for row in found if row[1]}
        if not by_month:
            yield school, 0, None, None, None, remark, *(None for _ in months)
            continue
        taught, due, gap = (round(sum(row[at] for row in by_month.values()), 2) for at in (4, 5, 6))
        classes = max(row[2] for row in by_month.values())
        shares = ((by_month[month][3], by_month[month][2]) for month in months)
        yield school, classes, taught, due, gap, remark, *shares


def _columns(plan: Plan, months: Sequence[str]) -> tuple[Column, ...]:
    return (
        Column("学校", "有名单时以名单为准，否则是最近一份记录里填的", empty="（未填学校）"),
        count_column("班数", "本学年有上课记录的班；一条记录也没有的班不在内"),
        Column("已上课时", f"到 {plan.due_until} 计入的课时", form="number"),
        Column("应上课时", "班数 × 定额 × 月数", form="number"),
        Column("缺口", "每班每月少于定额的课时加起来；多上的不抵", form="number", alert="> 0"),
        Column("备注", "没有收到上课记录，不等于没有上课", empty=""),
        *(Column(month, "达到定额的班 / 班数", form="share") for month in months),
    )


def periods(rows: Iterable[Row], plan: Plan, months: Sequence[str]) -> Part:
    """Return the part 课时. `rows`: (school, month, classes, reached, periods, due, gap, remark), by school.

    `months`: names of those that are due, in order. The largest gap comes first.
    """
    listed = sorted(_schools(rows, months), key=lambda row: (-(row[4] or 0), row[1] == 0, row[0]))
    words = (
        f"{plan.name}，到 {plan.due_until}。定额：{quota_words(plan)}。"
        "月份下面是“达到定额的班 / 有上课记录的班”。"
        "一个班一条记录也没有，就不在分母里：班数要和学校实有的班数对一对。"
    )
    drawing = {"kind": "heat", "label": 0, "from": _FIRST_MONTH, "count": len(months), "most": 25}
    return Part(
        "periods",
        "课时和定额",
        words,
        _columns(plan, months),
        listed[:MOST],
        len(listed),
        "课时（学校）.csv",
        drawing if any(row[1] for row in listed) else {},
        "每月达到定额的班占几成。缺口大的学校在前；没有上课记录的学校只列在表里。",
        find=(0,),
    )
