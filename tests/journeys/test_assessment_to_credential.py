"""The whole way in one story: study, mistakes, mock exam, formal paper, report, and a record that anyone verifies."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import SmallSite, serving
from playwright.sync_api import Locator, Page, expect
from private_assessment import bank_text
from typer.testing import CliRunner

from portal.cli import app
from portal.commands.build import build_site

OpenPage = Callable[..., Page]

RULES = """rules:
  hours: 2
  mock_exam: required
  assessment: required
  practice: [{id: class-meeting-plan, title: 心理主题班会教案 1 份}]
"""
EXAM = """title: C 证模拟考
minutes: 30
pass_percent: 80
lines:
  - {module: basics, count: 5}
revision: 1
status: published
"""
PLAN = """title: C 证正式考核
track: c
minutes: 60
pass_percent: 80
lines:
  - {module: east, count: 2}
  - {module: west, count: 2}
forms: [A, B]
"""
ROSTER = "编号,姓名,学校,轨道\r\nT001,林一然,青禾小学,c\r\nT002,周远,青禾小学,c\r\n"
CANDIDATES = "编号,姓名,学校\r\nT001,林一然,青禾小学\r\nT002,周远,青禾小学\r\n"
CONFIRMED = "编号,轨道,项目,日期,确认人\r\nT001,c,心理主题班会教案 1 份,2026-11-20,青禾小学教导处\r\n"
RIGHT = {
    "哪一句更合适": ["我看到你有点难过。"],
    "可以找谁": ["心理老师", "值班领导"],
    "班主任应当一个人扛": ["错"],
    "先做什么": ["陪着"],
}
PRIVATE_KEY = "陪他坐坐儿"
"""What is right in every question of the private banks."""


@dataclass
class Visit:
    """A page whose reader takes a minute for each thing."""

    page: Page
    site: str
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3))

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)
        self.page.wait_for_selector("[data-portal-ready]", state="attached")

    def a_minute_later(self) -> None:
        self.now += timedelta(minutes=1)
        self.page.clock.set_fixed_time(self.now)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSite]:
    """The small project with all that a certificate may ask; its folder has a space and Chinese letters."""
    made = SmallSite(tmp_path_factory.mktemp("way") / "心育 学堂")
    made.rebuild(
        {
            "docs/certificates/c/index.md": [["rules: {hours: 2}\n", RULES]],
            "quizzes/exams/c.yml": EXAM,
        }
    )
    with serving(made.site) as made.address:
        yield made


def portal(*arguments: str | Path) -> str:
    """Run a command as the command line does; return what it said."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def give(question: Locator) -> None:
    """Give the right answer to a question on show, as one who reads its words."""
    gap = question.locator(".portal-blank")
    if gap.count():
        gap.fill("12356")
        return
    words = question.inner_text()
    for text in next(texts for begin, texts in RIGHT.items() if begin in words):
        question.get_by_text(text, exact=True).click()


def study(visit: Visit, unit: str, wrong: dict[str, str]) -> None:
    """Answer all questions of a unit: those named with the wrong choice, the others right."""
    visit.open(f"certificates/c/{unit}/")
    for block in visit.page.locator("portal-question").all():
        visit.a_minute_later()
        name = str(block.get_attribute("id")).removeprefix("q-")
        if name in wrong:
            block.locator(f"input[value='{wrong[name]}']").check()
        else:
            give(block)
        block.get_by_role("button", name="提交").click()
        expect(block.get_by_text("✗ 这次没答对" if name in wrong else "✓ 答对了")).to_be_visible()


def practise_until_they_leave(visit: Visit) -> None:
    page = visit.page
    bar = page.locator(".portal-thumb-bar")
    page.locator("portal-quiz-result").get_by_role("link", name="错题本").click()
    expect(page.get_by_text("错题 2 题，今天该复习 2 题，收藏 0 题。")).to_be_visible()
    bar.get_by_role("button", name="只练这些（2 题）").click()
    for _round in range(2):
        for number in (1, 2):
            expect(page.get_by_role("heading", name=f"第 {number} 题，")).to_be_visible()
            visit.a_minute_later()
            give(page.locator(".portal-practice-stage"))
            bar.get_by_role("button", name="提交").click()
            bar.get_by_role("button", name="下一题" if number == 1 else "看结果").click()
        again = page.get_by_role("button", name="再练一轮（2 题）")
        if _round == 0:
            again.click()
    expect(page.get_by_text("2 题离开了错题本。")).to_be_visible()


