"""Puts a finished report in its place in one step, and never takes anybody else's files away."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.errors import PortalError, said

MARK = ".portal-report"
"""A file with the names of the files of a report; only a folder that has it may be replaced."""

_ASIDE = "aside"
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
_OPEN = ("~$", ".~lock.")
"""How Excel and LibreOffice begin the name of the note that a workbook is open; moving it then fails."""


_FULL = ("No space left", "not enough space", "Errno 28", '"errno":"28"')


def not_written(error: Exception) -> PortalError:
    """Return what to say when an engine or a writer gave up, as they do when the disk is full.

    Each has words of its own for that, and none of them an error number.
    """
    told = str(error)
    if any(sign in told for sign in _FULL):
        return PortalError(
            "磁盘满了，没有做完，原来的报告没有动。腾出空间，或用 --out 和 --store 换一个磁盘，再运行一次。"
        )
    return PortalError(
        f"没有做完，原来的报告没有动：{told}。多半是磁盘满了：腾出空间，"
        "或用 --out 和 --store 换一个磁盘，再运行一次。"
    )


def is_report(path: Path) -> bool:
    """Tell whether a path is the folder of an earlier report."""
    return (path / MARK).is_file()


def _strangers(folder: Path) -> list[str]:
    names = {path.name for path in folder.iterdir() if not path.name.startswith((*_LITTER, *_OPEN))}
    ours = set((folder / MARK).read_text("utf-8").split("\n")) if is_report(folder) else set()
    return sorted(names - ours - {MARK})


def check_place(out: Path) -> None:
    """Raise PortalError when the report would replace anything but an earlier report."""
    if not os.path.lexists(out):
        return
    if not out.is_dir() or out.is_symlink():
        raise PortalError(f"{out} 不是文件夹。请用 --out 另选一个文件夹名。")
    strangers = _strangers(out)
    if strangers:
        shown = "、".join(strangers[:3])
        raise PortalError(f"文件夹 {out} 里有别的文件（{shown}），没有动它。请用 --out 另选一个文件夹名。")


def move_into_place(done: Path, out: Path, aside: Path) -> None:
    """Move a finished folder to its place and the one that stood there aside.

    When anything goes wrong, what stood there is back in its place.
    """
    if out.exists():
        out.rename(aside)
    try:
        done.rename(out)
    except BaseException:
        if aside.exists() and not out.exists():
            aside.rename(out)
        raise


@contextmanager
def room_beside(out: Path) -> Iterator[Path]:
    """Give a temporary folder on the disk of the report; it is gone afterwards, whatever happens."""
    check_place(out)
    if "?" in os.path.realpath(out):  # DuckDB takes what follows for options
        raise PortalError(f"{out} 的路径里有问号“?”，计算用的数据库不认。请用 --out 另选一个地方。")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".portal-work-", dir=out.parent))
    except OSError as error:
        raise PortalError(f"不能写入 {out.parent}：{said(error)}。请用 --out 另选一个地方。") from error
    try:
        yield work
    finally:
        if out.exists() or not (work / _ASIDE).exists():
            shutil.rmtree(work, ignore_errors=True)


def put_in_place(done: Path, out: Path) -> None:
    """Mark a finished folder as ours and move it to its place.

    Raises PortalError, with the earlier report untouched, when a file of it is open in Excel.
    """
    names = sorted(path.name for path in done.iterdir())
    (done / MARK).write_text("\n".join(names), encoding="utf-8")
    check_place(out)
    try:
        move_into_place(done, out, done.with_name(_ASIDE))
    except OSError as error:
        cure = "请关掉打开着它的 Excel 窗口，再运行一次。"
        raise PortalError(f"不能替换 {out}：{said(error)}。{cure}") from error
