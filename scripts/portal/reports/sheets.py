"""Fills the sheets: the tables' rows where SQL makes them, a few made here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.model.flag_words import FLAG_WORDS
from portal.reports import columns
from portal.reports.flags import Today
from portal.reports.intake import Unnamed, Unread
from portal.reports.items.item_sheets import choice_rows, look_rows, question_rows, reliability_rows
from portal.reports.items.look import looks_of
from portal.reports.items.reliability import reliability
from portal.reports.long_rows import long_rows
from portal.reports.pass_words import rules_in_words
from portal.reports.plan import Plan, quota_words
from portal.reports.scope import Scope
from portal.reports.sheet_form import Sheet
from portal.reports.tables import Row, Tables
from portal.reports.verdicts import NOTHING, Proofs
from portal.reports.weekly import weekly


@dataclass(frozen=True)
class Run:
    """What happened in one run, besides the tables."""

    today: Today
    scope: Scope
    plan: Plan
    records: int
    unnamed: Sequence[Unnamed] = ()
    unread: Sequence[Unread] = field(default=())
    has_roster: bool = False
    proofs: Proofs = NOTHING
    kept_back: Sequence[tuple[str, str]] = ()
    """For 说明: what this report does not show, and why."""

    @property
    def unreadable(self) -> int:
        """How many files should have been records and were none."""
        return sum(not item.ignored for item in self.unread)


def _share(track: str, title: str, part: int | None, whole: int | None) -> Row:
    share = part / whole if part is not None and whole else None
    return track, title, part, whole or None, share


def _track_rows(totals: Row) -> Iterator[Row]:
    track, expected, missing, took, took_listed, all_units, passed, passed_listed = totals
    yield track, "应考（名单）", expected, None, None
    yield _share(track, "缺交（÷ 应考）", missing, expected)
    yield _share(track, "实考（名单内，÷ 应考）", took_listed, expected)
    yield track, "实考（含名单之外）", took, None, None
    yield _share(track, "单元都学完的（÷ 实考）", all_units, took)
    yield _share(track, "通过率（÷ 实考）", passed, took)
    yield _share(track, "名单内通过率（÷ 应考）", passed_listed, expected)


def _period_rows(plan: Plan, tables: Tables) -> Iterator[Row]:
    [totals] = tables.rows("periods_totals.sql")
    entries, counted, others, classes, periods, due, gap, class_months, reached, silent, schools = totals
    until = f"到 {plan.due_until}"
    yield plan.name, "上课记录（条）", entries, None, None
    yield _share(plan.name, "计入的上课记录（÷ 上课记录）", counted, entries)
    yield plan.name, "有上课记录的班", classes, None, None
    yield _share(plan.name, f"缺的课时（{until}，÷ 应上）", gap, due)
    yield plan.name, f"已上课时（{until}）", periods, None, None
    yield _share(plan.name, f"每班每月达到定额的（{until}，÷ 班数×月数）", reached, class_months)
    yield _share(plan.name, "没有上课记录可计的学校（÷ 名单和记录里的学校）", silent, schools)
    if others:
        yield "", "其他学年的上课记录（条，不在本报告）", others, None, None


def overview(run: Run, tables: Tables) -> Iterator[Row]:
    """Yield the rows of 总览."""
    yield "", "报告日期", run.today.day.isoformat(), "", ""
    yield "", "内容版本", run.today.release, "", ""
    for track in run.scope.tracks:
        yield track.title, "通过规则", track.rules.name, "", ""
    for totals in tables.rows("totals.sql"):
        yield from _track_rows(totals)
    for title, sittings, handed_in, people, passed in tables.rows("sittings_totals.sql"):
        yield _share(title, "模拟考交卷（次，÷ 开始的次数）", handed_in, sittings)
        yield _share(title, "模拟考合格的人（÷ 交过卷的人）", passed, people)
    ignored = len(run.unread) - run.unreadable
    for title, count in (
        ("读到的记录（份）", run.records),
        ("其中无名记录（份）", len(run.unnamed)),
        ("交来记录的人", tables.count("people")),
        ("读不出的文件或记录码", run.unreadable),
        ("没有读的其他文件", ignored),
        ("疑点（条）", tables.count("flags")),
    ):
        yield "", title, count, None, None
    yield from _period_rows(run.plan, tables)


def flagged(tables: Tables) -> Iterator[Row]:
    """Yield the rows of 疑点: what was seen, then why it may be innocent and how to ask."""
    for kind, *row in tables.rows("flags.sql"):
        words = FLAG_WORDS[kind]
        yield kind, *row, words.innocent, words.ask


def _unread(run: Run) -> list[Row]:
    rows = [(item.file, "没有读" if item.ignored else "读不出", item.reason) for item in run.unread]
    rows += [(item.file, "无名记录", item.reason) for item in run.unnamed]
    return sorted(rows, key=lambda row: (row[1], row[0], row[2]))


def _about(run: Run) -> Iterator[tuple[str, str]]:
    yield "报告日期", run.today.day.isoformat()
    yield "内容版本", run.today.release
    yield "名单", "已提供" if run.has_roster else "未提供：应考未知，通过率只按实考算"
    yield "分数", "全部按记录里的原始答案、用现在的题库重新判过；不采用记录里的任何判定"
    yield "无名记录", "计入记录份数，不计入人数、学校和题目的统计"
    yield "疑点", "只是提请人工查看的话，不改变任何分数，也不是结论"
    yield from run.kept_back
    yield from _about_periods(run.plan)
    for track in run.scope.tracks:
        hours = sum(unit.hours for unit in track.units)
        counted = f"全轨道 {track.hours:g} 学时；已发布并计入 {len(track.units)} 个单元、{hours:g} 学时。"
        law = f"单元在用的题至少 {track.percent}% 最近一次答对，算学完单元。"
        yield f"轨道：{track.title}", counted + law
        yield f"通过条件：{track.title}", rules_in_words(track, run.scope.titles)
        for unit in track.units:
            yield f"计入单元：{unit.title}", f"{unit.id}；{unit.questions} 题；{unit.hours:g} 学时"
    for note in run.scope.notes:
        yield "未计入", note


def _about_periods(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "课时：学年", f"{plan.name}，9 月到次年 6 月；应上算到 {plan.due_until}，没过完的月也按整月算"
    yield "课时：定额", quota_words(plan)
    yield (
        "课时：班",
        (
            "同一学校、同一年级、写法肯定相同的班级名算一个班：五(2)班、五（2）班、五2班、五年级2班、5(2)班是一个班；"
            "502班、2班这样说不准的各算各的。显示写得最多的那种写法"
        ),
    )
    yield (
        "课时：分母",
        (
            "只有交来过上课记录的班才在分母里：一条记录也没有的班，报告不知道有这个班。"
            "无名记录里的课不知道是哪所学校的，没有计入"
        ),
    )
    yield "课时：缺口", "每班每月分开算，多上的月不抵缺的月；同一班同一天的同一课只计一次"


def guide(run: Run) -> Iterator[Row]:
    """Yield the rows of 说明: this run, then the meaning of every column."""
    for title, text in _about(run):
        yield "本报告", title, text
    for sheet in columns.SHEETS:
        for column in sheet.columns:
            yield sheet.name, column.title, column.meaning


_MADE: Mapping[Sheet, Callable[[Run, Tables], Iterable[Row]]] = {
    columns.OVERVIEW: overview,
    columns.WEEKS: lambda run, tables: tables.groups.weeks(weekly(tables.rows("weeks.sql"), run.today.day)),
    columns.LOOK: lambda run, tables: look_rows(looks_of(tables.figures)),
    columns.QUESTIONS: lambda run, tables: question_rows(tables.figures),
    columns.CHOICES: lambda run, tables: choice_rows(tables.figures),
    columns.RELIABILITY: lambda run, tables: reliability_rows(
        reliability(tables.rows, run.scope.titles, run.proofs.papers, tables.groups.least)
    ),
    columns.FLAGS: lambda run, tables: flagged(tables),
    columns.UNREAD: lambda run, tables: _unread(run),
    columns.GUIDE: lambda run, tables: guide(run),
}
"""Sheets that do not come straight out of the tables."""


def rows_of(sheet: Sheet, run: Run, tables: Tables) -> Iterable[Row]:
    """Return the rows of a sheet; the workbook, its CSV and report.html all have them from here."""
    rows = _MADE[sheet](run, tables) if sheet in _MADE else tables.rows(sheet.sql)
    return tables.groups.worded(sheet.sql, rows)


def filled(run: Run, tables: Tables) -> Iterator[tuple[Sheet, Iterable[Row]]]:
    """Yield every sheet with its rows, in the order of the workbook."""
    for sheet in columns.SHEETS:
        yield sheet, long_rows(sheet, tables) or rows_of(sheet, run, tables)
