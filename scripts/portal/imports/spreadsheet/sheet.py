"""Goes down one sheet: which rows are questions, which are sections, examples, remarks."""

import re
from collections.abc import Iterable, Iterator

from portal.imports.draft import Draft, Problem, Spot
from portal.imports.spreadsheet.cells import read_cells
from portal.imports.spreadsheet.layout import Layout, filled_down, layout_at
from portal.imports.spreadsheet.rows import draft_of
from portal.imports.tables import Row, Sheet
from portal.model.cell_place import column_name
from portal.model.finding import Severity
from portal.model.question_words import type_of

_SHARED = ("type", "unit", "objective", "difficulty", "status", "difficulty share")
"""Fields that often stand in one cell merged over many rows."""

_THREE_OF_FIVE = {"1": "1", "2": "1", "3": "2", "4": "3", "5": "3"}
_EXAMPLE = re.compile(r"[【\[(（]?\s*(?:示例|样例|例题|范例|填写示例|模板示例|样题)|例\s*[:：]")
_REMARK = re.compile(r"(?:注|注意|备注|说明|提示|填写说明|填表说明|注意事项)\s*[:：]|[*＊※]")
_TOTAL = re.compile(r"(?:合计|总计|共计|小计)")
_DUTY = re.compile(r"[(（【]?\s*(?:必填|选填|可选|可不填|非必填|不必填)")
_SECTION = re.compile(
    r"\s*(?:第?[一二三四五六七八九十\d]+\s*(?:大题|部分|题)?\s*[、.．,，:：)）\s])?\s*(\S{1,12}?)\s*(?:[(（:：].*)?"
)
_FULL_ID = re.compile(r"[a-z]+-[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG = re.compile(r"(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*")


class SheetReader:
    """Goes down a sheet, row by row, remembering the headings and the section that a row stands under."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self.sheet, self.layout = sheet, layout
        self.problems: list[Problem] = []
        self.type = type_in(sheet.name)
        self.has_full_ids = False
        self.is_odd_id_told = False
        self.has_five_levels = False

    def drafts(self) -> Iterator[Draft]:
        """Yield the questions of the sheet; what is wrong gathers in `problems`."""
        columns = self.layout.columns
        rows = filled_down(self.sheet, (columns[name] for name in _SHARED if name in columns))
        self.has_full_ids = any(
            _FULL_ID.fullmatch(self.layout.cell(cells, name).text.strip())
            for cells in rows.values()
            for name in ("id", "serial id")
        )
        self.has_five_levels = self._five_levels(rows.values())
        self._tell_of_columns()
        for row in sorted(rows):
            if row > self.layout.row and self._is_question(row, rows[row]):
                draft = self._draft(row, rows[row])
                yield from [draft] if draft else []
        self._tell_of_pictures()

    def _five_levels(self, rows: Iterable[Row]) -> bool:
        """Tell whether the difficulties of the sheet go from 1 to 5."""
        said = {self.layout.cell(cells, "difficulty").text.strip() for cells in rows}
        return bool(said & {"4", "5"}) and not said & {"6", "7", "8", "9", "10"}

    def _warn(self, row: int, column: str, reason: str, cure: str) -> None:
        self.problems.append(Problem(Spot(self.sheet.name, row, column), reason, cure, "warning"))

    def _tell_of_columns(self) -> None:
        if "score" in self.layout.columns:
            letter = self.layout.letter("score")
            self._warn(self.layout.row, letter, "“分值”没有导入", "门户的分值在组卷时定，不用管。")
        for column, heading in self.layout.unused.items():
            reason = f"“{heading[:20]}”这一列没有导入"
            self._warn(
                self.layout.row, column_name(column), reason, "门户用不上就不用管；用得上就改成认得的表头。"
            )
        if self.has_five_levels:
            letter = self.layout.letter("difficulty")
            self._warn(
                self.layout.row,
                letter,
                "难度分五级，门户分三级",
                "1、2 当作易，3 当作中，4、5 当作难；不用管。",
            )
        if "answer" not in self.layout.columns:
            reason = "没有“正确答案”这一列，只认选项里标着 * 或“（正确）”的"
            self._warn(self.layout.row, "", reason, "加上“正确答案”一列，写选项的字母。")

    def _tell_of_pictures(self) -> None:
        for row, column in self.sheet.pictures:
            reason = "这里放着一张图片，表格里的图片不会一起导入"
            cure = "要带图就用 Word 或 Moodle XML 导入；不要图就不用管。"
            self._warn(row, column_name(column), reason, cure)

    def _is_question(self, row: int, cells: Row) -> bool:
        """Tell whether a row is to be read; new headings and sections are remembered."""
        if _FULL_ID.fullmatch(self.layout.cell(cells, "id").text.strip()):
            return True
        if other := layout_at(self.sheet, row):
            self.layout = other.keeping(self.layout)
            return False
        return not self._is_passed_over(row, cells)

    def _is_passed_over(self, row: int, cells: Row) -> bool:
        """Tell whether a row is no question: empty, a section, an example, a remark."""
        columns = self.layout.columns
        idle = {columns[name] for name in ("serial", "serial id", "score", *_SHARED) if name in columns}
        notes = columns.get("notes")
        words = {at: cell.text.strip() for at, cell in cells.items() if cell.text.strip() and at != notes}
        filled = [text for column, text in words.items() if column not in idle]
        is_odd = any(cell.kind in ("empty formula", "error", "picture") for cell in cells.values())
        if len(words) == 1 and self._is_section(next(iter(words.values()))):
            return True
        if len(words) == 1 and self._is_remark(row, words):
            return True
        return (not filled and not is_odd) or self._is_example(row, words)

    def _is_section(self, text: str) -> bool:
        kind = type_in(text)
        self.type = kind or self.type
        return bool(kind)

    def _is_remark(self, row: int, words: dict[int, str]) -> bool:
        ((column, text),) = words.items()
        if _REMARK.match(text) or _TOTAL.match(text):
            self._warn(
                row, column_name(column), f"“{text[:20]}”当作说明，没有导入", "如果是题目，就去掉开头的标记。"
            )
            return True
        return False

    def _is_example(self, row: int, words: dict[int, str]) -> bool:
        first = words[min(words)]
        prompt = words.get(self.layout.columns["prompt"], "")
        if _EXAMPLE.match(first) or _EXAMPLE.match(prompt):
            self._warn(row, "", "这一行是模板里的示例，没有导入", "如果是题目，就去掉开头的“示例”。")
            return True
        if sum(bool(_DUTY.match(text)) for text in words.values()) * 2 > len(words):
            self._warn(row, "", "这一行是模板里的填写要求，没有导入", "不用管。")
            return True
        return False

    def _draft(self, row: int, cells: Row) -> Draft | None:
        spot = Spot(self.sheet.name, row)
        asked = read_cells(self.layout, cells, spot)
        asked.texts["id"] = self._id_of(row, asked.get("id"), asked.get("serial id"))
        if self.has_five_levels:
            asked.texts["difficulty"] = _THREE_OF_FIVE.get(asked.get("difficulty"), asked.get("difficulty"))
        draft = draft_of(asked, self.type)
        for fault in asked.faults:
            letter = self.layout.letter(fault.field)
            severity: Severity = "error" if fault.is_error else "warning"
            self.problems.append(Problem(Spot(spot.part, row, letter), fault.reason, fault.cure, severity))
        return draft

    def _id_of(self, row: int, id_: str, serial: str) -> str:
        """Return the permanent id of a question; numbers and ids of other systems are none."""
        for said in (id_, serial):
            if _FULL_ID.fullmatch(said):
                return said
        if not id_ or id_.isdigit() or (_SLUG.fullmatch(id_) and not self.has_full_ids):
            return "" if id_.isdigit() else id_
        column = self.layout.letter("id")
        if self.has_full_ids:
            cure = "编号由门户给：照原样放回去；新题就空着。"
            self.problems.append(Problem(Spot(self.sheet.name, row, column), f"题目编号“{id_}”不合格", cure))
        elif not self.is_odd_id_told:
            self.is_odd_id_told = True
            cure = "不用管：导入后会另写一列门户的编号。"
            self._warn(row, column, f"“{id_[:30]}”这样的编号不是门户的，没有用", cure)
        return ""


def type_in(text: str) -> str:
    """Return the type that the name of a sheet or a line between questions names; empty if it names none."""
    match = _SECTION.fullmatch(text.strip())
    return type_of(match[1]) if match else ""
