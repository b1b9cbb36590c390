"""裁定.csv: what whoever is in charge decided about people whose hand-ins do not fit."""

from portal.credentials.candidates import Problem, Table, cleaned, letters_of
from portal.credentials.oddities import folded
from portal.model.paper_results import Ruling

FILES = ("裁定.csv", "裁定.xlsx")

_NUMBER, _RULING, _REASON = "编号", "裁定", "理由"
_WORDS = {"有效": True, "无效": False}


def read_rulings(table: Table) -> tuple[dict[str, Ruling], tuple[Problem, ...]]:
    """Return folded number → ruling, and everything that is wrong with the table, by row and column."""
    first = min(table, default=1)
    names = {cleaned(text): column for column, (text, _) in table.get(first, {}).items()}
    if missing := [name for name in (_NUMBER, _RULING, _REASON) if name not in names]:
        cure = "第一行写三个表头：编号、裁定、理由。"
        return {}, (Problem(first, "", f"没有“{'”“'.join(missing)}”这一列", cure),)
    rulings: dict[str, Ruling] = {}
    problems = []
    for row in sorted(row for row in table if row > first):
        cells = {name: cleaned(table[row].get(names[name], ("", ""))[0]) for name in names}
        number, words, reason = (cells[name].removeprefix("'") for name in (_NUMBER, _RULING, _REASON))
        if not (number or words or reason):
            continue
        for name, is_wrong, why, cure in (
            (_NUMBER, not number, "没有编号", "写上这个人的编号。"),
            (_NUMBER, bool(number) and folded(number) in rulings, f"编号“{number}”裁定了两次", "留一行。"),
            (_RULING, words not in _WORDS, f"“{words}”不是裁定", "写“有效”或者“无效”。"),
            (_REASON, not reason, "没有理由", "写一句为什么这样定，凭的是什么。"),
        ):
            if is_wrong:
                problems.append(Problem(row, letters_of(names[name]), why, cure))
        if number and words in _WORDS and reason:
            rulings.setdefault(folded(number), Ruling(_WORDS[words], reason))
    return rulings, tuple(sorted(problems))
