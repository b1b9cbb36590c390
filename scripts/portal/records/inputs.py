"""Walks through what was handed in, folder by folder, and holds the names of one folder at a time."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portal.errors import PortalError, said
from portal.records.archives import members
from portal.records.found import Found, Item, shown
from portal.records.read import TO_GRADE

TEXTS = (".json", ".csv", ".txt", ".htm", ".html")
TABLES = (".xlsx", ".xlsm", ".xls")
SUFFIXES = (*TEXTS, *TABLES)
_ZIP = ".zip"
_QUIET = ("thumbs.db", "desktop.ini", "__macosx")
_IGNORED = {
    (".rar", ".7z", ".gz", ".tgz", ".tar", ".xz", ".bz2"): "是压缩包。请先解压，再把文件夹交给本命令。",
    (".age",): f"是正式考核的答卷，{TO_GRADE}",
    (".doc", ".docx", ".wps"): "是文字文档，没有读。里面有学习记录码，就复制到一个 .txt 文件里，再交。",
    (".png", ".jpg", ".jpeg", ".heic", ".gif", ".pdf"): "是图片或 PDF，没有读。请老师发导出的文件或文字码。",
}


def _is_quiet(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _QUIET


def suffix_of(name: str) -> str:
    """Return the ending of a file's name, in small letters."""
    return os.path.splitext(name)[1].lower()


def _why_ignored(name: str) -> str:
    suffix = suffix_of(name)
    known = (why for ends, why in _IGNORED.items() if suffix in ends)
    return next(known, "不是 .json、.csv、.txt、.xlsx 或 .zip，没有读。")


def _passed(name: str, reason: str) -> Item:
    return Item(name, None, reason, ignored=True)


def _in_zip(found: Found) -> Iterator[Found | Item]:
    try:
        for member in members(found.path):
            name = f"{found.name} 里的 {shown(member.name)}"
            parts = member.name.replace("\\", "/").split("/")
            if any(_is_quiet(part) for part in parts if part not in (".", "..")):
                continue
            if member.trouble:
                yield Item(name, None, member.trouble)
            elif suffix_of(member.name) in SUFFIXES:
                yield Found(name, found.path, member.inside)
            else:
                yield _passed(name, _why_ignored(member.name))
    except PortalError as error:
        yield Item(found.name, None, str(error))


def _file(found: Found, is_wanted: bool) -> Iterator[Found | Item]:
    """Yield what a file is to the reader; one that was named itself is read whatever its ending."""
    if suffix_of(found.path.name) == _ZIP:
        yield from _in_zip(found)
    elif is_wanted or suffix_of(found.path.name) in SUFFIXES:
        yield found
    else:
        yield _passed(found.name, _why_ignored(found.path.name))


@dataclass
class _Names:
    """What stands in one folder."""

    files: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)


def _names_in(folder: str) -> _Names:
    names = _Names()
    with os.scandir(folder) as entries:
        for entry in entries:
            if _is_quiet(entry.name):
                continue
            if entry.is_symlink():
                names.links.add(entry.name)
                is_folder = os.path.isdir(entry.path)  # unlike the entry's own: no error for a loop
            else:
                is_folder = entry.is_dir(follow_symlinks=False)
            (names.folders if is_folder else names.files).append(entry.name)
    names.files.sort()
    names.folders.sort()
    return names


class Inputs:
    """Everything in some files and folders that is to be read, each file once, in one order.

    What lies in two of them, or behind two links, is given once; the order in which they were named does
    not matter. Iterating walks through the folders; nothing is remembered of files but links.
    """

    def __init__(self, inputs: Sequence[Path], skip: Callable[[Path], bool] = lambda _: False) -> None:
        """Take files and folders; `skip` tells of a path that it is not to be looked at.

        Raises PortalError when an input does not exist.
        """
        missing = [shown(path) for path in inputs if not os.path.lexists(path)]
        if missing:
            raise PortalError(f"没有这个文件或文件夹：{'、'.join(missing)}。请检查路径。")
        self._skip = skip
        named: dict[str, Path] = {}
        for path in sorted(inputs, key=shown):
            named.setdefault(os.path.realpath(path), path)
        self._named = named
        """Real path → path as it was named; what another one leads to is given there."""
        self._roots = {real: path for real, path in named.items() if not self._is_reached(real)}

    def __iter__(self) -> Iterator[Found | Item]:
        """Yield what is to be read, and what is passed over with the reason."""
        linked: set[str] = set()
        for path in sorted(self._roots.values(), key=shown):
            if os.path.isdir(path):
                yield from self._walk(path, linked)
            else:
                yield from _file(Found(shown(path), path), is_wanted=True)

    def count(self) -> int:
        """Return how many things there are; walks through everything once."""
        return sum(1 for _ in self)

    def _is_reached(self, real: str) -> bool:
        """Tell whether walking through a folder among the inputs comes to a path by itself."""
        return any(self._leads_to(root, real) for root in self._named if root != real)

    def _leads_to(self, root: str, real: str) -> bool:
        if not real.startswith(os.path.join(root, "")) or not os.path.isdir(root):
            return False
        here = self._named[root]
        for name in os.path.relpath(real, root).split(os.sep):
            here = here / name
            if _is_quiet(name) or self._skip(here):
                return False
        is_readable = suffix_of(real) in (*SUFFIXES, _ZIP) and os.path.lexists(real)
        return os.path.isdir(real) or is_readable

    def _walk(self, folder: Path, linked: set[str]) -> Iterator[Found | Item]:
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            try:
                names = _names_in(os.fspath(here))
            except OSError as error:
                yield Item(shown(here), None, f"文件夹打不开：{said(error)}。")
                continue
            for name in names.files:
                path = here / name
                if not self._skip(path) and not (name in names.links and self._is_known(path, linked)):
                    yield from _file(Found(shown(path), path), is_wanted=False)
            inside = [here / name for name in names.folders if not self._skip(here / name)]
            for path in (path for path in inside if path.name in names.links):
                yield _passed(shown(path), "是指向别处的链接，没有进去。")
            waiting += [path for path in reversed(inside) if path.name not in names.links]

    def _is_known(self, link: Path, linked: set[str]) -> bool:
        """Tell whether a file behind a link is given under another name."""
        if not os.path.exists(link):  # it leads to nothing or in a circle: whoever opens it says so
            return False
        real = os.path.realpath(link)
        if real in linked or real in self._roots or self._is_reached(real) or self._skip(Path(real)):
            return True
        linked.add(real)
        return False
