"""Two tabs, no storage, no mouse, no JavaScript, nobody else's server."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

UNIT = "certificates/c/policy-and-periods/"


def first_choice(page: Page, number: int) -> None:
    block = page.locator("portal-question:has(input[type=radio])").nth(number)
    block.locator("input").first.check()
    block.get_by_role("button", name="提交").click()


def answered(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':answer:')).sort()")


def has_answered(page: Page, count: int) -> None:
    """Wait until so many questions are answered."""
    counted = "Object.keys(localStorage).filter((key) => key.includes(':answer:')).length"
    page.wait_for_function(f"count => {counted} === count", arg=count)


def test_two_tabs_keep_the_answers_of_both(real_site: str, new_page: OpenPage) -> None:
    one = new_page()
    one.goto(real_site + UNIT)
    two = one.context.new_page()
    two.goto(real_site + UNIT)
    first_choice(one, 0)
    first_choice(two, 1)
    first_choice(one, 2)
    has_answered(one, 3)
    expect(one.get_by_text("已答 3 /").first).to_be_visible()
    expect(two.get_by_text("已答 3 /").first).to_be_visible()


DENIED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); } });"""
FULL = """Storage.prototype.setItem = function () {
  throw new DOMException("full", "QuotaExceededError"); };"""


@pytest.mark.parametrize(
    ("script", "foreign_trouble"), [(DENIED, "denied"), (FULL, None)], ids=["denied", "full"]
)
def test_storage_that_fails_is_said_once_and_learning_goes_on(
    real_site: str, new_page: OpenPage, script: str, foreign_trouble: str | None
) -> None:
    page = new_page(script=script, foreign_trouble=foreign_trouble)
    page.goto(real_site + UNIT)
    first_choice(page, 0)
    first_choice(page, 1)
    expect(page.get_by_text("浏览器没有保存下来")).to_have_count(1)
    expect(page.get_by_text("已答 2 /").first).to_be_visible()


def test_a_broken_entry_is_set_aside_and_harms_no_neighbour(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    page.goto(real_site + UNIT)
    first_choice(page, 0)
    key = answered(page)[0]
    page.evaluate("key => localStorage.setItem(key.replace(/[^/]*$/, 'broken-one'), '{')", key)
    page.evaluate("key => localStorage.setItem(key, '<img src=x onerror=alert(1)>')", key)
    first_choice(page, 1)
    page.reload()
    expect(page.get_by_text("已答 1 /").first).to_be_visible()
    kept = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('portal-broken:'))")
    assert f"portal-broken:{key}" in kept


