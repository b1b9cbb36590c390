"""A progress bar on standard error, only for runs that take a while and only on a terminal."""

import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

PATIENCE = 2.0
"""Seconds after which somebody wonders whether anything happens."""

T = TypeVar("T")


def tracked(items: Sequence[T], label: str) -> Iterator[T]:
    """Yield the items; show how far it is once it has taken more than two seconds."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    form = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    begin = time.monotonic()
    bar = Progress(*form, console=console, disable=not console.is_terminal, transient=True)
    task = None
    try:
        for number, item in enumerate(items):
            yield item
            if task is None and time.monotonic() - begin > PATIENCE:
                bar.start()
                task = bar.add_task(label, total=len(items))
            if task is not None:
                bar.update(task, completed=number + 1)
    finally:
        if task is not None:
            bar.stop()
