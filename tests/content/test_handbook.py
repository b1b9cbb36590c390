"""Everything that the handbook tells trainers to type does what the handbook says, in a small project.

Each page is walked through from top to bottom, and no block of it may be left out. What a command prints is
compared with the page; what the page gives as an example is put into the project and checked.
"""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import graded_assessments
import pytest
import typer
import yaml
from contract_files import contract
from docx import Document
from handbook_pictures import FOLDER, window_svg
from handbook_project import write_handbook_project
from handbook_scenes import (
    GAP,
    UNIT,
    Window,
    edit_workbook,
    write_known_questions,
    write_sample,
    write_workbook,
)
from handbook_walk import PAGES, Walk, blocks_of, run, table_below
from learner_records import complete
from openpyxl import load_workbook
from private_assessment import write_assessment
from program_words import is_said
from report_records import make_record

from portal.checks.t107_asked import LONGEST, SHORTEST
from portal.cli import app
from portal.commands.export import To
from portal.credentials.verifying import WORDS
from portal.model.assessment import AssessmentFront
from portal.model.blueprint import Line
from portal.model.draw import Candidate, fits
from portal.model.flag_words import FLAG_WORDS
from portal.model.paper_results import FLAG_KINDS
from portal.model.question_sheet import field_of

ROOT = Path(__file__).parents[2]
BANK = "quizzes/c/listening-and-feedback.yml"
NEW_UNIT = "docs/certificates/c/five-minute-talk.md"
NEW_BANK = "quizzes/c/five-minute-talk.yml"
LESSON = "docs/lessons/grade-6/sharing-an-umbrella.md"
NO_WALK = {
    "assessment-limits": "tables only",
    "fields": "tables only; test_fields.py compares them with the model",
    "take-away-files": "tables only",
    "write-a-question": "quotes of the content; test_content.py compares them",
    "write-safely": "quotes of the content; test_content.py compares them",
}
HEADINGS = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "正确答案", "目标"]
PICTURES_ARE_OLD = "run tests/handbook_pictures.py to draw them anew"

Start = Callable[[str], Walk]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Open a page, with a fresh project."""
    return lambda name: Walk(name, write_handbook_project(tmp_path / "xinyu"))


def change(walk: Walk, path: str, old: str, new: str) -> None:
    file = walk.root / path
    text = file.read_text("utf-8")
    assert text.count(old) >= 1, old
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the window of a preview shows while a bank is broken and mended."""
    root = write_handbook_project(tmp_path_factory.mktemp("served") / "xinyu")
    bank = root / "quizzes/c/first-steps.yml"
    good = bank.read_text("utf-8")
    window = Window(root)
    try:
        window.waits_for("网站好了")
        bank.write_text(good.replace("correct: true", "corect: true", 1), "utf-8")
        window.waits_for("还有 2 处。")
        bank.write_text(good, "utf-8")
        window.waits_for("没有问题了。")
    finally:
        window.end()
    return window.said


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory, preview: str) -> Path:
    """The project after the walk from a workbook to a release."""
    disk = tmp_path_factory.mktemp("walked")
    walk = Walk("fifteen-minutes", write_handbook_project(disk / "xinyu"))
    write_handbook_project(disk / "xinyu-old")
    book = disk / "题目" / "练手.xlsx"
    write_sample(book)
    walk.types()
    assert load_workbook(book.with_name("练手（要改的）.xlsx")).active.max_column == 7
    edit_workbook(book, "B5", GAP, "____")
    walk.types("y")
    shown = window_svg("import-preview.svg", f"import D:\\题目\\练手.xlsx --unit {UNIT}", walk.shown, disk)
    walk.types(served=preview)
    walk.types("y")
    walk.types("")
    walk.ends()
    assert (FOLDER / "import-preview.svg").read_text("utf-8") == shown, PICTURES_ARE_OLD
    return disk / "xinyu"


def test_from_excel_to_a_release(walked: Path) -> None:
    published = (walked / "site" / "updates" / "index.html").read_text("utf-8")
    assert "的练习：新增 4 题" in published
    unit = (walked / "site" / "certificates" / "c" / "listening-and-feedback" / "index.html").read_text(
        "utf-8"
    )
    assert "学生说到一半停下来，看着窗外。" in unit


