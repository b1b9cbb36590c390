"""Hears what is logged while a page is made, so that a page taken over from before says it again."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

Record = tuple[str, int, str]
"""Logger, level, message."""


class _Listener(logging.Handler):
    def __init__(self, heard: list[Record]) -> None:
        super().__init__()
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append((record.name, record.levelno, record.getMessage()))


@contextmanager
def heard() -> Iterator[list[Record]]:
    """Collect what is logged instead of letting anybody else hear it."""
    root, mkdocs = logging.getLogger(), logging.getLogger("mkdocs")
    before = root.handlers, mkdocs.handlers
    records: list[Record] = []
    root.handlers, mkdocs.handlers = [_Listener(records)], []
    try:
        yield records
    finally:
        root.handlers, mkdocs.handlers = before


def say_again(records: Iterable[Record]) -> None:
    """Log what was heard."""
    for name, level, message in records:
        logging.getLogger(name).log(level, "%s", message)


@contextmanager
def heard_after(first: Callable[[], None]) -> Iterator[None]:
    """Do what is in the block; neither what it logs nor its failure is heard before `first` is done."""
    failure: Exception | None = None
    with heard() as records:
        try:
            yield
        except Exception as error:
            failure = error
    first()
    say_again(records)
    if failure:
        raise failure
