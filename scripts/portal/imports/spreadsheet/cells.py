"""The cells of one row as texts, and what is wrong with each of them by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.imports.draft import Spot
from portal.imports.literal import literal, one_line
from portal.imports.spreadsheet.answers import Fault
from portal.imports.spreadsheet.layout import Layout
from portal.imports.tables import Row
from portal.model.question_words import opened

_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_WORDS = ("prompt", "choices", "answer", "explanation")
_PASSED_OVER = ("serial", "score", "notes", "serial id")


@dataclass
class Asked:
    """The cells of a question as texts, and what was found wrong with them so far."""

    layout: Layout
    spot: Spot
    texts: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return the text of a field; nothing if there is none."""
        return self.texts.get(name, "")

    def fault(self, name: str, reason: str, cure: str, is_error: bool = True) -> None:
        """Note something that is wrong in the cell of a field, unless an error there is noted already."""
        if any(fault.field == name and fault.is_error for fault in self.faults):
            return
        self.faults.append(Fault(name, reason, cure, is_error))

    @property
    def is_sound(self) -> bool:
        """Tell whether no error was found yet."""
        return not any(fault.is_error for fault in self.faults)

    def markdown(self, name: str) -> str:
        """Return a text as Markdown."""
        text = self.get(name)
        return text if self.layout.is_markdown else literal(text)

    def line(self, text: str) -> str:
        """Return the text of a choice as Markdown on one line."""
        return text if self.layout.is_markdown else one_line(literal(text))


def _tidy(text: str, is_markdown: bool) -> str:
    text = opened(text.replace("\r\n", "\n").replace("\r", "\n").strip())
    if is_markdown:
        return text.strip()
    return _UNSEEN.sub("", text.replace("\u00a0", " ")).strip()


def read_cells(layout: Layout, cells: Row, spot: Spot) -> Asked:
    """Return the texts of a row's cells, with a fault for each cell that cannot be taken as it is."""
    asked = Asked(layout, spot)
    for name in layout.columns:
        cell = layout.cell(cells, name)
        asked.texts[name] = _tidy(cell.text, layout.is_markdown)
        if name not in _PASSED_OVER:
            asked.faults += _cell_faults(name, cell.kind, asked.texts[name])
    return asked


def _cell_faults(name: str, kind: str, text: str) -> Iterator[Fault]:
    if kind == "empty formula":
        yield Fault(
            name, "这一格是公式，文件里没有算好的结果", "用 Excel 打开再保存一次，或者把公式换成文字。"
        )
    elif kind == "error":
        yield Fault(name, f"这一格是 Excel 的错误值 {text}", "把它改成文字。")
    elif kind == "picture":
        reason = "这一格里是图片，表格里的图片不会一起导入"
        yield Fault(name, reason, "要带图就用 Word 或 Moodle XML 导入；不要图就删掉它。", False)
    elif kind == "date" and (name in _WORDS or name.startswith(("choice ", "feedback "))):
        reason = f"Excel 把这一格当成了日期或时间，读作“{text}”"
        yield Fault(name, reason, "如果不是这个意思，把单元格格式设为“文本”，重新输入。", False)
    elif kind == "decimal" and (name in _WORDS or name.startswith("choice ")):
        reason = f"这一格是数字，读作“{text}”；.xls 文件里看不出它是不是百分数"
        yield Fault(name, reason, "对不上就把它改成文字，或者另存为 .xlsx 再导入。", False)
    if _PRIVATE.search(text):
        yield Fault(name, "有显示不出来的特殊字符", "重新输入这几个字（常见于从 Word 粘贴的符号）。")
