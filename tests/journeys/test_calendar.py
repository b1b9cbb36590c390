"""The calendar's page: its dates, one's own dates, what comes next; by keyboard and without scripts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from journey_sites import SmallSite

OpenPage = Callable[..., Page]
READY = "html[data-portal-ready]"
PATH = "campus/calendar/"
SITE_YEAR = "2026-09-01/2027-01-22 2027-02-22/2027-07-02"
ANCHOR = """  - id: {id}
    title: {id}
    when: {when}
    what: 这一天的事。
    lessons: [grade-5/why-i-learn]
    activity: 认一认门。
    notice: |
      各位家长，今天认认门。
      联系我：＿＿＿。
    avoid: 不讲病名。
"""
WHENS = {
    "help-day": "10-10",
    "midterm": "term 1 week 10",
    "finals": "term 1 week -1",
    "spring": "term 2 week 1",
    "may": "month 5",
}
CALENDAR = f"""---
title: 校历
terms:
  - {{name: 上学期, first: 2026-09-01, last: 2027-01-22}}
  - {{name: 下学期, first: 2027-02-22, last: 2027-07-02}}
anchors:
{"".join(ANCHOR.format(id=name, when=when) for name, when in WHENS.items())}status: published
---

一个月做一件。
"""


@pytest.fixture
def site(small_site: "SmallSite") -> str:
    small_site.rebuild({"docs/campus/calendar.md": CALENDAR})
    return small_site.address


@pytest.fixture
def open_on(site: str, new_page: OpenPage) -> Callable[..., Page]:
    """Open the calendar on a day, as a new person unless a page is given."""

    def open_page(day: str, page: Page | None = None, **options: object) -> Page:
        page = page or new_page(**options)
        page.clock.set_fixed_time(f"{day}T10:00:00")
        page.goto(site + PATH)
        page.locator(READY).wait_for()
        return page

    return open_page


def when_of(page: Page, name: str) -> str:
    return page.locator(f".portal-anchor:has(#{name}) [data-portal-span]").inner_text()


def month_of(page: Page, name: str) -> str | None:
    return page.locator(f"section:has(#{name})").get_attribute("data-portal-month")


def stored(page: Page) -> str | None:
    return page.evaluate("localStorage.getItem('portal-school-year')")


def test_the_page_says_which_week_it_is_and_what_comes_next(open_on: Callable[..., Page]) -> None:
    page = open_on("2026-11-22")
    now = page.locator("[data-portal-now]")
    expect(now).to_contain_text("这一周是上学期第 12 周，接下来：")
    assert now.get_by_role("link").all_inner_texts() == ["finals", "spring", "may"]
    expect(page.get_by_role("heading", name="11 月")).to_contain_text("本月")
    expect(page.locator("portal-school-year")).to_contain_text(
        "照每月两节算，11 月的两节在上学期第 11 周（11 月 9 日起）和上学期第 13 周（11 月 23 日起）。"
    )
    expect(page.get_by_role("button", name="恢复网站的日期")).to_be_hidden()


def test_own_dates_are_set_by_keyboard_kept_and_taken_back(open_on: Callable[..., Page]) -> None:
    page = open_on("2026-11-22")
    assert when_of(page, "midterm") == "11 月 2 日至 6 日 · 上学期第 10 周"

    page.get_by_role("button", name="改成本校的日期").press("Enter")
    first = page.get_by_label("上课第一天").first
    expect(first).to_be_focused()
    first.fill("2026-08-24")
    spring = page.get_by_role("group", name="下学期").get_by_label("上课第一天")
    spring.fill("2027-03-01")
    spring.press("Enter")

    expect(page.locator("portal-school-year")).to_contain_text("保存好了")
    expect(page.get_by_role("button", name="改成本校的日期")).to_be_focused()
    assert stored(page) == "2026-08-24/2027-01-22 2027-03-01/2027-07-02"
    assert when_of(page, "midterm") == "10 月 26 日至 30 日 · 上学期第 10 周"
    assert (month_of(page, "midterm"), month_of(page, "spring")) == ("10", "3")

    page = open_on("2026-11-22", page)
    expect(page.locator("portal-school-year")).to_contain_text("这是你改过的日期")
    expect(page.locator("[data-portal-now]")).to_contain_text("上学期第 13 周")

    page.get_by_role("button", name="恢复网站的日期").press("Enter")
    expect(page.locator("portal-school-year")).to_contain_text("这是网站的日期")
    assert (month_of(page, "midterm"), month_of(page, "spring")) == ("11", "2")
    expect(page.get_by_role("button", name="恢复网站的日期")).to_be_hidden()
    page = open_on("2026-11-22", page)
    expect(page.locator("portal-school-year")).to_contain_text("这是网站的日期")


@pytest.mark.parametrize(
    ("group", "label", "value", "words"),
    [
        ("上学期", "上课最后一天", "2026-01-22", "最后一天早于第一天"),
        ("上学期", "上课最后一天", "2027-02-25", "早于上学期的最后一天"),
        ("下学期", "上课第一天", "", "请选一个日子"),
        ("下学期", "上课最后一天", "2027-03-01", "不到四周"),
    ],
)
def test_a_wrong_date_is_named_beside_its_field_and_nothing_is_kept(
    open_on: Callable[..., Page], group: str, label: str, value: str, words: str
) -> None:
    page = open_on("2026-11-22")
    page.get_by_role("button", name="改成本校的日期").click()
    page.get_by_role("group", name=group).get_by_label(label).fill(value)
    page.get_by_role("button", name="保存").click()
    problem = page.get_by_role("alert").filter(has_text=words)
    expect(problem).to_be_visible()
    wrong = page.locator("portal-school-year [aria-invalid=true]")
    expect(wrong).to_be_focused()
    assert wrong.get_attribute("aria-describedby") == problem.get_attribute("id")
    assert stored(page) is None
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="改成本校的日期")).to_be_focused()
    assert stored(page) is None


def test_dates_of_a_past_year_move_on_and_say_so(open_on: Callable[..., Page]) -> None:
    page = open_on("2028-03-08")
    expect(page.locator("portal-school-year")).to_contain_text("2027 年 9 月 1 日")
    expect(page.locator("portal-school-year")).to_contain_text("照本校的校历改")


def test_a_broken_setting_does_no_harm(open_on: Callable[..., Page]) -> None:
    page = open_on("2026-11-22")
    page.evaluate("localStorage.setItem('portal-school-year', '2026-09-01/now')")
    page = open_on("2026-11-22", page)
    expect(page.locator("portal-school-year")).to_contain_text("这是网站的日期")


def test_a_notice_is_copied_and_can_be_changed_first(open_on: Callable[..., Page]) -> None:
    page = open_on("2026-11-22", permissions=["clipboard-read", "clipboard-write"])
    anchor = page.locator(".portal-anchor:has(#help-day)")
    anchor.get_by_role("button", name="复制通知").click()
    expect(anchor.get_by_role("status")).to_contain_text("复制好了")
    field = anchor.get_by_label("通知的文字")
    expect(field).to_have_value("各位家长，今天认认门。\n联系我：＿＿＿。")
    field.fill("各位家长，今天认认门。")
    anchor.get_by_role("button", name="复制通知").click()
    expect(anchor.get_by_role("status")).to_contain_text("复制好了")
    assert page.evaluate("navigator.clipboard.readText()") == "各位家长，今天认认门。"


def test_without_scripts_it_is_a_plain_list_with_the_sites_dates(site: str, new_page: OpenPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site + PATH)
    expect(page.locator("portal-school-year")).to_contain_text("2026-09-01 至 2027-01-22，21 周")
    assert when_of(page, "spring") == "2 月 22 日至 26 日 · 下学期第 1 周"
    shown = [text.split(" ")[0] for text in page.locator("section h2:visible").all_inner_texts()]
    assert shown == ["10", "11", "1", "2", "5"]
    expect(page.get_by_role("link", name="我为什么学习").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_open_form(open_on: Callable[..., Page], scheme: str) -> None:
    page = open_on("2026-11-22", color_scheme=scheme, viewport={"width": 320, "height": 700})
    page.get_by_role("button", name="改成本校的日期").click()
    page.get_by_label("上课第一天").first.fill("")
    page.get_by_role("button", name="保存").click()
    found = Axe().run(page).response["violations"]
    assert [item["id"] for item in found if item["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
