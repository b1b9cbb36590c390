"""A teacher sits a mock exam; whatever happens to tab, clock, network and storage, no answer is lost."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey_sites import SmallSite, serving
from playwright.sync_api import BrowserContext, Page, Route, expect

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.records.attempts import Examiner
from portal.records.regrade import Grader

OpenPage = Callable[..., Page]
START = "2026-11-22T02:00:00Z"
DENIED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); } });"""
SEED = "crypto.getRandomValues = (numbers) => numbers.fill(2 ** 31);"
EXAM = """title: C 证模拟考
minutes: 30
pass_percent: 80
attempts: 2
lines:
  - {module: basics, unit: next-steps, count: 1}
  - {module: basics, count: 4}
revision: 1
status: published
"""
RIGHT = {
    "哪一句更合适": ["我看到你有点难过。"],
    "可以找谁": ["心理老师", "值班领导"],
    "班主任应当一个人扛": ["错"],
    "心理援助热线是": ["12356"],
    "带学生去哪里": [],
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Catalogue]]:
    """The address of a small site with a mock exam of all its questions, and its content."""
    made = SmallSite(tmp_path_factory.mktemp("exam"))
    made.rebuild({"quizzes/exams/c.yml": EXAM})
    with serving(made.site) as address:
        yield address, load(made.root).catalogue


@pytest.fixture
def teacher(new_page: OpenPage, small: tuple[str, Catalogue]) -> OpenPage:
    """Open the page of mock exams at ten in the morning, in China."""

    def open_page(script: str = "", **options: object) -> Page:
        page = new_page(script, timezone_id="Asia/Shanghai", **options)
        visit(page, small[0])
        return page

    return open_page


def visit(page: Page, address: str, at: str = START) -> None:
    if at:
        page.clock.set_fixed_time(at)
    page.goto(f"{address}my/exam/")
    page.wait_for_selector("[data-portal-ready]", state="attached")


def another_tab(context: BrowserContext, address: str, at: str = START) -> Page:
    page = context.new_page()
    visit(page, address, at)
    return page


def begin(page: Page) -> None:
    page.get_by_role("button", name="开始C 证模拟考").click()
    expect(page.get_by_text("已答 0 / 5", exact=True)).to_be_visible()


def shown(page: Page) -> Any:
    return page.locator(".portal-exam-question:not([hidden])")


def answer(page: Page) -> None:
    """Give the question on show an answer, the right one where there is a choice of words."""
    question = shown(page)
    gap = question.locator(".portal-blank")
    if gap.count():
        gap.fill("12356")
        return
    prompt = question.locator(".portal-prompt").inner_text()
    texts = next((texts for begin, texts in RIGHT.items() if prompt.startswith(begin)), [])
    for text in texts or [question.locator(".portal-choice-text").first.inner_text()]:
        question.get_by_text(text, exact=True).click()


def answer_all(page: Page) -> None:
    for number in range(5):
        answer(page)
        expect(page.get_by_text(f"已答 {number + 1} / 5", exact=True)).to_be_visible()
        if number < 4:
            page.get_by_role("button", name="下一题").click()


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="交卷").click()
    page.get_by_role("group").get_by_role("button", name="交卷").click()
    expect(page.locator(".portal-exam-result")).to_be_visible()


def as_before_a_move(page: Page, unit: str) -> None:
    """Let all that is stored be from before the unit got its name of today."""
    page.evaluate(
        "(unit) => Object.entries(localStorage).forEach(([key, text]) => { localStorage.removeItem(key);"
        " localStorage[key.replace(unit, 'c-once')] = text.replaceAll(unit, 'c-once'); })",
        unit,
    )
    moved = f"""<meta name="portal-moved" content='{json.dumps({"c-once": unit})}'>"""

    def add(route: Route) -> None:
        answered = route.fetch()
        route.fulfill(response=answered, body=answered.text().replace("</head>", f"{moved}</head>"))

    page.route("**/my/exam/", add)


def kept(page: Page, kind: str) -> list[dict[str, Any]]:
    texts = page.evaluate(
        "(kind) => Object.keys(localStorage).filter((k) => k.includes(`:${kind}:`)).sort()"
        ".map((k) => localStorage[k])",
        kind,
    )
    return [json.loads(text) for text in texts]


def serious(page: Page) -> list[str]:
    found = Axe().run(page, context="portal-exam").response["violations"]
    return [f"{one['id']}: {one['nodes']}" for one in found if one["impact"] in ("serious", "critical")]


