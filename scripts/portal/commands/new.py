"""`portal new unit | lesson | bank`: drafts that already pass the checks, from `docs/_templates/`."""

import os
import re
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from string import Template
from typing import Annotated, get_args

import typer

from portal.commands.misuse import Command, Group
from portal.commands.root import project_root
from portal.errors import PortalError
from portal.model.authored import SLUG
from portal.model.lesson import MONTHS, Area

new = typer.Typer(name="new", cls=Group, help="新建单元、教案或题库的草稿。", no_args_is_help=True)

Title = Annotated[str | None, typer.Option(help="中文标题；不写就会问")]

_STAGES = {40: (5, 7, 20, 8), 45: (5, 8, 23, 9)}
"""Minutes of the four stages for the usual lengths of a period."""


def _write(root: Path, files: dict[str, str]) -> None:
    """Write all files or none, and never over an existing one."""
    for path in files:
        if (root / path).exists():
            raise PortalError(f"{path} 已经有了，没有动它。换一个名字，或直接打开它修改。")
    unfinished = {path: (root / path).with_name(f".{Path(path).name}.part") for path in files}
    try:
        for path, text in files.items():
            unfinished[path].parent.mkdir(parents=True, exist_ok=True)
            unfinished[path].write_text(text, encoding="utf-8", newline="\n")
        for path, part in unfinished.items():
            os.replace(part, root / path)
            print(f"新建了 {path}")
    finally:
        for part in unfinished.values():
            part.unlink(missing_ok=True)
    print("现在是草稿：serve 时看得到，build 时不发布。写好后把 status 改成 published。")


def _template(root: Path, name: str, values: Mapping[str, str | float]) -> str:
    text = (root / "docs" / "_templates" / name).read_text(encoding="utf-8")
    return Template(text).substitute({key: _yaml(value) for key, value in values.items()})


def _yaml(value: str | float) -> str:
    """Return a value as it may stand after `key: `; text is quoted where YAML would misread it."""
    if not isinstance(value, str):
        return f"{value:g}"
    text = value.strip()
    is_plain = re.fullmatch(r"[^\W\d_][^:#\n'\"]*|〔[^:#\n'\"]*", text)
    if is_plain and text.lower() not in ("true", "false", "null"):
        return text
    return "'" + text.replace("'", "''").replace("\n", " ") + "'"


def _asked(option: str, what: str) -> str:
    """Ask in the terminal for what an option was to say; PortalError when nobody answers."""
    while True:
        try:
            answer = input(f"{what}：").strip()
        except (EOFError, RuntimeError):  # the end of the input; a program without any input
            print()
            why = "没有回答" if sys.stdin and sys.stdin.isatty() else "没有终端可以问"
            raise PortalError(f"{why}：请用 {option} 写{what}。") from None
        if answer:
            return answer


def _asked_number(option: str, what: str, allowed: Collection[int]) -> int:
    label = f"{what}（{'、'.join(map(str, allowed))}）"
    while True:
        answer = _asked(option, label)
        if answer.isdecimal() and int(answer) in allowed:
            return int(answer)
        print(f"{what}没有“{answer}”，再写一次。")


def _slug(name: str) -> str:
    if not re.fullmatch(SLUG, name) or len(name) > 40:
        rule = "用小写英文词加连字符，最多 40 个字符，如 five-minute-talk"
        raise PortalError(f"'{name}' 不能做文件名：{rule}。")
    return name


@new.command(cls=Command)
def unit(
    slug: Annotated[str, typer.Argument(help="文件名，也是网址，如 five-minute-talk")],
    title: Title = None,
    track: Annotated[str, typer.Option(help="轨道：c、b 或 a")] = "c",
    module: Annotated[str | None, typer.Option(help="模块编号；不写就用轨道的第一个模块")] = None,
    hours: Annotated[float, typer.Option(min=0.5, max=40, help="学时")] = 2,
) -> None:
    """新建一个单元和它的题库。"""
    from portal.load import load

    root = project_root()
    tracks = {found.slug: found for found in load(root).catalogue.tracks}
    if track not in tracks:
        raise PortalError(f"没有轨道 '{track}'。已有的轨道：{'、'.join(tracks) or '（没有）'}。")
    modules = [found.id for found in tracks[track].front.modules]
    if (module or modules[0]) not in modules:
        raise PortalError(f"轨道 {track} 没有模块 '{module}'。已有的模块：{'、'.join(modules)}。")
    values: dict[str, str | float] = {
        "title": title or _asked("--title", "标题"),
        "track": track,
        "module": module or modules[0],
        "hours": hours,
    }
    _write(root, {
        f"docs/certificates/{track}/{_slug(slug)}.md": _template(root, "unit.md", values),
        f"quizzes/{track}/{slug}.yml": _template(root, "bank.yml", {}),
    })  # fmt: skip


@new.command(cls=Command)
def bank(
    slug: Annotated[str, typer.Argument(help="单元的文件名")],
    track: Annotated[str, typer.Option(help="轨道：c、b 或 a")] = "c",
) -> None:
    """给已有的单元新建题库。"""
    from portal.load import load

    root = project_root()
    owner = load(root).catalogue.unit_of.get(f"{track}-{_slug(slug)}")
    if owner is None:
        raise PortalError(f"没有单元 {track}/{slug}。先用 portal new unit 新建单元，题库会一起建好。")
    mark = "  - id: first-question"
    head, question = _template(root, "bank.yml", {}).split(mark)
    # An objective's slug is a slug of at most 40 characters, and no other objective of the unit has it.
    questions = [
        f"  - id: {objective}{question.replace('first-objective', objective, 1)}"
        for objective in owner.front.objectives
    ]
    _write(root, {f"quizzes/{track}/{slug}.yml": "".join([head, *questions])})


@new.command(cls=Command)
def lesson(
    slug: Annotated[str, typer.Argument(help="文件名，也是网址，如 when-friends-quarrel")],
    title: Title = None,
    grade: Annotated[int | None, typer.Option(min=1, max=12, help="年级，1 到 12；不写就会问")] = None,
    month: Annotated[int | None, typer.Option(help="月份，9 到 12 或 1 到 6；不写就会问")] = None,
    period: Annotated[int, typer.Option(min=1, max=4, help="这个月的第几课时")] = 1,
    area: Annotated[str, typer.Option(help="、".join(get_args(Area)))] = "认识自我",
    minutes: Annotated[int, typer.Option(help="40 或 45")] = 40,
    key_question: Annotated[str, typer.Option(help="关键问题")] = "〔写：这节课要回答的一个问题〕",
) -> None:
    """新建一份教案。"""
    if month is not None and month not in MONTHS:
        raise PortalError(f"{month} 月不上课。可用：{'、'.join(map(str, MONTHS))}。")
    if area not in get_args(Area):
        raise PortalError(f"没有领域“{area}”。可用：{'、'.join(get_args(Area))}。")
    if minutes not in _STAGES:
        raise PortalError("课长写 40 或 45；别的长度先选一个，再在教案里改。")
    root = project_root()
    title = title or _asked("--title", "标题")
    grade = grade or _asked_number("--grade", "年级", range(1, 13))
    month = month or _asked_number("--month", "月份", MONTHS)
    stages = dict(zip(("warm", "turn", "work", "close"), _STAGES[minutes], strict=True))
    values: dict[str, str | float] = {
        "title": title, "grade": grade, "month": month, "period": period, "area": area,
        "minutes": minutes, "key_question": key_question, **stages,
    }  # fmt: skip
    path = f"docs/lessons/grade-{grade}/{_slug(slug)}.md"
    _write(root, {path: _template(root, "lesson.md", values)})
