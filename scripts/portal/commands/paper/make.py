"""`portal paper make`: the papers of an assessment, drawn, written and, if wished, locked."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from portal.commands.paper.check import FOLDER, say_wrong
from portal.commands.root import project_root

_BEIJING = timedelta(hours=8)
PRINTED = typer.Option("--print/--no-print", help="写不写纸质试卷；默认平行卷写，一人一卷不写")


def make(
    folder: Annotated[str, FOLDER],
    seed: Annotated[
        int | None, typer.Option(min=0, max=10**9, help="抽题的编号；同一个编号、同一批题抽出同样的卷")
    ] = None,
    lock: Annotated[bool, typer.Option("--lock", help="上锁：到点给开卷码才打得开")] = False,
    on_paper: Annotated[bool | None, PRINTED] = None,
    anew: Annotated[bool, typer.Option("--anew", help="重出：旧卷连同已交的答卷收进 earlier 文件夹")] = False,
) -> None:
    """抽题出卷：写出试卷文件、答案和发卷表。"""
    from rich.console import Console

    from portal.commands.paper.collecting import room_for
    from portal.commands.paper.judging import judge
    from portal.commands.paper.outputs import Outputs, told
    from portal.commands.paper.printing import write_for_paper
    from portal.commands.paper.reading import folder_named
    from portal.commands.paper.writing import put_in_place, refuse_second, room_in
    from portal.credentials.making import make as made_of
    from portal.progress import tracked

    root = project_root()
    place = folder_named(root, folder)
    refuse_second(place, anew)
    judged = judge(root, place)
    say_wrong(judged)
    now = datetime.now(UTC)
    base = secrets.randbelow(10**9) if seed is None else seed
    outputs = Outputs(place, judged, f"{now:%Y-%m-%dT%H:%M:%SZ}", base)
    made = made_of(outputs.plan, judged.people, outputs.sitting(), lambda all_: tracked(all_, "抽题"))
    with room_in(place) as room:
        code = outputs.write(room / "new", made, lock)
        write_for_paper(room / "new", outputs.plan, made.papers, judged.people, on_paper)
        refuse_second(place, anew)  # another window may have been faster
        aside = put_in_place(place, room, f"{now + _BEIJING:%Y-%m-%d-%H%M%S}")
    room_for(place)
    table, lines = told(place, outputs.plan, made, judged.people, code, aside)
    Console().print(table)
    print("\n".join(lines))
