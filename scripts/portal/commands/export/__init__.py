"""`portal export`: questions of units and tracks → workbooks, Word, GIFT, Moodle XML, QTI, SCORM."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from portal.commands.root import project_root
from portal.errors import PortalError


class To(StrEnum):
    """What is written."""

    xlsx = "xlsx"
    csv = "csv"
    docx = "docx"
    gift = "gift"
    moodle = "moodle"
    qti = "qti"
    qti3 = "qti3"
    scorm = "scorm"
    scorm2004 = "scorm2004"


class Status(StrEnum):
    """Which questions are written."""

    current = "current"
    published = "published"
    draft = "draft"
    retired = "retired"
    all = "all"


_STATUSES = {
    Status.current: ("published", "draft"),
    Status.all: ("published", "draft", "retired"),
}


def export(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="单元或轨道…", help="单元的编号、文件名或标题；轨道 c、b、a；all 是全部"),
    ] = None,
    to: Annotated[To, typer.Option(help="写成哪种格式")] = To.xlsx,
    out: Annotated[
        Path | None, typer.Option(help="写到哪个文件或文件夹；默认写在当前文件夹，以单元编号为名")
    ] = None,
    status: Annotated[
        Status, typer.Option(help="哪些题；current 是已发布的和草稿，all 连停用的也要")
    ] = Status.current,
    template: Annotated[bool, typer.Option("--template", help="不写题目，写一份给人填的空表")] = False,
    may_replace: Annotated[bool, typer.Option("--replace", help="同名文件改过也照样盖掉")] = False,
) -> None:
    """把题目导出成别的格式，编号都带着：改完再导入，就是更新。"""
    from portal.commands.export.exporting import banks_of, chosen, form_of, jobs_for, told, write_template
    from portal.commands.export.place import Place
    from portal.load import load
    from portal.progress import tracked

    root = project_root()
    place = Place(root, may_replace)
    catalogue = load(root).catalogue
    if template:
        print(write_template(to.value, targets or [], catalogue, out, place))
        return
    if not targets:
        raise PortalError("没有写导出哪个单元。例如：portal export 单元编号 --to xlsx；全部就写 all。")
    banks = chosen(banks_of(targets, catalogue), _STATUSES.get(status, (status.value,)))
    form = form_of(to.value)
    name = banks[0].unit_id if len(banks) == 1 else targets[0] if len(targets) == 1 else "questions"
    jobs = jobs_for(form, banks, name, out)
    for job in jobs:
        place.check(job.out)
    for job in tracked(jobs, "导出"):
        lost = place.write(job.out, partial(form.write, job.banks, catalogue))
        print(told(job, lost))
