"""Writes a file whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from portal.errors import PortalError, said


def write_whole(path: Path, data: bytes, secret: bool = False) -> None:
    """Write a file beside its place and move it there; only its owner may read a secret one.

    Raises PortalError when it cannot be written; what stood there is untouched then.
    """
    part = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if secret else 0o777)
        handle, part = tempfile.mkstemp(prefix=".part-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not secret:  # a temporary file is its owner's alone
            os.chmod(part, 0o644)
        os.replace(part, path)
    except OSError as error:
        cure = "关掉打开着它的程序，检查磁盘空间和权限，再运行一次。"
        raise PortalError(f"{path} 没有写成：{said(error)}。{cure}") from error
    finally:
        with suppress(OSError):
            os.unlink(part)
