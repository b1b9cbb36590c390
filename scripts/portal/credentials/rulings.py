"""裁定.csv: what whoever is in charge decided about people whose hand-ins do not fit."""

from collections.abc import Collection

from portal.credentials.candidates import Problem, Table
from portal.credentials.oddities import folded
from portal.model.cell_place import column_name
from portal.model.paper_results import Ruling
from portal.model.typed_text import clean

FILES = ("裁定.csv", "裁定.xlsx")

_NUMBER, _RULING, _REASON = "编号", "裁定", "理由"
_WORDS = {"有效": True, "无效": False}
_IS = "是"
_CURE = "写“有效”“无效”，或者“是”加名单上的编号。"


def read_rulings(table: Table, listed: Collection[str]) -> tuple[dict[str, Ruling], tuple[Problem, ...]]:
    """Return folded number → ruling, and everything that is wrong with the table, by row and column.

    `listed`: the folded numbers of the candidates.
    """
    first = min(table, default=1)
    names = {clean(text): column for column, (text, _) in table.get(first, {}).items()}
    if missing := [name for name in (_NUMBER, _RULING, _REASON) if name not in names]:
        cure = "第一行写三个表头：编号、裁定、理由。"
        return {}, (Problem(first, "", f"没有“{'”“'.join(missing)}”这一列", cure),)
    rulings: dict[str, Ruling] = {}
    problems = []
    for row in sorted(row for row in table if row > first):
        cells = {name: clean(table[row].get(names[name], ("", ""))[0]) for name in names}
        number, words = (cells[name].removeprefix("'") for name in (_NUMBER, _RULING))
        reason = " ".join(table[row].get(names[_REASON], ("", ""))[0].split()).removeprefix("'")
        if not (number or words or reason):
            continue
        is_number = words.removeprefix(_IS).strip() if words.startswith(_IS) else ""
        is_known = bool(is_number) and folded(is_number) in listed
        for name, is_wrong, why, cure in (
            (_NUMBER, not number, "没有编号", "写上这个人的编号。"),
            (_NUMBER, bool(number) and folded(number) in rulings, f"编号“{number}”裁定了两次", "留一行。"),
            (_RULING, bool(is_number) and not is_known, f"名单上没有“{is_number}”", "写名单上的编号。"),
            (_RULING, not is_number and words not in _WORDS, f"“{words}”不是裁定", _CURE),
            (_REASON, not reason, "没有理由", "写一句为什么这样定，凭的是什么。"),
        ):
            if is_wrong:
                problems.append(Problem(row, column_name(names[name]), why, cure))
        if number and (is_known or words in _WORDS) and reason:
            rulings.setdefault(folded(number), Ruling(_WORDS.get(words, True), reason, is_number))
    return rulings, tuple(sorted(problems))
