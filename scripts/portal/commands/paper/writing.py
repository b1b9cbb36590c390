"""Writes the files of a sitting: all in their place or none, with those of before kept."""

import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from portal.commands.paper.printing import KEYS, PRINT, TYPING
from portal.credentials.folder import (
    CANDIDATES,
    CODES,
    EARLIER,
    HANDED_IN,
    HANDOUT,
    KEY,
    PAPERS,
    PLAN,
    RESULTS,
    SEAL_KEY,
)
from portal.credentials.in_place import write_whole
from portal.credentials.rulings import FILES as RULINGS
from portal.errors import PortalError, said
from portal.releases.place import Move, carry_out, recover

_OF_A_SITTING = (PAPERS, PRINT, KEYS, KEY, CODES, HANDOUT, TYPING, HANDED_IN, *RULINGS, RESULTS)
"""What belongs to the papers that were made, and moves aside with them."""
_COPIED = (PLAN, *CANDIDATES, SEAL_KEY)
_ROOM = ".portal-work-"
_NOTE = "moves.json"
_STALE = 3600
"""Seconds after which the room of another run is that of a killed one."""


def as_json(data: object) -> bytes:
    """Return JSON as it lies in a file."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def refuse_second(folder: Path, anew: bool) -> None:
    """Raise PortalError when papers lie there and are not to be made anew."""
    bring_back(folder)
    there = [name for name in (KEY, PAPERS, HANDED_IN) if _is_filled(folder / name)]
    if there and not anew:
        raise PortalError(
            f"{folder} 里已经有出好的卷（{'、'.join(there)}），没有动它：卷子发出去再换，交上来的就对不上了。"
            f"确实要重出，加 --anew：旧卷、旧答案和已交的答卷都收进 {EARLIER} 文件夹。"
        )


def _is_filled(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.exists()


def bring_back(folder: Path) -> None:
    """Bring back what a killed run had moved aside; take away what it left.

    Raises PortalError when something of the same name was put in its place meanwhile.
    """
    for room in folder.glob(f"{_ROOM}*"):
        recover(room)
        if left := _left_in(room):
            raise PortalError(
                f"上次出卷中途断了，收起来的 {'、'.join(left)} 还在 {room / 'old'}，"
                f"{folder} 里又有了同名的，没有动它们。把两边的文件合到 {folder}，再删掉 {room}。"
            )
        if not (room / _NOTE).exists() and time.time() - room.stat().st_mtime > _STALE:
            shutil.rmtree(room, ignore_errors=True)


def _left_in(room: Path) -> list[str]:
    """Return what was moved aside and not brought back, when nobody is at it any more."""
    if (room / _NOTE).exists():
        return []
    return [name for name in _OF_A_SITTING if (room / "old" / name).exists()]


@contextmanager
def room_in(folder: Path) -> Iterator[Path]:
    """Give a temporary folder on the disk of the assessment; it is gone afterwards."""
    try:
        room = Path(tempfile.mkdtemp(prefix=_ROOM, dir=folder))
        (room / "new").mkdir()
    except OSError as error:
        raise PortalError(f"不能写入 {folder}：{said(error)}。检查磁盘空间和权限。") from error
    try:
        yield room
    finally:
        if not (room / _NOTE).exists() and not _left_in(room):
            shutil.rmtree(room, ignore_errors=True)


def write_all(place: Path, files: Mapping[str, bytes], secret: Mapping[str, bytes]) -> None:
    """Write files below a folder; only their owner reads the secret ones."""
    for name, data in files.items():
        write_whole(place / name, data)
    for name, data in secret.items():
        write_whole(place / name, data, secret=True)


def put_in_place(folder: Path, room: Path, stamp: str) -> Path | None:
    """Move what lies in the room's `new` into the folder; what it replaces goes to `earlier/<stamp>`.

    Return that folder, None when nothing was there. Raises PortalError, with everything as it was, when a
    file is open somewhere.
    """
    old = [name for name in _OF_A_SITTING if (folder / name).exists()]
    aside = folder / EARLIER / stamp if old else None
    moves: list[Move] = []
    try:
        if aside:
            kept = room / "old"
            for name in _COPIED:
                if (folder / name).is_file():
                    (kept / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(folder / name, kept / name)
            aside.parent.mkdir(exist_ok=True)
            moves = [(folder / name, kept / name) for name in old] + [(kept, aside)]
        moves += [(path, folder / path.name) for path in sorted((room / "new").iterdir())]
        carry_out(moves, room)
    except OSError as error:
        reason = f"没有出卷，原来的都没有动：{error.filename or folder} {said(error)}。"
        raise PortalError(f"{reason}关掉打开着它的程序，再运行一次。") from error
    return aside
