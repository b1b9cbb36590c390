"""The zip of an .xlsx workbook: looked at before it is unpacked, its parts read without trees or entities."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers import expat

from portal.imports.draft import LIMIT

Attributes = dict[str, str]

BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
"""What reading a torn zip, or one packed in a way that Python does not know, may end in."""

_RATIO = 200
"""A part that unpacks to more than this many times its size is no text that people typed, once it is big."""

_PIECE = 1 << 16
_MOST_OF_TAG = 1 << 21
_MOST_ELEMENTS = 1_000_000
_MOST_NAMES = 20_000
_DEEPEST = 1_000


class Strange(Exception):  # noqa: N818  # an answer, not a failure: the reader says it in Chinese
    """Something that no table program writes; the message says what."""


class _Depth:
    """Counts the tags that are open; expat keeps each of them."""

    def __init__(self) -> None:
        self.now = 0

    def enter(self) -> None:
        self.now += 1
        if self.now > _DEEPEST:
            raise Strange("里面的标记套得太深")

    def leave(self) -> None:
        self.now -= 1


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def parse(
    data: bytes | IO[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call back for each element by its name without prefix; what is open is read bit by bit.

    Raises Strange for what is no plain XML.
    """

    def refuse_types(*_: object) -> None:
        raise Strange("里面有 DTD 声明")

    names: dict[str, str] = {}
    parser = expat.ParserCreate(intern=names)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_types
    depth = _Depth()

    def start_bare(name: str, attributes: Attributes) -> None:
        depth.enter()
        if any(":" in key for key in attributes):
            attributes = {_local(key): value for key, value in attributes.items()}
        start(_local(name) if ":" in name else name, attributes)

    def end_bare(name: str) -> None:
        depth.leave()
        if end:
            end(_local(name) if ":" in name else name)

    parser.StartElementHandler = start_bare
    parser.EndElementHandler = end_bare
    if text:
        parser.CharacterDataHandler = text
    try:
        _feed(parser, io.BytesIO(data) if isinstance(data, bytes) else data, names)
    except (expat.ExpatError, UnicodeError) as error:
        raise Strange("里面的 XML 是坏的") from error


def _feed(parser: expat.XMLParserType, data: IO[bytes], names: Mapping[str, str]) -> None:
    """Parse what is open, piece by piece, so that what expat has to keep stays small.

    It keeps a tag until its end has come, the name of every kind of tag for ever.
    """
    given = 0
    while piece := data.read(_PIECE):
        given += len(piece)
        parser.Parse(piece, False)
        if given - parser.CurrentByteIndex > _MOST_OF_TAG:
            raise Strange("里面有长得不正常的标记")
        if len(names) > _MOST_NAMES:
            raise Strange("里面的标记种类多得不正常")
    parser.Parse(b"", True)


def elements(data: bytes) -> list[tuple[str, Attributes]]:
    """Return name and attributes of all elements of a small part, in order."""
    found: list[tuple[str, Attributes]] = []

    def start(name: str, attributes: Attributes) -> None:
        if len(found) >= _MOST_ELEMENTS:
            raise Strange("里面的标记多得不正常")
        found.append((name, attributes))

    parse(data, start)
    return found


def check_size(pack: zipfile.ZipFile, limit: int = LIMIT) -> None:
    """Look into the directory of a zip before anything is unpacked. Raises Strange."""
    entries = pack.infolist()
    # Of these two only as much is unpacked as the directory promises.
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Strange("压缩的方法不是表格用的")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Strange("压缩包有密码")
    big = [entry for entry in entries if entry.file_size > 1_000_000]
    if any(entry.file_size > _RATIO * max(entry.compress_size, 1) for entry in big):
        raise Strange("解压后大得不正常")
    if sum(entry.file_size for entry in entries) > limit:
        raise Strange(f"解压后超过 {limit // 1_000_000} MB")


class Package:
    """The zip of a workbook and how its parts point to one another."""

    def __init__(self, pack: zipfile.ZipFile, limit: int = LIMIT) -> None:
        check_size(pack, limit)
        self._pack = pack
        self._names = {name.lstrip("/").replace("\\", "/").lower(): name for name in pack.namelist()}

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of that name."""
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """Return a part; nothing if there is none of that name. Raises Strange for one too large to hold."""
        if name not in self:
            return b""
        part = self._names[name.lower()]
        if self._pack.getinfo(part).file_size > LIMIT:
            raise Strange(f"里面有一部分超过 {LIMIT // 1_000_000} MB")
        return self._pack.read(part)

    def open(self, name: str) -> IO[bytes]:
        """Open a part, to be read bit by bit. Raises KeyError if there is none of that name."""
        return self._pack.open(self._names[name.lower()])

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return id → (kind, part) of what a part refers to inside the package."""
        folder, file = posixpath.split(name)
        data = self.read(f"{folder}/_rels/{file}.rels".lstrip("/"))
        found = {}
        for _, link in elements(data) if data else ():
            if link.get("TargetMode") != "External" and "Target" in link:
                target = posixpath.normpath(posixpath.join("/", folder, link["Target"])).lstrip("/")
                found[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], target)
        return found

    def first(self, name: str, kind: str, otherwise: str = "") -> str:
        """Return the first part of a kind that a part refers to."""
        return next((part for is_of, part in self.related(name).values() if is_of == kind), otherwise)
