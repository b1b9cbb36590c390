"""Rows → the texts of the banks as they would be."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from portal.errors import PortalError, said
from portal.imports.bank_text import merged, new_bank
from portal.imports.taking import Row
from portal.model.bank import Bank, Question
from portal.model.catalogue import Catalogue


@dataclass(frozen=True)
class Writing:
    """A bank that an import changes."""

    path: str
    """From the project's root."""
    track: str
    slug: str
    before: bytes | None
    """What the file holds; None if there is none yet."""
    after: bytes
    wanted: tuple[Question, ...]
    """The questions that the new text must give, to the letter."""
    rows: tuple[Row, ...]


def write(root: Path, catalogue: Catalogue, rows: Sequence[Row]) -> list[Writing]:
    """Return the banks that the rows change. Nothing is written.

    Raises PortalError for a bank that cannot be read or is not written as a list.
    """
    by_unit: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.change != "same":
            by_unit[row.unit.id].append(row)
    return [_write(root, catalogue, unit_rows) for unit_rows in by_unit.values()]


def _write(root: Path, catalogue: Catalogue, rows: list[Row]) -> Writing:
    unit = rows[0].unit
    path = f"quizzes/{unit.track}/{unit.slug}.yml"
    if path in catalogue.unread:
        raise PortalError(f"题库 {path} 现在读不出来，没有导入。先运行 portal check，把它改好。")
    bank = catalogue.bank_of.get(unit.id)
    added = [row.question for row in rows if row.old is None]
    if bank is None:
        text, before, wanted = new_bank(added), None, tuple(added)
    else:
        before = _content(root, path)
        if len(added) == len(rows) and all(map(_is_pattern, bank.questions)):
            text, wanted = _head(before.decode("utf-8")) + new_bank(added), tuple(added)
        else:
            text, wanted = _merged(before.decode("utf-8"), bank, rows, added)
    return Writing(path, unit.track, unit.slug, before, text.encode(), wanted, tuple(rows))


def _is_pattern(question: Question) -> bool:
    """Tell whether a question is the one that `portal new` writes, with nothing filled in yet."""
    return question.status == "draft" and question.prompt.startswith("〔写：")


def _head(text: str) -> str:
    """Return the comments above the questions of a bank."""
    lines = takewhile(lambda line: line.startswith("#") or not line.strip(), text.splitlines(keepends=True))
    return "".join(lines)


def _merged(
    text: str, bank: Bank, rows: Sequence[Row], added: Sequence[Question]
) -> tuple[str, tuple[Question, ...]]:
    new = {row.question.id: row.question for row in rows if row.old is not None}
    changed = {number: new[old.id] for number, old in bank.numbered() if old.id in new}
    kept = [changed.get(number, old) for number, old in bank.numbered()]
    return merged(text, bank, changed, added), (*kept, *added)


def _content(root: Path, path: str) -> bytes:
    try:
        return (root / path).read_bytes()
    except OSError as error:
        raise PortalError(f"题库 {path} 读不了：{said(error)}。") from error
