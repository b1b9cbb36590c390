"""Keeps made files, so that only what changed is made again.

Each bundle of files lies in a folder that is named after all that it was made from. A folder is moved
into place when it is complete: so what is there is whole, and two builds never disturb each other.
"""

import os
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from portal.errors import PortalError, said
from portal.progress import tracked

_KEPT_UNUSED = 30 * 24 * 3600
"""Seconds for which files of other versions are kept: going back to them costs nothing then."""

_STALE = 3600
"""Seconds after which a folder that is being filled is that of a killed build."""

_MAKING = ".making-"
"""How the name of a folder begins while it is being filled."""

_SIZES = ".sizes"
"""A file beside a bundle's files, written last: bytes and address of each."""

_FEW = 3
"""Up to so many bundles are made at once in this process: others would take longer to start."""


@dataclass(frozen=True)
class Bundle:
    """Files that are made together from the same content."""

    title: str
    """For messages, such as 《不想学的时候》."""
    fingerprint: str
    """Changes whenever anything that the files are made from changes."""
    paths: tuple[str, ...]
    """The files, below the site."""
    make: Callable[[Path], None]
    """Writes the files below a folder; can be sent to another process."""
    needs: tuple[str, ...] = ()
    """Fingerprints of the bundles whose files it reads."""


def _make(bundle: Bundle, place: Path) -> str:
    """Make a bundle in its place; return what went wrong, or nothing."""
    work = None
    try:
        work = Path(tempfile.mkdtemp(prefix=_MAKING, dir=place.parent))
        for folder in {(work / path).parent for path in bundle.paths}:
            folder.mkdir(parents=True, exist_ok=True)
        bundle.make(work)
        if missing := [path for path in bundle.paths if not (work / path).is_file()]:
            return f"{bundle.title}少了文件：{'、'.join(missing)}。"
        (work / _SIZES).write_text(_sizes(work, bundle), encoding="utf-8")
        _put_in_place(work, place, bundle)
    except PortalError as error:
        return str(error)
    except OSError as error:
        cure = "腾出磁盘空间，或换个有权限的文件夹，再生成一次。"
        return f"{bundle.title}的文件没有写成（{place.parent}）：{said(error)}。{cure}"
    except Exception as error:  # whatever a lesson makes a library do, the other problems are told, too
        where = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error}（{Path(where.filename).name}:{where.lineno}）"
        return f"{bundle.title}的文件没有做成，程序没料到这样的内容：{what}。请把这一行告诉维护门户的人。"
    finally:
        if work:
            shutil.rmtree(work, ignore_errors=True)
    return ""


def _leave_interrupts() -> None:
    """Let the main process alone be told of Ctrl+C: it ends the others when they have cleared up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl+C waiting, also in processes that are started meanwhile; Windows knows no such thing."""
    if os.name == "nt":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _sizes(folder: Path, bundle: Bundle) -> str:
    return "".join(f"{(folder / path).stat().st_size} {path}\n" for path in bundle.paths)


def _is_whole(place: Path, bundle: Bundle) -> bool:
    """Tell whether all files of a bundle are there as they were made: a failing disk cuts files off."""
    try:
        return (place / _SIZES).read_text("utf-8") == _sizes(place, bundle)
    except (OSError, UnicodeDecodeError):
        return False


def _put_in_place(work: Path, place: Path, bundle: Bundle) -> None:
    try:
        work.rename(place)
    except OSError:
        if _is_whole(place, bundle):  # another build was quicker with the same files
            return
        shutil.rmtree(place, ignore_errors=True)
        work.rename(place)


class Store:
    """A folder of made files."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made when the first file is."""
        self.folder = folder

    def _place(self, bundle: Bundle) -> Path:
        return self.folder / bundle.fingerprint

    def file(self, bundle: Bundle, path: str) -> Path:
        """Return where a file of a bundle lies once it is made."""
        return self._place(bundle) / path

    def size(self, bundle: Bundle, path: str) -> int | None:
        """Return the bytes of a file; None if it is not made yet."""
        try:
            return self.file(bundle, path).stat().st_size
        except OSError:
            return None

    def bring_up_to_date(self, bundles: Sequence[Bundle], label: str) -> int:
        """Make what is not there yet; return how many bundles that were.

        Raises PortalError with everything that could not be made, each by its title. What could be
        made is kept.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PortalError(f"不能写入 {self.folder}：{said(error)}。检查磁盘空间和权限。") from error
        wanted = {
            bundle.fingerprint: bundle for bundle in bundles if not _is_whole(self._place(bundle), bundle)
        }
        problems = [problem for problem in self._made(list(wanted.values()), label) if problem]
        if problems:
            raise PortalError("\n".join(["有文件没有做成：", *problems]))
        return len(wanted)

    def _made(self, bundles: list[Bundle], label: str) -> Iterator[str]:
        places = [self._place(bundle) for bundle in bundles]
        workers = min(os.cpu_count() or 1, len(bundles))
        if len(bundles) <= _FEW or workers == 1:
            yield from map(_make, tracked(bundles, label), places)
            return
        try:
            context = get_context("spawn")
            with ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts) as pool:
                with _interrupts_held():
                    results = pool.map(_make, bundles, places)
                for _, problem in zip(tracked(bundles, label), results, strict=True):
                    yield problem
        except BrokenProcessPool:
            yield "做文件的程序中途停了，多半是内存不够。关掉别的程序，再生成一次。"

    def copy(self, bundles: Sequence[Bundle], site: Path) -> None:
        """Copy all files of the bundles to their addresses below a site."""
        for bundle in bundles:
            for path in bundle.paths:
                target = site / path
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self.file(bundle, path), target)
            with suppress(OSError):  # a folder of somebody else's can be used all the same
                os.utime(self._place(bundle))

    def clear_up(self, bundles: Sequence[Bundle]) -> None:
        """Take away what no build has used for a month, and what killed builds left."""
        used = {bundle.fingerprint for bundle in bundles}
        for place in self.folder.iterdir():
            kept = _STALE if place.name.startswith(_MAKING) else _KEPT_UNUSED
            with suppress(FileNotFoundError):  # another build may be done just now
                if place.name not in used and time.time() - place.stat().st_mtime > kept:
                    shutil.rmtree(place, ignore_errors=True)
