"""The readers of foreign files, each behind one call that takes bytes. Holds no assertions."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from portal.errors import PortalError
from portal.imports.draft import Named, Problem, Reading
from portal.imports.forms import can_be_replaced, marked_beside
from portal.imports.gift import mark_gift, read_gift, write_ids_gift
from portal.imports.moodle import mark_moodle, read_moodle, write_ids_moodle
from portal.imports.spreadsheet import mark_spreadsheet, read_spreadsheet, write_ids_spreadsheet
from portal.imports.word import mark_word, read_word, write_ids_word


class Reader(NamedTuple):
    """The ending of a form's files and what is done with one."""

    suffix: str
    read: Callable[[Path], Reading]
    mark: Callable[[Path, Sequence[Problem], Path], None]
    write_ids: Callable[[Path, Sequence[Named], Path], None]


READERS = {
    "xlsx": Reader(".xlsx", read_spreadsheet, mark_spreadsheet, write_ids_spreadsheet),
    "xls": Reader(".xls", read_spreadsheet, mark_spreadsheet, write_ids_spreadsheet),
    "csv": Reader(".csv", read_spreadsheet, mark_spreadsheet, write_ids_spreadsheet),
    "docx": Reader(".docx", read_word, mark_word, write_ids_word),
    "gift": Reader(".gift", read_gift, mark_gift, write_ids_gift),
    "moodle": Reader(".xml", read_moodle, mark_moodle, write_ids_moodle),
}


def read_bytes(form: str, data: bytes) -> Reading | str:
    """Return what a reader makes of a file with these bytes: a reading, or the sentence that refuses it.

    With problems the marked copy is made as well, without them the copy with ids; that may end in a
    sentence, too.
    """
    reader = READERS[form]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"题库{reader.suffix}"
        file.write_bytes(data)
        try:
            reading = reader.read(file)
            if reading.problems:
                reader.mark(file, reading.problems, marked_beside(file))
            elif can_be_replaced(file):
                reader.write_ids(file, _named(reading), file.with_stem("编号"))
        except PortalError as error:
            return str(error)
        return reading


def _named(reading: Reading) -> list[Named]:
    """Return ids for all questions of a reading."""
    return [
        Named(draft.spot, f"c-unit/q{number}", tuple(f"c{place}" for place, _ in enumerate(draft.choices)))
        for number, draft in enumerate(reading.drafts, 1)
    ]
