"""In a preview, a file that teachers take away is made when somebody asks for it."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from portal.errors import PortalError, said


class TakeAwayFiles:
    """Makes files one after the other: a browser asks for several at once, their maker makes one."""

    def __init__(self, file_of: Callable[[str], Path | None]) -> None:
        """`file_of` returns the made file of an address below the site, None where there is none.

        It raises PortalError when the file cannot be made.
        """
        self._file_of = file_of
        self._lock = Lock()

    def bring(self, path: str) -> bytes | str | None:
        """Return the bytes of a file; words if it cannot be made; None if there is no such file."""
        if not path.startswith("files/"):
            return None
        try:
            with self._lock:
                made = self._file_of(path)
                return made.read_bytes() if made else None
        except PortalError as error:
            return str(error)
        except OSError as error:
            return f"{path} 写不下来：{said(error)}。检查磁盘空间和权限。"
