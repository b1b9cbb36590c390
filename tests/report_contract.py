"""The cases of `tests/contracts/report.json`: what is handed in, and the tables that the report makes of it.

Python and the bench page both have to make these tables. Written anew by `python tests/report_contract.py`,
never by a test. Every person is invented. Holds no assertions.
"""

import csv
import io
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any

from report_records import RIGHT, make_answer, make_record
from small_project import EXAM, Edits, write_project
from typer.testing import CliRunner

from portal.cli import app
from portal.load import load
from portal.pages.browser_catalogue import browser_catalogue

Json = dict[str, Any]

EDITS: Edits = {"quizzes/exams/c.yml": EXAM}
DAY = "2026-11-20"
TABLES: Mapping[str, tuple[str, ...]] = {
    "学校": (
        "区县",
        "学校",
        "轨道",
        "应考",
        "缺交",
        "交记录",
        "实考",
        "学完单元",
        "通过",
        "通过率（通过÷实考）",
        "名单内实考",
        "名单内通过",
        "通过率（名单内通过÷应考）",
    ),
    "个人": (
        "编号",
        "姓名",
        "学校",
        "轨道",
        "名单",
        "记录份数",
        "实考",
        "已答",
        "答对",
        "题数",
        "正确率",
        "通过单元",
        "计入单元",
        "已得学时",
        "计入学时",
        "学完单元",
        "结论",
        "还差",
        "最近作答（UTC）",
        "疑点",
    ),
    "缺交与名单之外": ("类别", "编号", "姓名", "学校", "轨道", "说明"),
    "题目": (
        "题目编号",
        "轨道",
        "单元",
        "题型",
        "状态",
        "作答人数",
        "首答人数",
        "首答正确",
        "首答正确率",
        "最近人数",
        "最近正确",
        "最近正确率",
        "区分度",
    ),
    "课时（学校）": (
        "学校",
        "年级",
        "月份",
        "班数",
        "已上课时",
        "应上课时",
        "缺口",
        "达到定额的班",
        "达到比例（达到÷班数）",
        "备注",
    ),
    "课时（班级）": (
        "学校",
        "年级",
        "班级",
        "定额",
        *(f"{m}月" for m in (9, 10, 11, 12, 1, 2, 3, 4, 5, 6)),
        "合计",
        "应上",
        "缺口",
    ),
    "疑点": ("类别", "编号", "姓名", "学校", "也可能是", "可以这样问"),
    "未读文件": ("文件", "结果"),
}
"""Table → its columns that both sides have to fill alike; words that each side chooses are left out."""

_NUMBERS = {
    "应考",
    "缺交",
    "交记录",
    "名单内实考",
    "名单内通过",
    "记录份数",
    "已答",
    "答对",
    "题数",
    "通过单元",
    "计入单元",
    "疑点",
    "作答人数",
    "首答人数",
    "首答正确",
    "最近人数",
    "最近正确",
    "班数",
    "达到定额的班",
    "正确率",
    "首答正确率",
    "最近正确率",
    "区分度",
    "通过率（通过÷实考）",
    "通过率（名单内通过÷应考）",
    "达到比例（达到÷班数）",
    "已得学时",
    "计入学时",
    "已上课时",
    "应上课时",
    "缺口",
    "定额",
    "合计",
    "应上",
    *(f"{m}月" for m in range(1, 13)),
}
_NUMBERS_OF_SCHOOLS = {"实考", "学完单元", "通过"}
"""Counts in the table of schools, words in that of people."""


def _value(table: str, column: str, cell: str) -> str | float | None:
    is_number = column in _NUMBERS or (table == "学校" and column in _NUMBERS_OF_SCHOOLS)
    if is_number:
        return None if cell in ("", "—", "—（未提供名单）") else float(cell)
    return "" if cell == "—" else cell.removeprefix("'")


