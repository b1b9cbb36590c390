"""The list, kept in the store, of the reports that were made: where personal data went."""

import csv
import os
from dataclasses import astuple, dataclass
from pathlib import Path

PAST = "报告去向.csv"
HEAD = ("报告文件夹", "报告日期", "涉及人数", "记录份数", "化名")
_NEW = ".past.new"


@dataclass(frozen=True, order=True)
class Past:
    """One report that was made."""

    folder: str
    """Absolute, as it was then."""
    day: str
    people: str
    records: str
    codes: str
    """是 for a pseudonymous report, else 否."""


def past_reports(store: Path) -> list[Past]:
    """Return the reports made with a store, by folder; a damaged list is an empty one."""
    try:
        with (store / PAST).open(encoding="utf-8-sig", newline="") as table:
            rows = list(csv.reader(table))[1:]
    except (OSError, ValueError, csv.Error):
        return []
    return [Past(*row) for row in rows if len(row) == len(HEAD)]


def note_report(store: Path, report: Past) -> None:
    """Put a report on the list; it takes the place of one that stood in the same folder."""
    others = [one for one in past_reports(store) if one.folder != report.folder]
    new = store / _NEW
    handle = os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8-sig", errors="replace", newline="") as out:
        csv.writer(out).writerows([HEAD, *(astuple(one) for one in sorted([*others, report]))])
    new.replace(store / PAST)
