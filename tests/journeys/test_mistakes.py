"""错题本: wrong answers gather by themselves, are practised on a phone, and leave once they were learnt."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from journey_sites import SmallSite, serving
from playwright.sync_api import Page, expect
from test_accessibility import serious

OpenPage = Callable[..., Page]

PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "timezone_id": "Asia/Shanghai"}
MORNING = "2026-11-01T10:00:00+08:00"
A_WEEK_LATER = "2026-11-08T10:00:00+08:00"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    made = SmallSite(tmp_path_factory.mktemp("mistakes"))
    made.site.mkdir()
    made.rebuild()
    with serving(made.site) as address:
        yield address


def open_unit(page: Page, site: str) -> None:
    page.goto(f"{site}certificates/c/first-steps/")
    page.wait_for_selector("[data-portal-ready]")


def answer(page: Page, question: str, value: str) -> None:
    block = page.locator(f"#q-{question}")
    block.locator(f"input[value='{value}']").check()
    block.get_by_role("button", name="提交").click()


def thumb(page: Page, name: str) -> None:
    """Press one of the buttons at the lower edge: large, and in reach without scrolling."""
    button = page.locator(".portal-thumb-bar").get_by_role("button", name=name)
    expect(button).to_be_in_viewport(ratio=1)
    box = button.bounding_box()
    assert box
    assert box["height"] >= 56
    button.tap()


def practise(page: Page, value: str, words: str) -> None:
    page.locator(f".portal-practice-stage input[value='{value}']").check()
    thumb(page, "提交")
    expect(page.locator(".portal-thumb-bar .portal-status")).to_have_text(words)


def expect_counts(page: Page, words: str) -> None:
    expect(page.locator("portal-mistakes > .portal-progress-words")).to_have_text(words)


def stored(page: Page, key: str) -> Any:
    return json.loads(page.evaluate(f"localStorage.getItem('portal:first:{key}')"))


def test_wrong_answers_gather_are_practised_with_one_thumb_and_leave(new_page: OpenPage, site: str) -> None:
    page = new_page(**PHONE)
    page.clock.set_fixed_time(MORNING)
    page.goto(f"{site}my/mistakes/")
    expect(page.get_by_text("这里还是空的。")).to_be_visible()
    expect(page.get_by_role("link", name="去学：第一步")).to_be_visible()

    open_unit(page, site)
    answer(page, "opening", "blame")
    answer(page, "people", "chat")
    answer(page, "alone", "disagree")
    page.locator("#q-alone").get_by_role("button", name="收藏这一题").click()
    page.locator("#q-hotline input").fill("12356")
    page.locator("#q-hotline input").press("Enter")
    page.locator("portal-quiz-result").get_by_role("link", name="错题本").click()
    expect_counts(page, "错题 2 题，今天该复习 2 题，收藏 1 题。")
    expect(page.locator(".portal-mistakes-objective")).to_have_text(
        ["目标：看到学生的变化", "目标：知道找谁"]
    )

    thumb(page, "只练这些（2 题）")
    expect(page.get_by_role("heading", name="第 1 题，还有 1 题")).to_be_focused()
    stage = page.locator(".portal-practice-stage")
    expect(stage.locator("input:checked, .portal-mark, details:visible")).to_have_count(0)
    thumb(page, "提交")
    expect(stage.locator(".portal-status")).to_have_text("先选一个答案，再提交。")
    practise(page, "blame", "没关系，这道题留在错题本里，这一轮的最后再来一遍。")
    thumb(page, "下一题")
    thumb(page, "跳过")
    expect(page.get_by_role("heading", name="第 3 题，还有 0 题")).to_be_visible()
    expect(stage.locator("input:checked")).to_have_count(0)
    practise(page, "see", "✓ 连续答对 1 次，再对 1 次就离开错题本。")
    thumb(page, "看结果")
    expect(stage).to_contain_text("这一轮练了 1 题，最后答对 1 题，0 题离开了错题本。")
    page.get_by_role("button", name="回到错题本").tap()
    expect_counts(page, "错题 2 题，今天该复习 1 题，收藏 1 题。")
    kept = stored(page, "answer:c-first-steps/opening")
    assert [one["value"] for one in kept["log"]] == [["blame"], ["blame"], ["see"]]

    page.clock.set_fixed_time(A_WEEK_LATER)
    page.reload()
    expect_counts(page, "错题 2 题，今天该复习 2 题，收藏 1 题。")
    thumb(page, "只练这些（2 题）")
    thumb(page, "跳过")
    practise(page, "see", "✓ 连续答对 2 次，这道题离开错题本了。")
    thumb(page, "看结果")
    page.get_by_role("button", name="回到错题本").tap()
    expect_counts(page, "错题 1 题，今天该复习 1 题，收藏 1 题。")
    page.get_by_label("连续答对几次就离开").focus()
    page.get_by_label("连续答对几次就离开").select_option("3")
    expect_counts(page, "错题 2 题，今天该复习 1 题，收藏 1 题。")
    expect(page.get_by_label("连续答对几次就离开")).to_be_focused()

    open_unit(page, site)
    expect(page.locator("#q-opening .portal-status")).to_have_text("✓ 答对了（第 4 次作答）。")


def test_favourites_retired_questions_other_tabs_and_print(new_page: OpenPage, site: str) -> None:
    page = new_page(color_scheme="dark", **PHONE)
    open_unit(page, site)
    page.evaluate(
        """() => localStorage.setItem("portal:first:answer:c-next-steps/old-order", JSON.stringify({
            first: {value: ["agree"], at: "2026-10-01T00:00:00Z"},
            latest: {value: ["agree"], at: "2026-10-01T00:00:00Z"}, tries: 1}))"""
    )
    answer(page, "people", "chat")
    page.locator("#q-hotline").get_by_role("button", name="收藏这一题").click()
    page.goto(f"{site}my/learning/")
    page.get_by_role("link", name="错题本里有 1 题可以再练").click()
    expect_counts(page, "错题 1 题，今天该复习 1 题，收藏 1 题。")
    expect(page.locator(".portal-mistake")).to_have_count(1)
    expect(page.get_by_text("已停用的题 1 道，不用再练")).to_be_visible()
    expect(page.get_by_text("先通知家长群。")).to_be_hidden()
    assert serious(page) == []

    page.get_by_role("button", name="收藏 1", exact=True).click()
    expect(page.locator(".portal-mistake")).to_have_text("心理援助热线是 ____。还没有答过★ 已收藏")
    thumb(page, "只练这些（1 题）")
    page.locator(".portal-practice-stage input").fill("12356")
    thumb(page, "提交")
    expect(page.locator(".portal-thumb-bar .portal-status")).to_have_text("✓ 答对了。")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert serious(page) == []
    thumb(page, "看结果")
    expect(page.locator(".portal-practice-stage")).to_contain_text(
        "这一轮练了 1 题，最后答对 1 题，0 题离开了错题本。"
    )
    page.get_by_role("button", name="回到错题本").tap()
    other = page.context.new_page()
    open_unit(other, site)
    answer(other, "opening", "blame")
    expect_counts(page, "错题 2 题，今天该复习 2 题，收藏 1 题。")
    page.get_by_role("button", name="收藏：心理援助热线是 ____。").click()
    expect(page.get_by_text("还没有收藏。")).to_be_visible()
    expect(other.locator("#q-hotline .portal-favourite")).to_have_attribute("aria-pressed", "false")

    page.get_by_role("button", name="全部错题 2").click()
    page.evaluate("window.print = () => { window.printed = document.documentElement.className; }")
    page.get_by_role("button", name="打印带答案").click()
    page.wait_for_function("/portal-print-key/.test(window.printed)")
    page.emulate_media(media="print")
    sheet = page.locator(".portal-mistakes-sheet")
    expect(sheet.locator(".portal-question-label")).to_have_text(["第 1 题 · 单选", "第 2 题 · 多选"])
    expect(sheet.get_by_text("找能接手的人。")).to_be_visible()
    expect(page.locator("portal-mistakes")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(sheet).to_be_hidden()


def test_a_page_without_the_book_carries_none_of_its_weight(new_page: OpenPage, site: str) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site)))
    open_unit(page, site)
    answer(page, "opening", "blame")
    assert [name for name in asked if "mistake" in name or "fsrs" in name] == []
    page.goto(f"{site}my/learning/")
    expect(page.get_by_role("link", name="错题本里有 1 题可以再练")).to_be_visible()
    assert [name for name in asked if "fsrs" in name] == []


def test_without_the_network_the_book_says_so_and_loses_nothing(new_page: OpenPage, site: str) -> None:
    trouble = "Failed to load resource: net::ERR_INTERNET_DISCONNECTED"
    page = new_page(foreign_trouble=trouble, **PHONE)
    open_unit(page, site)
    answer(page, "opening", "blame")
    page.goto(f"{site}my/mistakes/")
    expect_counts(page, "错题 1 题，今天该复习 1 题，收藏 0 题。")
    page.context.set_offline(True)
    thumb(page, "只练这些（1 题）")
    expect(page.get_by_text("题目没有取到，可能是网络断了。")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="再试一次").tap()
    practise(page, "see", "✓ 连续答对 1 次，再对 1 次就离开错题本。")
