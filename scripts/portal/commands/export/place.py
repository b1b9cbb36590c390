"""Where exports go: each file whole or not at all, and never over what somebody else has made."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from portal.errors import PortalError, said

_WRITTEN = Path(".cache") / "exported.txt"
"""Fingerprints of what was exported: such a file may be replaced, for nobody has changed it since."""
_MOST_WRITTEN = 2000


class Place:
    """Writes exports of a project; knows which files are unchanged ones."""

    def __init__(self, root: Path, may_replace: bool) -> None:
        """Know what earlier exports of this project wrote."""
        self._list = root / _WRITTEN
        self._may_replace = may_replace
        try:
            self._written = self._list.read_text("utf-8").split()
        except (OSError, UnicodeDecodeError):
            self._written = []

    def check(self, out: Path) -> None:
        """Raise PortalError when a file would replace anything but an export that nobody has changed."""
        if out.is_dir():
            raise PortalError(f"{out} 是文件夹，这里要写文件。请用 --out 另写一个名字。")
        try:
            if self._may_replace or not out.exists() or _fingerprint(out) in self._written:
                return
        except OSError as error:
            raise PortalError(f"{out} 已经有了，读不了：{said(error)}。用 --out 换一个名字。") from error
        why = f"{out} 已经有了，不是导出的，或者导出以后改过，没有动它"
        raise PortalError(f"{why}。用 --out 换一个名字；要盖掉它就加 --replace。")

    def write(self, out: Path, write: Callable[[Path], tuple[str, ...]]) -> tuple[str, ...]:
        """Let a file be written beside its place and move it there; return what it could not hold.

        Raises PortalError when it cannot be written; what stood there is untouched then.
        """
        part = out.with_name(f".{out.stem}.part{out.suffix}")
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            lost = write(part)
            fingerprint = _fingerprint(part)
            os.replace(part, out)
        except OSError as error:
            cure = "关掉打开着它的程序，检查磁盘空间和权限，再导出一次。"
            raise PortalError(f"{out} 没有写成：{said(error)}。{cure}") from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        self._remember(fingerprint)
        return lost

    def _remember(self, fingerprint: str) -> None:
        self._written = [*(one for one in self._written if one != fingerprint), fingerprint][-_MOST_WRITTEN:]
        with suppress(OSError):  # the next export asks for --replace, no more
            self._list.parent.mkdir(exist_ok=True)
            self._list.write_text("\n".join(self._written) + "\n", encoding="utf-8", newline="\n")


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