def test_from_the_draw_to_the_result_and_the_trainer_can_redo_it(
    teacher: OpenPage, small: tuple[str, Catalogue]
) -> None:
    page = teacher(SEED)
    expect(page.get_by_text("5 题 · 30 分钟 · 答对 80% 算通过 · 一共可以考 2 次")).to_be_visible()
    begin(page)
    assert page.locator(".portal-exam-question .portal-feedback, .portal-answer-key").count() == 0
    page.keyboard.press("m")
    answer(page)
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_text("还有 4 题没有答完：第 2、3、4、5 题。做了标记的：第 1 题。")).to_be_visible()
    page.get_by_role("button", name="去看第 2 题").click()
    expect(page.locator(".portal-exam-question:focus .portal-question-label")).to_contain_text("第 2 题")
    page.get_by_role("button", name="全部列出").click()
    two_ways = page.locator(".portal-exam-question").filter(has_text="班主任应当一个人扛")
    two_ways.focus()
    page.keyboard.press("a")
    page.keyboard.press("b")
    expect(two_ways.get_by_label("错")).to_be_checked()
    expect(two_ways.get_by_label("对")).not_to_be_checked()
    two_ways.get_by_role("button", name="清除这一题").click()
    page.get_by_role("button", name="一题一题看").click()
    page.get_by_role("button", name="第 1 题，").click()
    for number in range(2, 6):
        page.keyboard.press("n")
        answer(page)
        expect(page.get_by_text(f"已答 {number} / 5", exact=True)).to_be_visible()
        page.get_by_role("button", name="上一题").focus()
    assert serious(page) == []
    page.clock.set_fixed_time("2026-11-22T02:20:00Z")
    hand_in(page)
    expect(page.get_by_role("heading", name="答对 5 / 5 题（100%），达到 80%")).to_be_focused()
    expect(page.get_by_text("每一题都答对了，真好。")).to_be_visible()
    expect(page.locator(".portal-judged").first).to_be_visible()
    assert serious(page) == []
    (attempt,) = kept(page, "attempt")
    assert (attempt["finished"], kept(page, "sitting")) == ("2026-11-22T02:20:00Z", [])
    assert attempt["seed"] == 500_000_000

    catalogue = small[1]
    examiner = Examiner(catalogue, Grader(catalogue).grade)
    (judged,) = examiner.examine([attempt])
    assert (judged.redrawn, judged.count.right, judged.count.total) == ("same", 5, 5)

    page.get_by_role("button", name="回到模拟考").click()
    expect(page.get_by_text("还可以考 1 次。")).to_be_visible()
    begin(page)
    hand_in(page)
    expect(page.get_by_role("heading", name="答对 0 / 5 题（0%），没有达到 80%")).to_be_visible()
    expect(page.get_by_role("link", name="第一步").first).to_have_attribute(
        "href", f"{small[0]}certificates/c/first-steps/"
    )
    page.get_by_role("button", name="回到模拟考").click()
    expect(page.get_by_text("可以考的次数用完了。错题本里还能接着练。")).to_be_visible()
    expect(page.get_by_role("button", name="开始C 证模拟考")).to_have_count(0)
    page.get_by_role("button", name="看 11 月 22 日 10:00 的结果").click()
    expect(page.get_by_role("heading", name="答对 5 / 5 题（100%），达到 80%")).to_be_visible()


def test_a_tab_that_dies_loses_no_answer_and_the_time_goes_on(
    teacher: OpenPage, small: tuple[str, Catalogue]
) -> None:
    page = teacher()
    begin(page)
    for number in (1, 2):
        answer(page)
        expect(page.get_by_text(f"已答 {number} / 5", exact=True)).to_be_visible()
        dead, page = page, another_tab(page.context, small[0], f"2026-11-22T02:0{5 * number - 1}:00Z")
        dead.close()
        page.get_by_role("button", name="接着做").click()
        expect(page.get_by_text(f"已答 {number} / 5", exact=True)).to_be_visible()
        expect(page.get_by_role("timer")).to_have_text(f"还剩 {31 - 5 * number}:00")
        page.get_by_role("button", name=f"第 {number + 1} 题，未答").click()
    page.route("**/assets/questions/c-next-steps.json", lambda route: route.fulfill(json={"questions": {}}))
    as_before_a_move(page, "c-first-steps")
    page.reload()
    expect(page.get_by_text("已答 2 / 5", exact=True)).to_be_visible()
    page.get_by_role("button", name="全部列出").click()
    expect(page.get_by_text("这道题已经停用，不用作答，也不计分。")).to_be_visible()
    page.goto(f"{small[0]}my/data/")
    page.wait_for_selector("[data-portal-ready]", state="attached")
    exported = page.evaluate("""() => document.querySelector("portal-data").context.store.record()""")
    assert [(len(one["answers"]), "finished" in one) for one in exported["attempts"]] == [(2, False)]


