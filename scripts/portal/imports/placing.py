"""Moves the files of an import into place, all or none, and keeps the old ones for going back."""

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from portal.errors import PortalError, said

LAST = Path(".cache", "imports", "last")
"""Where the last import's old files lie, below the project."""
_LIST = "files.json"


def place(root: Path, files: Mapping[str, bytes], before: Mapping[str, bytes | None]) -> None:
    """Write all files or none; `before` is what each held when the import began, None for a new one.

    Raises PortalError, with nothing changed, when one cannot be written or was edited meanwhile.
    """
    _refuse_edited(root, before)
    parts = {path: _part(root / path) for path in files}
    path = ""
    try:
        for path, data in files.items():
            parts[path].parent.mkdir(parents=True, exist_ok=True)
            parts[path].write_bytes(data)
        path = LAST.as_posix()
        kept = _keep(root, files, before)
    except OSError as error:
        _discard(parts.values())
        raise _refused(path, error) from error
    moved: list[str] = []
    try:
        for path, part in parts.items():
            os.replace(part, root / path)
            moved.append(path)
    except OSError as error:
        _put_back(root, moved, before)
        _discard(parts.values())
        shutil.rmtree(kept, ignore_errors=True)
        raise _refused(path, error) from error
    _become_last(root, kept)


def undo(root: Path) -> list[str]:
    """Put back what the last import changed; return the paths.

    Raises PortalError, with nothing changed, when there is nothing to undo or somebody edited since.
    """
    kept = root / LAST
    try:
        listed = json.loads((kept / _LIST).read_text("utf-8"))
        before = {
            path: (kept / str(number)).read_bytes() if facts["had"] else None
            for number, (path, facts) in enumerate(listed.items())
        }
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise PortalError("没有可以撤销的导入：还没有导入过，或者已经撤销了。") from error
    edited = [path for path, facts in listed.items() if _digest(_content(root / path)) != facts["now"]]
    if edited:
        raise PortalError(f"导入以后有人改过 {'、'.join(edited)}，没有撤销：改过的会丢。请在文件里改回来。")
    now = {path: _content(root / path) for path in before}
    done: list[str] = []
    try:
        for path in before:
            done.append(path)
            _restore(root / path, before[path])
    except OSError as error:
        _put_back(root, done, now)
        raise _refused(done[-1], error) from error
    shutil.rmtree(kept, ignore_errors=True)
    return list(before)


def _refused(path: str, error: OSError) -> PortalError:
    return PortalError(
        f"{path} 写不了：{said(error)}。题库没有动。关掉打开它的程序，检查磁盘空间和权限，再来一次。"
    )


def _refuse_edited(root: Path, before: Mapping[str, bytes | None]) -> None:
    edited = [path for path, data in before.items() if _content(root / path) != data]
    if edited:
        raise PortalError(f"导入的时候有人改了 {'、'.join(edited)}。题库没有动，再导入一次就好。")


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _digest(data: bytes | None) -> str:
    return sha256(data).hexdigest() if data is not None else ""


def _keep(root: Path, files: Mapping[str, bytes], before: Mapping[str, bytes | None]) -> Path:
    """Write what the files held into a folder that is not the last import's yet; return it."""
    kept = root / LAST.with_name("next")
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    facts = {}
    for number, (path, data) in enumerate(files.items()):
        old = before.get(path)
        if old is not None:
            (kept / str(number)).write_bytes(old)
        facts[path] = {"had": old is not None, "now": _digest(data)}
    (kept / _LIST).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    return kept


def _become_last(root: Path, kept: Path) -> None:
    """Make a folder the last import's; if that fails, only going back is lost."""
    with suppress(OSError):
        shutil.rmtree(root / LAST, ignore_errors=True)
        os.replace(kept, root / LAST)


def _restore(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
        with suppress(OSError):
            path.parent.rmdir()
        return
    part = _part(path)
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(data)
    os.replace(part, path)


def _put_back(root: Path, paths: list[str], before: Mapping[str, bytes | None]) -> None:
    for path in paths:
        with suppress(OSError):
            _restore(root / path, before.get(path))


def _discard(parts: Iterable[Path]) -> None:
    for part in parts:
        with suppress(OSError):
            part.unlink()
