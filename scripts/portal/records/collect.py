"""Finds every record in files, folders and pasted chat text. Nothing unreadable stops the rest."""

import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.errors import PortalError, said
from portal.records import csv_form
from portal.records.read import MAX_BYTES, TO_GRADE, ReadRecord, decode_text, read_file, read_text

SUFFIXES = (".json", ".csv", ".txt")
_QUIET = ("thumbs.db", "desktop.ini")
_ARCHIVES = (".zip", ".rar", ".7z", ".gz")
_HAND_IN = ".age"

# Chat programs and mail wrap long texts, quote them with `>` and slip in invisible characters.
_FILLER = r"[\s>\u200b-\u200d\u2060\ufeff]"
_START = re.compile(r"XY1\.")
_CODE = re.compile(rf"XY1\.(?:[A-Za-z0-9_-]|{_FILLER})+\.(?:{_FILLER}*[0-9a-z]){{7}}")


@dataclass(frozen=True)
class Item:
    """One record that was found, or one thing that holds none and why."""

    name: str
    """The file as the user named it, with the number of the code where it holds several."""
    record: ReadRecord | None
    reason: str = ""
    ignored: bool = False
    """True for a file that was not even opened."""


@dataclass(frozen=True, order=True)
class Found:
    """A file to be read."""

    name: str
    path: Path


def _shown(path: Path) -> str:
    """The path as text that can be printed; a name may hold bytes that are no characters."""
    return os.fsencode(path).decode("utf-8", "replace")


def _is_quiet(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _QUIET


def _why_ignored(path: Path) -> str:
    if path.suffix.lower() in _ARCHIVES:
        return "是压缩包。请先解压，再把文件夹交给本命令。"
    if path.suffix.lower() == _HAND_IN:
        return f"是正式考核的答卷，{TO_GRADE}"
    return "不是 .json、.csv 或 .txt，没有读。"


def _passed(path: Path, reason: str) -> Item:
    return Item(_shown(path), None, reason, ignored=True)


def _walk(folder: Path, skip: Callable[[Path], bool]) -> Iterator[Found | Item]:
    failed: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=failed.append):
        inside = Path(here)
        links = [name for name in folders if (inside / name).is_symlink()]
        yield from (_passed(inside / name, "是指向别处的链接，没有进去。") for name in links)
        folders[:] = sorted(n for n in folders if not _is_quiet(n) and not skip(inside / n))
        for name in sorted(files):
            path = inside / name
            if _is_quiet(name) or skip(path):
                continue
            known = path.suffix.lower() in SUFFIXES
            yield Found(_shown(path), path) if known else _passed(path, _why_ignored(path))
    for error in failed:
        yield Item(_shown(Path(error.filename)), None, f"文件夹打不开：{said(error)}。")


def find_files(
    inputs: Sequence[Path], skip: Callable[[Path], bool] = lambda _: False
) -> tuple[list[Found], list[Item]]:
    """Return the files to read, each once, and what is passed over with the reason, both sorted.

    Raises PortalError when an input does not exist.
    """
    missing = [str(path) for path in inputs if not os.path.lexists(path)]
    if missing:
        raise PortalError(f"没有这个文件或文件夹：{'、'.join(missing)}。请检查路径。")
    files: dict[str, Found] = {}
    passed: dict[str, Item] = {}
    for path in inputs:
        for found in _walk(path, skip) if path.is_dir() else [Found(_shown(path), path)]:
            if isinstance(found, Item):
                place = os.path.realpath(found.name)
                passed[place] = min(found, passed.get(place, found), key=lambda item: item.name)
                continue
            place = os.path.realpath(found.path)
            files[place] = min(found, files.get(place, found))
    return sorted(files.values()), sorted(passed.values(), key=lambda item: item.name)


def _code_at(text: str, starts: list[int], number: int) -> tuple[str, int]:
    """Return the code that begins at a start, and where it ends.

    The search normally stops at the next start, so that a code cut short does not swallow its
    neighbour; it goes on one further because a body may end in `XY1` by chance.
    """
    bounds = [*starts[number + 1 : number + 3], len(text)]
    for bound in bounds[:2]:
        match = _CODE.match(text, starts[number], bound)
        if match:
            return re.sub(_FILLER, "", match[0]), match.end()
    raise PortalError("学习记录码不完整：没有找到结尾的 7 位校验值。请重新复制整段。")


def _read_codes(text: str) -> Iterator[ReadRecord | str]:
    starts = [match.start() for match in _START.finditer(text)]
    end = 0
    for number, start in enumerate(starts):
        if start < end:
            continue
        try:
            found, end = _code_at(text, starts, number)
            yield read_text(found)
        except PortalError as error:
            yield str(error)


def _is_one_record(text: str) -> bool:
    """Tell a whole JSON or table, in which a code may stand by chance, from codes with chat around them."""
    if csv_form.is_csv_form(text) and _tried("", lambda: read_text(text)).record:
        return True
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def read_pasted(text: str, name: str) -> Iterator[Item]:
    """Yield every record in a text: many codes with chat between them, or one JSON or table."""
    if not text.strip():
        yield Item(name, None, "是空的。")
        return
    if not _START.search(text) or _is_one_record(text):
        yield _tried(name, lambda: read_text(text))
        return
    results = list(_read_codes(text))
    for number, result in enumerate(results, 1):
        label = f"{name}（第 {number} 段码）" if len(results) > 1 else name
        if isinstance(result, str):
            yield Item(label, None, result)
        else:
            yield Item(label, result)


def _tried(name: str, read: Callable[[], ReadRecord]) -> Item:
    try:
        return Item(name, read())
    except PortalError as error:
        return Item(name, None, str(error))
    except Exception as error:  # A file made to break the reader must cost only itself.
        return Item(name, None, f"读的时候出错（{type(error).__name__}）。请让老师重新导出。")


def _read_text_file(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise PortalError("文件超过 16 MB，不会是学习记录。")
    return decode_text(raw)


def read_found(found: Found) -> Iterator[Item]:
    """Yield every record in a file, or the reason why there is none."""
    try:
        # A pipe or a device would keep us waiting for ever.
        if not stat.S_ISREG(found.path.stat().st_mode):
            yield Item(found.name, None, "不是普通文件。要交粘贴的内容，请用“-”。")
        elif found.path.suffix.lower() == ".txt":
            yield from read_pasted(_read_text_file(found.path), found.name)
        else:
            yield _tried(found.name, lambda: read_file(found.path))
    except OSError as error:
        yield Item(found.name, None, f"读不了文件：{said(error)}。")
    except PortalError as error:
        yield Item(found.name, None, str(error))


def read_stream(raw: bytes, name: str) -> Iterator[Item]:
    """Yield every record in what was pasted on standard input."""
    try:
        yield from read_pasted(decode_text(raw), name)
    except PortalError as error:
        yield Item(name, None, str(error))
