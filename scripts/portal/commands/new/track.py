"""`portal new track` and `portal new module`: the frame into which units are written."""

import re
from typing import Annotated

import typer

from portal.commands.new.asking import asked, slug_of
from portal.commands.new.files import Value, filled, say_draft, write
from portal.commands.new.unit import track_named
from portal.commands.root import project_root
from portal.errors import PortalError

Hours = Annotated[float, typer.Option(min=0.5, max=400, help="学时")]


def track(
    slug: Annotated[
        str | None, typer.Argument(metavar="英文名", help="文件夹名，也是网址，如 b；不写就会问")
    ] = None,
    title: Annotated[str | None, typer.Option(help="中文标题；不写就会问")] = None,
    audience: Annotated[str | None, typer.Option(help="写给谁，如“兼职心理教师”；不写就会问")] = None,
    hours: Hours = 32,
) -> None:
    """新建一条轨道，里面先有一个模块。"""
    root = project_root()
    name = slug_of(slug)
    title = title or asked("用 --title ", "标题")
    audience = audience or asked("用 --audience ", "写给谁")
    values: dict[str, Value] = {"title": title, "audience": audience, "hours": hours}
    write(root, {f"docs/certificates/{name}/index.md": filled(root, "track.md", values)})
    say_draft()
    print(f"下一步：portal new unit --track {name}")


def module(
    slug: Annotated[
        str | None, typer.Argument(metavar="英文名", help="模块编号，如 group-counselling；不写就会问")
    ] = None,
    title: Annotated[str | None, typer.Option(help="中文标题；不写就会问")] = None,
    track: Annotated[str | None, typer.Option(help="轨道：c、b 或 a；只有一条时可以不写")] = None,
    hours: Hours = 4,
) -> None:
    """在轨道里加一个模块；轨道的学时跟着加。"""
    root = project_root()
    name = slug_of(slug)
    title = title or asked("用 --title ", "标题")
    home = track_named(root, track)
    path = home.marks.path
    if any(found.id == name for found in home.front.modules):
        raise PortalError(f"{path} 里已经有模块 '{name}'，没有动它。换一个编号。")
    text = (root / path).read_text(encoding="utf-8-sig")
    values: dict[str, Value] = {"id": name, "title": title, "hours": hours}
    longer = _with_module(text, filled(root, "module.yml", values), home.front.hours + hours)
    if longer is None:
        raise PortalError(f"看不懂 {path} 里 modules 的写法，没有动它。照别的模块的样子手写一项。")
    write(root, {}, {path: longer})
    print(f"轨道现在共 {home.front.hours + hours:g} 学时。模块先是草稿，轨道页上写“筹备中”；单元齐了再改。")


def _with_module(text: str, item: str, hours: float) -> str | None:
    """Return a track's file with one more module at the end of the list; None when its form is unusual."""
    text, raised = re.subn(r"^hours: *[\d.]+", f"hours: {hours:g}", text, count=1, flags=re.MULTILINE)
    listed = re.search(r"^modules:[^\n\[]*\n(?:[ \t]+\S[^\n]*\n|[ \t]*\n)+", text, re.MULTILINE)
    if not raised or not listed:
        return None
    indent = re.search(r"^( *)- ", listed[0], re.MULTILINE)
    lines = [f"{indent[1] if indent else '  '}{line}\n" for line in item.strip().split("\n")]
    return text[: listed.end()] + "".join(lines) + text[listed.end() :]
