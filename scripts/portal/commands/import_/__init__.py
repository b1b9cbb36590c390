"""`portal import`: workbooks, Word papers, GIFT, Moodle XML → questions of the banks; all or nothing."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from portal.commands.root import project_root
from portal.errors import PortalError


class Status(StrEnum):
    """What a question is that does not say so itself."""

    draft = "draft"
    published = "published"


def _asks() -> bool:
    """Tell whether somebody sits there who could answer."""
    return bool(sys.stdin and sys.stdin.isatty())


def _agreed(yes: bool) -> bool:
    if yes or not _asks():
        return True
    return input("写进题库吗？写 y 再回车：").strip().lower() in ("y", "yes", "是", "好")


def _undone(root: Path) -> None:
    from portal.imports.placing import undo

    print("\n".join(f"恢复了 {path}" for path in undo(root)))


def import_(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="文件…", help="Excel、CSV、Word、GIFT 或 Moodle XML 文件"),
    ] = None,
    unit: Annotated[str, typer.Option(help="单元的编号、文件名或标题；文件里每题都写了单元就不用")] = "",
    objective: Annotated[str, typer.Option(help="没有写目标的题考哪个目标")] = "",
    status: Annotated[Status | None, typer.Option(help="没有写状态的题：draft 或 published")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会怎样，什么也不写")] = False,
    accept_new: Annotated[bool, typer.Option("--new", help="和题库里的题很像的，也当新题收下")] = False,
    write_back: Annotated[bool, typer.Option(help="把编号写回文件，下次导入就是更新")] = True,
    yes: Annotated[bool, typer.Option("--yes", help="看过预览不再问")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="撤销上一次导入")] = False,
) -> None:
    """把别处的题收进题库。先查全部，有一处不对就什么也不写。"""
    from portal.commands.import_.importing import Import
    from portal.imports.taking import Wishes

    root = project_root()
    if undo:
        _undone(root)
        return
    if not files:
        raise PortalError("没有写要导入的文件。例如：portal import 题库.xlsx --unit 单元编号。")
    wishes = Wishes(unit, objective, status or "", accept_new)
    work = Import(root, files, wishes)
    if work.problems():
        raise typer.Exit(1)
    work.show()
    if dry_run:
        print("只是预览，什么也没有写。")
    elif work.is_idle() or not _agreed(yes):
        print("题库没有动。")
    else:
        work.put_in_place(write_back)
