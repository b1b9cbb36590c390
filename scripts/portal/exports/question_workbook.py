"""The looks of a workbook of questions: lists to pick from, slips in red, a sheet of instructions."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import ceil
from typing import Any, TypeAlias

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from portal.exports.zip_dates import FIXED
from portal.model.question_sheet import DIFFICULTIES, INSTRUCTIONS, STATUSES, TYPES, Heading
from portal.model.question_words import guarded
from portal.model.unit import Unit

# xlsxwriter has no types.
Book: TypeAlias = Any
Page: TypeAlias = Any
Format: TypeAlias = Any

_WORDS_WIDTH, _EXAMPLE_WIDTH = 62, 30
"""Of the instructions, in digits, as Excel counts."""

_SPARE = 500
"""Rows below the questions that have lists, too."""

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


@dataclass(frozen=True)
class Table:
    """The questions of a workbook."""

    rows: Sequence[Mapping[str, str]]
    """Field → text of its cell."""
    owners: Sequence[str]
    """For each row the id of its unit."""
    units: Sequence[Unit]
    """The units whose objectives are listed."""
    is_empty: bool = False
    """Whether it is one to fill in."""


def _formats(book: Book) -> dict[str, Format]:
    cell = {"valign": "top", "text_wrap": True, "num_format": "@"}
    forms = {
        "cell": cell,
        "id": {"valign": "top", "num_format": "@", "font_color": "#7A7A7A"},
        "head": {"bold": True, "bg_color": "#DDEBE8", "text_wrap": True, "border": 1, "valign": "vcenter"},
        "red": {"bg_color": "#F8CBAD", "font_color": "#9C0006", "bold": True},
        "big": {"bold": True, "font_size": 14},
        "name": {**cell, "bold": True},
    }
    return {name: book.add_format(form) for name, form in forms.items()}


def _write_questions(
    page: Page, table: Table, columns: Sequence[Heading], titles: Sequence[str], formats: Mapping[str, Format]
) -> None:
    for place, (column, title) in enumerate(zip(columns, titles, strict=True)):
        looks = formats["id" if column.field in ("id", "choice_ids") else "cell"]
        page.set_column(place, place, column.width, looks)
        page.write_string(0, place, title, formats["head"])
        for number, row in enumerate(table.rows, 1):
            if text := row.get(column.field):
                page.write_string(number, place, guarded(text, in_csv=False), looks)
    page.set_row(0, 24)
    page.freeze_panes(1, [column.field for column in columns].index("prompt") + 1)
    page.autofilter(0, 0, max(len(table.rows), 1), len(columns) - 1)


def _add_lists(page: Page, table: Table, columns: Sequence[Heading], red: Format) -> None:
    places = {column.field: place for place, column in enumerate(columns)}
    last = len(table.rows) + _SPARE
    for field, words in (("type", TYPES), ("difficulty", DIFFICULTIES), ("status", STATUSES)):
        choices = list(words.values())
        page.data_validation(1, places[field], last, places[field], {
            "validate": "list",
            "source": choices,
            "error_title": "换一个词",
            "error_message": f"从列表里选：{'、'.join(choices)}。",
        })  # fmt: skip
    kind, answer = (xl_col_to_name(places[field], col_abs=True) for field in ("type", "answer"))
    page.conditional_format(1, places["answer"], last, places["answer"], {
        "type": "formula",
        "criteria": f'=AND({kind}2="{TYPES["single"]}",LEN({answer}2)>1)',
        "format": red,
    })  # fmt: skip
    for first, end, source in _lists_of_objectives(table, last):
        page.data_validation(first, places["objective"], end, places["objective"], {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "error_title": "不是这个单元的目标",
            "error_message": "从列表里选一个目标。",
        })  # fmt: skip


def _lists_of_objectives(table: Table, last: int) -> Iterator[tuple[int, int, str]]:
    """Yield first row, last row and where the list of objectives for them stands."""
    places = {unit_id: (first, end) for unit_id, first, end in _places_of_objectives(table)}
    row = 1
    for owner, group in groupby(table.owners):
        end = row + len(list(group)) - 1
        if owner in places:
            yield row, end, _range(*places[owner])
        row = end + 1
    if len(places) == 1:
        yield row, last, _range(*next(iter(places.values())))


def _range(first: int, end: int) -> str:
    return f"={INSTRUCTIONS}!$B${first + 1}:$B${end + 1}"


def _first_goal() -> int:
    return 2 + len(_RULES) + 2


def _places_of_objectives(table: Table) -> Iterator[tuple[str, int, int]]:
    """Yield unit id, first and last row of its objectives in the instructions."""
    row = _first_goal()
    for unit in table.units:
        count = len(unit.front.objectives)
        yield unit.id, row, row + count - 1
        row += count


def _height(text: str, width: float) -> float:
    """Return the height of a row in which a text is wrapped, in points."""
    return 15.0 * max(1, ceil(sum(1.05 if sign.isascii() else 1.95 for sign in text) / (width - 2))) + 3


def _write_instructions(
    page: Page, table: Table, columns: Sequence[Heading], formats: Mapping[str, Format]
) -> None:
    page.set_column(0, 0, 22)
    page.set_column(1, 1, _WORDS_WIDTH)
    page.set_column(2, 5, _EXAMPLE_WIDTH)
    page.write_string(0, 0, "题目表怎么填", formats["big"])
    for row, (name, words) in enumerate(_RULES, 2):
        page.set_row(row, _height(words, _WORDS_WIDTH))
        page.write_string(row, 0, name, formats["name"])
        page.write_string(row, 1, words, formats["cell"])
    row = _first_goal()
    if table.units:
        page.write_string(row - 1, 0, "单元", formats["head"])
        page.write_string(row - 1, 1, "它的目标（“目标”一列从这里选）", formats["head"])
    for unit in table.units:
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


def workbook_bytes(table: Table, columns: Sequence[Heading], titles: Sequence[str]) -> bytes:
    """Return the workbook: a sheet of questions and one of instructions."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "微软雅黑", "font_size": 10},
    })  # fmt: skip
    book.set_properties({"title": "题目表", "author": "心育学堂", "created": datetime(*FIXED)})
    formats = _formats(book)
    questions = book.add_worksheet("题目")
    _write_questions(questions, table, columns, titles, formats)
    _add_lists(questions, table, columns, formats["red"])
    _write_instructions(book.add_worksheet(INSTRUCTIONS), table, columns, formats)
    for page in book.worksheets():
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
    book.close()
    return file.getvalue()
