"""`portal package`: the whole site as one zip that opens by double click, without server and network."""

from pathlib import Path
from typing import Annotated

import typer

from portal.commands.root import project_root


def package(
    out: Annotated[
        Path | None, typer.Option(help="写到哪个文件；默认是当前文件夹的 心育学堂-<编号>.zip")
    ] = None,
    grades: Annotated[
        list[int] | None,
        typer.Option("--grade", min=1, max=12, help="取走的文件只带这个年级的，可以写几次；网页总是全的"),
    ] = None,
    tracks: Annotated[
        list[str] | None, typer.Option("--track", help="给学这条轨道的人：不带教案的文件；网页总是全的")
    ] = None,
    may_replace: Annotated[
        bool, typer.Option("--replace", help="同名文件不是这里打的包，也照样盖掉")
    ] = False,
) -> None:
    """把整个网站打成一个离线包：解压以后双击就能用，不要服务器，也不要网。"""
    from portal.commands.package.packaging import Choice, run

    run(project_root(), out, Choice(tuple(grades or ()), tuple(tracks or ())), may_replace)
