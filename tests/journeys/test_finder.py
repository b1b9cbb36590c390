"""From the first page to this month's files; finding a lesson; the year plan of a grade, also on paper."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

OpenPage = Callable[..., Page]

READY = "html[data-portal-ready]"
PHONE = {"width": 360, "height": 740}
ELSEWHERE = "location.protocol === 'about:'"
REMEMBER = f"{ELSEWHERE} || localStorage.setItem('portal-grade', '5')"
PRINTED = "window.print = () => { window.printed = (window.printed || 0) + 1; }"


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator(READY).wait_for()
    return page


def titles(page: Page) -> list[str]:
    return page.locator("portal-finder li:visible > a").all_inner_texts()


def ends_above_the_fold(element: Locator) -> bool:
    box = element.bounding_box()
    return box is not None and box["y"] + box["height"] <= PHONE["height"]


def pages_on_paper(page: Page) -> int:
    """Print; afterwards the page is as before the button was pressed."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


# ---- the first page ----


def test_one_tap_chooses_the_grade_for_good(real_site: str, new_page: OpenPage) -> None:
    page = new_page(viewport=PHONE)
    page.clock.set_fixed_time("2026-11-09T08:00:00")
    opened(page, real_site)
    expect(page.get_by_text("的教案还在筹备")).to_contain_text("一年级、三年级")
    page.get_by_role("button", name="五年级").click()
    month = page.locator("[data-portal-month]:visible")
    expect(month).to_be_visible()
    page.reload()
    expect(month.locator("li > a")).to_have_text(["不想学的时候", "成长的身体信号"])
    expect(month).to_contain_text("第 11 周，11 月 9—13 日")


def test_both_lessons_of_the_month_offer_their_word_file_without_scrolling(
    real_site: str, new_page: OpenPage
) -> None:
    page = new_page(viewport=PHONE, script=REMEMBER)
    page.clock.set_fixed_time("2026-11-09T08:00:00")
    opened(page, real_site)
    words = page.locator("[data-portal-month]:visible [data-portal-kind=docx]")
    assert [ends_above_the_fold(word) for word in words.all()] == [True, True]
    href = "files/grade-5/when-i-do-not-want-to-study.docx"
    expect(words.first).to_have_attribute("href", href)
    expect(words.first).to_have_attribute("download", "五年级11月第1课 不想学的时候 教案.docx")
    group = page.get_by_role("group", name="取走：不想学的时候")
    expect(group.get_by_role("link")).to_have_text(
        [re.compile(word) for word in ("Word", "课件", "PDF", "活动单")]
    )


def test_each_file_is_offered_once_however_often_the_month_changes(
    real_site: str, new_page: OpenPage
) -> None:
    page = new_page(script=REMEMBER)
    page.clock.set_fixed_time("2026-11-09T08:00:00")
    opened(page, real_site)
    for name in ("下月", "上月", "上月", "下月"):
        page.get_by_role("button", name=name).click()
    expect(page.locator("[data-portal-month]:visible [data-portal-kind=docx]")).to_have_count(2)


def test_weeks_follow_the_teachers_own_school_year(real_site: str, new_page: OpenPage) -> None:
    own = "2026-08-24/2027-01-15 2027-02-15/2027-06-25"
    page = new_page(script=f"{REMEMBER}; {ELSEWHERE} || localStorage.setItem('portal-school-year', '{own}')")
    page.clock.set_fixed_time("2026-11-09T08:00:00")
    opened(page, real_site)
    expect(page.locator(".portal-week:visible").first).to_have_text("第 12 周，11 月 9—13 日")
    opened(page, f"{real_site}lessons/grade-5/")
    expect(page.locator("[data-portal-week='11/1']").first).to_have_text("第 12 周，11 月 9—13 日")
    expect(page.get_by_text("周次按本校的日期")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="按这份校历生成日历").click()
    assert taken.value.suggested_filename == "五年级心育课 2026—2027.ics"
    events = Calendar.from_ical(taken.value.path().read_bytes()).walk("VEVENT")
    assert len(events) == 20
    assert date(2026, 11, 9) in {event.start for event in events}


def test_the_month_is_printed_from_the_first_page_as_one_sheet(real_site: str, new_page: OpenPage) -> None:
    page = new_page(script=f"{REMEMBER}; {PRINTED}")
    page.clock.set_fixed_time("2026-11-09T08:00:00")
    opened(page, real_site)
    page.get_by_role("link", name="打印本月").click()
    page.wait_for_function("window.printed === 1")
    assert page.url == f"{real_site}lessons/grade-5/"
    page.emulate_media(media="print")
    expect(page.locator(".portal-lesson-sheet:visible h3")).to_have_text(["不想学的时候", "成长的身体信号"])
    expect(page.locator(".portal-lesson-sheet:visible .portal-paper-only").first).to_contain_text(
        "lessons/grade-5/when-i-do-not-want-to-study/"
    )
    assert pages_on_paper(page) == 1


