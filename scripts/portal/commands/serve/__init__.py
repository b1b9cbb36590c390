"""`portal serve`: the site as it will be, on this machine; saves and problems are seen at once."""

import logging
import threading
from typing import Annotated

import typer

from portal.commands.root import project_root


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口")] = 8000,
    open_browser: Annotated[bool, typer.Option("--open", help="顺便打开浏览器")] = False,
) -> None:
    """在本机打开网站，保存文件后马上看到新的样子和要改的地方；草稿也看得到。按 Ctrl+C 结束。"""
    print("正在读内容……", flush=True)
    from portal.commands.serve.previewing import Previewing
    from portal.pages.preview.server import open_server
    from portal.pages.preview.watch import changes, snapshot

    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)  # its words come as problems, in our own
    seen = snapshot(project_root())  # what is saved while the content is being read counts, too
    previewing = Previewing(project_root())
    server = open_server(port, previewing.preview)
    threading.Thread(target=server.serve_forever, daemon=True, name="server").start()
    print(f"网站好了：{server.address}　保存文件后网页会自己更新，按 Ctrl+C 结束。", flush=True)
    if open_browser:
        typer.launch(server.address)
    ended = threading.Event()
    try:
        previewing.start()
        for paths in changes(project_root(), ended, seen):
            previewing.react(paths)
    except KeyboardInterrupt:
        print("预览结束了。", flush=True)
    finally:
        ended.set()
        server.has_ended = True
        previewing.end()
