"""Fills the sheets: the tables' rows where SQL makes them, a few made here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from portal.reports import columns
from portal.reports.columns import Sheet
from portal.reports.flags import Today
from portal.reports.intake import Unnamed, Unread
from portal.reports.scope import Scope
from portal.reports.tables import Row, Tables


@dataclass(frozen=True)
class Run:
    """What happened in one run, besides the tables."""

    today: Today
    scope: Scope
    records: int
    unnamed: Sequence[Unnamed] = ()
    unread: Sequence[Unread] = field(default=())
    has_roster: bool = False

    @property
    def unreadable(self) -> int:
        """How many files should have been records and were none."""
        return sum(not item.ignored for item in self.unread)


def _share(track: str, title: str, part: int | None, whole: int | None) -> Row:
    share = part / whole if part is not None and whole else None
    return track, title, part, whole or None, share


def _track_rows(totals: Row) -> Iterator[Row]:
    track, expected, missing, took, took_listed, passed, passed_listed = totals
    yield track, "应考（名单）", expected, None, None
    yield _share(track, "缺交（÷ 应考）", missing, expected)
    yield _share(track, "实考（名单内，÷ 应考）", took_listed, expected)
    yield track, "实考（含名单之外）", took, None, None
    yield _share(track, "通过率（÷ 实考）", passed, took)
    yield _share(track, "名单内通过率（÷ 应考）", passed_listed, expected)


def overview(run: Run, tables: Tables) -> Iterator[Row]:
    """Yield the rows of 总览."""
    for totals in tables.rows("totals.sql"):
        yield from _track_rows(totals)
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
    for track in run.scope.tracks:
        hours = sum(unit.hours for unit in track.units)
        counted = f"全轨道 {track.hours:g} 学时；已发布并计入 {len(track.units)} 个单元、{hours:g} 学时。"
        law = f"单元在用的题至少 {track.percent}% 最近一次答对，算通过单元；计入的单元都通过，算通过。"
        yield f"轨道：{track.title}", counted + law
        for unit in track.units:
            yield f"计入单元：{unit.title}", f"{unit.id}；{unit.questions} 题；{unit.hours:g} 学时"
    for note in run.scope.notes:
        yield "未计入", note


def guide(run: Run) -> Iterator[Row]:
    """Yield the rows of 说明: this run, then the meaning of every column."""
    for title, text in _about(run):
        yield "本报告", title, text
    for sheet in columns.SHEETS:
        for column in sheet.columns:
            yield sheet.name, column.title, column.meaning


def filled(run: Run, tables: Tables) -> Iterator[tuple[Sheet, Iterable[Row]]]:
    """Yield every sheet with its rows, in the order of the workbook."""
    made = {
        columns.OVERVIEW: overview(run, tables),
        columns.QUESTIONS: tables.questions(),
        columns.UNREAD: _unread(run),
        columns.GUIDE: guide(run),
    }
    for sheet in columns.SHEETS:
        yield sheet, made[sheet] if sheet in made else tables.rows(sheet.sql)
