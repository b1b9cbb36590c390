"""Finds text codes in what was pasted: chat with codes in it, one code or record, columns of a workbook."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import islice

from portal.errors import PortalError
from portal.records import csv_form
from portal.records.found import Item
from portal.records.read import ReadRecord, read_text

# Chat programs and mail wrap long texts, quote them with `>` and slip in invisible characters.
_FILLER = r"[\s>\u200b-\u200d\u2060\ufeff]"
MOST_CODES = 20_000
"""Codes that are read in one text: more than any county has people, and than a sheet of Excel could list."""
TOO_MANY = "里面的码太多，后面的没有读。请把它分成几个文件。"
_START = re.compile(r"XY1\.")
_CODE = re.compile(rf"XY1\.(?:[A-Za-z0-9_-]|{_FILLER})+\.(?:{_FILLER}*[0-9a-z]){{7}}")


def _code_at(text: str, starts: list[int], number: int) -> tuple[str, int]:
    """Return the code that begins at a start, and where it ends.

    The search normally stops at the next start, so that a code cut short does not swallow its
    neighbour; it goes on one further because a body may end in `XY1` by chance.
    """
    bounds = [*starts[number + 1 : number + 3], len(text)]
    for bound in bounds[:2]:
        match = _CODE.match(text, starts[number], bound)
        if match:
            return re.sub(_FILLER, "", match[0]), match.end()
    raise PortalError("学习记录码不完整：没有找到结尾的 7 位校验值。请重新复制整段。")


def read_codes(text: str) -> Iterator[tuple[int, ReadRecord | str]]:
    """Yield where each code of a text begins, and the record in it or the reason why there is none."""
    starts = [match.start() for match in islice(_START.finditer(text), MOST_CODES + 1)]
    end = 0
    for number, start in enumerate(starts[:MOST_CODES]):
        if start < end:
            continue
        try:
            found, end = _code_at(text, starts, number)
            yield start, read_text(found)
        except PortalError as error:
            yield start, str(error)
    if len(starts) > MOST_CODES:
        yield starts[-1], TOO_MANY


def _is_one_record(text: str) -> bool:
    """Tell a whole JSON or table, in which a code may stand by chance, from codes with chat around them."""
    if csv_form.is_csv_form(text) and tried("", lambda: read_text(text)).record:
        return True
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def read_pasted(text: str, name: str) -> Iterator[Item]:
    """Yield every record in a text: many codes with chat between them, or one JSON or table."""
    if not text.strip():
        yield Item(name, None, "是空的。")
        return
    if not _START.search(text) or _is_one_record(text):
        yield tried(name, lambda: read_text(text))
        return
    results = [result for _, result in read_codes(text)]
    for number, result in enumerate(results, 1):
        label = f"{name}（第 {number} 段码）" if len(results) > 1 else name
        yield item_of(label, result)


def item_of(name: str, result: ReadRecord | str) -> Item:
    """Return a record, or the reason why there is none, as a thing that was found."""
    return Item(name, None, result) if isinstance(result, str) else Item(name, result)


def tried(name: str, read: Callable[[], ReadRecord]) -> Item:
    """Return what reading gives; whatever goes wrong with it is the reason."""
    try:
        return Item(name, read())
    except PortalError as error:
        return Item(name, None, str(error))
    except Exception as error:  # A file made to break the reader must cost only itself.
        return Item(name, None, f"读的时候出错（{type(error).__name__}）。请让老师重新导出。")
