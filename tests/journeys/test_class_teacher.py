"""A class teacher finds a lesson, takes it away, teaches it, accounts for it; a trainer reports."""

import csv
import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Locator, Page, expect
from typer.testing import CliRunner

from portal.cli import app
from portal.load import load
from portal.model.lesson import Lesson

ROOT = Path(__file__).parents[2]
GRADE, MONTH, CLASSES = 5, 11, ("五(1)班", "五(2)班")
SECTIONS = ["关键问题", "教学目标", "教学过程", "板书设计", "安全提示与求助", "教学反思", "学生活动单"]
ALL_LESSONS, ROOM_BYTES = 240, 25_000
IN_NOVEMBER = "2026-11-18T02:00:00Z"

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def lessons() -> list[Lesson]:
    """The two lessons of the month, in their order."""
    return load(ROOT).catalogue.by_month(GRADE)[MONTH]


@pytest.fixture
def phone(new_page: OpenPage) -> Page:
    """An old phone in China, one Wednesday in November."""
    page = new_page(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, timezone_id="Asia/Shanghai"
    )
    page.clock.set_fixed_time(IN_NOVEMBER)
    return page


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("[data-portal-ready]", state="attached")


def tap(page: Page, place: Locator) -> None:
    """Tap what can be seen without scrolling, as a thumb would."""
    box, size = place.bounding_box(), page.viewport_size
    assert box
    assert size
    assert box["height"] >= 44
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= size["height"]
    place.tap()


def card_of(page: Page, lesson: Lesson) -> Locator:
    return page.locator(".portal-lessons > li:visible", has_text=lesson.front.title)


def teach(page: Page, label: str, is_known: bool) -> None:
    """Note a class on the lesson's page: two taps, the first time with the name of the class between them."""
    opener = page.get_by_role("button", name="上过了")
    if opener.get_attribute("aria-expanded") == "false":
        tap(page, opener)
    if is_known:
        expect(page.get_by_label("班级")).to_have_value(label)
    else:
        page.get_by_label("班级").fill(label)
    tap(page, page.get_by_role("button", name="记下"))
    said = page.get_by_text(f"已记：{label}")
    expect(said).to_be_visible()
    expect(said).to_be_in_viewport()


def export(page: Page, site: str, folder: Path) -> Path:
    visit(page, f"{site}my/data/")
    for name, text in (("姓名", "林一然"), ("编号（工号或学号）", "T001"), ("学校", "青禾小学")):
        page.get_by_label(name, exact=True).fill(text)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载文件 (.json)").tap()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def rows(folder: Path, sheet: str) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / f"{sheet}.csv").read_text("utf-8-sig").splitlines()))


def test_two_taps_lead_from_the_first_page_to_a_word_file_of_this_month(
    real_site: str, phone: Page, lessons: list[Lesson], tmp_path: Path
) -> None:
    visit(phone, real_site)
    tap(phone, phone.get_by_role("button", name="五年级"))
    expect(phone.locator(".portal-lessons > li:visible")).to_have_count(len(lessons))
    with phone.expect_download() as download:
        tap(phone, card_of(phone, lessons[0]).get_by_role("link", name="Word"))
    assert download.value.suggested_filename == f"五年级11月第1课 {lessons[0].front.title} 教案.docx"
    taken = tmp_path / "lesson.docx"
    download.value.save_as(taken)

    document = docx.Document(str(taken))
    headings = [(p.style.style_id, p.text) for p in document.paragraphs if p.style]
    assert [text for style, text in headings if style == "Heading1"] == [lessons[0].front.title]
    assert [text for style, text in headings if style == "Heading2" and text in SECTIONS] == SECTIONS
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert ["环节与时间", "教师", "学生", "为什么"] in heads

    visit(phone, real_site)  # remembered: from now on it is one tap
    with phone.expect_download() as again:
        tap(phone, card_of(phone, lessons[0]).get_by_role("link", name="Word"))
    assert again.value.path().read_bytes() == taken.read_bytes()