def test_without_script_all_months_stand_on_the_first_page(real_site: str, new_page: OpenPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(real_site)
    shown = page.locator("[data-portal-month]:visible li > a")
    assert shown.count() == page.locator("[data-portal-month] li").count() > 0
    shown.first.click()
    expect(page.locator("[data-portal-kind=docx]").first).to_be_visible()


# ---- the finder ----


def test_a_filter_stands_in_the_address_and_comes_back_from_it(real_site: str, new_page: OpenPage) -> None:
    page = opened(new_page(), f"{real_site}lessons/")
    page.get_by_role("combobox", name="年级").select_option("5")
    page.get_by_role("searchbox", name="关键词").fill("学习")
    page.wait_for_url("**words=*")
    found = titles(page)
    assert "我为什么学习" in found
    expect(page.get_by_text(f"找到 {len(found)} 课")).to_be_visible()
    colleague = opened(new_page(), page.url)
    assert titles(colleague) == found
    expect(colleague.get_by_role("searchbox", name="关键词")).to_have_value("学习")
    colleague.locator("portal-finder li:visible > a").first.click()
    colleague.wait_for_url("**/lessons/grade-5/*/")
    colleague.go_back()
    expect(colleague.get_by_text(f"找到 {len(found)} 课")).to_be_visible()
    assert titles(colleague) == found


def test_every_combination_of_grade_and_month_finds_its_periods(real_site: str, new_page: OpenPage) -> None:
    page = opened(new_page(), f"{real_site}lessons/?grade=8&month=3")
    expect(page.locator("portal-finder li:visible")).to_have_count(2)
    expect(page.locator("portal-finder h2:visible")).to_have_text(["初二"])
    expect(page.get_by_role("combobox", name="领域").locator("option").nth(0)).to_have_text("全部")


def test_when_nothing_is_found_it_says_what_to_give_up(real_site: str, new_page: OpenPage) -> None:
    page = opened(new_page(), f"{real_site}lessons/?grade=5&minutes=30")
    expect(page.get_by_text("没有这样的课")).to_be_visible()
    page.get_by_role("button", name="去掉“30 分钟以内”有 20 课").click()
    expect(page.get_by_text("找到 20 课")).to_be_visible()
    assert page.url.endswith("?grade=5")
    page.get_by_role("button", name="清除全部").click()
    expect(page.get_by_text(re.compile(r"共 \d+ 课"))).to_be_visible()
    assert page.url == f"{real_site}lessons/"


def test_a_cell_of_the_areas_leads_to_its_lessons_and_back_again(real_site: str, new_page: OpenPage) -> None:
    page = opened(new_page(viewport=PHONE), f"{real_site}lessons/")
    cell = page.get_by_role("link", name=re.compile("五年级，情绪调适："))
    count = int(cell.inner_text())
    cell.click()
    expect(page.get_by_text(f"找到 {count} 课")).to_be_visible()
    assert len(titles(page)) == count
    page.go_back()
    expect(page.get_by_role("combobox", name="领域")).to_have_value("")


def test_the_areas_count_every_lesson_once(real_site: str, new_page: OpenPage) -> None:
    page = opened(new_page(), f"{real_site}lessons/")
    cells = page.locator(".portal-areas td:not(:last-child) a").all_inner_texts()
    assert sum(map(int, cells)) == len(titles(page))


def test_the_finder_works_by_keyboard(real_site: str, new_page: OpenPage) -> None:
    page = opened(new_page(), f"{real_site}lessons/")
    page.get_by_role("searchbox", name="关键词").focus()
    page.keyboard.type("考试")
    page.keyboard.press("Enter")
    expect(page.locator("portal-finder .portal-status")).to_be_focused()
    expect(page.locator("portal-finder .portal-status")).to_have_text(re.compile("找到 [1-9]"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="去掉“考试”")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="关键词")).to_have_value("")


@pytest.mark.parametrize("path", ["lessons/?grade=5&month=11", "lessons/grade-5/"])
def test_without_script_all_lessons_are_listed_with_their_files(
    real_site: str, new_page: OpenPage, path: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(real_site + path)
    assert page.locator("[data-portal-kind=docx]:visible").count() >= 20
    assert page.get_by_role("combobox", name="年级").count() == 0


# ---- the year plan ----


def test_the_year_plan_prints_on_one_sheet(real_site: str, new_page: OpenPage) -> None:
    page = opened(new_page(script=PRINTED), f"{real_site}lessons/grade-11/")
    page.get_by_role("button", name="打印全年计划").click()
    page.wait_for_function("window.printed === 1")
    page.emulate_media(media="print")
    assert page.locator(".portal-year tbody tr:visible").count() == 10
    assert page.locator(".portal-lesson-sheet:visible").count() == 0
    assert pages_on_paper(page) == 1


def test_a_grade_prints_as_its_plan_and_one_sheet_for_each_month(real_site: str, new_page: OpenPage) -> None:
    assert pages_on_paper(opened(new_page(), f"{real_site}lessons/grade-2/")) == 11


def test_the_year_plan_needs_no_scrolling_sideways_on_the_smallest_phone(
    real_site: str, new_page: OpenPage
) -> None:
    page = opened(new_page(viewport={"width": 320, "height": 640}), f"{real_site}lessons/grade-11/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    box = page.locator(".portal-year").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 320
