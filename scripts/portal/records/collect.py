"""Finds every record in files, folders, zips and pasted chat text. Nothing unreadable stops the rest."""

import html
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from portal.errors import PortalError, said
from portal.records import csv_form
from portal.records.archives import read_member, too_large
from portal.records.cells import Cell, is_wanted, read_cells
from portal.records.found import Found, Item
from portal.records.inputs import TABLES, Inputs, suffix_of
from portal.records.pasted import read_pasted, tried
from portal.records.read import MAX_BYTES, decode_text, read_content

__all__ = ["Found", "Item", "find_files", "raw_json", "read_found", "read_pasted", "read_stream"]

MOST_OF_TABLE = 32 * 1024 * 1024
"""Bytes of a table with text codes: those of a county with 5,000 people."""

_TAG = re.compile(r"<[^<>]*>")


def find_files(inputs: Sequence[Path], skip: Callable[[Path], bool] = lambda _: False) -> Inputs:
    """Return what is to be read, to be walked through as it is asked for.

    Raises PortalError when an input does not exist.
    """
    return Inputs(inputs, skip)


def _bytes_of(found: Found, most: int = MAX_BYTES) -> bytes:
    """Return what is in a file. Raises PortalError or OSError."""
    if found.inside:
        return read_member(found.path, found.inside, most)
    # A pipe or a device would keep us waiting for ever.
    if not stat.S_ISREG(os.stat(found.path).st_mode):
        raise PortalError("不是普通文件。要交粘贴的内容，请用“-”。")
    with found.path.open("rb") as file:
        raw = file.read(most + 1)
    if len(raw) > most:
        raise too_large(most)
    return raw


def raw_json(found: Found) -> bytes | None:
    """Return the bytes of a .json file, on the disk or in a zip; None for everything else.

    Raises PortalError or OSError when they cannot be read, or are more than a record can have.
    """
    return _bytes_of(found) if suffix_of(found.name) == ".json" else None


class Cells(Protocol):
    """What opens tables: .xlsx, .xls, .csv."""

    def __call__(self, raw: bytes, name: str, wanted: Callable[[str], bool]) -> Iterator[Cell]:
        """Yield the cells whose text is wanted, row by row. Raises PortalError when it is no table."""


def read_found(found: Found, cells: Cells | None = None) -> Iterator[Item]:
    """Yield every record in a file, or the reason why there is none; `cells` opens workbooks."""
    try:
        yield from _read(found, cells)
    except OSError as error:
        yield Item(found.name, None, f"读不了文件：{said(error)}。")
    except PortalError as error:
        yield Item(found.name, None, str(error))


def _read(found: Found, cells: Cells | None) -> Iterator[Item]:
    suffix = suffix_of(found.name)
    if suffix in TABLES and not cells:
        yield Item(found.name, None, "是表格，没有读。", ignored=True)
    elif suffix in TABLES and cells:
        yield from read_cells(cells(_bytes_of(found, MOST_OF_TABLE), found.name, is_wanted), found.name)
    elif suffix == ".txt":
        yield from read_pasted(decode_text(_bytes_of(found)), found.name)
    elif suffix in (".htm", ".html"):
        yield from _read_page(decode_text(_bytes_of(found)), found.name)
    elif suffix == ".csv":
        yield from _read_table(_bytes_of(found, MOST_OF_TABLE), found.name, cells)
    else:
        raw = _bytes_of(found)
        yield tried(found.name, lambda: read_content(raw))


def _read_page(text: str, name: str) -> Iterator[Item]:
    """Yield the codes in a chat that was saved as a web page."""
    if "XY1." in text:
        yield from read_pasted(html.unescape(_TAG.sub("", text)), name)
    else:
        yield Item(name, None, "是网页，里面没有学习记录码，没有读。", ignored=True)


def _read_table(raw: bytes, name: str, cells: Cells | None) -> Iterator[Item]:
    """Yield the record whose table form this is, or the codes that stand in the cells of any other table."""
    text = decode_text(raw)
    if "XY1." not in text or csv_form.is_csv_form(text):
        if len(raw) > MAX_BYTES:
            raise too_large(MAX_BYTES)
        yield tried(name, lambda: read_content(raw))
        return
    try:
        yield from list(read_cells(cells(raw, name, is_wanted), name)) if cells else read_pasted(text, name)
    except PortalError:  # quotes that do not match: then it is text like any other
        yield from read_pasted(text, name)


def read_stream(raw: bytes, name: str) -> Iterator[Item]:
    """Yield every record in what was pasted on standard input."""
    try:
        if len(raw) > MAX_BYTES:
            raise too_large(MAX_BYTES)
        yield from read_pasted(decode_text(raw), name)
    except PortalError as error:
        yield Item(name, None, str(error))
