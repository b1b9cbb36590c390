"""The whole way as one story: study, mistakes, mock exam, formal paper, report, a record that others see."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from journey_sites import SmallSite, serving
from playwright.sync_api import Browser, Locator, Page, expect
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
SCREENSHOT = "T001-截图.png"
PRIVATE_KEY = "陪他坐坐儿"
"""What is right in every question of the private banks."""


@dataclass
class Visit:
    """A page whose reader takes a minute for each thing."""

    page: Page
    site: str
    now: datetime = field(
        default_factory=lambda: datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    )

    def __post_init__(self) -> None:
        self.page.clock.set_fixed_time(self.now)

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
    for lap in (1, 2):
        for number in (1, 2):
            expect(page.get_by_role("heading", name=f"第 {number} 题，")).to_be_visible()
            visit.a_minute_later()
            give(page.locator(".portal-practice-stage"))
            bar.get_by_role("button", name="提交").click()
            bar.get_by_role("button", name="下一题" if number == 1 else "看结果").click()
        if lap == 1:
            page.get_by_role("button", name="再练一轮（2 题）").click()
    expect(page.get_by_text("最后答对 2 题，2 题离开了错题本。")).to_be_visible()


def sit_the_mock_exam(visit: Visit) -> None:
    page = visit.page
    visit.open("my/learning/")
    lacking = page.locator(".portal-condition-open")
    expect(lacking).to_have_text("○ 还差模拟考：还没有做过，要达到 80%")
    lacking.get_by_role("link", name="模拟考").click()
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
    visit.open("my/learning/")
    expect(page.get_by_text("交给学校，余下 2 项由学校确认。")).to_be_visible()
    page.get_by_role("link", name="导出学习记录").click()
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


def grade(handed_in: Path) -> None:
    said = portal("paper", "grade", "winter", handed_in)
    assert "的文件 1 个。" in said
    (person,) = json.loads(Path("assessments/winter/results/results.json").read_text("utf-8"))["people"]
    assert (person["name"], person["right"], person["passed"], person["flags"]) == ("林一然", 4, True, [])


def report(folder: Path) -> Path:
    """Collect and judge everything; return the list of those who passed."""
    for name, text in (("名单.csv", ROSTER), ("确认表.csv", CONFIRMED)):
        (folder / name).write_text(text, "utf-8-sig")
    said = portal(
        "report", folder, "--roster", folder / "名单.csv", "--confirmed", folder / "确认表.csv",
        "--assessment", "assessments/winter/results/results.json", "--out", folder.parent / "报告",
    )  # fmt: skip
    assert "C 证：1 人通过，写在 passed-c.json，可以给他们发学习记录。\n" in said
    (person,) = rows(folder.parent / "报告" / "个人.csv")
    assert (person["结论"], person["还差"], person["疑点"]) == ("通过", "", "0")
    (attempt,) = rows(folder.parent / "报告" / "模拟考.csv")
    assert (attempt["答对"], attempt["合格"], attempt["抽题"]) == ("5", "是", "一致")
    return folder.parent / "报告" / "passed-c.json"


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))


def issue(small: SmallSite, passed: Path) -> Path:
    """Make keys, publish their public part, sign for those who passed; return the folder of the files."""
    portal("credential", "keys", "--name", "青山县教师发展中心")
    build_site(small.root, small.site, with_files=False)
    folder = small.root.parent / "学习记录"
    assert portal("credential", "issue", passed, "--out", folder).startswith("签发 1 份：新 1，照旧 0。\n")
    assert sorted(file.name for file in folder.iterdir()) == ["T001.json", "T001.pdf", "T001.png"]
    return folder


def verify_every_way(page: Page, folder: Path, verdict: str) -> None:
    """Bring one record as its file, its picture, a screenshot of it, and the words of its code."""
    signed = json.loads((folder / "T001.json").read_text("utf-8"))["compact"]
    for name in ("T001.json", "T001.png", SCREENSHOT):
        bring(page, folder / name, verdict)
    page.get_by_label("或者粘贴扫出来的文字").fill(f"请核验：{signed}")
    page.get_by_role("button", name="核验粘贴的文字").click()
    expect_verdict(page, verdict)


def bring(page: Page, file: Path, verdict: str) -> None:
    page.locator("portal-verify input[type=file]").set_input_files(file)
    expect_verdict(page, verdict)


def expect_verdict(page: Page, verdict: str) -> None:
    card = page.locator(".portal-verdict")
    expect(card).to_have_count(1)
    expect(card.get_by_role("heading", name=f"{verdict} · 林一然")).to_be_visible()
    for fact in ("C 证", "青山县教师发展中心", "c/1"):
        expect(card.get_by_role("cell", name=fact, exact=True)).to_be_visible()
    page.get_by_role("button", name="清除结果").click()
    expect(card).to_have_count(0)


def take_screenshot(page: Page, folder: Path) -> None:
    """Photograph the card on a screen: what is baked into the file stays behind."""
    page.goto((folder / "T001.png").as_uri())
    page.locator("img").screenshot(path=folder / SCREENSHOT)


@contextmanager
def elsewhere(browser: Browser, site: Path, stick: Path) -> Iterator[Page]:
    """Carry the site to another computer that has no network, and open its page there from the folder.

    There the browser complains about every module that the page asks for, so its console tells nothing.
    """
    shutil.copytree(site, stick / "site", dirs_exist_ok=True)
    context = browser.new_context(locale="zh-CN", offline=True)
    page = context.new_page()
    page.goto((stick / "site" / "my" / "verify" / "index.html").as_uri())
    yield page
    context.close()


def test_from_the_first_wrong_answer_to_a_record_that_another_machine_verifies_offline(
    small: SmallSite, new_page: OpenPage, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.root)
    around = small.root.parent
    (around / "记录").mkdir()
    teacher = Visit(new_page(), small.address)
    study(teacher, "first-steps", {"opening": "blame", "people": "chat"})
    practise_until_they_leave(teacher)
    study(teacher, "next-steps", {})
    sit_the_mock_exam(teacher)
    export_record(teacher, around / "记录")

    paper, code = make_papers(small.root)
    at_school = new_page()
    at_school.goto(f"{small.address}my/assessment/")
    handed_in = sit_the_paper(at_school, paper, code, around / "U 盘")
    grade(handed_in)

    issued = issue(small, report(around / "记录"))
    take_screenshot(new_page(), issued)
    office = new_page()
    office.goto(f"{small.address}my/verify/")
    office.wait_for_load_state("networkidle")
    office.context.set_offline(True)
    bring(office, issued / SCREENSHOT, "有效")
    verify_every_way(office, issued, "有效")
    with elsewhere(browser, small.site, around / "U 盘") as page:
        verify_every_way(page, issued, "有效")

    assert "撤回了" in portal("credential", "revoke", "T001")
    build_site(small.root, small.site, with_files=False)
    with elsewhere(browser, small.site, around / "U 盘") as page:
        bring(page, issued / SCREENSHOT, "已撤回")
