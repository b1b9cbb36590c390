"""`portal report`: record files and pasted codes → a report per person, school and question."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal.commands.misuse import missing
from portal.commands.root import project_root
from portal.errors import PortalError, said
from portal.reports.engines.choose import EngineName
from portal.reports.privacy.codes import Pseudonyms

if TYPE_CHECKING:
    from portal.records.collect import Item
    from portal.reports.intake import Intake, Unread
    from portal.reports.scope import Scope
    from portal.reports.store.store import Store
    from portal.reports.verdicts import Proofs

PASTED = "-"


def _pasted() -> "Iterator[Item]":
    from portal.records.collect import read_stream
    from portal.records.read import MAX_BYTES

    if sys.stdin.isatty():
        print("请粘贴学习记录码，完了另起一行按 Ctrl+D（Windows：Ctrl+Z 再回车）。", file=sys.stderr)
    yield from read_stream(sys.stdin.buffer.read(MAX_BYTES + 1), "（粘贴）")


def _gathered(
    inputs: list[str], skip: Callable[[Path], bool], intake: "Intake", store: "Store"
) -> "list[Unread]":
    """Read what the store does not hold yet; return what holds no record."""
    from portal.commands.record_reading import read_into
    from portal.records.collect import Found, find_files
    from portal.reports.intake import ASIDE
    from portal.reports.store.source import Source, source_of

    aside: list[Item] = []

    def sources() -> Iterator[Source]:
        for found in find_files([Path(name) for name in inputs if name != PASTED], skip):
            if isinstance(found, Found):
                yield source_of(found.name, found.path, found.inside)
            else:
                aside.append(found)
        yield ASIDE

    intake.desk.list(sources())
    if lost := intake.desk.gone(store):
        print(f"上次读过的文件有 {lost} 个不在原处了，里面的记录不再计入。", file=sys.stderr)
    read_into(store, intake.desk)
    intake.put_aside([*aside, *(_pasted() if PASTED in inputs else ())])
    return intake.gather([store])


@contextmanager
def _store(folder: Path, fresh: bool) -> "Iterator[Store]":
    import duckdb

    from portal.own_code import digest_of_code
    from portal.reports.place import not_written
    from portal.reports.store.store import opened

    readers = ("records", "model", "reports/store", "imports/spreadsheet")
    code = digest_of_code(readers, ("pydantic", "msgspec", "numpy", "duckdb")).hex()
    with opened(folder, code, project_root(), fresh) as store:
        if store.damaged:
            print(f"{folder} 里有 {store.damaged} 处坏了，已经丢掉，有关的文件重新读一遍。", file=sys.stderr)
        try:
            yield store
        except duckdb.OperationalError as error:
            raise not_written(error) from error


def _text(what: str, path: Path) -> str:
    from portal.records.read import decode_text

    try:
        return decode_text(path.read_bytes())
    except OSError as error:
        raise PortalError(f"{what} {path} 读不了：{said(error)}。请检查路径。") from error


def _proofs(confirmed: Path | None, results: Sequence[Path], scope: "Scope", today: date) -> "Proofs":
    """Read what schools confirmed and what assessments gave."""
    from portal.imports.spreadsheet.files import open_workbook
    from portal.reports.assessed import read_assessed, sat_papers
    from portal.reports.confirmed import read_confirmed
    from portal.reports.verdicts import Proofs

    found = None
    if confirmed:
        sheets = [sheet for sheet in open_workbook(confirmed).sheets if sheet.rows and not sheet.is_hidden]
        rows = sorted(sheets[0].rows.items()) if sheets else []
        table = [(row, {place: cell.text for place, cell in cells.items()}) for row, cells in rows]
        found = read_confirmed(confirmed.name, table, scope.tracks, today)
    texts = [(path.name, _text("成绩文件", path)) for path in results]
    return Proofs(found, read_assessed(texts, scope.titles) if texts else None, sat_papers(texts))


def report(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="文件或文件夹", help="记录文件或文件夹；“-”：从标准输入读粘贴的记录码"),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(help="名单（Excel 或 CSV）：编号、姓名、学校，可以有区县、轨道；有它才知道应考和缺交"),
    ] = None,
    confirmed: Annotated[
        Path | None,
        typer.Option(help="确认表（Excel 或 CSV）：编号、轨道、项目、日期、确认人；学校确认了什么"),
    ] = None,
    assessment: Annotated[
        list[Path] | None, typer.Option(help="正式考核的成绩 results.json；可以写几次")
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
    store_folder: Annotated[
        Path | None,
        typer.Option("--store", help="读过的记录存在哪里，下次只读新的；默认报告旁边的 report-store"),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="不用存着的，全部重新读")] = False,
    pseudonyms: Annotated[
        Pseudonyms | None,
        typer.Option(help="化名报告：same 同一个人每次同一个化名；new 换一套；once 只用这一次，查不回去"),
    ] = None,
    min_group: Annotated[
        int | None,
        typer.Option("--min-group", min=1, max=50, help="实考少于几人的组不写通过；实名不限，化名默认 5"),
    ] = None,
    forget: Annotated[
        list[str] | None,
        typer.Option(
            metavar="编号", help="不出报告，从存着的记录里删掉一个人：编号，或“学校/姓名”；可以接着写几个"
        ),
    ] = None,
    forget_all: Annotated[bool, typer.Option("--forget-all", help="不出报告，存着的记录全部删掉")] = False,
    engine: Annotated[
        EngineName, typer.Option(help="用什么算：duckdb 在本机；spark 给一台电脑装不下的数据，要另装")
    ] = EngineName.DUCKDB,
) -> None:
    """汇总学习记录：重新判分，合并同一人的记录，算出各班课时，写出 report.xlsx 和 CSV。"""
    from rich.console import Console

    from portal.commands.forgetting import forget_everything, forget_people
    from portal.commands.tables import roster_at
    from portal.load import load
    from portal.model.moves import moved_ids
    from portal.records.attempts import Examiner
    from portal.records.merge import merge_all
    from portal.records.moved import question_today, record_today
    from portal.records.regrade import Grader
    from portal.reports.build import build
    from portal.reports.engines.choose import engine_of
    from portal.reports.flags import Today
    from portal.reports.intake import Intake
    from portal.reports.place import is_report, room_beside
    from portal.reports.plan import plan_of
    from portal.reports.privacy.guard import guarding
    from portal.reports.renamed import NOTHING_RENAMED, Renamed
    from portal.reports.scope import scope_of
    from portal.reports.sittings import exams_of
    from portal.reports.store.folder import is_store
    from portal.reports.summary import unread_lines

    target = out or Path(f"report-{day.date() if day else date.today()}")
    kept_in = store_folder or target.parent / "report-store"
    if forget_all:
        forget_everything(kept_in)
        return
    if forget:
        forget_people(kept_in, _store(kept_in, False), [*forget, *(inputs or ())])
        return
    if not inputs:
        raise missing("inputs")
    catalogue = load(project_root()).catalogue
    scope = scope_of(catalogue)
    today = Today(day.date() if day else date.today(), catalogue.release)
    plan = plan_of(catalogue, today.day, school_year, quota)
    listed = roster_at(roster, scope.titles) if roster else None
    proofs = _proofs(confirmed, assessment or (), scope, today.day)
    given = {os.path.realpath(path) for path in (roster, confirmed, *(assessment or ())) if path}
    names = {os.path.basename(real).casefold() for real in given}

    def skip(path: Path) -> bool:
        is_given = path.name.casefold() in names and os.path.realpath(path) in given
        return is_given or is_report(path) or is_store(path)

    grade = Grader(catalogue).grade
    exams = exams_of(catalogue, Examiner(catalogue, grade).examine)
    moved = moved_ids(catalogue)
    renamed = (
        Renamed(partial(question_today, moved), partial(record_today, moved)) if moved else NOTHING_RENAMED
    )
    with (
        room_beside(target) as work,
        _store(kept_in, fresh) as store,
        guarding(kept_in, pseudonyms, min_group, scope, plan, exams) as guard,
        Intake(work, grade, today, listed, renamed) as intake,
    ):
        unread = _gathered(inputs, skip, intake, store)
        if not intake.records:
            nothing = "一份记录也没有读出来，没有写报告。看看给的文件夹对不对，记录是不是在里面。"
            print("\n".join([*unread_lines(unread), nothing]), file=sys.stderr)
            raise typer.Exit(1)
        using = engine_of(engine)
        table, lines = build(intake, scope, plan, unread, merge_all, exams, target, proofs, using, guard)
    Console().print(table)
    print("\n".join(lines))
