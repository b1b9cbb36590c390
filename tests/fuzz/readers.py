"""The readers of foreign files, each behind one call that takes bytes. Holds no assertions."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from portal.errors import PortalError
from portal.imports.draft import Reading
from portal.imports.gift import read_gift
from portal.imports.moodle import read_moodle
from portal.imports.spreadsheet import read_spreadsheet
from portal.imports.word import read_word

READERS: dict[str, tuple[str, Callable[[Path], Reading]]] = {
    "xlsx": (".xlsx", read_spreadsheet),
    "xls": (".xls", read_spreadsheet),
    "csv": (".csv", read_spreadsheet),
    "docx": (".docx", read_word),
    "gift": (".gift", read_gift),
    "moodle": (".xml", read_moodle),
}
"""Form → ending of its files and what reads them."""


def read_bytes(form: str, data: bytes) -> Reading | str:
    """Return what a reader makes of a file with these bytes: a reading, or the sentence that refuses it."""
    suffix, read = READERS[form]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"题库{suffix}"
        file.write_bytes(data)
        try:
            return read(file)
        except PortalError as error:
            return str(error)
