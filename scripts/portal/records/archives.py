"""Looks into zips without unpacking anything to the disk: one file at a time, each of a bounded size.

`zipfile` reads the whole list of contents when it opens a zip and believes what it says; so its length and
what it says of sizes are judged first. A zip in a zip is opened, too; what is a zip inside that one is not.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import IO

from portal.errors import PortalError, said

MOST_MEMBERS = 100_000
"""Files that one zip may list; the list of a larger one would fill the memory."""

_MOST_LIST = 16 * 1024 * 1024
_MOST_NESTED = 64 * 1024 * 1024
_RATIO = 100
"""Records shrink to a tenth or a twentieth; what shrinks more than this was made to fill a disk."""
_SLACK = 64 * 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Python unpacks the others without a bound on what comes out at once."""

_UNPACK = "请先解压，再把文件夹交给本命令。"
_BROKEN = f"压缩包不完整或已经损坏，读不出来。请重新发送，或者{_UNPACK.removeprefix('请')}"
_BAD = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError,
        LookupError)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """A file in a zip."""

    inside: str
    """Its place in the list of contents, behind that of the inner zip where it lies in one."""
    name: str
    """As the one who packed it saw it; may hold anything."""
    trouble: str = ""
    """Why it cannot be read; empty for one that may be read."""


def too_large(most: int) -> PortalError:
    """Return what to say of a file that has more bytes than may be read at once."""
    return PortalError(f"文件超过 {most // 1024 // 1024} MB，不会是学习记录。")


@contextmanager
def _explained() -> Iterator[None]:
    """Turn whatever a torn or hostile zip ends in into a PortalError."""
    try:
        yield
    except OSError as error:
        raise PortalError(f"读不了文件：{said(error)}。" if error.errno else _BROKEN) from error
    except _BAD as error:
        raise PortalError(_BROKEN) from error


def _check_list(file: IO[bytes], size: int) -> None:
    """Refuse a zip whose list of contents is too long to be held in memory; see APPNOTE 4.3.

    The same record at the end is looked for as by `zipfile`, which then goes by the bytes it names.
    """
    file.seek(max(0, size - 65_536 - 22))
    tail = file.read()
    place = len(tail) - 22
    if tail[place : place + 4] != b"PK\x05\x06" or tail[-2:] != b"\0\0":
        place = tail.rfind(b"PK\x05\x06")
    if place < 0:
        raise zipfile.BadZipFile
    count, length = struct.unpack_from("<HI", tail, place + 10)
    if place >= 76 and tail[place - 20 : place - 16] == b"PK\x06\x07":
        count, length = struct.unpack_from("<QQ", tail, place - 44)
    if length > _MOST_LIST or count > MOST_MEMBERS:
        raise _too_many()


def _too_many() -> PortalError:
    return PortalError(f"压缩包里的文件超过 {MOST_MEMBERS // 10_000} 万个。{_UNPACK}")


def _checked(pack: zipfile.ZipFile, size: int) -> zipfile.ZipFile:
    """Return a zip again. Raises PortalError for one that lists too much."""
    entries = pack.infolist()
    if len(entries) > MOST_MEMBERS:
        raise _too_many()
    if sum(entry.compress_size for entry in entries) > size:
        raise PortalError("压缩包里的文件互相重叠，不是正常压出来的，没有读。请老师直接发送导出的文件。")
    return pack


@lru_cache(maxsize=2)  # thousands of files of one zip are read one after the other
def _outer(path: str, stamp: tuple[int, int]) -> zipfile.ZipFile:
    _, size = stamp
    with open(path, "rb") as file:
        _check_list(file, size)
    return _checked(zipfile.ZipFile(path), size)


@lru_cache(maxsize=1)
def _inner(path: str, stamp: tuple[int, int], place: int) -> zipfile.ZipFile:
    outer = _outer(path, stamp)
    file = io.BytesIO(_read(outer, outer.infolist()[place], _MOST_NESTED))
    size = file.seek(0, io.SEEK_END)
    _check_list(file, size)
    return _checked(zipfile.ZipFile(file), size)


def _archive(path: Path, inside: str = "") -> zipfile.ZipFile:
    state = path.stat()
    if not stat.S_ISREG(state.st_mode):
        raise PortalError("不是普通文件，没有读。")
    stamp = (state.st_mtime_ns, state.st_size)
    return _inner(str(path), stamp, int(inside)) if inside else _outer(str(path), stamp)


def _read(pack: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    with pack.open(entry) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise too_large(most)
    return data


def name_of(entry: zipfile.ZipInfo) -> str:
    """Return a file's name as the one who packed it saw it.

    The format knows UTF-8, if a flag says so, and the code page of MS-DOS. Chinese Windows writes GBK without
    saying so, macOS UTF-8 without saying so.
    """
    if entry.flag_bits & 0x800:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def _trouble(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & 1:
        return "有密码，读不了。请输入密码解压，再把文件夹交给本命令。"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "是指向别处的链接，没有读。"
    if entry.compress_type not in _METHODS:
        return f"压缩的方法少见，这里不读。{_UNPACK}"
    if entry.file_size > 1_000_000 and entry.file_size > _RATIO * entry.compress_size:
        return "解压后大得不正常，没有读。请老师直接发送导出的文件。"
    return ""


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def _listed(pack: zipfile.ZipFile, room: list[int], before: str = "", above: str = "") -> Iterator[Member]:
    """Yield the files of one zip; `room` counts down the bytes that all may still unpack to."""
    for place, entry in enumerate(pack.infolist()):
        name = name_of(entry)
        if name.endswith(("/", "\\")):
            continue
        room[0] -= entry.file_size
        if room[0] < 0:
            raise PortalError("压缩包解压后大得不正常，后面的没有读。请老师直接发送导出的文件。")
        trouble = _trouble(entry)
        if _is_zip(name) and above and not trouble:
            trouble = f"是压缩包里的压缩包里的压缩包，没有打开。{_UNPACK}"
        yield Member(f"{before}{place}", f"{above}{name}", trouble)


def members(path: Path) -> Iterator[Member]:
    """Yield the files in a zip and in the zips that lie in it, each with what keeps it from being read.

    Together they unpack to a bounded multiple of the zip. Raises PortalError, in Chinese, when there is no
    list of contents that can be read, or when what it lists is too much.
    """
    with _explained():
        pack = _archive(path)
        room = [_RATIO * path.stat().st_size + _SLACK]
        for member in _listed(pack, room):
            if member.trouble or not _is_zip(member.name):
                yield member
                continue
            try:
                with _explained():
                    inner = _archive(path, member.inside)
            except PortalError as error:
                yield replace(member, trouble=str(error))
                continue
            yield from _listed(inner, room, f"{member.inside}/", f"{member.name}/")


def read_member(path: Path, inside: str, most: int) -> bytes:
    """Return what is in a file of a zip, by its place.

    Raises PortalError, in Chinese, when it has more bytes than `most`, or cannot be read; the zip may have
    changed since its contents were listed.
    """
    zip_in_zip, _, place = inside.rpartition("/")
    with _explained():
        pack = _archive(path, zip_in_zip)
        entry = pack.infolist()[int(place)]
        if trouble := _trouble(entry):
            raise PortalError(trouble)
        return _read(pack, entry, most)
