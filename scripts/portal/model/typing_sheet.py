"""登分表: the table into which answer sheets of paper are typed. Writer and reader share its headings."""

import re
from unicodedata import normalize

SHEET = "登分"
NOTHING = ("-", "－", "—", "空")
"""What may stand for a question that was left open, besides an empty cell."""

NUMBER, NAME, SCHOOL, PAPER = "编号", "姓名", "学校", "卷号"

_QUESTION = re.compile(r"第?([1-9]\d{0,2})题?(?:\(.*\))?")


def question_heading(number: int) -> str:
    """Return the heading of a question's column."""
    return str(number)


def question_number(heading: str) -> int | None:
    """Return which question a column is for: `3`, `第3题`, `3 题`; None for any other column."""
    found = _QUESTION.fullmatch("".join(normalize("NFKC", heading).split()))
    return int(found[1]) if found else None
