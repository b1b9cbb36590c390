"""The search as people use it: by keys, paste or voice, with filters, on a phone, on a bad line."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey_sites import SmallSite, serving
from playwright.sync_api import Locator, Page, expect

OpenPage = Callable[..., Page]

GUIDE = "---\ntitle: {}\nkind: guide\nstatus: published\n---\n\n{}\n"
EDITS = {
    "docs/campus/help-and-referral.md": GUIDE.format("求助与转介", "有学生让你担心，从这里往下照着做。"),
    "docs/campus/sleep.md": GUIDE.format(
        "考试前怎么睡",
        "先把灯关了。\n\n## 睡前一小时 {#before}\n\n手机放到客厅。\n\n## 躺下以后 {#lying}\n\n"
        "**作业**本合上，焦虑来了就慢慢呼气。焦虑不是病。\n\n"
        "| 时候 | 做什么 |\n| --- | --- |\n| 半夜醒来 | 焦虑时不看钟 |",
    ),
    **{
        f"docs/campus/talk-{number}.md": GUIDE.format(f"第 {number} 次谈话", "先听他说完，再说作业。")
        for number in range(1, 13)
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = SmallSite(tmp_path_factory.mktemp("search"))
    made.rebuild(EDITS)
    return made.site


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with serving(folder) as address:
        yield address


def query(page: Page) -> Locator:
    return page.locator(".md-search__input")


def said(page: Page) -> Locator:
    """Return the line above the results."""
    return page.locator(".md-search-result__meta")


def titles(page: Page) -> Locator:
    return page.locator(".md-search-result__item h1")


def beginning(page: Page) -> Locator:
    """Return what stands in the open search before anything is typed."""
    return page.locator(".portal-search-label", has_text="从这里开始")


def opened(page: Page, address: str) -> Page:
    """Return a page with its search open."""
    page.goto(address)
    page.locator("html[data-portal-ready]").wait_for()
    page.keyboard.press("/")
    expect(beginning(page)).to_be_visible()
    return page


def test_somebody_finds_a_section_by_keys_alone(site: str, new_page: OpenPage) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}campus/referral/", wait_until="networkidle")
    assert [one for one in asked if "search" in one] == []
    link = page.get_by_role("link", name="学证书").first
    link.focus()
    page.keyboard.press("/")
    page.keyboard.type("焦虑")
    expect(titles(page)).to_have_text(["考试前怎么睡"])
    expect(said(page)).to_have_text("找到 1 条")
    expect(page.locator(".portal-search-section")).to_have_text("躺下以后")
    expect(page.locator(".portal-search-facts")).to_have_text("指南")
    expect(page.locator(".portal-search-ears")).to_have_text("找到 1 条。第一条：考试前怎么睡")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(page.locator("#__search")).not_to_be_checked()
    page.keyboard.press("s")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__link").first).to_be_focused()
    page.keyboard.type("x")
    expect(query(page)).to_have_value("焦虑x")
    page.keyboard.press("Backspace")
    expect(titles(page)).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}campus/sleep/#lying")
    marks = page.locator("mark.portal-mark")
    expect(marks).to_have_text(["焦虑", "焦虑", "焦虑"])
    assert page.locator("table tr").count() == 2
    page.get_by_role("button", name="去掉标记").click()
    expect(marks).to_have_count(0)
    expect(page.locator(".portal-marked")).to_have_count(0)


def test_arrows_home_and_end_walk_through_the_results_and_tab_leaves(site: str, new_page: OpenPage) -> None:
    page = opened(new_page(), site)
    page.keyboard.type("作业")
    expect(said(page)).to_have_text("找到 13 条")
    # What is said to ears comes when no later stage can put the results in another order.
    expect(page.locator(".portal-search-ears")).to_contain_text("找到 13 条")
    links = page.locator(".md-search-result__list > li > a")
    expect(links).to_have_count(10)
    for key, index in (("ArrowDown", 0), ("ArrowDown", 1), ("End", None), ("Home", 0), ("ArrowUp", -1)):
        page.keyboard.press(key)
        if index is None:
            expect(page.get_by_role("button", name="再看 3 条")).to_be_focused()
        else:
            expect(query(page) if index < 0 else links.nth(index)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(links).to_have_count(13)
    expect(links.nth(10)).to_be_focused()
    page.keyboard.press("ArrowDown")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.locator("#__search")).not_to_be_checked()


def test_words_come_by_paste_voice_and_input_methods(site: str, new_page: OpenPage) -> None:
    page = new_page()
    page.clock.install()
    opened(page, site)
    page.keyboard.insert_text("焦虑")  # one event and no key, as paste by mouse, voice and handwriting give
    expect(titles(page)).to_have_text(["考试前怎么睡"])
    fire = """(input, [kind, value, composing]) => {
      if (value !== null) input.value = value;
      input.dispatchEvent(kind === "input" ? new InputEvent(kind, { isComposing: composing, bubbles: true })
        : new CompositionEvent(kind, { bubbles: true }));
    }"""
    for before_last_input in (True, False):
        query(page).fill("")
        expect(beginning(page)).to_be_visible()
        query(page).evaluate(fire, ["compositionstart", None, True])
        query(page).evaluate(fire, ["input", "zuo'ye", True])
        page.clock.run_for(5000)
        expect(beginning(page)).to_be_visible()
        last = [["compositionend", None, False], ["input", "作业", not before_last_input]]
        for event in last if before_last_input else last[::-1]:
            query(page).evaluate(fire, event)
        expect(said(page)).to_have_text("找到 13 条")


def test_filters_are_pressed_kept_for_the_visit_and_cleared(site: str, new_page: OpenPage) -> None:
    page = opened(new_page(), site)
    query(page).fill("学习")
    kinds = page.get_by_role("group", name="按类别筛选").get_by_role("button")
    expect(kinds.filter(has_text="我的")).to_be_visible()
    lesson = kinds.filter(has_text=re.compile("^教案"))
    lesson.focus()
    page.keyboard.press("Space")
    expect(lesson).to_have_attribute("aria-pressed", "true")
    expect(lesson).to_be_focused()
    expect(page.locator(".portal-search-facts").first).to_contain_text("教案 · 五年级")
    facts = page.locator(".portal-search-facts").all_inner_texts()
    assert {words.split(" ")[0] for words in facts} == {"教案"}
    page.goto(f"{site}my/learning/")
    page.locator("html[data-portal-ready]").wait_for()
    page.keyboard.press("f")
    query(page).fill("谈话")
    expect(said(page)).to_have_text("选中的条件里没有。不看条件，有这些：")
    page.get_by_role("button", name="清除条件").click()
    expect(said(page)).to_have_text("找到 12 条")


def test_help_stands_above_all_for_whoever_may_need_it(site: str, new_page: OpenPage) -> None:
    page = opened(new_page(), site)
    page.keyboard.insert_text("轻生")
    note = page.locator(".portal-search-help")
    expect(note).to_be_visible()
    expect(note.get_by_role("link", name="12356")).to_have_attribute("href", "tel:12356")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}campus/help-and-referral/")


def test_nothing_found_says_so_and_offers_a_beginning(site: str, new_page: OpenPage) -> None:
    page = opened(new_page(), site)
    page.keyboard.insert_text("骆驼")
    expect(said(page)).to_have_text(re.compile("^没有找到。"))
    assert titles(page).count() > 0
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("。，！")
    expect(said(page)).to_have_text(re.compile("^没有找到。"))


def test_a_bad_line_is_told_and_tried_again(site: str, new_page: OpenPage) -> None:
    page = new_page(foreign_trouble="Failed to load resource: net::ERR_FAILED")
    head, parts = re.compile("search/head.json"), re.compile(r"search/\w+/[pt]/")
    page.route(head, lambda route: route.abort())
    page.goto(f"{site}campus/referral/?q=谈话")
    expect(said(page)).to_contain_text("搜索没有打开")
    page.unroute(head)
    page.route(parts, lambda route: route.abort())
    said(page).get_by_role("button", name="再试一次").click()
    expect(titles(page).first).to_contain_text("次谈话")
    expect(page.locator(".portal-search-after")).to_contain_text("有一部分没有取到")
    page.unroute(parts)
    page.locator(".portal-search-after").get_by_role("button", name="再试一次").click()
    expect(page.locator(".portal-search-after")).not_to_contain_text("没有取到")


def test_an_address_with_a_query_opens_the_search_and_is_clean_afterwards(
    site: str, new_page: OpenPage
) -> None:
    page = new_page()
    for path in ("404.html", "campus/referral/"):
        page.goto(f"{site}{path}?q=焦虑")
        expect(titles(page)).to_have_text(["考试前怎么睡"])
        page.keyboard.press("Escape")
        expect(page).to_have_url(f"{site}{path}")
    page.keyboard.press("/")
    titles(page).click()
    page.wait_for_url(re.compile("campus/sleep/"))
    page.locator("html[data-portal-ready]").wait_for()
    page.keyboard.press("/")
    page.get_by_role("button", name="焦虑", exact=True).click()
    expect(titles(page)).to_have_text(["考试前怎么睡"])


def test_marks_go_on_through_elements_and_leave_questions_alone(site: str, new_page: OpenPage) -> None:
    page = new_page()
    marks = page.locator("mark.portal-mark")
    page.goto(f"{site}campus/sleep/?h=作业本+#lying")
    expect(marks).to_have_text(["作业", "本"])
    expect(page).to_have_url(f"{site}campus/sleep/#lying")
    page.goto(f"{site}certificates/c/first-steps/?h=难过")
    expect(marks).to_have_text(["难过"])
    assert "难过" in (page.locator("portal-question").first.text_content() or "")
    page.goto(f"{site}campus/sleep/?h=%3Cb%3E+__proto__+%25")
    page.locator("html[data-portal-ready]").wait_for()
    expect(marks).to_have_count(0)


def test_a_folder_without_a_server_is_searched_the_same_way(folder: Path, new_page: OpenPage) -> None:
    page = new_page()
    page.goto(f"{(folder / 'campus/referral/index.html').as_uri()}?q=焦虑")
    expect(titles(page)).to_have_text(["考试前怎么睡"])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("campus/sleep/index.html"))
    expect(page.locator("mark.portal-mark")).to_have_count(3)


def test_the_site_itself_answers_what_teachers_type(real_site: str, new_page: OpenPage) -> None:
    page = opened(new_page(), real_site)
    for typed, first in (
        ("自伤", "求助与转介|自伤"),
        ("初二情绪", "初二 · .*情绪"),
        ("五年级 十月", "五年级 · 10 月"),
        ("jiaolv", "焦虑"),
        ("Ｃ证", "C 证"),
    ):
        query(page).fill(typed)
        expect(page.locator(".md-search-result__item").first).to_contain_text(re.compile(first))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_open_search_is_for_everybody(site: str, new_page: OpenPage, width: int, scheme: str) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.goto(f"{site}campus/sleep/?h=焦虑")
    page.locator(".portal-marked").wait_for()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.locator("html[data-portal-ready]").wait_for()
    if width == 360:
        page.locator("header nav > label[for=__search]").click()
        expect(query(page)).to_be_focused()
    else:
        page.keyboard.press("/")
    found = []
    for words in ("", "作业", "轻生"):
        query(page).fill(words)
        expect(said(page)).to_have_text(re.compile("写一两个词" if not words else "找到"))
        result = Axe().run(page, context=".md-search", options={"resultTypes": ["violations"]})
        found += [
            f"{words} {item['id']}: {node['target']} {node['failureSummary']}"
            for item in result.response["violations"]
            if item["impact"] in ("serious", "critical")
            for node in item["nodes"]
        ]
        box = page.locator(".md-search__scrollwrap")
        assert box.evaluate("(box) => box.scrollWidth <= box.clientWidth")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
