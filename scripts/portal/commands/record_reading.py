"""Reads record files into the store of `portal report`: batch by batch, in processes where it pays."""

import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from portal.collector import collector_resting
from portal.commands.tables import cells_in
from portal.errors import PortalError
from portal.model.flat import flattened
from portal.progress import tracked
from portal.records.collect import Found, raw_json, read_found
from portal.records.quick import ValidGivens, read_quickly
from portal.reports.store.desk import Desk
from portal.reports.store.part import PartWriter
from portal.reports.store.source import Source, path_of
from portal.reports.store.store import Store

BATCH = 48 * 2**20
"""Bytes of files that are read together: what one process holds at a time, times three."""
MOST = 20_000
"""Files that are read together, however small."""
_IN_ZIP = 200_000
"""Bytes that something in a zip may have, where only the zip's size is known."""
_ALONE = 24 * 2**20
"""Fewer bytes than this are read before another process has started."""
_PROCESSES = 2


@dataclass(frozen=True)
class Batch:
    """Files that become one part of the store."""

    folder: Path
    code: str
    number: int
    sources: tuple[Source, ...]


def _read_one(writer: PartWriter, place: int, source: Source, givens: ValidGivens) -> None:
    found = Found(source.name, path_of(source.path), source.inside)
    try:
        raw = raw_json(found)
    except (OSError, PortalError):  # the law says why
        raw = None
    flat = read_quickly(raw, givens) if raw else None
    if flat is not None:
        writer.add(place, 0, "", flat)
        return
    for turn, item in enumerate(read_found(found, cells_in)):
        suffix = item.name.removeprefix(source.name)
        if item.record:
            writer.add(place, turn, suffix, flattened(item.record.data, givens, item.record.problems))
        else:
            writer.add_unread(place, turn, suffix, item.reason, item.ignored)


def read_batch(batch: Batch) -> int:
    """Read a batch and write its part; return the part's number."""
    with collector_resting():
        givens = ValidGivens()
        writer = PartWriter(batch.folder, batch.number, batch.code, batch.sources)
        for place, source in enumerate(batch.sources):
            _read_one(writer, place, source, givens)
        writer.close(givens)
    return batch.number


def _batches(store: Store, sources: Iterable[Source], most: int) -> Iterator[Batch]:
    held: list[Source] = []
    size = 0
    for source in sources:
        held.append(source)
        size += min(source.size, _IN_ZIP) if source.inside else source.size
        if size >= most or len(held) == MOST:
            yield Batch(store.folder, store.code, store.next_part(), tuple(held))
            held, size = [], 0
    if held:
        yield Batch(store.folder, store.code, store.next_part(), tuple(held))


def _leave_interrupts() -> None:
    """Let Ctrl+C be the main process's alone: it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_leave_interrupts)
    try:
        yield pool
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_processes(batches: Iterator[Batch], processes: int) -> Iterator[Batch]:
    """Yield batches as they are done, a few of them waiting at any time.

    Where processes cannot be started or die, what they had is read here.
    """
    waiting: dict[Future[int], Batch] = {}
    try:
        with _pool(processes) as pool:
            for batch in batches:
                waiting[pool.submit(read_batch, batch)] = batch
                if len(waiting) > processes:
                    yield from _done(waiting)
            while waiting:
                yield from _done(waiting)
    except (BrokenProcessPool, OSError):
        for batch in [*waiting.values(), *batches]:
            read_batch(batch)
            yield batch


def _done(waiting: dict[Future[int], Batch]) -> Iterator[Batch]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in sorted(done, key=lambda one: waiting[one].number):
        future.result()
        yield waiting.pop(future)


def _here(batches: Iterable[Batch]) -> Iterator[Batch]:
    for batch in batches:
        read_batch(batch)
        yield batch


def read_into(store: Store, desk: Desk, processes: int = 0) -> int:
    """Read what is listed and not yet in the store; return how many files that were.

    `processes`: how many read at once; 0: as many as are worth while.
    """
    count, size = desk.amount_to_read(store)
    usual = min(_PROCESSES, os.cpu_count() or 1) if size > _ALONE else 1
    processes = processes or usual
    batches = _batches(store, desk.to_read(store), min(BATCH, max(size // (3 * processes), 2**20)))
    done = _in_processes(batches, processes) if processes > 1 else _here(batches)

    def files() -> Iterator[Source]:
        for batch in done:
            store.added(batch.number)
            yield from batch.sources

    for _ in tracked(files(), "读取记录", lambda: count):
        pass
    return count
