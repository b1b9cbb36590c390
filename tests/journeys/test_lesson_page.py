"""A lesson's page in a teacher's hands: taken away, changed since, prepared, taught from, printed."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from journey_sites import SmallSite
from playwright.sync_api import Page, Route, expect

OpenPage = Callable[..., Page]

LESSON = "lessons/grade-5/why-i-learn/"
SOURCE = "docs/lessons/grade-5/why-i-learn.md"
REVISED = {
    SOURCE: [
        [
            "revision: 1",
            "revision: 3\nchanges:\n"
            "  - {revision: 2, text: 填表少了一栏。}\n"
            "  - {revision: 3, text: 故事换了。}",
        ]
    ]
}
CLOCK = "Date.now = () => new Date(2026, 8, 3, 10).getTime() + Math.round(performance.now())"


def opened(small_site: SmallSite, new_page: OpenPage, **options: object) -> Page:
    """Return the small site's lesson, its files answered for."""
    page = new_page(**options)
    page.route("**/files/**", lambda route: serve_file(route))
    page.goto(small_site.address + LESSON)
    if options.get("java_script_enabled", True):
        expect(page.locator("[data-portal-ready]")).to_be_attached()
    return page


def serve_file(route: Route) -> None:
    route.fulfill(body=b"PK", content_type="application/octet-stream")


def reopen(page: Page) -> None:
    page.reload()
    expect(page.locator("[data-portal-ready]")).to_be_attached()


def test_a_file_is_taken_with_its_chinese_name_and_the_page_remembers(
    small_site: SmallSite, new_page: OpenPage
) -> None:
    small_site.rebuild()
    page = opened(small_site, new_page, script=CLOCK)
    links = page.locator("[data-portal-take='grade-5/why-i-learn']")
    assert [link.get_attribute("data-portal-kind") for link in links.all()] == [
        "docx", "pptx", "pdf", "worksheet",
    ]  # fmt: skip
    with page.expect_download() as taken:
        page.get_by_role("link", name="教案（Word）").click()
    assert taken.value.suggested_filename == "五年级9月第1课 我为什么学习 教案.docx"
    expect(page.locator("portal-taken")).to_have_text("已取走 · 9 月 3 日")
    reopen(page)
    expect(page.locator("portal-taken")).to_have_text("已取走 · 9 月 3 日")


def test_what_changed_since_is_told_until_the_new_files_are_taken(
    small_site: SmallSite, new_page: OpenPage
) -> None:
    small_site.rebuild()
    page = opened(small_site, new_page, script=CLOCK)
    with page.expect_download():
        page.get_by_role("link", name="活动单（PDF）").press("Enter")
    small_site.rebuild(REVISED)
    reopen(page)
    told = page.locator("portal-taken [role=status]")
    expect(told).to_contain_text("你 9 月 3 日取走的是第 1 版，现在是第 3 版：")
    expect(told.locator("li")).to_have_text(["第 3 版　故事换了。", "第 2 版　填表少了一栏。"])
    with page.expect_download():
        page.get_by_role("link", name="教案（PDF）").click()
    expect(told).to_have_text("已取走 · 9 月 3 日")


def test_who_has_taken_nothing_is_told_nothing(small_site: SmallSite, new_page: OpenPage) -> None:
    small_site.rebuild(REVISED)
    page = opened(small_site, new_page)
    expect(page.locator("portal-taken [role=status]")).to_have_text("")
    page.get_by_text("第 3 版，改了什么").click()
    expect(page.get_by_text("填表少了一栏。")).to_be_visible()


def test_a_broken_memory_of_what_was_taken_is_no_memory(small_site: SmallSite, new_page: OpenPage) -> None:
    small_site.rebuild(REVISED)
    page = opened(small_site, new_page)
    for broken in ("{", "[]", '{"revision":"1","at":"gestern"}', '{"at":5}', "null"):
        page.evaluate(
            """text => { const profile = localStorage.getItem("portal-active");
            for (const kind of ["taken", "ticked"])
              localStorage.setItem(`portal:${profile}:${kind}:grade-5/why-i-learn`, text); }""",
            broken,
        )
        reopen(page)
        expect(page.locator("portal-taken [role=status]")).to_have_text("")
        expect(page.get_by_role("checkbox", name="活动单")).not_to_be_checked()