def test_publish(walked: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(walked, tmp_path / "xinyu"))
    walk = Walk("publish", root)
    unit = "docs/certificates/c/listening-and-feedback.md"
    [revision] = re.findall(r"^revision: (\d+)$", (root / unit).read_text("utf-8"), re.MULTILINE)
    entry = f"  - revision: {int(revision) + 1}\n    text: “做一做”里加了一个例子\nstatus:"
    change(walk, unit, f"\nrevision: {revision}\n", f"\nrevision: {int(revision) + 1}\n")
    change(walk, unit, "status:", entry if revision > "1" else f"changes:\n{entry}")
    walk.types("")
    walk.types()
    assert walk.shown.startswith(f"退回好了：{root / 'site'} 现在是 ")
    assert list(yaml.safe_load(walk.example("yaml"))) == ["site_url"]
    assert (ROOT / "docs/_includes" / walk.example("nginx").split('"')[1]).is_file()
    assert (ROOT / "docs/_includes" / walk.example("text").split('"')[1]).is_file()
    assert walk.example("sh").startswith("git init")
    walk.ends()


def test_first_steps(start: Start, preview: str) -> None:
    walk = start("first-steps")
    launcher = (ROOT / "scripts" / "start.py").read_text("utf-8")
    shown = blocks_of(PAGES / "first-steps.md")[1].text.splitlines()[:3]
    for words in (shown[0], shown[1].split(" requirements")[0].split(" pip ")[1], shown[2].split(" ")[2]):
        assert words in launcher
    walk.types(served="\n".join([*shown, preview]))
    walk.types()
    assert "micro-lesson" in walk.shown
    walk.ends()


def test_index(start: Start) -> None:
    walk = start("index")
    assert walk.types() == ""
    assert walk.types() == ""
    walk.ends()


def test_see_while_writing(start: Start, preview: str) -> None:
    walk = start("see-while-writing")
    walk.types(served=preview)
    walk.ends()


def test_write_a_unit(start: Start, preview: str) -> None:
    walk = start("write-a-unit")
    walk.types("five-minute-talk", "课间五分钟谈话", "班级心理环境与沟通")
    asked = (walk.root / NEW_UNIT).read_text("utf-8")
    (walk.root / NEW_UNIT).unlink()
    (walk.root / NEW_BANK).unlink()
    walk.types()
    assert (walk.root / NEW_UNIT).read_text("utf-8") == asked
    walk.types()
    objectives = re.search(r"objectives:\n(?:  .*\n)+", asked)
    assert objectives
    change(walk, NEW_UNIT, objectives[0], walk.example("yaml"))
    assert walk.example("markdown").strip(";\n") in asked
    (walk.root / NEW_BANK).write_text(walk.example("yaml"), "utf-8")
    assert walk.types(served="") == ""
    walk.example("markdown")  # a quote
    walk.ends()


def test_write_a_lesson(start: Start) -> None:
    walk = start("write-a-lesson")
    walk.types()
    fresh = (walk.root / LESSON).read_text("utf-8")
    stage = walk.example("markdown")
    work, close = fresh.index("### 工作"), fresh.index("### 结束")
    (walk.root / LESSON).write_text(f"{fresh[:work]}{stage}\n{fresh[close:]}", "utf-8")
    first_only = stage[: stage.index("#### 2.")]
    written = run(["check"], walk.root)
    assert "L103" not in written
    (walk.root / LESSON).write_text(
        f"{fresh[:work]}{first_only.replace('（8 分钟）', '（12 分钟）')}\n{fresh[close:]}", "utf-8"
    )
    walk.reads(run(["check"], walk.root))
    (walk.root / LESSON).write_text(fresh, "utf-8")
    board = re.search(r"<figure>.*?</figure>", fresh, re.DOTALL)
    assert board
    change(walk, LESSON, board[0], walk.example("html"))
    slide = re.search(r"### 4 .*?(?=\n### )", fresh, re.DOTALL)
    assert slide
    change(walk, LESSON, slide[0], walk.example("markdown"))
    assert walk.example("markdown").strip(";\n") in fresh
    assert walk.types(served="") == ""
    (walk.root / LESSON).with_name("index.md").write_text(walk.example("markdown"), "utf-8")
    change(walk, LESSON, "revision: 1\n", walk.example("yaml"))
    assert "L110" not in run(["check"], walk.root)
    walk.example("markdown")  # a quote
    walk.ends()


