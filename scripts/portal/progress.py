"""A progress bar on standard error, only for runs that take a while and only on a terminal."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 2.0
"""Seconds after which somebody wonders whether anything happens."""

T = TypeVar("T")


def tracked(items: Iterable[T], label: str, count: Callable[[], int] | None = None) -> Iterator[T]:
    """Yield the items; show how far it is once it has taken more than two seconds.

    `count` tells how many there are, where they cannot be counted by themselves; it is asked only then.
    """
    begin = time.monotonic()
    bar = None
    try:
        for number, item in enumerate(items):
            yield item
            if bar is None and time.monotonic() - begin > PATIENCE:
                bar = _bar()
                bar.start()
                bar.add_task(
                    label, total=count() if count else len(items) if isinstance(items, Sequence) else None
                )
            if bar is not None:
                bar.update(bar.task_ids[0], completed=number + 1)
    finally:
        if bar is not None:
            bar.stop()


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    form = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*form, console=console, disable=not console.is_terminal, transient=True)
