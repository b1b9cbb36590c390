"""What a release changed since the last visit reaches whoever used it, and costs nobody an answer."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

BANK = "quizzes/c/first-steps.yml"
UNIT_FILE = "docs/certificates/c/first-steps.md"
UNIT = "certificates/c/first-steps/"
LESSON_FILE = "docs/lessons/grade-5/why-i-learn.md"
LESSON = "lessons/grade-5/why-i-learn/"
RIGHT = {"opening": ["see"], "people": ["counsellor", "head"], "alone": ["disagree"]}

NEW_QUESTION = """questions:
  - id: newcomer
    type: single
    objective: notice
    prompt: 新来的题。
    choices:
      - {id: first, text: 甲, correct: true, feedback: 甲的话。}
      - {id: second, text: 乙, correct: false, feedback: 乙的话。}
    explanation: 新题的解析。
    difficulty: 1
    status: published
"""
CORRECTED = [
    ["又怎么了？\n        correct: false", "又怎么了？\n        correct: true"],
    ["我看到你有点难过。\n        correct: true", "我看到你有点难过。\n        correct: false"],
    [
        "    explanation: 先描述，再给选择。",
        "    explanation: 先描述，再给选择。\n    corrected: {date: 2099-01-01, text: 两项的对错写反了}",
    ],
]
SECOND_REVISION = [["revision: 1", "revision: 2\nchanges:\n  - {revision: 2, text: 换了案例。}"]]


def answer_all(page: Page, address: str) -> None:
    page.goto(address + UNIT)
    for name, choices in RIGHT.items():
        for choice in choices:
            page.locator(f"#q-{name} input[value='{choice}']").check()
        page.locator(f"#q-{name}").get_by_role("button", name="提交").click()
    page.locator("#q-hotline .portal-blank").fill("12356")
    page.locator("#q-hotline").get_by_role("button", name="提交").click()
    expect(page.get_by_text("4 题全部答完，答对 4 题（100%）")).to_be_visible()


def teach(page: Page, address: str) -> None:
    page.goto(address + LESSON)
    page.get_by_role("button", name="上过了").click()
    page.get_by_label("班级").fill("五(2)班")
    page.get_by_role("button", name="记下", exact=True).click()
    expect(page.get_by_text("已记：五(2)班")).to_be_visible()


def test_news_of_units_keys_questions_and_lessons_reach_whoever_used_them(
    small_site, new_page: OpenPage
) -> None:
    small_site.rebuild()
    page = new_page()
    answer_all(page, small_site.address)
    teach(page, small_site.address)
    page.goto(small_site.address + "my/learning/")
    words = page.locator(".portal-unit", has_text="第一步").locator(".portal-unit-words")
    expect(words).to_have_text("答对 4 / 已答 4 / 共 4 题")
    edits = {
        BANK: [["questions:\n", NEW_QUESTION], *CORRECTED],
        UNIT_FILE: SECOND_REVISION,
        LESSON_FILE: SECOND_REVISION,
    }
    small_site.rebuild(edits)

    page.goto(small_site.address + "my/learning/")
    unit = page.locator(".portal-unit", has_text="第一步")
    expect(unit).to_contain_text("学过以后有更新")
    expect(unit.locator(".portal-unit-lines li")).to_have_text(["换了案例。"])
    expect(unit).to_contain_text("后来新增 1 题，补做就好")
    news = page.locator(".portal-news")
    line = "哪一句更合适？ 这道题的答案更正过：两项的对错写反了。你的作答现在算错。"
    expect(news.locator("li")).to_have_text([line])

    news.get_by_role("link", name="哪一句更合适？").click()
    line = "✗ 这道题的答案更正过：两项的对错写反了。你的作答现在算错。"
    expect(page.locator("#q-opening").get_by_role("status")).to_have_text(line)
    expect(page.locator("portal-unit-news li:visible")).to_have_text(["换了案例。"])
    page.get_by_role("button", name="更新的内容我看过了").first.click()
    expect(page.get_by_text("记下了，更新的内容你看过了。")).to_be_focused()

    page.goto(small_site.address + "my/learning/")
    page.get_by_role("button", name="知道了").click()
    expect(page.locator(".portal-news")).to_have_count(0)
    page.reload()
    expect(page.locator(".portal-unit").first).to_be_visible()
    expect(page.locator(".portal-news")).to_have_count(0)
    expect(page.get_by_text("学过以后有更新")).to_have_count(0)

    page.goto(small_site.address + "my/ledger/")
    expect(news.locator("li")).to_have_text(["我为什么学习 第 2 版：换了案例。"])
    news.get_by_role("button", name="知道了").click()
    expect(news).to_have_count(0)


def test_answers_studies_and_periods_follow_pages_that_move(small_site, new_page: OpenPage) -> None:
    small_site.rebuild()
    page = new_page()
    answer_all(page, small_site.address)
    teach(page, small_site.address)
    small_site.rebuild(moved(small_site))

    page.goto(small_site.address + UNIT)
    expect(page).to_have_url(small_site.address + "certificates/c/see-and-say/")
    expect(page.locator("#q-opening input[value='see']")).to_be_checked()
    page.locator("#q-opening").get_by_role("button", name="清除这一题").click()
    expect(page.locator("#q-opening input:checked")).to_have_count(0)
    page.locator("#q-opening").get_by_role("button", name="撤销清除").click()
    expect(page.locator("#q-opening input[value='see']")).to_be_checked()
    page.goto(small_site.address + "my/learning/")
    expect(page.locator(".portal-unit", has_text="第一步")).to_contain_text("✓ 已完成")

    page.goto(small_site.address + LESSON)
    expect(page).to_have_url(small_site.address + "lessons/grade-5/what-pulls-me/")
    page.get_by_role("button", name="已上：五(2)班").click()
    page.get_by_role("button", name="撤回这一条").click()
    expect(page.get_by_role("button", name="已上：五(2)班")).to_have_count(0)
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.get_by_role("button", name="已上：五(2)班")).to_be_visible()


def moved(small_site) -> dict[str, str | None]:
    """Return edits that give the unit and the lesson another address."""
    text = {path: (small_site.root / path).read_text("utf-8") for path in (UNIT_FILE, BANK, LESSON_FILE)}
    unit = text[UNIT_FILE].replace("revision: 1", "revision: 1\naliases: [certificates/c/first-steps]")
    lesson = text[LESSON_FILE].replace("revision: 1", "revision: 1\naliases: [lessons/grade-5/why-i-learn]")
    files: dict[str, str | None] = dict.fromkeys(text)
    files["docs/certificates/c/see-and-say.md"] = unit
    files["quizzes/c/see-and-say.yml"] = text[BANK]
    files["docs/lessons/grade-5/what-pulls-me.md"] = lesson
    for path in ("docs/certificates/c/index.md", "docs/certificates/c/next-steps.md"):
        files[path] = (small_site.root / path).read_text("utf-8").replace("first-steps", "see-and-say")
    return files