def test_every_question_can_be_answered_with_the_keyboard_alone(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    page.goto(real_site + UNIT)
    block = page.locator("portal-question:has(input[type=radio])").first
    block.locator("input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(block.locator("input").nth(2)).to_be_checked()
    assert answered(page) == []
    expect(block.get_by_role("button", name="提交")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    has_answered(page, 1)
    assert page.evaluate("document.activeElement !== document.body")
    blank = page.locator("portal-question[data-portal-type=blank]").first
    for field in blank.locator(".portal-blank").all():
        field.focus()
        page.keyboard.type("2")
    page.keyboard.press("Enter")
    has_answered(page, 2)


def test_reset_of_a_page_can_be_undone_even_after_a_reload(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    page.goto(real_site + UNIT)
    first_choice(page, 0)
    first_choice(page, 1)
    page.get_by_role("button", name="清除本页作答").click()
    page.get_by_role("button", name="清除", exact=True).click()
    has_answered(page, 0)
    page.reload()
    page.get_by_role("button", name="撤销").first.click()
    has_answered(page, 2)


def test_submitting_nothing_is_no_try(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    page.goto(real_site + UNIT)
    page.locator("#quiz").scroll_into_view_if_needed()
    page.locator("portal-question").first.get_by_role("button", name="提交").click()
    expect(page.get_by_text("先选一个答案，再提交。")).to_be_visible()
    assert answered(page) == []


def test_text_typed_into_a_gap_never_runs(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    page.goto(real_site + UNIT)
    blank = page.locator("portal-question[data-portal-type=blank]").first
    for field in blank.locator(".portal-blank").all():
        field.fill('<img src=x onerror="document.title=1">')
    blank.get_by_role("button", name="提交").click()
    page.reload()
    expect(blank.get_by_text("✗ 这次没答对")).to_be_visible()
    assert page.title() != "1"


def test_without_javascript_questions_and_lessons_can_be_read(real_site: str, new_page: OpenPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(real_site + UNIT)
    expect(page.locator(".portal-needs-script")).to_be_hidden()
    expect(page.locator(".portal-needs-script")).to_be_visible(timeout=8000)
    expect(page.locator("portal-question").first).to_be_visible()
    page.get_by_text("看答案与解析").first.click()
    expect(page.locator(".portal-key").first).to_be_visible()
    page.goto(real_site)
    grades = page.locator("[data-portal-grade]")
    for number in range(grades.count()):
        expect(grades.nth(number).locator("[data-portal-month]")).to_have_count(10)


def test_no_page_asks_another_host_for_anything(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    for path in ("", UNIT, "lessons/grade-5/why-i-learn/", "my/learning/", "my/data/", "handbook/"):
        page.goto(real_site + path, wait_until="networkidle")
    assert hosts <= {"127.0.0.1"}


def test_this_month_follows_the_date_and_remembers_the_grade(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    page.clock.set_fixed_time("2027-03-09T08:00:00")
    page.goto(real_site)
    shown = page.locator("[data-portal-month]:visible h3")
    page.get_by_role("button", name="五年级").click()
    page.get_by_role("combobox", name="年级").select_option("初二")
    expect(shown).to_have_text(["初二 · 3 月"])
    page.get_by_role("button", name="下月").click()
    expect(shown).to_have_text(["初二 · 4 月"])
    page.clock.set_fixed_time("2027-07-20T08:00:00")
    page.reload()
    expect(shown).to_have_text(["初二 · 9 月"])
    expect(page.get_by_text("新学期")).to_be_visible()


def test_two_people_on_one_computer_do_not_see_each_others_answers(
    real_site: str, new_page: OpenPage
) -> None:
    page = new_page()
    page.goto(real_site + UNIT)
    first_choice(page, 0)
    page.goto(f"{real_site}my/data/")
    page.get_by_label("新档案的名字").fill("陈老师")
    page.get_by_role("button", name="添加档案").click()
    page.goto(real_site + UNIT)
    expect(page.locator("portal-profile")).to_contain_text("陈老师")
    expect(page.get_by_text("已答 0 /").first).to_be_visible()


def test_no_script_file_is_asked_for_late(real_site: str, new_page: OpenPage) -> None:
    for path in ("", UNIT, "lessons/grade-5/why-i-learn/", "my/learning/", "my/data/"):
        page = new_page()
        asked: set[str] = set()
        page.on("request", lambda request, asked=asked: asked.add(request.url))
        answer = page.goto(real_site + path, wait_until="networkidle")
        assert answer is not None
        named = re.findall(r'<script defer src="([^"]+)"', answer.text())
        links = [urljoin(page.url, name) for name in named]
        ours = {url for url in asked if "/assets/javascripts/" in url and not url.endswith(".min.js")}
        on_purpose = {urljoin(real_site, "assets/javascripts/parts/elements/installed.js")}  # after the page
        assert ours - set(links) - on_purpose == set(), path


def test_a_lost_visitor_finds_the_way_back_also_below_a_sub_path(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    for base in ("/", ".", "./", ""):
        page.route(
            "**/404.html",
            lambda route, base=base: route.fulfill(
                response=(answer := route.fetch()),
                body=answer.text().replace('"portal-base" content="/"', f'"portal-base" content="{base}"'),
            ),
        )
        page.goto(f"{real_site}404.html")
        page.locator("html[data-portal-ready]").wait_for()
        page.unroute("**/404.html")
    page.get_by_role("link", name="求助与转介").last.click()
    expect(page).to_have_url(f"{real_site}campus/help-and-referral/")


HOSTILE = '<img src=x onerror="document.title=1">'
LESSON = "grade-5/why-i-learn"


@pytest.mark.parametrize(
    "garbage",
    [
        "{",
        "[null, 1, {}]",
        '["<img src=x onerror=document.title=1>"]',
        HOSTILE,
        '{"__proto__": 5, "5": 1e999}',
        "0001-09-01/0002-01-22 0002-02-22/0002-07-02",
    ],
)
def test_what_a_browser_keeps_for_the_class_teacher_may_be_anything(
    real_site: str, new_page: OpenPage, garbage: str
) -> None:
    page = new_page()
    page.goto(real_site)
    entry = f"portal:first:lesson:{LESSON}#五（1）班#2026-11-02"
    keys = ["portal-school-year", "portal-quotas", "portal-grade", f"portal:first:taken:{LESSON}",
            f"portal:first:ticked:{LESSON}", entry]  # fmt: skip
    page.evaluate("([keys, text]) => keys.forEach((key) => localStorage.setItem(key, text))", [keys, garbage])
    for path in ("", "lessons/grade-5/", f"lessons/{LESSON}/", "my/ledger/", "campus/calendar/"):
        page.goto(real_site + path)
        page.locator("html[data-portal-ready]").wait_for()
        assert page.title() != "1"
    kept = page.evaluate("key => localStorage.getItem(`portal-broken:${key}`)", entry)
    assert kept == garbage


@pytest.mark.parametrize(
    "query",
    [
        "?grade=%",
        "?area=" + "长" * 3000,
        f"?words={HOSTILE}",
        "?grade=__proto__&month=13",
        "?words=%ED%A0%80",
    ],
)
def test_the_finder_takes_any_address(real_site: str, new_page: OpenPage, query: str) -> None:
    page = new_page()
    page.goto(f"{real_site}lessons/{query}")
    expect(page.locator("portal-finder [role=status]").first).to_contain_text("课")
    assert page.title() != "1"
