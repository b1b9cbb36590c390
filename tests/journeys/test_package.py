"""A unit inside a learning platform: answers, leaving, coming back, a pass, and what goes wrong there.

The platform is scorm-again 3.4.3 in a real Chromium. No other platform was tried.
"""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from journey_sites import ROOT, serving
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect
from scorm_platform import Platform
from small_project import Edits, base_files, write_project

from portal.exports.scorm import write_scorm
from portal.exports.scorm.manifest import ScormVersion
from portal.load import load
from portal.records import code
from portal.records.read import read_text

BANK = "quizzes/c/first-steps.yml"
UNIT = "c-first-steps"
RIGHT = {"opening": ["see"], "people": ["counsellor", "head"], "alone": ["disagree"], "hotline": ["12356"]}
BOTH: Any = pytest.mark.parametrize("version", ["1.2", "2004"])

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return a function: version, changes of the small project → the package of its first unit."""

    def package(version: ScormVersion, edits: Edits | None = None) -> Path:
        root = write_project(tmp_path / f"project-{len(list(tmp_path.iterdir()))}", edits)
        catalogue = load(root).catalogue
        out = root / "unit.zip"
        write_scorm(catalogue.unit_of[UNIT], catalogue, out, version)
        return out

    return package


@pytest.fixture
def quiet_page(context: BrowserContext, page: Page) -> Page:
    """A page on which no script may fail."""
    context.on("weberror", lambda error: pytest.fail(error.error.message))
    return page


def answer(frame: FrameLocator, question: str, value: list[str]) -> None:
    block = frame.locator(f"#q-{question}")
    if question == "hotline":
        block.locator("input").fill(value[0])
    for choice in value if question != "hotline" else []:
        block.locator(f"input[value='{choice}']").check()
    block.get_by_role("button", name="提交").click()
    expect(block.get_by_role("button", name="重试")).to_be_visible()


def standing(platform: Platform) -> tuple[str, ...]:
    """Return what the platform knows: status, or completion and success; the raw score."""
    if platform.version == "1.2":
        return platform.value("cmi.core.lesson_status"), platform.value("cmi.core.score.raw")
    names = ("completion_status", "success_status", "score.raw", "score.scaled")
    return tuple(platform.value(f"cmi.{name}") for name in names)


@BOTH
def test_answers_status_and_score_reach_the_platform_and_come_back(
    make: Make, context: BrowserContext, quiet_page: Page, version: ScormVersion
) -> None:
    platform = Platform(context, make(version), version)
    frame = platform.visit(quiet_page)
    expect(frame.locator("portal-notices")).to_be_empty()
    assert standing(platform) == (
        ("incomplete", "") if version == "1.2" else ("incomplete", "unknown", "", "")
    )

    answer(frame, "opening", ["blame"])
    answer(frame, "people", RIGHT["people"])
    platform.leave(quiet_page)
    assert standing(platform)[0] == "incomplete"

    frame = platform.visit(quiet_page)
    expect(frame.get_by_text("已答 2 / 4，答对 1")).to_be_visible()
    expect(frame.locator("#q-opening").get_by_text("✗ 选错了")).to_be_visible()
    expect(frame.locator("#q-people input[value='head']")).to_be_checked()
    answer(frame, "alone", RIGHT["alone"])
    answer(frame, "hotline", ["１２３５６。"])
    expect(frame.get_by_text("4 题全部答完，答对 3 题（75%）。")).to_be_visible()
    assert standing(platform) == (
        ("failed", "75") if version == "1.2" else ("completed", "failed", "75", "0.75")
    )

    frame.locator("#q-opening").get_by_role("button", name="重试").click()
    answer(frame, "opening", RIGHT["opening"])
    platform.leave(quiet_page)
    passed = ("passed", "100") if version == "1.2" else ("completed", "passed", "100", "1")
    assert standing(platform) == passed
    assert platform.strangers == []


@BOTH
def test_each_answer_is_an_interaction_of_its_own(
    make: Make, context: BrowserContext, quiet_page: Page, version: ScormVersion
) -> None:
    platform = Platform(context, make(version), version)
    frame = platform.visit(quiet_page)
    answer(frame, "opening", ["blame"])
    for question, value in RIGHT.items():
        if question == "opening":
            frame.locator("#q-opening").get_by_role("button", name="重试").click()
        answer(frame, question, value)
    platform.leave(quiet_page)
    response = "student_response" if version == "1.2" else "learner_response"
    moment = "time" if version == "1.2" else "timestamp"
    told = platform.value("cmi.interactions")
    rows = [
        (row["id"], row["type"], row[response], row["result"],
         row["correct_responses"].get("0", {}).get("pattern"), row["objectives"]["0"]["id"])
        for _, row in sorted(told.items())
    ]  # fmt: skip
    assert all(row[moment] and row["weighting"] == "1" for row in told.values())
    old = version == "1.2"
    wrong = "wrong" if old else "incorrect"
    first, second = ("a", "b") if old else ("blame", "see")
    several, all_of = ("a,b", "{a,b}") if old else ("counsellor[,]head", "counsellor[,]head")
    false = "f" if old else "false"
    assert rows == [
        ("c-first-steps_opening", "choice", first, wrong, second, "notice"),
        ("c-first-steps_opening", "choice", second, "correct", second, "notice"),
        ("c-first-steps_people", "choice", several, "correct", all_of, "get-help"),
        ("c-first-steps_alone", "true-false", false, "correct", false, "get-help"),
        ("c-first-steps_hotline", "fill-in", "12356", "correct", None, "get-help"),
    ]
    if not old:
        assert told["0"]["description"] == "哪一句更合适？"


@BOTH
def test_the_kept_answers_are_a_text_code_that_the_trainers_tools_read(
    make: Make, context: BrowserContext, quiet_page: Page, version: ScormVersion
) -> None:
    platform = Platform(context, make(version), version)
    answer(platform.visit(quiet_page), "people", ["chat"])
    platform.leave(quiet_page)
    record = code.decode(platform.value("cmi.suspend_data"))
    assert list(record["answers"]) == ["c-first-steps/people"]
    assert record["answers"]["c-first-steps/people"]["latest"]["value"] == ["chat"]


@BOTH
def test_practising_on_after_a_pass_does_not_take_the_pass_away(
    make: Make, context: BrowserContext, quiet_page: Page, version: ScormVersion
) -> None:
    platform = Platform(context, make(version), version)
    frame = platform.visit(quiet_page)
    for question, value in RIGHT.items():
        answer(frame, question, value)
    passed = standing(platform)
    frame.get_by_role("button", name="清除本页作答").click()
    frame.get_by_role("button", name="清除", exact=True).click()
    answer(frame, "opening", ["blame"])
    platform.leave(quiet_page)
    frame = platform.visit(quiet_page)
    expect(frame.get_by_text("已答 1 / 4，答对 0")).to_be_visible()
    platform.leave(quiet_page)
    assert standing(platform) == passed
    assert "passed" in passed


def test_a_platform_that_knows_the_pass_mark_does_not_fail_those_who_have_only_begun(
    make: Make, context: BrowserContext, quiet_page: Page
) -> None:
    platform = Platform(context, make("1.2"), "1.2")
    platform.kept = {"student_data": {"mastery_score": "80"}}
    answer(platform.visit(quiet_page), "opening", RIGHT["opening"])
    platform.leave(quiet_page)
    assert standing(platform) == ("incomplete", "")


@BOTH
def test_a_newer_package_gives_no_answer_to_another_question_or_choice(
    make: Make, context: BrowserContext, quiet_page: Page, version: ScormVersion
) -> None:
    platform = Platform(context, make(version), version)
    frame = platform.visit(quiet_page)
    answer(frame, "opening", RIGHT["opening"])
    answer(frame, "alone", ["agree"])
    platform.leave(quiet_page)

    questions = yaml.safe_load(str(base_files()[BANK]))["questions"]
    questions[0]["choices"].reverse()
    newer = {"questions": [questions[3], questions[1], questions[0]]}
    with zipfile.ZipFile(make(version, {BANK: yaml.safe_dump(newer, allow_unicode=True)})) as package:
        platform.files = {name: package.read(name) for name in package.namelist()}
    frame = platform.visit(quiet_page)
    expect(frame.get_by_text("已答 1 / 3，答对 1")).to_be_visible()
    expect(frame.locator("#q-opening input[value='see']")).to_be_checked()
    platform.leave(quiet_page)
    record = code.decode(platform.value("cmi.suspend_data"))
    assert sorted(record["answers"]) == ["c-first-steps/alone", "c-first-steps/opening"]


def test_a_unit_is_answered_with_the_keyboard_alone(
    make: Make, context: BrowserContext, quiet_page: Page
) -> None:
    platform = Platform(context, make("1.2"), "1.2")
    frame = platform.visit(quiet_page)
    frame.locator("#q-opening input").first.focus()
    quiet_page.keyboard.press("ArrowDown")
    quiet_page.keyboard.press("Tab")
    quiet_page.keyboard.press("Enter")
    expect(frame.locator("#q-opening").get_by_text("✓ 答对了")).to_be_visible()
    expect(frame.locator("#q-opening").get_by_role("button", name="重试")).to_be_focused()
    frame.locator("#q-hotline input").focus()
    quiet_page.keyboard.type("12356")
    quiet_page.keyboard.press("Enter")
    expect(frame.locator("#q-hotline").get_by_text("✓ 答对了")).to_be_visible()
    platform.leave(quiet_page)
    assert list(code.decode(platform.value("cmi.suspend_data"))["answers"]) == [
        "c-first-steps/hotline",
        "c-first-steps/opening",
    ]


@BOTH
def test_without_a_platform_it_works_from_a_folder_and_says_that_nothing_is_kept(
    make: Make, quiet_page: Page, tmp_path: Path, version: ScormVersion
) -> None:
    folder = tmp_path / "解开的 包"
    with zipfile.ZipFile(make(version)) as package:
        package.extractall(folder)
    asked: list[str] = []
    quiet_page.on("request", lambda request: asked.append(request.url))
    quiet_page.goto((folder / "index.html").as_uri())
    expect(quiet_page.locator("portal-notices p")).to_have_text(
        "这一页没有连上学习平台：可以照常读、照常练，但作答和成绩不会保存。要留下成绩，请从学习平台里打开这一课。"
    )
    quiet_page.locator("#q-opening input[value='see']").check()
    quiet_page.locator("#q-opening").get_by_role("button", name="提交").click()
    expect(quiet_page.locator("#q-opening").get_by_text("✓ 答对了")).to_be_visible()
    assert all(address.startswith("file:") for address in asked)
    assert quiet_page.evaluate("Object.keys(localStorage).length") == 0


@BOTH
def test_a_platform_that_does_not_save_is_named_until_it_does(
    make: Make, context: BrowserContext, quiet_page: Page, version: ScormVersion
) -> None:
    platform = Platform(context, make(version), version)
    frame = platform.visit(quiet_page)
    platform.is_deaf = True
    answer(frame, "opening", RIGHT["opening"])
    words = "学习平台刚才没有保存下来。可以接着做，每次提交都会再存一次；请等这条提示消失了再离开。"
    expect(frame.locator("portal-notices p")).to_have_text(words)
    platform.is_deaf = False
    answer(frame, "alone", RIGHT["alone"])
    expect(frame.locator("portal-notices p")).to_have_count(0)
    platform.leave(quiet_page)
    assert len(code.decode(platform.value("cmi.suspend_data"))["answers"]) == 2


@BOTH
def test_looking_back_changes_nothing_on_the_platform(
    make: Make, context: BrowserContext, quiet_page: Page, version: ScormVersion
) -> None:
    platform = Platform(context, make(version), version)
    answer(platform.visit(quiet_page), "opening", RIGHT["opening"])
    platform.leave(quiet_page)
    assert platform.kept is not None
    before = platform.value("cmi.suspend_data")
    place = platform.kept["core"] if version == "1.2" else platform.kept
    place["lesson_mode" if version == "1.2" else "mode"] = "review"
    frame = platform.visit(quiet_page)
    expect(frame.locator("portal-notices p")).to_have_text(
        "现在是浏览或回看：可以照常练，但不会改动平台上的作答和成绩。"
    )
    expect(frame.get_by_text("已答 1 / 4，答对 1")).to_be_visible()
    answer(frame, "alone", RIGHT["alone"])
    platform.leave(quiet_page)
    assert platform.value("cmi.suspend_data") == before


def test_kept_answers_that_cannot_be_read_are_told_and_the_pass_stays(
    make: Make, context: BrowserContext, quiet_page: Page
) -> None:
    platform = Platform(context, make("1.2"), "1.2")
    platform.kept = {
        "suspend_data": "XY1.cut",
        "core": {"lesson_status": "passed", "score": {"raw": "90"}, "lesson_mode": "normal"},
    }
    frame = platform.visit(quiet_page)
    expect(frame.locator("portal-notices p")).to_have_text(
        "平台上保存的旧作答读不出来，这一次从头记起。已经得到的成绩不受影响。"
    )
    answer(frame, "opening", ["blame"])
    platform.leave(quiet_page)
    assert standing(platform) == ("passed", "90")


def long_bank(count: int, gaps: int = 1) -> str:
    """Return a bank of that many questions, every other one with gaps to type into."""
    choices = [
        {"id": f"what-somebody-might-say-{n}", "text": f"说法 {n}", "correct": n == 1, "feedback": "想一想。"}
        for n in range(1, 5)
    ]
    facts = {"objective": "notice", "explanation": "解析。", "difficulty": 1, "status": "published"}
    questions = [
        {"id": f"one-of-many-questions-{n}", "type": "single", "prompt": f"第 {n} 问？", "choices": choices}
        if n % 2
        else {
            "id": f"one-of-many-questions-{n}", "type": "blank", "prompt": f"第 {n} 问：" + "____" * gaps,
            "blanks": {"accept": [["春天"]] * gaps},
        }
        for n in range(1, count + 1)
    ]  # fmt: skip
    bank = {"questions": [question | facts for question in questions]}
    return yaml.safe_dump(bank, allow_unicode=True, sort_keys=False)


def answer_all(frame: FrameLocator, count: int, typed: str) -> None:
    for number in range(1, count + 1):
        block = frame.locator(f"#q-one-of-many-questions-{number}")
        if number % 2:
            block.locator(f"input[value='what-somebody-might-say-{number % 4 + 1}']").check()
        else:
            for gap in block.locator("input").all():
                gap.fill(typed)
        block.get_by_role("button", name="提交").click()
        expect(block.get_by_role("button", name="重试")).to_be_visible()


def test_the_answers_to_twenty_questions_given_twice_fit_into_what_scorm_12_keeps(
    make: Make, context: BrowserContext, quiet_page: Page
) -> None:
    platform = Platform(context, make("1.2", {BANK: long_bank(20)}), "1.2")
    frame = platform.visit(quiet_page)
    answer_all(frame, 20, "夏天到了")
    for _ in range(20):
        frame.get_by_role("button", name="重试").first.click()
    answer_all(frame, 20, "冬天也快来了")
    platform.leave(quiet_page)
    kept = platform.value("cmi.suspend_data")
    assert len(kept) <= 4096
    assert {answer["tries"] for answer in code.decode(kept)["answers"].values()} == {2}
    expect(platform.visit(quiet_page).get_by_text("已答 20 / 20")).to_be_visible()


KEPT_IN = """async ({ record, room }) => {
    const { Reporter } = await import("/scripts/portal/exports/scorm/player/reporter.js");
    const kept = [];
    const words = { standing: () => null, score: "score", answers: "answers", room };
    const platform = { words, read: () => "", write: (name, text) => kept.push(text) };
    const reporter = new Reporter(platform, { questions: [] }, {}, () => 0);
    await reporter.keepPressed(record);
    return [kept[0], reporter.leftOut];
}"""


def test_where_room_is_short_the_tries_in_between_go_before_any_answer(page: Page) -> None:
    tries = [{"value": [sign * 40], "at": f"2026-11-0{day}T08:00:00Z"} for day, sign in enumerate("abcde", 1)]
    answer = {"first": tries[0], "latest": tries[-1], "tries": 5, "log": tries}
    record = read_text(json.dumps({"schema": "portal-record/1", "answers": {"c-first/a": answer}})).data
    full = {"release": "", "exported": "", "units": {}, "attempts": [], "lessons": [], **record}
    with serving(ROOT) as site:
        page.goto(f"{site}scripts/portal/exports/scorm/player/")
        codes = [page.evaluate(KEPT_IN, {"record": full, "room": room}) for room in (4096, 160)]
    answers = [code.decode(text)["answers"]["c-first/a"] for text, _ in codes]
    without = {name: part for name, part in answer.items() if name != "log"}
    assert (answers, [left_out for _, left_out in codes]) == ([answer, without], [[], []])


def test_answers_too_long_for_the_platform_are_named_and_the_others_are_kept(
    make: Make, context: BrowserContext, quiet_page: Page
) -> None:
    platform = Platform(context, make("1.2", {BANK: long_bank(4, gaps=12)}), "1.2")
    context.add_init_script("delete globalThis.CompressionStream")
    frame = platform.visit(quiet_page)
    answer_all(frame, 4, "很长的回答" * 12)
    expect(frame.locator("portal-notices p")).to_have_text(
        "学习平台只放得下 4096 个字符的作答：下次打开时，第 2 题要重新作答。"
        "成绩和这次的每一次提交已经报上去了。"
    )
    platform.leave(quiet_page)
    assert len(platform.value("cmi.suspend_data")) <= 4096
    assert standing(platform)[0] == "failed"
    expect(platform.visit(quiet_page).get_by_text("已答 3 / 4，答对 0")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_an_answered_unit_and_nothing_is_wider_than_the_window(
    make: Make, quiet_page: Page, tmp_path: Path, width: int
) -> None:
    with zipfile.ZipFile(make("2004")) as package:
        package.extractall(tmp_path / "unit")
    quiet_page.set_viewport_size({"width": width, "height": 800})
    quiet_page.goto((tmp_path / "unit" / "index.html").as_uri())
    for question, value in RIGHT.items():
        block = quiet_page.locator(f"#q-{question}")
        if question == "hotline":
            block.locator("input").fill("不知道")
        for choice in value if question != "hotline" else []:
            block.locator(f"input[value='{choice}']").check()
        block.get_by_role("button", name="提交").click()
    expect(quiet_page.get_by_text("4 题全部答完，答对 3 题（75%）。")).to_be_visible()
    assert [found["id"] for found in Axe().run(quiet_page).response["violations"]] == []
    assert quiet_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
