"""What becomes of every staged text in a pseudonymous report. What is not listed here stops the report."""

from collections.abc import Mapping
from enum import Enum

from portal.errors import PortalError
from portal.reports.engines.engine import statements


class Fate(Enum):
    """What becomes of a text."""

    OURS = "written by the project: stays"
    PERSON = "the number: becomes the person's pseudonym"
    SCHOOL = "becomes the school's pseudonym, or that of the small schools together"
    COUNTY = "becomes the county's pseudonym; none for a small school"
    CLASS = "becomes the class's pseudonym; the grade stays in a column of its own"
    LESSON = "stays for a lesson of the site, else becomes a pseudonym"
    FILE = "becomes the file's pseudonym: files are named after people"
    EXAM = "stays for a mock exam of the site, else becomes a pseudonym"
    DAY = "the time of the day goes"
    MARK = "only compared, never shown: becomes a pseudonym"
    DETAIL = "goes, and is said to be gone"
    VALUE = "stays for choices and right answers; the wording of other gaps goes"
    GONE = "goes"


TEXTS: Mapping[str, Mapping[str, Fate]] = {
    "people": {
        "number": Fate.PERSON, "name": Fate.GONE, "school": Fate.SCHOOL, "county": Fate.COUNTY,
        "latest_at": Fate.DAY, "history": Fate.MARK, "hint": Fate.GONE,
    },
    "roster": {
        "number": Fate.PERSON, "name": Fate.GONE, "school": Fate.SCHOOL, "county": Fate.COUNTY,
        "tracks": Fate.OURS,
    },
    "roster_problems": {"reason": Fate.DETAIL},
    "flags": {"kind": Fate.OURS, "file": Fate.FILE, "detail": Fate.DETAIL},
    "given": {"value": Fate.VALUE},
    "taught": {
        "school": Fate.SCHOOL, "class": Fate.CLASS, "label": Fate.CLASS, "taught_on": Fate.DAY,
        "lesson": Fate.LESSON, "title": Fate.LESSON, "note": Fate.GONE, "reason": Fate.OURS,
    },
    "attempts": {
        "exam": Fate.EXAM, "started": Fate.DAY, "finished": Fate.DAY, "modules": Fate.OURS,
        "redrawn": Fate.OURS, "paper": Fate.OURS, "marks": Fate.OURS,
    },
    "verdicts": {"track": Fate.OURS, "lacks": Fate.OURS},
    "answers": {},
}  # fmt: skip
"""Table → its columns with texts → their fate, for every table in which something from outside may stand."""

OF_PROJECT = frozenset({
    "roster_tracks", "run", "tracks", "units", "questions", "choices", "months", "quotas",
})  # fmt: skip
"""Tables in which nothing from outside can stand: what the content says, and numbers."""

_NUMBERS = frozenset({"int", "bigint", "double"})

Columns = Mapping[str, str]
"""Column → its type, in order."""


def tables_of(schema: str) -> dict[str, Columns]:
    """Return table → its columns from the text of the schema."""
    found: dict[str, Columns] = {}
    for statement in statements(schema):
        head, _, body = statement.partition("(")
        pairs = (column.split() for column in body.rpartition(")")[0].split(","))
        found[head.split()[-1]] = {name: kind for name, kind, *_ in pairs}
    return found


def check(tables: Mapping[str, Columns]) -> None:
    """Raise PortalError when a table holds a text of which nobody has said what becomes of it."""
    unknown = [
        f"{table}.{column}"
        for table, columns in tables.items() if table not in OF_PROJECT
        for column, kind in columns.items()
        if kind not in _NUMBERS and column not in TEXTS.get(table, {})
    ]  # fmt: skip
    if unknown:
        raise PortalError(
            f"化名报告没有写：不知道 {'、'.join(unknown)} 里的文字能不能给人看。请告诉开发的人。"
        )
