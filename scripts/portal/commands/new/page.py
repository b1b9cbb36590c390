"""`portal new guide` and `portal new micro-lesson`: pages of their own."""

from typing import Annotated

import typer

from portal.commands.new.asking import asked, chosen, slug_of
from portal.commands.new.files import filled, say_draft, write
from portal.commands.root import project_root
from portal.model.guide import MICRO

FOLDERS = {"campus": "学校怎么做", "handbook": "培训者手册"}
"""Where guides stand, and what readers call it."""


def guide(
    slug: Annotated[
        str | None, typer.Argument(metavar="英文名", help="文件名，也是网址，如 exam-season；不写就会问")
    ] = None,
    title: Annotated[str | None, typer.Option(help="中文标题；不写就会问")] = None,
    folder: Annotated[str | None, typer.Option(help="campus 学校怎么做，或 handbook 培训者手册")] = "campus",
) -> None:
    """新建一页指南：学校怎么做，或手册里的一页。"""
    root = project_root()
    name = slug_of(slug)
    title = title or asked("用 --title ", "标题")
    place = chosen("用 --folder ", "文件夹", folder, FOLDERS)
    write(root, {f"docs/{place}/{name}.md": filled(root, "guide.md", {"title": title})})
    say_draft()


def micro_lesson(
    slug: Annotated[
        str | None, typer.Argument(metavar="英文名", help="文件名，也是网址，如 hand-breathing；不写就问")
    ] = None,
    title: Annotated[str | None, typer.Option(help="中文标题；不写就会问")] = None,
    audience: Annotated[
        str | None, typer.Option("--for", help="students 学生、parents 家长、five-minutes 课前五分钟")
    ] = None,
    minutes: Annotated[int, typer.Option(min=2, max=20, help="要几分钟")] = 5,
) -> None:
    """新建一份微课，或一次课前五分钟。"""
    root = project_root()
    name = slug_of(slug)
    title = title or asked("用 --title ", "标题")
    place = chosen("用 --for ", "给谁", audience, MICRO)
    text = filled(root, "micro-lesson.md", {"title": title, "minutes": minutes})
    write(root, {f"docs/micro/{place}/{name}.md": text})
    say_draft()
