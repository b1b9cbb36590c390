"""A text file of somebody else's: read whatever its encoding is, written again as it was."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from portal.errors import PortalError, said
from portal.imports.draft import LIMIT

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True)
class TextFile:
    """What stands in a file, and how it is written down there."""

    text: str
    """Line ends are `\\n`."""
    encoding: str = "utf-8"
    bom: bytes = b""
    newline: str = "\n"

    def bytes_of(self, text: str) -> bytes:
        """Return another text in the same form; what the old encoding cannot hold makes it UTF-8."""
        text = text.replace("\n", self.newline)
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.encode("utf-8")


def read_bytes(path: Path) -> bytes:
    """Return what is in a file. Raises PortalError when it cannot be opened or is too large."""
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise PortalError(
                f"{path} 有 {size / 1e6:.0f} MB，超过 {LIMIT // 1_000_000} MB。把它分成几个文件，再分别导入。"
            )
        return path.read_bytes()
    except OSError as error:
        raise PortalError(f"{path} 读不了：{said(error)}。检查路径；正开着就先关掉。") from error


def decoded(raw: bytes, path: Path, declared: str = "") -> TextFile:
    """Return the text in UTF-8, UTF-16 with a mark, or GB18030; Big5 where the file says so itself.

    Raises PortalError for anything else.
    """
    bom, encodings = b"", ["utf-8", *(["big5hkscs"] if "big5" in declared.lower() else []), "gb18030"]
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            bom, encodings = mark, [encoding]
            break
    for encoding in encodings:
        try:
            text = raw[len(bom) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            newline = "\r\n" if "\r\n" in text else "\n"
            return TextFile(re.sub(r"\r\n?", "\n", text), encoding, bom, newline)
    raise PortalError(f"{path} 不是文字文件，或者编码认不出来。用记事本打开，“另存为”，编码选 UTF-8。")


def write_whole(out: Path, content: bytes) -> None:
    """Write a file, or leave what was there. Raises PortalError when it cannot be written."""
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, out)
    except OSError as error:
        raise PortalError(f"{out} 写不了：{said(error)}。检查磁盘空间和权限；正开着就先关掉。") from error
    finally:
        part.unlink(missing_ok=True)