def test_materials_are_ticked_by_key_and_stay_ticked(small_site: SmallSite, new_page: OpenPage) -> None:
    small_site.rebuild()
    page = opened(small_site, new_page)
    page.get_by_role("checkbox", name="活动单").press("Space")
    expect(
        page.get_by_role("button", name="重新勾")
    ).to_be_visible()  # the first touch called the script, which keeps it
    reopen(page)
    box = page.get_by_role("checkbox", name="活动单")
    expect(box).to_be_checked()
    page.get_by_role("button", name="重新勾").click()
    expect(box).not_to_be_checked()
    expect(box).to_be_focused()
    reopen(page)
    expect(box).not_to_be_checked()


def test_without_script_the_page_is_all_there(small_site: SmallSite, new_page: OpenPage) -> None:
    small_site.rebuild(REVISED)
    page = opened(small_site, new_page, java_script_enabled=False)
    expect(page.locator(".portal-materials li")).to_have_text(["活动单"])
    expect(page.locator(".portal-take a")).to_have_count(4)
    expect(page.locator(".portal-slide")).to_have_count(6)
    page.get_by_role("link", name="2. 说一说 5.5 分").click()
    assert page.evaluate("location.hash") == "#step-2-2"


def test_class_mode_goes_from_step_to_step_by_key_and_by_tap(
    small_site: SmallSite, new_page: OpenPage
) -> None:
    small_site.rebuild()
    page = opened(small_site, new_page, viewport={"width": 360, "height": 740})
    page.get_by_role("button", name="上课模式").press("Enter")
    steps = page.locator(".portal-step")
    assert [step.is_visible() for step in steps.all()] == [True, False, False, False, False]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name="2. 说一说")).to_be_focused()
    expect(page.locator(".portal-teaching-bar")).to_contain_text("3 / 5")
    expect(page.locator(".portal-teaching-bar")).to_contain_text("/ 5:30")
    assert not page.get_by_role("heading", name="学生活动单").is_visible()
    page.emulate_media(media="print")
    assert [step.is_visible() for step in steps.all()] == [True] * 5
    page.emulate_media(media="screen")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="学生活动单")).to_be_visible()
    expect(page.locator("#step-2-2")).to_be_in_viewport()
    page.get_by_role("button", name="上课模式").click()
    page.go_back()  # what a phone's own key does
    expect(page.get_by_role("heading", name="学生活动单")).to_be_visible()
    assert page.url == small_site.address + LESSON


def test_a_printed_lesson_has_no_buttons_and_no_colours(small_site: SmallSite, new_page: OpenPage) -> None:
    small_site.rebuild(REVISED)
    script = "window.print = () => { window.printed = true }"
    page = opened(small_site, new_page, script=script, color_scheme="dark")
    page.get_by_role("button", name="打印教案").click()
    page.wait_for_function("window.printed")
    page.emulate_media(media="print")
    away = page.locator(".portal-take, .portal-jumps, portal-taken, portal-taught, .portal-related, button")
    assert [node for node in away.all() if node.is_visible()] == []
    assert page.get_by_role("heading", name="教学反思").is_visible()
    grounds = "nodes => [...new Set(nodes.map(node => getComputedStyle(node).backgroundColor))]"
    assert page.locator(".portal-say, .portal-safety, .admonition").evaluate_all(grounds) == [
        "rgba(0, 0, 0, 0)"
    ]


def test_axe_finds_nothing_serious_while_teaching(small_site: SmallSite, new_page: OpenPage) -> None:
    small_site.rebuild()
    page = opened(small_site, new_page, viewport={"width": 360, "height": 740}, color_scheme="dark")
    page.get_by_role("button", name="上课模式").click()
    found = [
        item for item in Axe().run(page).response["violations"] if item["impact"] in ("serious", "critical")
    ]
    assert [(item["id"], item["nodes"][0]["target"]) for item in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
