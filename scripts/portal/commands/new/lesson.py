"""`portal new lesson`: a lesson plan whose minutes already add up."""

from typing import Annotated, get_args

import typer

from portal.commands.new.asking import asked, asked_number, slug_of
from portal.commands.new.files import Value, filled, say_draft, write
from portal.commands.root import project_root
from portal.errors import PortalError
from portal.model.lesson import MONTHS, Area

_STAGES = {40: (5, 7, 20, 8), 45: (5, 8, 23, 9)}
"""Minutes of the four stages for the usual lengths of a period."""


def _refuse(month: int | None, area: str, minutes: int) -> None:
    if month is not None and month not in MONTHS:
        raise PortalError(f"{month} 月不上课。可用：{'、'.join(map(str, MONTHS))}。")
    if area not in get_args(Area):
        raise PortalError(f"没有领域“{area}”。可用：{'、'.join(get_args(Area))}。")
    if minutes not in _STAGES:
        raise PortalError("课长写 40 或 45；别的长度先选一个，再在教案里改。")


def lesson(
    slug: Annotated[
        str | None,
        typer.Argument(metavar="英文名", help="文件名，也是网址，如 when-friends-quarrel；不写就会问"),
    ] = None,
    title: Annotated[str | None, typer.Option(help="中文标题；不写就会问")] = None,
    grade: Annotated[int | None, typer.Option(min=1, max=12, help="年级，1 到 12；不写就会问")] = None,
    month: Annotated[int | None, typer.Option(help="月份，9 到 12 或 1 到 6；不写就会问")] = None,
    period: Annotated[int, typer.Option(min=1, max=4, help="这个月的第几课时")] = 1,
    area: Annotated[str, typer.Option(help="、".join(get_args(Area)))] = "认识自我",
    minutes: Annotated[int, typer.Option(help="40 或 45")] = 40,
    key_question: Annotated[str, typer.Option(help="关键问题")] = "〔写：这节课要回答的一个问题〕",
) -> None:
    """新建一份教案。"""
    _refuse(month, area, minutes)
    root = project_root()
    name = slug_of(slug)
    title = title or asked("用 --title ", "标题")
    grade = grade or asked_number("用 --grade ", "年级", range(1, 13))
    month = month or asked_number("用 --month ", "月份", MONTHS)
    stages = dict(zip(("warm", "turn", "work", "close"), _STAGES[minutes], strict=True))
    values: dict[str, Value] = {
        "title": title, "grade": grade, "month": month, "period": period, "area": area,
        "minutes": minutes, "key_question": key_question, **stages,
    }  # fmt: skip
    write(root, {f"docs/lessons/grade-{grade}/{name}.md": filled(root, "lesson.md", values)})
    say_draft()