def table_of(name: str, text: str) -> list[list[str | float | None]]:
    """Return the rows of a CSV file of the report, in the columns of the contract; numbers as numbers."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return [[_value(name, column, row[column]) for column in TABLES[name]] for row in rows]


def _lesson(
    day: str, class_: str, lesson: str = "grade-5/why-i-learn", periods: float = 1, **more: str
) -> Json:
    return {"lesson": lesson, "class": class_, "date": day, "periods": periods, **more}


def _at(person: int, place: int) -> str:
    """Return a moment of one's own for each answer of each person."""
    return f"2026-10-{1 + person % 28:02}T08:{person % 60:02}:{10 + place:02}Z"


_OPENING, _PEOPLE, _ALONE = "c-first-steps/opening", "c-first-steps/people", "c-first-steps/alone"
_LEFT_OUT = {4: (_ALONE,), 13: (_ALONE,), 7: (_OPENING, _PEOPLE), 16: (_OPENING, _PEOPLE, _ALONE)}
"""Person of the crowd → what was not answered: a part of the unit, half of it, and more than half."""
_IMPOSSIBLE = {9, 19}
"""Those whose answer to a question cannot be judged. Both decide what discrimination is reckoned from."""


def _crowd() -> Iterator[tuple[str, Json]]:
    """Yield people of two schools who know more and more: each question is missed by another part of them."""
    for person in range(24):
        values: Json = {}
        for place, (question, right) in enumerate(RIGHT.items()):
            wrong = {"c-first-steps/alone": ["agree"], "c-first-steps/people": ["head"]}.get(
                question, ["blame"]
            )
            wrong = (
                ["leave"]
                if question.endswith("order")
                else ["110"]
                if question.endswith("hotline")
                else wrong
            )
            knows = person * 7 % 24 >= 4 * place + person % 3
            first = right if knows else wrong
            values[question] = make_answer(first, _at(person, place), latest=None if knows else right)
            if person % 6 == 5 and not knows:
                values[question] = make_answer(first, _at(person, place))
        if person in _IMPOSSIBLE:
            values[_OPENING] = make_answer(["nothing"], _at(person, 0))
        values = {one: value for one, value in values.items() if one not in _LEFT_OUT.get(person, ())}
        school = "一小" if person % 2 else "二小"
        yield f"{school}/{person:02}.json", make_record(f"虚构{person:02}", f"T{person:02}", school, values)


def _odd() -> Iterator[tuple[str, Json | str]]:
    """Yield what else comes in: doubled, unnamed, outside the roster, broken, with what does not fit."""
    home = RIGHT | {"c-first-steps/opening": make_answer(["blame"], latest=["see"])}
    yield "两台电脑/家里.json", make_record("王芳", "ｔ５０", "一小", home)
    school = {"c-next-steps/order": make_answer(["leave"], "2026-09-30T08:00:00Z"), **_unknown()}
    yield "两台电脑/学校.json", make_record("王方", "T50", "一小", school, exported="2026-11-09T08:00:00Z")
    yield "没有编号.json", make_record("李伟", "", "二小", RIGHT)
    yield "无名.json", make_record("", "", "", RIGHT)
    yield "外校.json", make_record("外人", "X1", "三小", {"c-first-steps/alone": ["nothing"]})
    late = {"c-first-steps/opening": make_answer(["see"], "2027-03-01T08:00:00Z")}
    yield "将来.json", make_record("未来", "T60", "二小", late)
    back = {"first": {"value": ["see"], "at": "2026-11-03T08:00:00Z"},
            "latest": {"value": ["blame"], "at": "2026-11-02T08:00:00Z"}, "tries": 2}  # fmt: skip
    yield "倒流.json", make_record("倒流", "T61", "二小", {"c-first-steps/opening": back}, exported="")
    yield "坏.json", '{"schema": "portal-record/1", "answers": {'
    yield "空.json", "  "
    yield "别的.json", '{"schema": "portal-record/9"}'


def _unknown() -> Json:
    return {"c-gone/gone": ["see"], "c-next-steps/old-order": ["leave"]}


