"""`portal serve`: the site as it will be, on this machine, again after each save."""

import os
import socket
from typing import Annotated

import typer

from portal.commands.root import project_root
from portal.errors import PortalError


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口")] = 8000,
    open_browser: Annotated[bool, typer.Option("--open", help="顺便打开浏览器")] = False,
) -> None:
    """在本机打开网站，保存文件后自动刷新；草稿也看得到。按 Ctrl+C 结束。"""
    from mkdocs.commands.serve import serve as mkdocs_serve
    from mkdocs.exceptions import Abort, BuildError, ConfigurationError

    root = project_root()
    port = _free_port(port)
    print("正在生成网站……", flush=True)
    try:
        mkdocs_serve(
            config_file=str(root / "mkdocs.yml"),
            dev_addr=f"127.0.0.1:{port}",
            open_in_browser=open_browser,
        )
    except (Abort, BuildError, ConfigurationError) as error:
        raise PortalError(f"网站没有生成：{error}") from error


def _free_port(wanted: int) -> int:
    """Return the wanted port, or the next of twenty that nobody uses."""
    for port in range(wanted, min(wanted + 20, 65536)):
        with socket.socket() as probe:
            if os.name != "nt":  # there it would also give a port that somebody listens on
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise PortalError(f"端口 {wanted} 到 {wanted + 19} 都被占用。用 --port 换一个。")
