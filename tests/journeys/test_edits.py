"""What a trainer changes between two visits never gives an answer to the wrong question."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

BANK = "quizzes/c/first-steps.yml"
UNIT = "certificates/c/first-steps/"

NEW_FIRST = """questions:
  - id: newcomer
    type: single
    objective: notice
    prompt: 新来的题。
    choices:
      - {id: blame, text: 甲, correct: true, feedback: 甲的话。}
      - {id: see, text: 乙, correct: false, feedback: 乙的话。}
    explanation: 新题的解析。
    difficulty: 1
    status: published
"""
REVERSED = [
    [
        """      - id: blame
        text: 又怎么了？
        correct: false
        feedback: 像责备。
""",
        "",
    ],
    [
        """        feedback: 说出看到的。
""",
        """        feedback: 说出看到的。
      - id: blame
        text: 又怎么了？
        correct: false
        feedback: 像责备。
""",
    ],
]


def answer_opening(page: Page, address: str, choice: str = "see") -> None:
    page.goto(address + UNIT)
    page.locator(f"#q-opening input[value='{choice}']").check()
    page.locator("#q-opening").get_by_role("button", name="提交").click()


def test_an_answer_stays_with_its_question_when_one_is_inserted_before_it(
    small_site, new_page: OpenPage
) -> None:
    small_site.rebuild()
    page = new_page()
    answer_opening(page, small_site.address)
    small_site.rebuild({BANK: [["questions:\n", NEW_FIRST]]})
    page.reload()
    expect(page.locator("#q-newcomer input:checked")).to_have_count(0)
    expect(page.locator("#q-opening input[value='see']")).to_be_checked()
    expect(page.locator("#q-opening").get_by_text("✓ 答对了")).to_be_visible()


def test_an_answer_stays_with_its_choice_when_choices_change_places(small_site, new_page: OpenPage) -> None:
    small_site.rebuild()
    page = new_page()
    answer_opening(page, small_site.address)
    small_site.rebuild({BANK: REVERSED})
    page.reload()
    expect(page.locator("#q-opening input[value='see']")).to_be_checked()
    values = page.locator("#q-opening input").evaluate_all(
        "inputs => inputs.map((i) => [i.value, i.checked])"
    )
    assert values == [["see", True], ["blame", False]]


def test_a_corrected_key_regrades_the_stored_answer_and_says_so(small_site, new_page: OpenPage) -> None:
    small_site.rebuild()
    page = new_page()
    answer_opening(page, small_site.address, "blame")
    expect(page.locator("#q-opening").get_by_text("✗ 这次没答对")).to_be_visible()
    swap = [
        ["又怎么了？\n        correct: false", "又怎么了？\n        correct: true"],
        ["我看到你有点难过。\n        correct: true", "我看到你有点难过。\n        correct: false"],
    ]
    small_site.rebuild({BANK: swap})
    page.reload()
    expect(page.locator("#q-opening").get_by_text("这道题的答案更正过，已按新答案重新判定。")).to_be_visible()
    expect(page.locator("#q-opening").get_by_text("✓ 答对了")).to_be_visible()
    page.reload()
    expect(page.locator("#q-opening").get_by_text("✓ 答对了")).to_be_visible()
    expect(page.locator("#q-opening").get_by_text("答案更正过")).to_have_count(0)


def test_a_question_that_comes_back_still_knows_its_answer(small_site, new_page: OpenPage) -> None:
    small_site.rebuild()
    page = new_page()
    page.goto(small_site.address + UNIT)
    page.locator("#q-alone input[value='disagree']").check()
    page.locator("#q-alone").get_by_role("button", name="提交").click()
    retired = [["    explanation: 请人来接手。\n    difficulty: 1\n    status: published",
                "    explanation: 请人来接手。\n    difficulty: 1\n    status: retired"]]  # fmt: skip
    small_site.rebuild({BANK: retired})
    page.reload()
    expect(page.locator("#q-alone")).to_have_count(0)
    small_site.rebuild()
    page.reload()
    expect(page.locator("#q-alone").get_by_text("✓ 答对了")).to_be_visible()


def test_answers_follow_a_unit_to_another_address(small_site, new_page: OpenPage, tmp_path) -> None:
    """The same site published below a sub-path: keys hang on ids, not on addresses."""
    small_site.rebuild()
    page = new_page()
    answer_opening(page, small_site.address)
    everything = list(small_site.site.iterdir())
    (small_site.site / "moved").mkdir()
    for item in everything:
        item.rename(small_site.site / "moved" / item.name)
    page.goto(small_site.address + "moved/" + UNIT)
    expect(page.locator("#q-opening input[value='see']")).to_be_checked()