def test_the_first_page_stays_light_when_all_lessons_are_there(real_folder: Path) -> None:
    html = (real_folder / "index.html").read_text("utf-8")
    found = re.search("<portal-this-month.*</portal-this-month>", html, re.DOTALL)
    assert found
    whole, frame = (len(gzip.compress(text.encode())) for text in (html, html.replace(found[0], "")))
    lessons = found[0].count("<li ")
    assert lessons >= 80
    assert frame + (whole - frame) / lessons * ALL_LESSONS < ROOM_BYTES


def test_dates_changed_on_the_calendar_page_hold_on_the_page_one_comes_back_to(
    real_site: str, phone: Page
) -> None:
    visit(phone, real_site)
    phone.get_by_role("button", name="五年级").tap()
    expect(phone.locator(".portal-week:visible").first).to_have_text("第 11 周，11 月 9—13 日")
    phone.get_by_role("link", name="改成本校的日期").tap()
    phone.get_by_role("button", name="改成本校的日期").tap()
    phone.get_by_label("上课第一天").first.fill("2026-08-24")
    phone.get_by_role("button", name="保存").tap()
    expect(phone.get_by_text("保存好了")).to_be_visible()
    phone.go_back()
    expect(phone.locator(".portal-week:visible").first).to_have_text("第 12 周，11 月 9—13 日")


def test_every_step_of_a_lesson_is_reached_by_quick_taps(
    real_site: str, phone: Page, lessons: list[Lesson]
) -> None:
    visit(phone, f"{real_site}lessons/{lessons[0].id}/")
    steps = phone.locator(".portal-step").count()
    phone.get_by_role("button", name="上课模式").tap()
    forward = phone.get_by_role("button", name="下一步")
    for number in range(2, steps + 1):
        forward.tap()
        expect(phone.get_by_text(f"{number} / {steps}")).to_be_visible()
    expect(forward).to_have_attribute("aria-disabled", "true")


def test_what_was_taught_is_in_the_ledger_and_in_the_trainers_report(
    real_site: str, phone: Page, lessons: list[Lesson], tmp_path: Path
) -> None:
    visit(phone, real_site)
    phone.get_by_role("button", name="五年级").tap()
    card_of(phone, lessons[0]).get_by_role("link", name=lessons[0].front.title).tap()
    phone.wait_for_selector("portal-taught button[aria-expanded]")
    for label in CLASSES:
        teach(phone, label, is_known=False)
    visit(phone, f"{real_site}lessons/{lessons[1].id}/")
    teach(phone, CLASSES[0], is_known=True)

    visit(phone, f"{real_site}my/ledger/")
    november = phone.locator(".portal-ledger-months > .portal-ledger-current")
    assert [" ".join(text.split()) for text in november.all_inner_texts()] == [
        "11月 2/2 本月",
        "11月 1/2 本月",
    ]
    expect(phone.get_by_text("上过的课（3 条）")).to_be_visible()
    expect(phone.get_by_text("到现在缺 4 课时")).to_have_count(len(CLASSES))

    record = export(phone, real_site, tmp_path)
    assert len(json.loads(record.read_text("utf-8"))["lessons"]) == 3
    out = tmp_path / "out"
    result = CliRunner().invoke(
        app, ["report", str(record), "--out", str(out), "--date", "2026-11-18"], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    classes = {row["班级"]: row for row in rows(out, "课时（班级）")}
    assert {name: row["11月"] for name, row in classes.items()} == {CLASSES[0]: "2.0", CLASSES[1]: "1.0"}
    [month] = [row for row in rows(out, "课时（学校）") if row["月份"] == "2026-11"]
    counted = ("学校", "年级", "班数", "已上课时", "应上课时", "缺口")
    assert tuple(month[column] for column in counted) == ("青禾小学", "五年级", "2", "3.0", "4", "1.0")
