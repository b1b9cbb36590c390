"""The folder of the store: ours alone, used by one run at a time, private where that means something."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from portal.errors import PortalError, said

MARK = ".portal-store"
"""A file that says the folder is ours; only such a folder is written to, or thrown away."""

_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
_SITE = ("docs", "site", "overrides", "quizzes", "examples")


def is_store(path: Path) -> bool:
    """Tell whether a path is the folder of a store."""
    return (path / MARK).is_file()


def check_folder(folder: Path, project: Path | None) -> None:
    """Raise PortalError when a folder is somebody else's, or would be published with the site."""
    real = Path(os.path.realpath(folder))
    for name in _SITE if project else ():
        if project and real.is_relative_to(os.path.realpath(project / name)):
            raise PortalError(f"{folder} 在项目的 {name} 文件夹里，会随网站发布。请用 --store 另选一个地方。")
    if not os.path.lexists(folder):
        return
    if not folder.is_dir() or folder.is_symlink():
        raise PortalError(f"{folder} 不是文件夹。请用 --store 另选一个文件夹名。")
    others = sorted(path.name for path in folder.iterdir() if path.name not in _LITTER)
    if others and not is_store(folder):
        raise PortalError(
            f"文件夹 {folder} 里有别的文件（{'、'.join(others[:3])}），没有动它。"
            "请用 --store 另选一个文件夹名。"
        )


def make_folder(folder: Path) -> None:
    """Make the folder of a store and mark it. Raises PortalError when that cannot be."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        (folder / MARK).touch()
    except OSError as error:
        raise PortalError(f"不能写入 {folder}：{said(error)}。请用 --store 另选一个地方。") from error


def remove_if_empty(folder: Path) -> None:
    """Remove the folder of a store that nothing was put into."""
    with suppress(OSError):
        if [path.name for path in folder.iterdir()] == [MARK]:
            (folder / MARK).unlink()
            folder.rmdir()


def _try_lock(file: IO[bytes]) -> None:
    """Lock a file for this process, or raise OSError; the system lets go of it when the process ends."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other runs out of the folder. Raises PortalError when one is in it."""
    with (folder / MARK).open("r+b") as file:
        try:
            _try_lock(file)
        except OSError as error:
            raise PortalError(
                f"{folder} 正被另一次汇总使用。等它做完再来，或者用 --store 另选一个文件夹。"
            ) from error
        yield
