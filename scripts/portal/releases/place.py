"""Moves finished folders and files into place: all or none, even when the power fails amid it.

What is to be moved is written down first. Whoever comes next finds that note and takes back what a killed
process had begun.
"""

import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from portal.releases.kept import is_release, previous_of
from portal.releases.lock import alone

Move = tuple[Path, Path]
"""From where to where; nothing may stand there."""

_NOTE = "moves.json"
_STALE = 3600
"""Seconds after which the folder of another build is that of a killed one."""
_TRIES = 5
_PAUSE = 0.2
"""Seconds between tries: on Windows, a virus scanner holds new files for a moment."""


def _rename(source: Path, target: Path) -> None:
    for left in reversed(range(_TRIES)):
        try:
            source.rename(target)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(_PAUSE)


def _is_finished(moves: Sequence[Move]) -> bool:
    source, target = moves[-1]
    return target.exists() and not source.exists()


def _take_back(moves: Sequence[Move]) -> None:
    """Undo what was begun, last move first; what was not moved yet stays."""
    for source, target in reversed(moves):
        if target.exists() and not source.exists():
            _rename(target, source)


def carry_out(moves: Sequence[Move], room: Path) -> None:
    """Rename one after the other; on any failure everything is back where it was.

    Raises OSError, with the file that could not be moved.
    """
    note = room / _NOTE
    note.write_text(json.dumps([[str(path) for path in move] for move in moves]), encoding="utf-8")
    failure: BaseException | None = None
    with alone(note):
        try:
            for source, target in moves:
                _rename(source, target)
        except BaseException as error:  # Ctrl+C too
            _take_back(moves)
            failure = error
    note.unlink()
    if failure:
        raise failure


def recover(room: Path) -> None:
    """Take back the moves that a killed process had begun in its room."""
    note = room / _NOTE
    if not note.is_file():
        return
    with alone(note) as is_mine:
        if not is_mine:
            return
        try:
            moves = [(Path(source), Path(target)) for source, target in json.loads(note.read_text("utf-8"))]
        except ValueError:  # the note was not finished, so nothing has been moved
            moves = []
        if moves and not _is_finished(moves):
            _take_back(moves)
    note.unlink(missing_ok=True)


def clear_up(site: Path) -> None:
    """Bring back what killed runs had moved aside; take away what they left."""
    for left in site.parent.glob(f".{site.name}-build-*"):
        with suppress(FileNotFoundError):  # another build may be done just now
            recover(left)
            if time.time() - left.stat().st_mtime > _STALE and not (left / _NOTE).exists():
                shutil.rmtree(left, ignore_errors=True)


@contextmanager
def room_beside(site: Path) -> Iterator[Path]:
    """Give a temporary folder to one build alone, on the disk of the site.

    It is gone afterwards, unless it holds what could not be brought back.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    clear_up(site)
    room = Path(tempfile.mkdtemp(prefix=f".{site.name}-build-", dir=site.parent))
    try:
        yield room
    finally:
        if not (room / _NOTE).exists():
            shutil.rmtree(room, ignore_errors=True)


def moves_of_site(done: Path, site: Path, room: Path, keep: bool = False) -> list[Move]:
    """Return how a finished site comes to its place. A release that stood there is kept as the previous one.

    With `keep`, a site that was never published is kept too, unless there is a previous release already.
    """
    previous = previous_of(site)
    moves: list[Move] = []
    if site.exists():
        has_previous = previous.exists()
        if is_release(site) or (keep and not has_previous):
            moves += [(previous, room / "older")] if has_previous else []
            moves.append((site, previous))
        else:
            moves.append((site, room / "old"))
    return [*moves, (done, site)]