def _teachers() -> Iterator[tuple[str, Json]]:
    """Yield ledgers: a class written in two ways, a lesson told twice, halves, what does not count."""
    first = [
        _lesson("2026-09-08", "五（1）班"),
        _lesson("2026-09-15", "五1班", periods=1.5),
        _lesson("2026-09-08", "5(1)班", at="2026-09-09T08:00:00Z"),
        _lesson("2026-10-13", "五(2)班", periods=2),
        _lesson("2026-11-03", "五(1)班", "grade-5/other", note="我们班的树"),
        _lesson("2026-11-25", "五(1)班"),
        _lesson("2026-08-20", "五(1)班", at="2026-09-02T08:00:00Z"),
        _lesson("2026-10-20", ""),
        _lesson("2026-10-21", "六(1)班"),
        _lesson("2026-10-22", "五(3)班", "grade-5/gone"),
        _lesson("2026-10-23", "五(1)班", periods=0),
        *(_lesson("2026-10-26", f"五({n})班", periods=3) for n in (1, 2, 3)),
    ]
    yield "课/一.json", make_record("上课一", "K1", "一小", {}, lessons=first)
    yield (
        "课/二.json",
        make_record("上课二", "K2", "一小", {}, lessons=[_lesson("2026-09-15", "五(1)班", periods=2)]),
    )
    yield "课/三.json", make_record("上课三", "K3", "", {}, lessons=[_lesson("2026-09-15", "五(1)班")])
    yield "课/四.json", make_record("上课四", "K4", "四小", {}, lessons=[_lesson("2026-12-15", "五(1)班")])


def _roster() -> str:
    people = [f"T{n:02},虚构{n:02},{'一小' if n % 2 else '二小'}" for n in range(24)]
    lines = [
        *people,
        "T50,王芳,一小",
        ",李伟,二小",
        "T70,缺交一,一小",
        "T71,缺交二,五小",
        "T70,缺交一,一小",
        ",,一小",
        "1.2E+17,科学,五小",
        "T60,别名,二小",
        "T61,倒流,二小",
    ]
    counties = {"一小": "河东", "二小": "河西", "五小": ""}
    return "编号,姓名,学校,区县\n" + "".join(f"{one},{counties[one.split(',')[2]]}\n" for one in lines)


def cases() -> list[Json]:
    """Return what is handed in in each case: name → text of the files, and a roster, or none."""

    def text(content: Json | str) -> str:
        return (
            content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, sort_keys=True)
        )

    whole = {name: text(content) for name, content in (*_crowd(), *_odd(), *_teachers())}
    few = {name: text(content) for name, content in [*_odd(), *list(_crowd())[:3]]}
    return [
        {"name": "a county with a roster", "day": DAY, "files": whole, "roster": _roster()},
        {"name": "a few without a roster", "day": DAY, "files": few, "roster": ""},
    ]


def write_contract_project(root: Path) -> Path:
    """Write the project of all cases and return its folder."""
    write_project(root, EDITS)
    (root / "mkdocs.yml").touch()
    return root


def tables_now(project: Path, case: Json, folder: Path) -> Json:
    """Run `portal report` on a case; return table → rows. Files are named from the folder of records on."""
    home, roster = folder / "brought", folder / "roster.csv"
    for name, text in case["files"].items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, "utf-8")
    roster.write_text(case["roster"], "utf-8")
    listed = ["--roster", str(roster)] if case["roster"] else []
    order = ["report", str(home), *listed, "--out", str(folder / "out"), "--date", case["day"]]
    with chdir(project):
        CliRunner().invoke(app, order, catch_exceptions=False)
    tables = {name: table_of(name, (folder / "out" / f"{name}.csv").read_text("utf-8")) for name in TABLES}
    for row in tables["未读文件"]:
        row[0] = Path(str(row[0])).relative_to(home).as_posix()
    return tables


def write_contract() -> None:
    """Write the contract anew."""
    with tempfile.TemporaryDirectory() as temporary:
        project = write_contract_project(Path(temporary) / "project")
        made = [
            case | {"tables": tables_now(project, case, Path(temporary) / str(number))}
            for number, case in enumerate(cases())
        ]
        catalogue = json.loads(browser_catalogue(load(project).catalogue))
    columns = {name: list(titles) for name, titles in TABLES.items()}
    text = json.dumps(
        {"catalogue": catalogue, "columns": columns, "cases": made}, ensure_ascii=False, indent=1
    )
    place = Path(__file__).parent / "contracts" / "report.json"
    place.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    write_contract()
