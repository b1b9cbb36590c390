"""The results of an assessment as a workbook: people, what needs a look, what was handed in, questions."""

import io
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from portal.exports.new_workbook import new_workbook
from portal.model.bank import KINDS
from portal.model.paper_key import KeyQuestion, PaperKey
from portal.model.paper_results import Graded, ItemFigures, PersonResult, Results, beijing
from portal.model.question_sheet import LETTERS

# xlsxwriter has no types.
Book: TypeAlias = Any

Row = Sequence[str | int | float | None]

HARD, WEAK = 0.3, 0.1
"""A question that fewer get right, or that tells good from weak worse, needs a look."""

_SHEETS: dict[str, tuple[tuple[str, int], ...]] = {
    "成绩": (("编号", 14), ("姓名", 10), ("学校", 18), ("卷号", 22), ("答对", 7), ("总题数", 7),
            ("百分比", 8), ("结论", 9), ("要看的", 40), ("裁定", 30)),
    "异常": (("编号", 14), ("姓名", 10), ("异常", 22), ("情况", 56), ("要不要等裁定", 12), ("怎么办", 60)),
    "缺考": (("编号", 14), ("姓名", 10), ("学校", 18)),
    "没有读出来": (("哪里", 46), ("为什么，怎么办", 90)),
    "交卷": (("编号", 14), ("姓名", 10), ("卷号", 22), ("算不算", 8), ("答对", 7), ("答错", 7), ("无效", 7),
            ("没答", 7), ("开始（北京时间）", 21), ("交卷（北京时间）", 21), ("分钟", 7), ("来自", 46)),
    "题目": (("题目", 40), ("模块", 18), ("目标", 18), ("题型", 7), ("难度", 6), ("考到", 6), ("答对率", 8),
            ("没答", 6), ("区分度", 8), ("最常见的错", 24), ("多少人", 7), ("要看的", 40)),
}  # fmt: skip


def results_workbook(results: Results, key: PaperKey, graded: str) -> bytes:
    """Return the workbook. The same results and instant of grading give the same bytes."""
    rows: dict[str, Iterator[Row]] = {
        "成绩": (_person(person) for person in results.people),
        "异常": _flags(results.people),
        "缺考": ((one.number, one.name, one.school) for one in results.absent),
        "没有读出来": ((one.source, one.reason) for one in results.unread),
        "交卷": _handed_in(results.people),
        "题目": (_item(item, key.keys[item.question]) for item in results.items),
    }
    file = io.BytesIO()
    book = new_workbook(file, f"{key.title}　成绩（{graded}）")
    looks = {
        "head": book.add_format({"bold": True, "bg_color": "#DDEBE8", "border": 1, "text_wrap": True}),
        "text": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
        "number": book.add_format({"valign": "top"}),
    }
    for name, columns in _SHEETS.items():
        page = book.add_worksheet(name)
        for place, (title, width) in enumerate(columns):
            page.set_column(place, place, width)
            page.write_string(0, place, title, looks["head"])
        count = 0
        for count, row in enumerate(rows[name], 1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(count, place, cell[:32_000], looks["text"])
                elif cell is not None:
                    page.write_number(count, place, cell, looks["number"])
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(count, 1), len(columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
    book.close()
    return file.getvalue()


def _verdict(person: PersonResult) -> str:
    if person.ruling and not person.ruling.is_valid:
        return "判无效"
    if person.graded.stops and not person.ruling:
        return "等裁定"
    return "通过" if person.passed else "没有通过"


def _person(person: PersonResult) -> Row:
    who, graded = person.candidate, person.graded
    flags = "；".join(dict.fromkeys(flag.kind.title for flag in graded.flags))
    ruled = f"{'有效' if person.ruling.is_valid else '无效'}：{person.ruling.reason}" if person.ruling else ""
    return (
        who.number, who.name, who.school, graded.submission.paper, graded.right, person.total,
        person.percent, _verdict(person), flags, ruled,
    )  # fmt: skip


def _flags(people: Sequence[PersonResult]) -> Iterator[Row]:
    for person in people:
        for one in (person.graded, *person.others):
            for flag in one.flags:
                waits = "要" if flag.kind.stops else "不用"
                which = "" if one is person.graded else f"（没有计的那一份：{one.submission.source}）"
                yield (
                    person.candidate.number, person.candidate.name, flag.kind.title, flag.detail + which,
                    waits, flag.kind.cure,
                )  # fmt: skip


def _handed_in(people: Sequence[PersonResult]) -> Iterator[Row]:
    for person in people:
        for one in (person.graded, *person.others):
            yield _one(person, one)


def _one(person: PersonResult, graded: Graded) -> Row:
    said = graded.submission
    verdicts = list(graded.verdicts.values())
    minutes = None if said.is_typed else round(said.seconds / 60, 1)
    return (
        person.candidate.number, person.candidate.name, said.paper,
        "算" if graded is person.graded else "不算",
        *(verdicts.count(verdict) for verdict in ("right", "wrong", "void", "open")),
        beijing(said.started) or "纸上", beijing(said.finished) or "纸上", minutes, said.source,
    )  # fmt: skip


def _item(item: ItemFigures, key: KeyQuestion) -> Row:
    share = item.right / item.asked
    told = []
    if item.asked >= 10 and share < HARD:
        told.append("很少人答对：看答案有没有给错，题目有没有讲到")
    if item.apart is not None and item.apart < WEAK:
        told.append("考得好的人也常错：看题目会不会有两种理解")
    return (
        item.question, key.module, key.objective, KINDS[key.type], key.difficulty, item.asked,
        round(share, 3), item.open, None if item.apart is None else round(item.apart, 2),
        _words(item, key), item.wrong_count or None, "；".join(told),
    )  # fmt: skip


def _words(item: ItemFigures, key: KeyQuestion) -> str:
    """Return a wrong answer; choices by their letters in the bank, for papers have orders of their own."""
    if key.type == "blank":
        return " | ".join(item.common_wrong)
    places = sorted(key.choices.index(choice) for choice in item.common_wrong)
    letters = "".join(LETTERS[place] for place in places)
    return f"{letters}（{'、'.join(key.choices[place] for place in places)}）" if places else ""
