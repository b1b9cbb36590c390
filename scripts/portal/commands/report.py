"""`portal report`: record files and pasted codes → a report per person, school and question."""

import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal.commands.root import project_root
from portal.errors import PortalError, said

if TYPE_CHECKING:
    from portal.records.collect import Item

PASTED = "-"


def _items(inputs: list[str], skip: Callable[[Path], bool]) -> "Iterator[Item]":
    from portal.progress import tracked
    from portal.records.collect import find_files, read_found, read_stream

    files, passed = find_files([Path(name) for name in inputs if name != PASTED], skip)
    yield from passed
    for found in tracked(files, "读取记录"):
        yield from read_found(found)
    if PASTED in inputs:
        if sys.stdin.isatty():
            print("请粘贴学习记录码，完了另起一行按 Ctrl+D（Windows：Ctrl+Z 再回车）。", file=sys.stderr)
        yield from read_stream(sys.stdin.buffer.read(), "（粘贴）")


def _text(path: Path) -> str:
    from portal.records.read import decode_text

    try:
        return decode_text(path.read_bytes())
    except OSError as error:
        raise PortalError(f"名单 {path} 读不了：{said(error)}。请检查路径。") from error


def report(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="文件或文件夹", help="记录文件或文件夹；“-”：从标准输入读粘贴的记录码"),
    ],
    roster: Annotated[
        Path | None, typer.Option(help="名单 CSV：编号、姓名、学校，可以有轨道；有它才知道应考和缺交")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="报告放在哪个文件夹；默认“report-日期”")] = None,
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="报告日期；默认今天")
    ] = None,
    quota: Annotated[
        int | None, typer.Option(min=1, max=8, help="每班每月应上几课时，各年级一样；默认按年级页的 periods")
    ] = None,
    school_year: Annotated[
        int | None,
        typer.Option(min=2000, max=2099, help="课时算哪个学年：写它开始的那一年；默认报告日期所在的学年"),
    ] = None,
) -> None:
    """汇总学习记录：重新判分，合并同一人的记录，算出各班课时，写出 report.xlsx 和 CSV。"""
    from rich.console import Console

    from portal.load import load
    from portal.model.moves import moved_ids
    from portal.records.merge import merge_all
    from portal.records.moved import items_today
    from portal.records.regrade import Grader
    from portal.reports.build import build
    from portal.reports.flags import Today
    from portal.reports.intake import Intake
    from portal.reports.place import is_report, room_beside
    from portal.reports.plan import plan_of
    from portal.reports.roster import read_roster
    from portal.reports.scope import scope_of
    from portal.reports.summary import unread_lines

    catalogue = load(project_root()).catalogue
    scope = scope_of(catalogue)
    today = Today(day.date() if day else date.today(), catalogue.release)
    plan = plan_of(catalogue, today.day, school_year, quota)
    listed = read_roster(_text(roster), scope.titles) if roster else None
    target = out or Path(f"report-{today.day}")

    def skip(path: Path) -> bool:
        return is_report(path) or (roster is not None and path.resolve() == roster.resolve())

    with room_beside(target) as work, Intake(work, Grader(catalogue).grade, today, listed) as intake:
        unread = intake.take(items_today(moved_ids(catalogue), _items(inputs, skip)))
        if not intake.records:
            print("\n".join([*unread_lines(unread), "一份记录也没有读出来，没有写报告。"]), file=sys.stderr)
            raise typer.Exit(1)
        table, lines = build(intake, scope, plan, unread, merge_all, target)
    Console().print(table)
    print("\n".join(lines))
