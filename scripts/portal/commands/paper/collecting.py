"""Collects what was handed in: files, folders and pasted codes are kept in the assessment's own folder."""

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from portal.credentials.candidates import Table
from portal.credentials.folder import HANDED_IN
from portal.credentials.in_place import write_whole
from portal.credentials.submissions import submissions_in
from portal.credentials.typed_rows import head_of, typed_in
from portal.errors import PortalError, said
from portal.model.paper_key import PaperKey
from portal.model.paper_results import Submission, Unread

MOST_BYTES = 32_000_000
"""Of one file; the answers of a whole county as text codes have a tenth of that."""

_TABLES = (".xlsx", ".xlsm", ".xls", ".csv")
_QUIET = ("thumbs.db", "desktop.ini")
_NO_ANSWERS = {
    (".zip", ".rar", ".7z", ".gz"): "是压缩包。解压到 handed-in 文件夹里，再判一次。",
    (".docx", ".doc", ".wps"): "是 Word 文档。把里面的答卷码复制到一个 .txt 文件里，再判一次。",
    (".png", ".jpg", ".jpeg", ".heic", ".pdf"): "是图片或 PDF，读不出答案。纸上的答题卡请录进 登分表.xlsx。",
    (".html", ".json"): "不是密封的答卷。请考生从“正式考核”页面交卷，交 .answers.age 文件或答卷码。"
    "学习记录不放在这里，它交给 portal report。",
}


def _is_quiet(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _QUIET


def files_in(folder: Path) -> list[Path]:
    """Return all files below a folder that people put there, sorted."""
    found = []
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _is_quiet(name)]
        found += [Path(here, name) for name in files if not _is_quiet(name)]
    return sorted(found)


def take_in(folder: Path, given: Sequence[Path], pasted: bytes) -> tuple[int, list[Unread]]:
    """Copy files, folders and what was pasted into `handed-in`, each once.

    Return how many are new, and what could not be taken in. Raises PortalError when something is not there,
    or nothing can be written.
    """
    place = folder / HANDED_IN
    if missing := [str(path) for path in given if not path.exists()]:
        raise PortalError(f"没有这个文件或文件夹：{'、'.join(missing)}。检查路径。")
    inside = place.resolve()
    files = [file for path in given for file in (files_in(path) if path.is_dir() else [path])]
    files = [file for file in files if not file.resolve().is_relative_to(inside)]
    have = set(_marks(place)) if files or pasted.strip() else set()
    new, refused = 0, []
    for file in files:
        data = _content(file)
        if isinstance(data, str):
            refused.append(Unread(shown(file), data))
        elif _mark(data) not in have:
            write_whole(_free(place, shown(file.name)), data, secret=True)
            have.add(_mark(data))
            new += 1
    if pasted.strip() and _mark(pasted) not in have:
        write_whole(place / f"粘贴-{_mark(pasted)[:12]}.txt", pasted, secret=True)
        new += 1
    return new, refused


def shown(path: Path | str) -> str:
    """Return a path as text that can be printed; a name may hold bytes that are no characters."""
    return os.fsencode(path).decode("utf-8", "replace")


def _content(file: Path) -> bytes | str:
    """Return what a file holds, or why it can hold no answers."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return "不是普通文件。"
        if status.st_size > MOST_BYTES:
            return f"超过 {MOST_BYTES // 1_000_000} MB，不会是答卷。移走它。"
        return file.read_bytes()
    except OSError as error:
        return f"读不了：{said(error)}。检查权限；正开着就先关掉。"


def _marks(place: Path) -> Iterator[str]:
    for file in files_in(place):
        data = _content(file)
        if isinstance(data, bytes):
            yield _mark(data)


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _free(place: Path, name: str) -> Path:
    path, number = place / name, 1
    while path.exists():
        number += 1
        path = place / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path


def read_file(file: Path, name: str, key: PaperKey, identity: str) -> Iterator[Submission | Unread]:
    """Yield everything that a file holds, or why nothing could be read; a bad file costs only itself."""
    data = _content(file)
    try:
        if isinstance(data, str):
            yield Unread(name, data)
        elif file.suffix.lower() in _TABLES:
            yield from _typed(file, name, key)
        else:
            yield from _explained(file, submissions_in(data, name, identity))
    except PortalError as error:  # the reader of tables names the file itself, and speaks of importing
        reason = str(error).removeprefix(f"{file.name}：").replace("再导入", "再判一次")
        yield Unread(name, reason)


def _explained(file: Path, found: Iterator[Submission | Unread]) -> Iterator[Submission | Unread]:
    """Say of a file that can hold no answers what to do with such a one."""
    reason = next((why for ends, why in _NO_ANSWERS.items() if file.suffix.lower() in ends), "")
    for one in found:
        yield Unread(one.source, reason, one.seal) if isinstance(one, Unread) and reason else one


def _typed(file: Path, name: str, key: PaperKey) -> Iterator[Submission | Unread]:
    from portal.imports.spreadsheet.files import open_workbook

    tables: list[Table] = [
        sheet.rows for sheet in open_workbook(file).sheets if sheet.rows and not sheet.is_hidden
    ]
    for table in [table for table in tables if head_of(table)] or tables[:1]:
        yield from typed_in(table, name, key)


def room_for(folder: Path) -> None:
    """Make `handed-in`, where answers are put. Raises PortalError when it cannot be made."""
    try:
        (folder / HANDED_IN).mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise PortalError(f"{folder / HANDED_IN} 建不了：{said(error)}。检查权限。") from error
