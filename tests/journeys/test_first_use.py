"""A page that nobody has touched loads the shared script only, and nothing of the first touch is lost."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

OpenPage = Callable[..., Page]
LESSON, UNIT = "lessons/grade-5/why-i-learn/", "certificates/c/policy-and-periods/"
STORE = "**/parts/start.js"
HAS_COME = "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/parts/start.js'))"
JUDGED = re.compile("答对")
WAITING = ("", "lessons/", "lessons/grade-5/", LESSON, UNIT, "my/learning/")


class Line:
    """A slow line: the store comes when it is let through."""

    def __init__(self, page: Page) -> None:
        self._is_slow, self._held = True, list[Route]()
        page.route(STORE, self._pass)

    def _pass(self, route: Route) -> None:
        if self._is_slow:
            self._held.append(route)
        else:
            route.continue_()

    def comes(self) -> None:
        """Let through what was asked for, and all that is asked for from now on."""
        self._is_slow = False
        for route in self._held:
            route.continue_()


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("html[data-portal-ready]").wait_for()
    return page


def opened_early(page: Page, address: str) -> None:
    """Open a page and wait for its shared script only."""
    page.goto(address, wait_until="commit")
    page.wait_for_function("Boolean(customElements.get('portal-notices'))")


def parts_of(page: Page) -> list[str]:
    """Return the parts of scripts that the page has asked for, without those of no learner."""
    names: list[str] = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    parts = [name.split("/parts/")[1] for name in names if "/parts/" in name]
    return [part for part in parts if part not in ("elements/wide-tables.js", "elements/installed.js")]


def test_before_use_a_page_loads_the_shared_script_only_and_at_a_touch_the_rest(
    real_site: str, new_page: OpenPage
) -> None:
    for path in WAITING:
        page = opened(new_page(), real_site + path)
        page.wait_for_load_state("networkidle")
        assert parts_of(page) == [], path
        assert not page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('portal'))"), path
    page.locator("h1").click()
    expect(page.get_by_role("link", name="从这里开始")).to_be_visible()
    assert parts_of(page) == ["start.js", "learning.js"]


def test_a_search_is_no_use_of_the_page(real_site: str, new_page: OpenPage) -> None:
    page = opened(new_page(), real_site + UNIT)
    page.locator("[data-portal-search] input").click()
    page.locator("#__search:checked").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    assert "start.js" not in parts_of(page)


def test_a_button_pressed_too_early_is_pressed_when_the_script_is_there(
    real_site: str, new_page: OpenPage
) -> None:
    page = new_page()
    line = Line(page)
    opened(page, real_site + LESSON)
    box = page.locator("portal-checklist input").first
    box.press("Space")
    page.get_by_role("button", name="上课模式").press("Enter")
    expect(page.get_by_role("button", name="上课模式")).to_have_attribute("aria-busy", "true")
    line.comes()
    expect(page.get_by_role("group", name="上课模式")).to_be_visible()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("button", name="上课模式")).to_be_visible()
    expect(box).to_be_checked()
    opened(page, real_site + LESSON)
    expect(box).to_be_checked()


def test_a_grade_tapped_too_early_is_chosen_when_the_script_is_there(
    real_site: str, new_page: OpenPage
) -> None:
    page = new_page()
    page.clock.set_fixed_time("2026-11-09T08:00:00")
    line = Line(page)
    opened(page, real_site)
    page.get_by_role("button", name="五年级").click()
    expect(page.get_by_role("button", name="五年级")).to_have_attribute("aria-busy", "true")
    line.comes()
    expect(page.locator("[data-portal-month]:visible h3")).to_have_text(["五年级 · 11 月"])


def test_a_click_without_a_pointer_is_a_first_touch_too(real_site: str, new_page: OpenPage) -> None:
    page = opened(new_page(), real_site)
    page.get_by_role("button", name="五年级").dispatch_event("click")
    expect(page.locator(".portal-month-now")).to_be_visible()


def test_scripts_that_come_between_press_and_release_move_nothing_and_lose_no_press(
    real_site: str, new_page: OpenPage
) -> None:
    page = new_page()
    line = Line(page)
    opened(page, real_site + LESSON)
    page.get_by_role("button", name="上课模式").hover()
    page.mouse.down()
    line.comes()
    page.wait_for_function(HAS_COME)
    page.mouse.up()
    expect(page.get_by_role("group", name="上课模式")).to_be_visible()


def test_a_file_taken_too_early_is_noted_even_if_the_page_is_left(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    line = Line(page)
    page.route(
        "**/files/**", lambda route: route.fulfill(body=b"PK", content_type="application/octet-stream")
    )
    opened(page, real_site + LESSON)
    with page.expect_download():
        page.get_by_role("link", name="教案（Word）").click()
    kept = json.loads(page.evaluate("localStorage.getItem('portal-early-takes')"))
    assert [(take["lesson"], take["kind"]) for take in kept] == [("grade-5/why-i-learn", "docx")]
    line.comes()
    expect(page.locator("portal-taken")).to_contain_text("已取走")
    assert page.evaluate("localStorage.getItem('portal-early-takes')") is None
    page.evaluate(
        "(text) => { localStorage.clear(); localStorage.setItem('portal-early-takes', text); }",
        json.dumps(kept),
    )
    opened(page, real_site + LESSON)
    expect(page.locator("portal-taken")).to_contain_text("已取走")


def test_materials_ticked_too_early_are_ticked_though_the_page_was_left(
    real_site: str, new_page: OpenPage
) -> None:
    page = new_page()
    line = Line(page)
    opened(page, real_site + LESSON)
    boxes = page.locator("portal-checklist input")
    boxes.nth(1).press("Space")
    page.goto("about:blank")
    line.comes()
    opened(page, real_site + LESSON)
    expect(page.get_by_role("button", name="重新勾")).to_be_visible()
    assert boxes.evaluate_all("boxes => boxes.map((box) => box.checked)") == [False, True, False]
    assert page.evaluate("localStorage.getItem('portal-early-ticks')") is None


def test_on_a_page_with_a_record_the_first_press_and_tick_count_too(
    real_site: str, new_page: OpenPage
) -> None:
    page = new_page()
    opened(page, real_site + LESSON)
    boxes = page.locator("portal-checklist input")
    boxes.nth(0).press("Space")
    expect(page.get_by_role("button", name="重新勾")).to_be_visible()
    line = Line(page)
    opened_early(page, real_site + LESSON)
    boxes.nth(1).press("Space")
    page.get_by_role("button", name="上过了").click()
    line.comes()
    expect(page.get_by_label("班级")).to_be_visible()
    assert boxes.evaluate_all("boxes => boxes.map((box) => box.checked)") == [True, True, False]


def test_an_answer_chosen_too_early_stays_and_is_there_again_without_a_touch(
    real_site: str, new_page: OpenPage
) -> None:
    page = new_page()
    line = Line(page)
    opened(page, real_site + UNIT)
    question = page.locator("portal-question:has(input[type=radio])").first
    question.locator("input").first.check()
    gap = page.locator(".portal-blank").first
    if gap.count():
        gap.fill("不知道")
        gap.press("Enter")
        assert page.url == real_site + UNIT
    line.comes()
    question.get_by_role("button", name="提交").click()
    expect(question.locator(".portal-status")).to_have_text(JUDGED)
    opened(page, real_site + UNIT)
    expect(question.locator(".portal-status")).to_have_text(JUDGED)
    assert page.evaluate("Object.keys(localStorage).some((key) => key.includes(':unit:'))")


def test_what_was_looked_for_too_early_is_found(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    line = Line(page)
    opened(page, real_site + "lessons/")
    page.get_by_role("combobox", name="年级").select_option("5")
    line.comes()
    expect(page.get_by_role("button", name="清除全部")).to_be_visible()
    assert page.url.endswith("?grade=5")
    expect(page.get_by_role("heading", name="二年级", exact=True)).to_be_hidden()
