"""Where the private keys lie, and the options that all commands on credentials share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from portal.commands.root import project_root
from portal.errors import PortalError

FOLDER = "credentials"
"""Below the project; Git ignores it."""

KeysOption = Annotated[
    Path | None, typer.Option("--keys", help="私钥和签发登记放在哪个文件夹；默认是项目里的 credentials")
]


def key_folder(keys: Path | None) -> Path:
    """Return the folder of the private keys. Raises PortalError when it lies where it would be published."""
    root = project_root()
    folder = (keys or root / FOLDER).resolve()
    for public in ("docs", "site", "overrides", "quizzes"):
        if folder.is_relative_to((root / public).resolve()):
            raise PortalError(f"{folder} 会随网站发布出去，私钥不能放在那里。请用 --keys 另选一个文件夹。")
    return folder


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Keep other windows from the register of a folder of keys. Raises PortalError when one is at it."""
    from portal.releases.lock import alone

    if not folder.is_dir():  # nothing was issued yet
        yield
        return
    lock = folder / ".lock"
    lock.touch(mode=0o600)
    with alone(lock) as is_mine:
        if not is_mine:
            raise PortalError(f"另一个窗口正在用 {folder} 签发或撤回。等它做完，再运行一次。")
        yield


def today() -> str:
    """Return today's date, such as 2026-12-01."""
    return date.today().isoformat()
