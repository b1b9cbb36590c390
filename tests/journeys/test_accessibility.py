"""axe finds nothing serious on any kind of page, light and dark, wide and narrow; nothing overflows."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

OpenPage = Callable[..., Page]

KINDS = {
    "home": "",
    "list": "lessons/",
    "track": "certificates/c/",
    "unit": "certificates/c/policy-and-periods/",
    "grade": "lessons/grade-5/",
    "lesson": "lessons/grade-5/bystanders-have-power/",
    "guide": "campus/help-and-referral/",
    "calendar": "campus/calendar/",
    "learning": "my/learning/",
    "data": "my/data/",
    "ledger": "my/ledger/",
    "mistakes": "my/mistakes/",
    "exam": "my/exam/",
    "assessment": "my/assessment/",
    "verify": "my/verify/",
    "bench": "my/bench/",
    "updates": "updates/",
    "rules": "handbook/checks/",
    "handbook": "handbook/write-a-unit/",
    "words": "handbook/search-terms/",
    "offline": "my/offline/",
    "wide table": "lessons/grade-11/the-learning-plateau/",
    "pictures": "lessons/grade-2/weather-in-my-heart/",
    "lost": "404.html",
}
ANSWER_ALL = """() => { for (const block of document.querySelectorAll("portal-question")) {
  for (const blank of block.querySelectorAll(".portal-blank")) blank.value = "试";
  const box = block.querySelector("input[type=radio], input[type=checkbox]");
  if (box) box.click();
  block.querySelector("button[type=submit]").click(); } }"""
TAUGHT = """() => localStorage.setItem(
  "portal:first:lesson:grade-5/why-i-learn#五(2)班#2026-11-04", JSON.stringify(
  { lesson: "grade-5/why-i-learn", class: "五(2)班", date: "2026-11-04", periods: 1, note: "" }))"""
"""A class has had a lesson, and the browser keeps that."""
SEARCHED = {"home": "自伤", "lesson": "五年级 情绪", "unit": "天外飞仙"}
"""Kind of page → what is searched for there: with help first, with filters, with nothing found."""

Kept = dict[str, object]


def serious(page: Page, within: str | None = None) -> list[str]:
    options = {"resultTypes": ["violations"]}
    found = Axe().run(page, context=within, options=options).response["violations"]
    return [
        f"{item['id']}: {node['target']} {node['failureSummary']}"
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]


def answer_all(page: Page) -> None:
    page.locator("#quiz").scroll_into_view_if_needed()
    page.locator("portal-question button[type=submit]").last.wait_for()
    page.evaluate(ANSWER_ALL)
    page.locator(".portal-is-complete").wait_for()


@pytest.fixture(scope="module")
def kept(real_site: str, browser: Browser) -> Kept:
    """What the browser of somebody holds who has answered a unit and given a lesson."""
    with browser.new_context(locale="zh-CN", service_workers="block") as context:
        page = context.new_page()
        page.goto(real_site + KINDS["unit"])
        page.locator("html[data-portal-ready]").wait_for()
        answer_all(page)
        page.evaluate(TAUGHT)
        return {**context.storage_state()}


def search(page: Page, words: str) -> None:
    page.locator("[name=query]").focus()
    page.locator("[name=query]").fill(words)
    page.locator(".md-search-result__item").first.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious_and_a_phone_shows_all(
    real_site: str, new_page: OpenPage, kept: Kept, kind: str, scheme: str
) -> None:
    """By light on a wide screen without a record, by night on a phone with one."""
    is_light = scheme == "light"
    width = 1280 if is_light else 360
    page = new_page(
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
        storage_state=None if is_light else kept,
    )
    page.goto(real_site + KINDS[kind], wait_until="load" if is_light else "networkidle")
    page.locator("html[data-portal-ready]").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if kind == "unit" and is_light:
        answer_all(page)
    if kind == "grade":
        page.locator("#offline > summary").click()
        expect(page.locator("#offline")).to_contain_text("稍等")
    found = serious(page)
    if kind in SEARCHED:
        search(page, SEARCHED[kind])
        found += serious(page, ".md-search")
    assert found == []
