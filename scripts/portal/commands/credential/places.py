"""Where the private keys lie, and the options that all commands on credentials share."""

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


def today() -> str:
    """Return today's date, such as 2026-12-01."""
    return date.today().isoformat()
