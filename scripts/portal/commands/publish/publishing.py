"""The steps of a release, in their order; each is either done or leaves everything as it was."""

import sys
from pathlib import Path

from portal.commands.build import build_pages, in_words
from portal.commands.publish.notes_check import check_notes
from portal.commands.publish.preparing import Order, Prepared, prepare
from portal.commands.publish.steps import step
from portal.commands.publish.telling import tell_draft, tell_release, tell_trial, write_server_files
from portal.errors import PortalError, said
from portal.releases.draft_file import DRAFT_NAME, FACTS_NAME, Draft, read_draft
from portal.releases.kept import check_is_ours, mark_published
from portal.releases.link_check import check_links
from portal.releases.place import Move, carry_out, clear_up, moves_of_site, room_beside
from portal.releases.snapshot import Stamp, stamp, take_snapshot
from portal.releases.updates_page import UPDATES_PATH, with_release

__all__ = ["Order", "run"]


def _ask() -> None:
    """Wait until the notes are edited. Raises PortalError when nobody can be asked."""
    try:
        input(f"说明写在 {DRAFT_NAME}，改好了按回车继续，不发布按 Ctrl+C：")
    except (EOFError, RuntimeError):  # the end of the input; a program without any input
        print()
        why = "没有回答" if sys.stdin and sys.stdin.isatty() else "没有终端可以问"
        raise PortalError(f"{why}，没有发布。看过 {DRAFT_NAME}，再运行 publish --yes。") from None


def _ready(root: Path, order: Order) -> tuple[Prepared, Stamp] | None:
    """Check, compare and draft until nothing is saved any more; None when there is nothing to publish."""
    is_asked = order.go_on or order.only_try
    while True:
        at = stamp(root)
        prepared = prepare(root, order)
        if prepared is None:
            return None
        tell_draft(prepared)
        if order.stop_at_notes:
            return None
        if not is_asked or (prepared.draft.news and not (order.go_on or order.only_try)):
            _ask()
            is_asked = True
        if stamp(root) == at:
            return prepared, at
        print("内容刚才又改过，重新检查。")


def _copied(root: Path, room: Path, page: str, at: Stamp) -> Path:
    """Return a copy of the project, as it was checked, with the new page of releases."""
    copy = room / "project"
    take_snapshot(root, copy)
    if stamp(root) != at:
        raise PortalError("正要生成网站，又有文件保存了。没有发布，再运行一次。")
    (copy / UPDATES_PATH).parent.mkdir(parents=True, exist_ok=True)
    (copy / UPDATES_PATH).write_bytes(page.encode())
    return copy


def _built(root: Path, room: Path, page: str, ready: Prepared, at: Stamp) -> str | None:
    """Build and prove the site in the room; return the address that it will have, if anybody said."""
    with step("生成网页和文件"):
        copy = _copied(root, room, page, at)
        site_url = build_pages(copy, room / "new", cache=root / ".cache")
        mark_published(room / "new", ready.number, ready.day)
    with step("检查链接") as doing:
        checked = check_links(room / "new", copy, site_url)
        for broken in checked.broken:
            print(broken.as_text())
        if checked.broken:
            raise PortalError(f"有 {len(checked.broken)} 处链接没有着落，没有发布。照上面改好，再运行一次。")
        doing.result = f"{checked.links} 处都有着落"
    return site_url


def _moves(root: Path, room: Path, page: str) -> list[Move]:
    """Return what has to change its place, for site, notes and page of releases together."""
    (room / "page.md").write_bytes(page.encode())
    moves = moves_of_site(room / "new", root / "site", room, keep=True)
    for path, name in ((root / DRAFT_NAME, "draft.old"), (root / UPDATES_PATH, "page.old")):
        moves += [(path, room / name)] if path.exists() else []
    return [*moves, (room / "page.md", root / UPDATES_PATH)]


def _place(root: Path, room: Path, page: str) -> None:
    try:
        carry_out(_moves(root, room, page), room)
    except OSError as error:
        cure = "关掉打开着它的窗口（浏览器、资源管理器、命令行、本机服务器），再运行一次。"
        what = f"{error.filename or root / 'site'}：{said(error)}"
        raise PortalError(f"没有换上，原来的网站和更新公告都没有动。{what}。{cure}") from error


def run(root: Path, order: Order) -> None:
    """Publish. Raises PortalError at the first step that fails; nothing has changed then but the draft."""
    try:
        _publish(root, order)
    except KeyboardInterrupt:
        print("\n停下了，没有发布，原来的网站和更新公告都没有动。")
        raise


def _publish(root: Path, order: Order) -> None:
    site = root / "site"
    check_is_ours(site)
    clear_up(site)
    ready = _ready(root, order)
    if ready is None:
        return
    prepared, at = ready
    draft = prepared.draft if order.only_try else read_draft(root) or prepared.draft
    page = _page(root, prepared, draft)
    with in_words(site), room_beside(site) as room:
        site_url = _built(root, room, page, prepared, at)
        if order.only_try:
            tell_trial(room / "new", prepared.number)
            return
        with step("换上新网站"):
            _place(root, room, page)
    (root / FACTS_NAME).unlink(missing_ok=True)
    write_server_files(root, site)
    tell_release(root, site, prepared.number, site_url)


def _page(root: Path, prepared: Prepared, draft: Draft) -> str:
    """Return the page of releases with the notes on top. Raises PortalError when they are not fit for it."""
    path = root / UPDATES_PATH
    page = with_release(
        path.read_bytes().decode("utf-8-sig") if path.exists() else "",
        prepared.number,
        prepared.day,
        draft.notes,
    )
    with step("检查更新说明"):
        check_notes(root, prepared.catalogue, page, prepared.number, draft)
    return page
