"""The sheet of instructions in a workbook of questions: how answers are written, examples, objectives."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any, TypeAlias

from portal.model.question_sheet import INSTRUCTIONS, Heading
from portal.model.unit import Unit

# xlsxwriter has no types.
Page: TypeAlias = Any
Format: TypeAlias = Any

_WORDS_WIDTH, _EXAMPLE_WIDTH = 62, 30
"""In digits, as Excel counts."""

_EXAMPLES: tuple[Mapping[str, str], ...] = (
    {
        "type": "单选题",
        "prompt": "学生红着眼睛来办公室，你开口的第一句话，哪一句更合适？",
        "choice A": "又怎么了？",
        "choice B": "我看到你有点难过，想坐一会儿吗？",
        "answer": "B",
        "explanation": "先说看到的，把说不说留给学生。",
        "feedback A": "听起来像责备，学生容易把话收回去。",
        "difficulty": "易",
        "status": "草稿",
    },
    {
        "type": "多选题",
        "prompt": "下面哪些电话可以求助？",
        "choice A": "12356",
        "choice B": "12355",
        "choice C": "114",
        "answer": "AB",
        "explanation": "12356 是心理援助热线，12355 是青少年服务台；114 是查号台。",
        "difficulty": "易",
    },
    {
        "type": "判断题",
        "prompt": "学生说“别告诉别人”，遇到安全问题也要一直替他保密。",
        "answer": "错",
        "explanation": "保密有例外：涉及安全，就要告诉能帮忙的人。",
        "difficulty": "中",
    },
    {
        "type": "填空题",
        "prompt": "心理援助热线的号码是 ____，一年有 ____ 个月。",
        "answer": "12356；12|十二",
        "explanation": "两个空，答案用“；”隔开；第二个空两种写法都算对。",
        "difficulty": "易",
    },
)
_RULES = (
    (
        "正确答案怎么写",
        "单选题一个字母：B。多选题把字母连着写：ABD（写成 A、B、D 也认得）。判断题写“对”或“错”。",
    ),
    (
        "填空题的答案",
        "一个空的几种写法用“|”隔开：6|六。几个空用“；”隔开：12356；12|十二。"
        "答案里本来就有 | / ； 、 这些符号，就把这个答案放进「」里：「and/or」；「」里面的 」 写两个。",
    ),
    (
        "题干（Markdown）",
        "导出的表，题干的表头带“（Markdown）”：**两个星号中间** 是加粗，\\* 是星号本身。"
        "自己新写的表，表头只写“题干”，写什么就显示什么。",
    ),
    (
        "编号",
        "题目编号和选项编号由门户给，导入后会写回表里。改字不改编号；新写的题、复制出来的题，编号要空着。",
    ),
    ("不要的题", "发布过的题不要删行，把状态改成“停用”。"),
    ("以 = + - @ 开头的文字", "照常写。存成 .csv 时前面会多一个 '，导入时自动去掉。"),
    ("填好以后", "保存，用 portal import 导入；有问题会指出在哪一行哪一列，一道题都不会改坏。"),
)


_FIRST_GOAL = 2 + len(_RULES) + 2
"""The row, from 0, of the first objective."""


def lists_of_objectives(units: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    """Yield unit id and where its objectives stand, as a list to pick from names it."""
    row = _FIRST_GOAL + 1
    for unit in units:
        last = row + len(unit.front.objectives) - 1
        yield unit.id, f"={INSTRUCTIONS}!$B${row}:$B${last}"
        row = last + 1


def _height(text: str, width: float) -> float:
    """Return the height of a row in which a text is wrapped, in points."""
    return 15.0 * max(1, ceil(sum(1.05 if sign.isascii() else 1.95 for sign in text) / (width - 2))) + 3


def write_instructions(
    page: Page, units: Sequence[Unit], columns: Sequence[Heading], formats: Mapping[str, Format]
) -> None:
    """Write how to fill in the table; the objectives stand where `lists_of_objectives` says."""
    page.set_column(0, 0, 22)
    page.set_column(1, 1, _WORDS_WIDTH)
    page.set_column(2, 5, _EXAMPLE_WIDTH)
    page.write_string(0, 0, "题目表怎么填", formats["big"])
    for row, (name, words) in enumerate(_RULES, 2):
        page.set_row(row, _height(words, _WORDS_WIDTH))
        page.write_string(row, 0, name, formats["name"])
        page.write_string(row, 1, words, formats["cell"])
    row = _FIRST_GOAL
    if units:
        page.write_string(row - 1, 0, "单元", formats["head"])
        page.write_string(row - 1, 1, "它的目标（“目标”一列从这里选）", formats["head"])
    for unit in units:
        for text in unit.front.objectives.values():
            page.write_string(row, 0, unit.front.title, formats["cell"])
            page.write_string(row, 1, text, formats["cell"])
            row += 1
    row += 1
    for place, title in enumerate(("列", "写什么", *(f"例：{one['type']}" for one in _EXAMPLES))):
        page.write_string(row, place, title, formats["head"])
    for number, column in enumerate(columns, row + 1):
        examples = [one.get(column.field, "") for one in _EXAMPLES]
        texts = (column.title, column.meaning, *examples)
        heights = [_height(text, _EXAMPLE_WIDTH) for text in examples]
        page.set_row(number, max(_height(column.meaning, _WORDS_WIDTH), *heights))
        for place, text in enumerate(texts):
            page.write_string(number, place, text, formats["cell" if place else "name"])