def test_bring_questions(start: Start) -> None:
    walk = start("bring-questions")
    walk.types()
    sheet = load_workbook(walk.disk / "题目" / "c-listening-and-feedback-空表.xlsx").active
    known = {field_of(str(cell.value))[0] for cell in sheet[1]} | {"choices"}
    told = " ".join(row[1] for row in table_below("{ #excel }", walk.name)[1:])
    assert {name for name in re.split("[、；“” ]|或者一列", told) if field_of(name)[0] not in known} == {""}
    write_known_questions(walk.disk / "题目" / "题库.xlsx", walk.root)
    walk.types()
    command = f"import D:\\题目\\题库.xlsx --unit {UNIT} --dry-run"
    shown = window_svg("import-again.svg", command, walk.shown, walk.disk)
    assert (FOLDER / "import-again.svg").read_text("utf-8") == shown, PICTURES_ARE_OLD
    write_workbook(
        walk.disk / "题目" / "毛病.xlsx",
        [HEADINGS, *(["单选题", "甲？", "一", "二", "三", "四", "E", "hear-and-check"],
                     ["多选题", "乙？", "一", "二", "三", "四", "A", "hear-and-check"],
                     ["简答题", "丙？", "", "", "", "", "丁", "hear-and-check"])],
    )  # fmt: skip
    walk.types()
    walk.types()
    assert walk.shown == f"恢复了 {BANK}\n"
    assert "q-" not in (walk.root / BANK).read_text("utf-8")
    paper = Document()
    for line in walk.example("text").splitlines():
        paper.add_paragraph(line)
    paper.save(str(walk.disk / "题目" / "试卷.docx"))
    walk.types("y")
    (walk.disk / "题目" / "题目.gift").write_text(walk.example("text"), "utf-8")
    walk.types("y")
    walk.ends()


def test_take_questions_out(start: Start) -> None:
    walk = start("take-questions-out")
    for _ in range(4):
        walk.types()
    forms = {
        form for row in table_below("{ #choose }", walk.name) for form in re.findall(r"--to (\w+)", row[1])
    }
    assert forms == {form.value for form in To}
    walk.ends()


def test_checks(start: Start) -> None:
    walk = start("checks")
    before = (walk.root / BANK).read_text("utf-8")
    change(walk, BANK, "correct: false", "corect: false")
    walk.types()
    (walk.root / BANK).write_text(before, "utf-8")
    shutil.copytree(walk.root, walk.disk / "xinyu-old" / "site")
    choice = re.search(r"      - id: tell-me-why\n(?:        .*\n)+", before)
    assert choice
    change(walk, BANK, choice[0], "")
    walk.types()
    walk.ends()


def test_search_terms(start: Start) -> None:
    walk = start("search-terms")
    shutil.copy(PAGES / "search-terms.md", walk.root / "docs/handbook/search-terms.md")
    before = (PAGES / "search-terms.md").read_text("utf-8")
    walk.types("是")
    after = (walk.root / "docs/handbook/search-terms.md").read_text("utf-8")
    assert after.replace(", 小情侣]", "]") == before
    shown = yaml.safe_load(walk.example("yaml"))
    assert {"12356", "发火"} < {word for group in shown["synonyms"] for word in group}
    asked = yaml.safe_load(walk.example("yaml"))["asked"]
    assert [sentence for sentence in asked if not SHORTEST <= len(sentence) <= LONGEST] == []
    walk.ends()


def test_work_together(start: Start) -> None:
    walk = start("work-together")
    shutil.copytree(walk.root, walk.disk / "xinyu-old")
    bank = walk.root / "quizzes/c/first-steps.yml"
    good = bank.read_text("utf-8")
    assert run(["check", "--against", str(walk.disk / "xinyu-old")], walk.root) == ""
    bank.write_text(good[: good.index("  - id: hotline")], "utf-8")
    walk.types()
    bank.write_text(good, "utf-8")
    walk.types()
    assert walk.example("sh") == "pre-commit install\n"
    change(walk, "quizzes/c/first-steps.yml", "correct: true", "corect: true")
    walk.types()
    job = yaml.safe_load(walk.example("yaml"))["jobs"]["check"]
    assert job["steps"][-1]["run"].split()[:3] == ["python3", "scripts/start.py", "check"]
    assert yaml.safe_load(walk.example("yaml"))["check"]["script"] == ["python3 scripts/start.py check"]
    walk.ends()


