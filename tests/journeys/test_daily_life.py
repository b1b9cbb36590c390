"""Shared computers, wrong clocks, bad lines, and somebody who needs help now."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

UNIT = "certificates/c/policy-and-periods/"
LESSON = "lessons/grade-5/why-i-learn/"
READY = "html[data-portal-ready]"


def answer_all(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(READY).wait_for()
    for block in page.locator("portal-question:has(input[type=radio])").all():
        block.locator("input").first.check()
        block.get_by_role("button", name="提交").click()


COLLEAGUE = """() => {
  localStorage.setItem("portal-profile:colleague", JSON.stringify({ name: "陈老师（虚构）", created: "" }));
  sessionStorage.setItem("portal-tab-profile", "colleague");
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })); }"""


def test_going_back_to_a_sleeping_page_gives_no_answer_to_the_colleague_before(
    real_site: str, new_page: OpenPage
) -> None:
    page = new_page()
    answer_all(page, real_site + UNIT)
    page.evaluate(COLLEAGUE)
    expect(page.locator("portal-profile")).to_contain_text("陈老师（虚构）")
    expect(page.get_by_text("已答 0 /").first).to_be_visible()


def test_a_page_that_slept_shows_what_was_done_meanwhile(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    answer_all(page, real_site + UNIT)
    page.evaluate("""() => { Object.keys(localStorage).filter((key) => key.includes(":answer:"))
      .forEach((key) => localStorage.removeItem(key));
      window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })); }""")
    expect(page.get_by_text("已答 0 /").first).to_be_visible()


def test_a_record_of_all_tracks_is_merged_in_a_moment(
    real_site: str, new_page: OpenPage, tmp_path: Path
) -> None:
    given = {"value": ["a"], "at": "2026-09-01T00:00:00Z"}
    item = {"first": given, "latest": given, "tries": 1}
    record = {"schema": "portal-record/1", "answers": {f"b-unit-{n // 9}/q{n}": item for n in range(1800)}}
    file = tmp_path / "三个 轨道.json"
    file.write_text(json.dumps(record), "utf-8")
    page = new_page()
    page.goto(f"{real_site}my/data/")
    page.get_by_label("选择文件").set_input_files(file)
    page.get_by_role("button", name="合并").click()
    expect(page.get_by_text("合并好了：新增 1800 条")).to_be_visible()


def test_a_clock_that_ran_ahead_does_not_silence_the_reminder(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    page.clock.set_fixed_time("2031-01-01T08:00:00")
    page.goto(f"{real_site}my/data/")
    with page.expect_download():
        page.get_by_role("button", name="下载文件").click()
    page.clock.set_fixed_time("2026-11-02T08:00:00")
    for unit in ("policy-and-periods", "legal-boundaries", "everyone-cares"):
        answer_all(page, f"{real_site}certificates/c/{unit}/")
    expect(page.get_by_text("条作答只存在这个浏览器里")).to_be_visible()


def test_a_file_lost_on_the_way_is_told_and_the_rest_works(real_site: str, new_page: OpenPage) -> None:
    page = new_page(foreign_trouble="Failed to load resource: net::ERR_FAILED")
    for lost in ("**/parts/unit.js", "**/quiz-result.js"):
        page.route(lost, lambda route: route.abort())
    answer_all(page, real_site + UNIT)
    expect(page.get_by_text("有一部分没有打开")).to_be_visible()
    expect(page.get_by_text("✗ 这次没答对").first).to_be_visible()


def test_handing_in_under_another_name_raises_a_doubt(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    page.goto(f"{real_site}my/data/")
    for name in ("林老师（虚构）", "陈老师（虚构）"):
        page.get_by_label("姓名").fill(name)
        with page.expect_download():
            page.get_by_role("button", name="下载文件").click()
    expect(page.get_by_text("上次导出写的是“林老师（虚构）”")).to_be_visible()


def test_the_worksheet_prints_alone(real_site: str, new_page: OpenPage) -> None:
    page = new_page(script="window.print = () => { window.printed = true }")
    page.goto(real_site + LESSON)
    page.get_by_role("button", name="打印活动单").click()
    page.wait_for_function("window.printed")
    page.emulate_media(media="print")
    shown = [heading.inner_text() for heading in page.locator("h2").all() if heading.is_visible()]
    assert shown == ["学生活动单"]


@pytest.mark.parametrize("path", ["", UNIT, LESSON, "campus/help-and-referral/", "my/learning/", "404.html"])
def test_every_page_has_somebody_to_call(real_site: str, new_page: OpenPage, path: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(real_site + path)
    calls = page.get_by_role("contentinfo").locator("a[href^='tel:']")
    assert calls.all_inner_texts() == ["12356", "12355", "120", "110"]


LEARNERS = ".portal-mark, .portal-feedback, .portal-status, .portal-choice input"


@pytest.mark.parametrize(("button", "has_key"), [("打印带答案", True), ("打印试题", False)])
def test_printed_questions_show_nothing_of_the_learner(
    real_site: str, new_page: OpenPage, button: str, has_key: bool
) -> None:
    page = new_page(script="window.print = () => { window.printed = true }")
    answer_all(page, real_site + UNIT)
    typed = page.locator(".portal-blank").first
    typed.fill("不知道")
    page.get_by_role("button", name=button).click()
    page.wait_for_function("window.printed")
    page.emulate_media(media="print")
    assert [node for node in page.locator(LEARNERS).all() if node.is_visible()] == []
    assert typed.input_value() == ""
    keys = page.locator(".portal-key")
    assert [key.is_visible() for key in keys.all()] == [has_key] * keys.count()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert typed.input_value() == "不知道"