def sit_the_mock_exam(visit: Visit) -> None:
    page = visit.page
    visit.open("my/learning/")
    expect(page.locator("portal-learning")).to_contain_text("模拟考")
    visit.open("my/exam/")
    page.get_by_role("button", name="开始C 证模拟考").click()
    for number in range(5):
        visit.a_minute_later()
        give(page.locator(".portal-exam-question:not([hidden])"))
        expect(page.get_by_text(f"已答 {number + 1} / 5", exact=True)).to_be_visible()
        if number < 4:
            page.get_by_role("button", name="下一题").click()
    page.get_by_role("button", name="交卷").click()
    page.get_by_role("group").get_by_role("button", name="交卷").click()
    expect(page.get_by_role("heading", name="答对 5 / 5 题（100%），达到 80%")).to_be_visible()


def export_record(visit: Visit, folder: Path) -> None:
    page = visit.page
    visit.open("my/data/")
    page.get_by_label("姓名").fill("林一然")
    page.get_by_label("编号（工号或学号）").fill("T001")
    page.get_by_label("学校", exact=True).fill("青禾小学")
    save(page, "下载文件 (.json)", folder)


def save(page: Page, button: str, folder: Path) -> Path:
    """Press a button that downloads; put the file where it is collected."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def make_papers(folder: Path) -> tuple[Path, str]:
    """Set a formal assessment, as its handbook says; return the paper of form A and the opening code."""
    said = portal("paper", "new", "winter", "--title", "C 证正式考核")
    place = folder / "assessments" / "winter"
    assert said.startswith(f"新建了 {place}\n")
    (place / "assessment.yml").write_text(PLAN, "utf-8")
    (place / "banks" / "first-bank.yml").unlink()
    for name, first in (("east", 0), ("west", 12)):
        (place / "banks" / f"{name}.yml").write_text(bank_text(first, 12), "utf-8")
    (place / "candidates.csv").write_bytes(CANDIDATES.encode("gbk"))
    assert "没有重复；名单 2 人。可以出卷：portal paper make winter" in portal("paper", "check", "winter")
    said = portal("paper", "make", "winter", "--lock", "--no-print")
    code = said.split("到点当场念开卷码：")[1].split("（")[0]
    assert code in (place / "codes.csv").read_text("utf-8-sig")
    return place / "papers" / "winter-a.paper.json", code


def sit_the_paper(page: Page, paper: Path, code: str, folder: Path) -> Path:
    page.get_by_label("选试卷文件").set_input_files(paper)
    page.get_by_label("开卷码").fill(code.lower())
    page.get_by_role("button", name="打开试卷").click()
    page.get_by_label("编号").fill("T001")
    page.get_by_label("姓名").fill("林一然")
    page.get_by_role("button", name="开始作答").click()
    for number in range(4):
        question = page.locator(".portal-exam-question:not([hidden])")
        question.get_by_text(PRIVATE_KEY, exact=True).click()
        expect(page.get_by_text(f"已答 {number + 1} / 4", exact=True)).to_be_visible()
        if number < 3:
            page.get_by_role("button", name="下一题").click()
    page.locator(".portal-exam-bar").get_by_role("button", name="交卷").click()
    page.locator(".portal-ask").get_by_role("button", name="交卷", exact=True).click()
    expect(page.get_by_role("heading", name="已经密封")).to_be_visible()
    return save(page, "下载答卷文件", folder)


def report(folder: Path) -> Path:
    """Collect and judge everything; return the list of those who passed."""
    for name, text in (("名单.csv", ROSTER), ("确认表.csv", CONFIRMED)):
        (folder / name).write_text(text, "utf-8-sig")
    results = folder.parent / "assessments" / "winter" / "results" / "results.json"
    said = portal(
        "report", folder, "--roster", folder / "名单.csv", "--confirmed", folder / "确认表.csv",
        "--assessment", results, "--out", folder.parent.parent / "报告",
    )  # fmt: skip
    print(said)
    return folder.parent.parent / "报告" / "passed-c.json"


def test_from_the_first_wrong_answer_to_a_record_that_another_machine_verifies_offline(
    small: SmallSite, new_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.root)
    records = small.root.parent / "记录"
    records.mkdir()
    teacher = Visit(new_page(), small.address)
    study(teacher, "first-steps", {"opening": "blame", "people": "chat"})
    practise_until_they_leave(teacher)
    study(teacher, "next-steps", {})
    sit_the_mock_exam(teacher)
    export_record(teacher, records)

    paper, code = make_papers(small.root)
    at_school = new_page()
    at_school.goto(f"{small.address}my/assessment/")
    handed_in = sit_the_paper(at_school, paper, code, small.root.parent / "U 盘")
    print(portal("paper", "grade", "winter", handed_in))
    passed = report(records)
    print(passed.read_text())