def test_a_clock_set_back_gives_no_time_and_at_the_end_it_is_handed_in_with_what_is_there(
    teacher: OpenPage, small: tuple[str, Catalogue]
) -> None:
    page = teacher()
    begin(page)
    answer(page)
    page.clock.set_fixed_time("2026-11-22T02:19:30Z")
    expect(page.get_by_role("timer")).to_have_text("还剩 10:30")
    page.clock.set_fixed_time("2026-11-22T01:00:00Z")
    page.reload()
    expect(page.get_by_role("timer")).to_have_text("还剩 10:30")
    page.clock.set_fixed_time("2026-11-22T01:01:00Z")
    expect(page.get_by_text("还剩 10 分钟。")).to_be_visible()
    page.clock.set_fixed_time("2026-11-22T01:11:00Z")
    expect(page.get_by_text("时间到了，已经按已有的作答交卷。")).to_be_visible()
    (attempt,) = kept(page, "attempt")
    assert (attempt["finished"], len(attempt["answers"])) == ("2026-11-22T02:30:00Z", 1)


def test_two_tabs_show_the_same_and_handing_in_ends_both(
    teacher: OpenPage, small: tuple[str, Catalogue]
) -> None:
    one = teacher()
    held: list[Route] = []
    one.route("**/assets/questions/*", lambda route: held.append(route))
    one.get_by_role("button", name="开始C 证模拟考").click()
    two = another_tab(one.context, small[0])
    begin(two)
    for route in held:
        route.continue_()
    one.get_by_role("button", name="接着做").click()
    answer(one)
    expect(two.get_by_text("已答 1 / 5", exact=True)).to_be_visible()
    two.get_by_role("button", name="下一题").click()
    answer(two)
    expect(one.get_by_text("已答 2 / 5", exact=True)).to_be_visible()
    hand_in(two)
    expect(one.get_by_text("这次模拟考已经在另一个标签页交了，结果一样在这里。")).to_be_visible()
    assert one.locator("h2").first.inner_text() == two.locator("h2").first.inner_text()
    (attempt,) = kept(one, "attempt")
    assert (len(attempt["answers"]), kept(one, "sitting")) == (2, [])


def test_without_a_storage_it_is_said_once_and_handed_in_all_the_same(
    new_page: OpenPage, small: tuple[str, Catalogue]
) -> None:
    page = new_page(DENIED, foreign_trouble="denied")
    visit(page, small[0], "")
    begin(page)
    answer_all(page)
    assert page.get_by_text("浏览器没有保存下来").count() == 1
    hand_in(page)
    expect(page.get_by_role("heading", name="答对 5 / 5 题（100%），达到 80%")).to_be_visible()


def test_a_storage_that_fills_up_in_between_keeps_the_answers_until_there_is_room(teacher: OpenPage) -> None:
    page = teacher()
    begin(page)
    answer(page)
    page.evaluate(
        "() => { const size = [1e6, 1e5, 1e4, 1e3, 100, 10, 1];"
        " for (const n of size) try { for (let i = 0; ; i += 1) localStorage[`x${n}-${i}`] = 'x'.repeat(n); }"
        " catch (error) { continue; } }"
    )
    page.get_by_role("button", name="下一题").click()
    answer(page)
    expect(page.get_by_text("浏览器没有保存下来")).to_be_visible()
    hand_in(page)
    (attempt,) = kept(page, "attempt")
    assert (len(attempt["answers"]), kept(page, "sitting")) == (2, [])


def test_once_begun_it_needs_no_network_for_the_explanations_either(
    teacher: OpenPage, small: tuple[str, Catalogue]
) -> None:
    page = teacher()
    begin(page)
    page.context.set_offline(True)
    answer_all(page)
    hand_in(page)
    expect(page.get_by_role("heading", name="答对 5 / 5 题（100%），达到 80%")).to_be_visible()
    expect(page.locator(".portal-judged .portal-explanation-text").first).to_be_visible()
    assert len(kept(page, "attempt")) == 1
