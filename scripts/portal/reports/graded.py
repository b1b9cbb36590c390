"""Judges every distinct answer of a run once, by today's banks, and puts all of them in one order."""

import json
from collections.abc import Callable, Sequence
from itertools import pairwise

from portal.errors import PortalError
from portal.model.flat import ascii_json
from portal.reports.flags import Grade
from portal.reports.store.desk import Desk

VERDICTS = {"right": 1, "wrong": 0}
"""Verdict → how the tables hold it; -1 for every other one."""
NO_QUESTION = -1
MOST = 2**24
"""So many distinct answers fit beside a time into one number; see `store/sql/answers.sql`."""

_COLUMNS = "given bigint, number bigint, id varchar, question int, verdict int, odd int, value varchar"


def _value_order(value: Sequence[str]) -> str:
    """Return the text by which answers of one time are told apart: that of `records/canonical.py`."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _distinct(desk: Desk) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return number, question id and value of every answer.

    Raises PortalError when a number has two meanings.
    """
    rows = desk.rows(
        "select distinct given, question, value from stored_given order by given, question, value"
    )
    found = [(given, question, tuple(json.loads(value))) for given, question, value in rows]
    for one, other in pairwise(found):
        if one[0] == other[0]:
            raise PortalError(
                f"两个不同的答案得到了同一个编号（{one[1]} 和 {other[1]}），不能汇总。"
                "请把这句话告诉开发的人。"
            )
    if len(found) > MOST:
        raise PortalError(f"不同的答案超过 {MOST} 个，一次汇总不了。请分几批汇总。")
    return found


def grade_all(
    desk: Desk, places: dict[str, int], grade: Grade, today: Callable[[str], str]
) -> list[tuple[int, int, int, str]]:
    """Fill the table `graded`; return the rows of the report's table `given`.

    `places`: question id → its number in the report; `today`: id of a question when it was answered → now.
    """
    found = sorted(
        (
            (_value_order(value), today(question), value, given, question)
            for given, question, value in _distinct(desk)
        ),
        key=lambda one: one[:2],
    )
    numbers: dict[tuple[str, str], int] = {}
    rows, told = [], []
    for text, now, value, given, question in found:
        is_new = (text, now) not in numbers
        number = numbers.setdefault((text, now), len(numbers))
        verdict, place = grade(now, value), places.get(now, NO_QUESTION)
        judged = VERDICTS.get(verdict, -1)
        odd = int(verdict in ("unknown", "void"))
        rows.append((given, number, question, place, judged, odd, ascii_json(value)))
        if is_new and place != NO_QUESTION:
            told.append((number, place, judged, ascii_json(value)))
    desk.fill("graded", _COLUMNS, rows)
    desk.db.execute(
        "create table numbered as select distinct number, verdict from graded where question >= 0"
    )
    return told
