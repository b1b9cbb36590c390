"""Reads the list of candidates. Tells everything that is wrong with it at once, by row and column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.credentials.oddities import folded
from portal.model.cell_place import column_name
from portal.model.paper import Candidate
from portal.model.typed_text import clean

Cells = Mapping[int, tuple[str, str]]
"""Column from 1 → (what is seen, what kind of cell: text, number, decimal, date, empty formula, error …)."""
Table = Mapping[int, Cells]
"""Row from 1 → its cells, as spreadsheets are read; empty cells are left out."""

HEADERS = {
    "number": ("编号", "工号", "学号", "考号", "准考证号", "教师编号", "number", "no", "id"),
    "name": ("姓名", "名字", "教师姓名", "考生姓名", "name"),
    "school": ("学校", "单位", "学校名称", "工作单位", "school"),
}
TITLES = {"number": "编号", "name": "姓名", "school": "学校"}
MOST = 20_000

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, order=True)
class Problem:
    """Something in the list that has to be put right."""

    row: int
    column: str
    """Letters, as a spreadsheet shows them; empty: the whole row."""
    reason: str
    cure: str

    def __str__(self) -> str:
        """Where, what, and what to do."""
        where = f"第 {self.row} 行{f' {self.column} 列' if self.column else ''}"
        return f"{where}：{self.reason}\n    {self.cure}"


def _head(table: Table) -> tuple[int, dict[str, list[int]]]:
    """Return the row of the headings, and the columns of each field."""
    for row in sorted(table)[:20]:
        names = {column: clean(cell[0]).lower() for column, cell in table[row].items()}
        found = {
            field: sorted(column for column, name in names.items() if name in known)
            for field, known in HEADERS.items()
        }
        if found["number"] or found["name"]:
            return row, found
    return 0, {}


def _is_identity_number(text: str) -> bool:
    """Tell whether 18 digits are a resident's identity number, by its check digit."""
    if not re.fullmatch(r"\d{17}[\dXx]", text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == text[-1].upper()


def _cell_fault(field: str, text: str, kind: str) -> tuple[str, str] | None:
    title = TITLES[field]
    if kind == "empty formula":
        return f"{title}是公式，没有算出来的值", "在 Excel 里打开、保存一次，或者把值直接打进去。"
    if kind == "error" or re.fullmatch(r"#[A-Z/0]+[!?]?", text):
        return f"{title}是出错的公式（{text[:20]}）", "把值直接打进去。"
    if text[:1] in "=+@" and len(text) > 1:
        return f"{title}“{text[:20]}”像公式", "去掉开头的符号，把值直接打进去。"
    if len(text) > 80:
        return f"{title}有 {len(text)} 个字，太长", "最多 80 个字；检查是不是填错了列。"
    return _number_fault(text, kind) if field == "number" else None


def _number_fault(text: str, kind: str) -> tuple[str, str] | None:
    if _SCIENTIFIC.fullmatch(text) or kind == "decimal" or (kind == "number" and len(text) > 15):
        reason = f"编号“{text}”被 Excel 当成了数，后面几位已经变了"
        return reason, "把这一列设成“文本”，再重新填这个编号。"
    if kind == "date":
        return f"编号“{text}”被 Excel 当成了日期", "把这一列设成“文本”，再重新填这个编号。"
    if _is_identity_number(text):
        return "编号是身份证号", "换成工号或自己编的号：试卷、答卷和成绩里都会带着它。"
    return None


def read_candidates(table: Table) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    """Return everybody in a table, and everything that is wrong with it, by row and column."""
    first, columns = _head(table)
    if not first:
        seen = (
            "、".join(clean(cell[0])[:12] for _, cell in sorted(table[min(table)].items())[:8])
            if table
            else ""
        )
        cure = f"第一行写“编号”“姓名”“学校”三个表头{f'；现在是：{seen}' if seen else ''}。"
        return (), (Problem(min(table, default=1), "", "没有找到表头", cure),)
    problems = [
        Problem(first, column_name(places[1]), f"有两列“{TITLES[field]}”", "留下一列，删掉另一列。")
        for field, places in columns.items()
        if len(places) > 1
    ]
    problems += [
        Problem(first, "", f"没有“{TITLES[field]}”这一列", "加上这一列，每人都填。")
        for field in ("number", "name")
        if not columns[field]
    ]
    people: list[Candidate] = []
    if not problems:
        places = {field: found[0] for field, found in columns.items() if found}
        for row in sorted(row for row in table if row > first):
            person, faults = _person(table[row], row, places)
            people += [person] if person else []
            problems += faults
        problems += _doubled(table, first, places)
    if not problems and not people:
        problems.append(Problem(first + 1, "", "名单里一个人也没有", "从表头的下一行起，每行写一个人。"))
    if len(people) > MOST:
        problems.append(Problem(first, "", f"有 {len(people)} 个人", f"一次最多 {MOST} 人，分几次考。"))
    return tuple(people), tuple(sorted(problems))


def _person(cells: Cells, row: int, places: Mapping[str, int]) -> tuple[Candidate | None, list[Problem]]:
    given = {field: cells.get(column, ("", "text")) for field, column in places.items()}
    texts = {field: clean(text).removeprefix("'") for field, (text, _) in given.items()}
    if not any(texts.values()) and all(kind == "text" for _, kind in given.values()):
        return None, []
    faults = [
        Problem(row, column_name(places[field]), *fault)
        for field, (_, kind) in given.items()
        if (fault := _cell_fault(field, texts[field], kind))
    ]
    wrong = {fault.column for fault in faults}
    faults += [
        Problem(
            row,
            column_name(places[field]),
            f"没有{TITLES[field]}",
            f"补上{TITLES[field]}；没有这个人就删掉这一行。",
        )
        for field in ("number", "name")
        if not texts[field] and column_name(places[field]) not in wrong
    ]
    if faults:
        return None, faults
    return Candidate(number=texts["number"].upper(), name=texts["name"], school=texts.get("school", "")), []


def _doubled(table: Table, first: int, places: Mapping[str, int]) -> list[Problem]:
    column = places["number"]
    seen: dict[str, int] = {}
    found = []
    for row in sorted(row for row in table if row > first and column in table[row]):
        number = clean(table[row][column][0]).removeprefix("'").upper()
        other = seen.setdefault(folded(number), row)
        if number and other != row:
            reason = f"编号“{number}”和第 {other} 行的一样"
            found.append(Problem(row, column_name(column), reason, "一人一个编号；重复的一行删掉。"))
    return found


def as_rows(people: Sequence[Candidate]) -> list[list[str]]:
    """Return people as rows of texts, the way the list has them."""
    return [[person.number, person.name, person.school] for person in people]