def test_collect_and_report(start: Start) -> None:
    walk = start("collect-and-report")
    (walk.disk / "records").mkdir()
    record = complete(make_record(name="甲老师", number="T001", school="河边小学"))
    (walk.disk / "records" / "a.json").write_text(json.dumps(record), "utf-8")
    roster = table_below("在 Excel 里做一张表", walk.name)
    (walk.disk / "roster.csv").write_text("".join(f"{','.join(row)}\n" for row in roster), "utf-8-sig")
    walk.types()
    sheets = load_workbook(walk.disk / "report" / "report.xlsx").sheetnames
    assert [row[0] for row in table_below("## 每张表怎么看", "read-a-report")[1:]] == sheets
    page = (walk.disk / "report" / "report.html").read_text("utf-8")
    told = [row[1] for row in table_below("{ #first }", "read-a-report")[1:]]
    named = {name for place in told for name in re.findall(r"“(.*?)”", place)} - {"读不出"}
    assert [name for name in named if name not in page and name not in sheets] == []
    walk.ends()


def test_read_a_report(start: Start) -> None:
    walk = start("read-a-report")
    told = [
        row[0] for heading in ("{ #flags }", "关于课时的：") for row in table_below(heading, walk.name)[1:]
    ]
    kinds = {re.sub(r"（.*", "", kind) for cell in told for kind in re.split("[、；]", cell)}
    assert kinds == set(FLAG_WORDS)
    walk.ends()


def test_formal_assessment(start: Start) -> None:
    walk = start("formal-assessment")
    walk.types()
    folder = write_assessment(walk.root / "assessments" / "2026-winter")
    (folder / "banks" / "first-bank.yml").unlink()
    (folder / "assessment.yml").write_text(walk.example("yaml"), "utf-8")
    walk.types()
    walk.types()
    told = " ".join(row[0] for row in table_below("| 写什么 |", walk.name))
    assert set(re.findall(r"`(\w+)", told)) == set(AssessmentFront.model_fields)
    codes = {row[0] for row in table_below("| 规则 |", walk.name)}
    source = "".join(file.read_text("utf-8") for file in (ROOT / "scripts/portal").rglob("*.py"))
    assert codes == set(re.findall(r'"(A\d{3})"', source))
    walk.ends()


def test_grade_an_assessment(start: Start) -> None:
    walk = start("grade-an-assessment")
    folder = graded_assessments.write_assessment(
        walk.root / "assessments" / "autumn", graded_assessments.make_key()
    )
    (folder / "handed-in").mkdir()
    for name, data in (
        ("一.answers.age", graded_assessments.hand_in()),
        (
            "二.answers.age",
            graded_assessments.hand_in(graded_assessments.WANG, finished="2026-11-21T03:00:00Z"),
        ),
    ):
        (folder / "handed-in" / name).write_bytes(graded_assessments.sealed(data))
    (folder / "handed-in" / "三班.zip").write_bytes(b"PK")
    walk.types()
    walk.types()
    told = [tuple(row) for row in table_below("| 标着 |", walk.name)]
    assert told == [(kind.title, "等裁定" if kind.stops else "只提醒", kind.cure) for kind in FLAG_KINDS]
    walk.ends()


def test_issue_credentials(start: Start) -> None:
    walk = start("issue-credentials")
    walk.types()
    passed = {
        "schema": "portal-passed/1", "track": "c", "title": "C 证 · 人人会育心", "hours": 32, "rules": "c/1",
        "date": "2026-11-22",
        "people": [{"number": "T001", "name": "甲老师"}, {"number": "T002", "name": "乙老师"}],
    }  # fmt: skip
    (walk.disk / "report").mkdir()
    (walk.disk / "report" / "passed-c.json").write_text(json.dumps(passed), "utf-8")
    for _ in range(4):
        walk.types()
    told = {row[0] for row in table_below("| 核验说 |", walk.name)} | {"有效"}
    assert told == {words for words in WORDS.values() if words != "读不出来"}
    walk.ends()


