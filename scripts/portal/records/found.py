"""What lies in the folders that were handed in: records, files to read, and what holds none and why."""

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from portal.records.read import ReadRecord


@dataclass(frozen=True)
class Item:
    """One record that was found, or one thing that holds none and why."""

    name: str
    """The file as the user named it, with the number of the code where it holds several."""
    record: ReadRecord | None
    reason: str = ""
    ignored: bool = False
    """True for what nobody has to do anything about: no record was to be expected in it."""


@dataclass(frozen=True, order=True)
class Found:
    """Something to be read: a file, or one inside a zip."""

    name: str
    """For people: safe to print and to write into a cell."""
    path: Path
    """The file on the disk; of something in a zip, the zip."""
    inside: str = ""
    """Where in the zip it stands: places in the list of contents, as `3`, in a zip in the zip `3/7`."""


def shown(name: str | Path) -> str:
    """Return a name as it may be printed.

    A name may hold bytes that are no characters, line ends, escape codes for terminals, and marks that
    turn the direction of writing so that `gpj.exe` reads `exe.jpg`: each becomes `\ufffd`.
    """
    text = os.fsencode(name).decode("utf-8", "replace")
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        "\ufffd" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") else sign for sign in text
    )
