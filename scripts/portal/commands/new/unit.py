"""`portal new unit` and `portal new bank`: a unit comes with its bank, one question for each objective."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal.commands.new.asking import asked, chosen, slug_of
from portal.commands.new.files import Value, filled, say_draft, write
from portal.commands.root import project_root
from portal.errors import PortalError

if TYPE_CHECKING:
    from portal.model.track import Track


def track_named(root: Path, given: str | None) -> "Track":
    """Return the track with this slug, the only one, or the one that is asked for."""
    from portal.load import load

    tracks = {track.slug: track for track in load(root).catalogue.tracks}
    titles = {slug: track.front.title for slug, track in tracks.items()}
    if not tracks:
        raise PortalError("还没有轨道。先用 portal new track 新建一条。")
    return tracks[chosen("用 --track ", "轨道", given, titles)]


def unit(
    slug: Annotated[
        str | None, typer.Argument(metavar="英文名", help="文件名，也是网址，如 five-minute-talk；不写就问")
    ] = None,
    title: Annotated[str | None, typer.Option(help="中文标题；不写就会问")] = None,
    track: Annotated[str | None, typer.Option(help="轨道：c、b 或 a；只有一条时可以不写")] = None,
    module: Annotated[str | None, typer.Option(help="模块编号；不写就会问")] = None,
    hours: Annotated[float, typer.Option(min=0.5, max=40, help="学时")] = 2,
) -> None:
    """新建一个单元和它的题库。"""
    root = project_root()
    name = slug_of(slug)
    title = title or asked("用 --title ", "标题")
    home = track_named(root, track)
    modules = {found.id: found.title for found in home.front.modules}
    part = chosen("用 --module ", "模块", module, modules)
    values: dict[str, Value] = {"title": title, "track": home.slug, "module": part, "hours": hours}
    write(root, {
        f"docs/certificates/{home.slug}/{name}.md": filled(root, "unit.md", values),
        f"quizzes/{home.slug}/{name}.yml": filled(root, "bank.yml", {}),
    })  # fmt: skip
    say_draft(f"，再在 {home.marks.path} 的模块 {part} 里列出 {name}")


def bank(
    slug: Annotated[str | None, typer.Argument(metavar="英文名", help="单元的文件名；不写就会问")] = None,
    track: Annotated[str | None, typer.Option(help="轨道：c、b 或 a；只有一条时可以不写")] = None,
) -> None:
    """给已有的单元新建题库。"""
    from portal.load import load

    root = project_root()
    name = slug_of(slug)
    home = track_named(root, track).slug
    owner = load(root).catalogue.unit_of.get(f"{home}-{name}")
    if owner is None:
        raise PortalError(f"没有单元 {home}/{name}。先用 portal new unit 新建单元，题库会一起建好。")
    mark = "  - id: first-question"
    head, question = filled(root, "bank.yml", {}).split(mark)
    # An objective's slug is a slug of at most 40 characters, and no other objective of the unit has it.
    questions = [
        f"  - id: {objective}{question.replace('first-objective', objective, 1)}"
        for objective in owner.front.objectives
    ]
    write(root, {f"quizzes/{home}/{name}.yml": "".join([head, *questions])})
    say_draft()