def test_offline_package(start: Start) -> None:
    walk = start("offline-package")
    walk.types()
    (package,) = walk.root.glob("心育学堂-*.zip")
    with ZipFile(package) as packed:
        about = packed.read("心育学堂/说明.txt").decode("utf-8-sig")
        assert {"心育学堂/打开网站.html", "心育学堂/site/index.html"} <= {*packed.namelist()}
    assert all(
        words in about for words in ("先解压", "Edge 或 Chrome", "那台电脑的那个浏览器里", "同一个地方")
    )
    elsewhere = walk.disk / "心育学堂.zip"
    assert f"写好了 {elsewhere}：" in run(["package", "--out", str(elsewhere)], walk.root)
    assert elsewhere.read_bytes() == package.read_bytes()
    elsewhere.write_bytes(b"a teacher's own")
    refused = run(["package", "--out", str(elsewhere)], walk.root)
    assert "已经有了，不是导出的，或者导出以后改过，没有动它。" in refused
    assert elsewhere.read_bytes() == b"a teacher's own"
    walk.ends()


def test_mock_exam(start: Start) -> None:
    walk = start("mock-exam")
    walk.types()
    lines = walk.example("yaml").splitlines()
    exam = (ROOT / "quizzes/exams/c.yml").read_text("utf-8").splitlines()
    assert [line for line in lines if line not in exam] == []
    shown: dict[str, Any] = {}
    exec(walk.example("python"), shown)  # as its reader runs it
    candidates = {one["id"]: Candidate(**one) for one in contract("draw")["candidates"]}

    def is_drawable(line: Any, name: str) -> bool:
        return fits(Line.model_validate(line), candidates[name])

    for case in (case for case in contract("draw")["draws"] if case["drawn"]):
        drawn = shown["draw"](case["lines"], is_drawable, case["pool"], case["seed"], case["times"])
        assert drawn == case["drawn"]
    walk.ends()


@pytest.mark.parametrize("page", sorted(page.stem for page in PAGES.glob("*.md")))
def test_every_page_is_walked_through_or_says_why_not(page: str) -> None:
    walked_through = f'"{page}"' in Path(__file__).read_text("utf-8").replace(f'"{page}": ', "")
    assert walked_through != (page in NO_WALK)
    if page in NO_WALK:
        assert [block for block in blocks_of(PAGES / f"{page}.md") if not block.language] == []


SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
COMMANDS: Any = typer.main.get_command(app)
OPTIONS = {
    name: {"--help"}.union(*([*param.opts, *param.secondary_opts] for param in command.params))
    for name, command in {
        **COMMANDS.commands,
        **{
            f"{group} {name}": command
            for group, commands in COMMANDS.commands.items()
            for name, command in getattr(commands, "commands", {}).items()
        },
    }.items()
}


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_every_option_that_a_page_names_exists(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for span in SPAN.findall(text):
        line = span.removeprefix("py scripts\\start.py ").strip()
        given = re.findall(r"(?<!\S)--[a-z][\w-]*", line)
        verbs = [verb for verb in OPTIONS if line == verb or line.startswith(f"{verb} ")]
        known = OPTIONS[max(verbs, key=len)] if verbs else set().union(*OPTIONS.values())
        assert set(given) <= known, span


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_every_message_in_the_tables_of_a_page_is_one_that_the_program_says(page: Path) -> None:
    tables = re.findall(r"^\| 窗口里[^\n]*\n((?:\|.*\n?)+)", page.read_text("utf-8"), re.MULTILINE)
    messages = [row.split("|")[1] for table in tables for row in table.splitlines()[1:]]
    spans = [span for message in messages for span in SPAN.findall(message)]
    assert [span for span in spans if not is_said(span)] == []


def test_every_picture_is_small_is_shown_and_says_what_can_be_seen() -> None:
    shown = [
        picture
        for page in PAGES.glob("*.md")
        for picture in re.findall(r"!\[([^\]]*)\]\(pictures/([^)]+)\)", page.read_text("utf-8"))
    ]
    assert {name for _, name in shown} == {file.name for file in FOLDER.iterdir()}
    assert [name for words, name in shown if len(words) < 15] == []
    assert [file.name for file in FOLDER.iterdir() if file.stat().st_size > 60_000] == []
