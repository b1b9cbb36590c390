"""`portal publish --back`: the site and the release before it change places."""

from pathlib import Path

from portal.errors import PortalError, said
from portal.releases.kept import kept_in, previous_of
from portal.releases.place import carry_out, clear_up, room_beside


def go_back(site: Path) -> None:
    """Swap them and say what that means. Raises PortalError when there is none, or a file is in use."""
    previous = previous_of(site)
    if site.parent.exists():
        clear_up(site)
    if not previous.is_dir():
        raise PortalError(f"没有上一次发布可以退回：{previous} 不在。发布过两次以后才有。")
    was, now = kept_in(site), kept_in(previous)
    try:
        with room_beside(site) as room:
            aside = room / "aside"
            first = [(site, aside)] if site.exists() else []
            carry_out([*first, (previous, site), *([(aside, previous)] if first else [])], room)
    except OSError as error:
        cure = "关掉打开着它的窗口（资源管理器、命令行、本机服务器），再运行一次。"
        raise PortalError(f"没有换成，都还在原处。{error.filename or site}：{said(error)}。{cure}") from error
    here = now.number if now else "没有编号的一份"
    print(f"退回好了：{site} 现在是 {here}。")
    if was:
        print(f"{was.number} 留在 {previous.name}，再运行一次 publish --back 就换回来。")
    print("docs/ 和 quizzes/ 里的内容没有动，更新公告也没有动：改好以后再 publish，编号接着往下数。")
    print("服务器上的网站还是原来那份，要把 site/ 再传一遍。")
