"""`portal paper check`: everything that is wrong with an assessment before papers are made."""

from typing import TYPE_CHECKING, Annotated

import typer

from portal.commands.findings_text import folded
from portal.commands.root import project_root

if TYPE_CHECKING:
    from portal.commands.paper.judging import Judged

FOLDER = typer.Argument(metavar="考核文件夹", help="文件夹的路径，或 assessments 里的名字")


def say_wrong(judged: "Judged") -> None:
    """Print everything that is wrong; end with status 1 if papers cannot be made."""
    if judged.findings:
        count = f"共 {len(judged.findings)} 处"
        where = "A 开头的规则见手册“正式考核”，别的见“检查规则”。"
        print("\n".join([*folded(judged.findings), f"\n{count}。{where}"]))
    if judged.problems:
        print(
            "\n".join(
                [f"{judged.list_file}", *map(str, judged.problems), f"名单共 {len(judged.problems)} 处。"]
            )
        )
    if not judged.is_sound:
        raise typer.Exit(1)


def check(folder: Annotated[str, FOLDER]) -> None:
    """检查计划、题库和名单，并和网站现在、以前的全部题目比对。"""
    from portal.commands.paper.judging import judge
    from portal.commands.paper.reading import folder_named, quoted

    root = project_root()
    judged = judge(root, folder_named(root, folder))
    say_wrong(judged)
    plan = judged.read.plan
    count = sum(len(bank.questions) for bank in plan.banks) if plan else 0
    print(
        f"{count} 道题和公开过的 {judged.compared} 道逐一比对，没有重复；名单 {len(judged.people)} 人。"
        f"可以出卷：portal paper make {quoted(folder)}"
    )
