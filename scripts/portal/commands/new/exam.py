"""`portal new exam`: a blueprint with a line for each module, as many questions as its hours ask for."""

from collections import Counter
from typing import Annotated

import typer

from portal.commands.new.files import Value, filled, say_draft, write
from portal.commands.new.unit import track_named
from portal.commands.root import project_root
from portal.errors import PortalError

_USUAL = 40
"""Questions of an exam, where a track has so many."""
_MARK = "  - {module: first-module, count: 2}"


def exam(
    track: Annotated[str | None, typer.Option(help="轨道：c、b 或 a；只有一条时可以不写")] = None,
) -> None:
    """给一条轨道新建模拟考的蓝图，题数按各模块的学时分。"""
    from portal.load import load
    from portal.model.draw import pool_of

    root = project_root()
    home = track_named(root, track)
    there = Counter(one.module for one in pool_of(load(root).catalogue, home.slug))
    modules = [module for module in home.front.modules if there[module.id]]
    if not modules:
        raise PortalError(
            f"轨道 {home.slug} 还没有已发布的题，出不了模拟考。先写好、发布一个单元和它的题库。"
        )
    whole = sum(module.hours for module in modules)
    counts = {
        module.id: min(there[module.id], max(1, round(_USUAL * module.hours / whole))) for module in modules
    }
    values: dict[str, Value] = {
        "title": f"{home.front.title.split(' · ')[0]}模拟考",
        "minutes": max(1, sum(counts.values()) * 3 // 2),
        "percent": home.front.pass_percent,
    }
    head, line_end = filled(root, "exam.yml", values).split(_MARK)
    lines = "\n".join(f"  - {{module: {name}, count: {count}}}" for name, count in counts.items())
    write(root, {f"quizzes/exams/{home.slug}.yml": f"{head}{lines}{line_end}"})
    say_draft()
