"""`portal publish`: checked content becomes a release with number and notes; or back to the one before."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from portal.commands.root import project_root
from portal.errors import PortalError


def publish(
    number: Annotated[str | None, typer.Option(help="发布编号，如 2026.11.4；不写就接着上一次往下数")] = None,
    against: Annotated[
        Path | None,
        typer.Option(metavar="上一次发布", help="和哪一次比：上次发布的 site 文件夹或项目文件夹；默认自己找"),
    ] = None,
    notes: Annotated[bool, typer.Option("--notes", help="只起草更新说明，不发布")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="不停下来等人改说明")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="从头到尾试一遍，什么也不改")] = False,
    force: Annotated[bool, typer.Option("--force", help="内容没有变也发布，例如只换了样子")] = False,
    back: Annotated[bool, typer.Option("--back", help="退回上一次发布；再来一次又换回来")] = False,
) -> None:
    """发布：检查、写更新说明、生成网站、查链接，全都好了才换上；哪一步不成，原来的都不动。"""
    from portal.commands.publish.going_back import go_back
    from portal.commands.publish.publishing import Order, run
    from portal.commands.publish.telling import write_server_files
    from portal.releases.lock import alone

    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    root = project_root()
    with alone(root / ".cache" / "publish.lock") as is_mine:
        if not is_mine:
            raise PortalError("另一个窗口正在发布。等它做完，再运行一次。")
        if back:
            go_back(root / "site")
            write_server_files(root, root / "site")
        else:
            run(root, Order(number, against, notes, yes, dry_run, force))
