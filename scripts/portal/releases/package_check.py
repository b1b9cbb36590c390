"""Proves a package by opening it again: all can be read, and every link names a file that is there."""

import zipfile
from pathlib import Path
from urllib.parse import urlsplit

from portal.errors import PortalError
from portal.progress import tracked
from portal.releases.link_check import check_links
from portal.releases.site_links import links_of

_MOST_TOLD = 10
_FOR_SERVERS = "404.html"
"""Servers send it for any address, so its links begin at the root."""


def _folder_links(site: Path) -> list[str]:
    """Return the links that lead to a folder: a browser shows a list of files there."""
    found = []
    for page in tracked(sorted(site.rglob("*.html")), "检查链接"):
        if page.name == _FOR_SERVERS:
            continue
        for link in links_of(page):
            parts = urlsplit(link.url)
            is_own = not parts.scheme and not parts.netloc and parts.path
            if is_own and parts.path.rpartition("/")[2] in ("", ".", ".."):
                found.append(f"{page.relative_to(site).as_posix()}: 链接 {link.url} 指到文件夹")
    return found


def check_package(package: Path, root: Path, room: Path) -> int:
    """Unpack a package into a new folder and look at all its links; return how many there are.

    `root`: the project. Raises PortalError for a damaged package, and for links that lead nowhere.
    """
    try:
        with zipfile.ZipFile(package) as pack:
            pack.extractall(room)
    except (zipfile.BadZipFile, EOFError) as error:
        raise PortalError(
            f"写好的压缩文件打不开：{package}。磁盘可能有问题，换一个地方再打包一次。"
        ) from error
    (top,) = room.iterdir()
    checked = check_links(top / "site", root)
    problems = [*(broken.as_text() for broken in checked.broken), *_folder_links(top / "site")]
    if problems:
        told = "\n".join(problems[:_MOST_TOLD])
        raise PortalError(f"离线包里有 {len(problems)} 处链接没有着落，没有写成：\n{told}")
    return checked.links
