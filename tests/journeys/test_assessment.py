"""A candidate opens a paper, answers, hands in; nothing that happens to the computer costs an answer."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey_sites import SmallSite, serving
from playwright.sync_api import BrowserContext, Page, Route, expect

from portal.credentials.locking import key_of, lock
from portal.credentials.sealing import from_code, make_identity, open_sealed
from portal.model.grading import AnswerKey
from portal.model.hand_in import HandIn
from portal.model.normaliser import normalise
from portal.model.paper import Paper, canonical_text
from portal.releases.servers import inline_hashes, policy

OpenPage = Callable[..., Page]
Sit = Callable[..., Page]

IDENTITY, RECIPIENT = make_identity()
CODE = "7K3QX-9M2TB"
NOW = "2026-12-05T01:10:00Z"
PATH = "my/assessment/"
SCHOOL = "http://school.test/"
FULL = """Storage.prototype.setItem = function () {
  throw new DOMException("full", "QuotaExceededError"); };"""
DENIED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); } });"""
SINGLES = 6
KEYS = {
    **{f"private/choice-{i}": AnswerKey("single", ("a", "b", "c"), frozenset("b")) for i in range(SINGLES)},
    "private/several": AnswerKey("multiple", ("a", "b", "c"), frozenset("ac")),
    "private/hotline": AnswerKey(
        "blank", (), frozenset(), (frozenset([normalise("12356")]), frozenset([normalise("110")]))
    ),
}


def question(number: int) -> dict[str, Any]:
    choices = [{"id": one, "html": f"第 {number} 题的 {one}"} for one in "abc"]
    prompt = f"<p>第 {number} 题，选 <strong>b</strong>。</p><script>document.title = 'bad'</script>"
    return {
        "id": f"private/choice-{number}", "type": "single", "points": 1,
        "prompt_html": prompt, "choices": choices,
    }  # fmt: skip


def paper(**others: Any) -> Paper:
    """Return the paper of form A; a script in each prompt stands for whatever a file may bring."""
    several = [{"id": one, "html": f"多选的 {one}"} for one in "abc"]
    blank = "<p>心理援助热线 <u></u>，报警 <u></u>。</p>"
    questions = [
        *map(question, range(SINGLES)),
        {"id": "private/several", "type": "multiple", "points": 1, "prompt_html": "<p>选 a、c。</p>",
         "choices": several},
        {"id": "private/hotline", "type": "blank", "points": 1, "prompt_html": blank, "gaps": 2},
    ]  # fmt: skip
    made = {
        "schema": "portal-paper/1", "id": "winter-a", "title": "C 证正式考核", "track": "c", "minutes": 60,
        "pass_percent": 80, "opens": "2026-12-05T01:00:00Z", "closes": "2026-12-05T03:00:00Z",
        "made": "2026-11-22T08:00:00Z", "release": "2026.12.1", "recipient": RECIPIENT, "form": "A",
        "instructions": "请独立作答。\n手机放在讲台上。", "questions": questions, **others,
    }  # fmt: skip
    return Paper.model_validate({name: value for name, value in made.items() if value is not None})


def upload(text: str) -> dict[str, Any]:
    return {"name": "winter-a.paper.json", "mimeType": "application/json", "buffer": text.encode()}


def opened(code: str) -> HandIn:
    return HandIn.model_validate(json.loads(open_sealed(from_code(code), IDENTITY)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site that no test of this file changes."""
    made = SmallSite(tmp_path_factory.mktemp("assessment"))
    made.rebuild()
    return made.site


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with serving(folder) as address:
        yield address


@pytest.fixture
def candidate(new_page: OpenPage, site: str) -> OpenPage:
    """Open the page ten minutes after the doors."""

    def open_page(script: str = "", now: str = NOW, **options: Any) -> Page:
        page = new_page(script, timezone_id="Asia/Shanghai", **options)
        if now:
            page.context.clock.install(time=now)
        page.goto(site + PATH)
        return page

    return open_page


def bring(page: Page, text: str) -> None:
    page.get_by_label("选试卷文件").set_input_files(upload(text))


def drop(page: Page, text: str) -> None:
    """Drop a file as one drags it from a folder."""
    carried = """text => { const carried = new DataTransfer();
        carried.items.add(new File([text], "winter.paper.json")); return carried; }"""
    data = page.evaluate_handle(carried, text)
    page.locator(".portal-drop").dispatch_event("drop", {"dataTransfer": data})


def paste(page: Page, text: str) -> None:
    page.get_by_text("粘贴试卷的内容").click()
    page.get_by_label("试卷文件里的全部文字").fill(text)
    page.get_by_role("button", name="打开粘贴的试卷").click()


def begin(page: Page, number: str = "0042", name: str = "王小明") -> None:
    page.get_by_label("编号").fill(number)
    page.get_by_label("姓名").fill(name)
    page.get_by_role("button", name="开始作答").click()
    expect(page.locator("portal-exam-sheet")).to_be_visible()


def resume(page: Page, site: str) -> None:
    page.goto(site + PATH)
    page.get_by_role("button", name="接着答").click()


def choose(page: Page, number: int, choice: str) -> None:
    """Answer a question of choices, whichever is on show."""
    page.locator(".portal-exam-cells button").nth(number).click()
    page.locator(f".portal-exam-question:visible input[value={choice}]").check()


def hand_in(page: Page) -> None:
    page.locator(".portal-exam-bar").get_by_role("button", name="交卷").click()
    page.locator(".portal-ask").get_by_role("button", name="交卷", exact=True).click()
    expect(page.get_by_role("heading", name="已经密封")).to_be_visible()


def code_of(page: Page) -> str:
    page.get_by_role("button", name="复制答卷码").click()
    expect(page.get_by_label("答卷码", exact=True)).to_be_visible()
    return page.get_by_label("答卷码", exact=True).input_value()


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "Object.keys(localStorage).filter((key) => /:(sitting|paper|handed):/.test(key))"
    )
    return found


def open_board(page: Page) -> None:
    page.locator(".portal-exam-board").evaluate("board => { board.open = true; }")


def at_school(context: BrowserContext, folder: Path) -> None:
    """Let a host of plain http, which gets no crypto.subtle, answer from a folder under the strict policy."""
    header = policy(inline_hashes(folder))

    def answer(route: Route) -> None:
        file = folder / route.request.url.removeprefix(SCHOOL).split("?")[0]
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            route.fulfill(path=file, headers={"Content-Security-Policy": header})
        else:
            route.fulfill(status=404, headers={"Content-Security-Policy": header})

    context.route(f"{SCHOOL}**", answer)


def test_from_the_locked_file_to_the_grade_on_plain_http_under_the_strict_policy(
    new_page: OpenPage, folder: Path
) -> None:
    page = new_page(timezone_id="Asia/Shanghai", viewport={"width": 360, "height": 740})
    at_school(page.context, folder)
    page.context.clock.install(time="2026-12-05T00:59:00Z")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(SCHOOL + PATH)
    assert page.evaluate("window.crypto.subtle === undefined")
    bring(page, "{}")
    expect(page.get_by_text("这不是试卷。请选主考老师发的试卷文件（以 .paper.json 结尾）。")).to_be_visible()

    locked = lock(paper(), key_of(CODE, bytes(16)), bytes(16), bytes(12))
    bring(page, canonical_text(locked.as_data()))
    page.get_by_label("开卷码").fill("7k3qx")
    page.get_by_role("button", name="打开试卷").click()
    expect(page.get_by_text("开卷码是 10 个字母和数字")).to_be_visible()
    page.get_by_label("开卷码").fill("7k3qx 9m2tc")
    page.get_by_role("button", name="打开试卷").click()
    expect(page.get_by_text("开卷码不对，或者试卷文件传坏了。")).to_be_visible()
    page.get_by_label("开卷码").fill("７k3qx 9m2tb")
    page.keyboard.press("Enter")

    expect(page.get_by_text("手机放在讲台上。")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="开始作答").click()
    expect(page.get_by_text("还差一项：编号。照考核通知上的填。")).to_be_visible()
    page.get_by_label("编号").fill("0042")
    page.get_by_label("姓名").fill("王小明")
    page.get_by_role("button", name="开始作答").click()
    expect(page.get_by_text("还没到时间：2026年12月5日 09:00开始。")).to_be_visible()
    page.clock.fast_forward("02:00")
    begin(page)

    open_board(page)
    for number in range(SINGLES - 1):
        choose(page, number, "b" if number else "c")
    choose(page, SINGLES, "a")
    choose(page, SINGLES, "c")
    page.locator(".portal-exam-cells button").nth(SINGLES + 1).click()
    page.get_by_label("第 1 空").fill("１２３５６")
    page.get_by_label("第 2 空").fill("110")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page).response["violations"] == []
    hand_in(page)
    assert page.title() != "bad"
    words = page.locator("portal-assessment").inner_text()
    assert not any(word in words for word in ("答对", "答错", "✓", "✗", "及格", "%"))

    with page.expect_download() as loading:
        page.get_by_role("button", name="下载答卷文件").click()
    assert loading.value.suggested_filename == "winter-a.answers.age"
    answers = HandIn.model_validate(
        json.loads(open_sealed(Path(loading.value.path()).read_bytes(), IDENTITY))
    )
    assert answers == opened(code_of(page))
    assert answers.digest == paper().digest
    assert answers.candidate.number == "0042"
    verdicts = {id_: key.grade(list(answers.answers.get(id_, []))) for id_, key in KEYS.items()}
    assert sorted(verdicts.values()) == ["right"] * 6 + ["void", "wrong"]
    assert all(answers.started <= at <= answers.finished for at in answers.times.values())
    assert not [url for url in asked if "0042" in url or not url.startswith((SCHOOL, "blob:", "data:"))]

    page.goto(SCHOOL + PATH)
    assert opened(code_of(page)) == answers
    assert len(kept(page)) == 1
    page.get_by_role("button", name="主考老师收到了，清除").click()
    page.get_by_role("button", name="清除", exact=True).click()
    expect(page.get_by_role("heading", name="已经密封")).to_have_count(0)
    assert kept(page) == []


def test_a_tab_killed_after_any_answer_a_clock_set_back_and_no_network_cost_nothing(
    candidate: OpenPage, site: str
) -> None:
    page = candidate()
    bring(page, canonical_text(paper().as_data()))
    begin(page)
    context = page.context

    def a_choice() -> None:
        choose(page, 0, "b")

    def one_half() -> None:
        choose(page, SINGLES, "a")

    def a_gap() -> None:
        page.locator(".portal-exam-cells button").nth(SINGLES + 1).click()
        page.get_by_label("第 1 空").press_sequentially("123")

    for answer in (a_choice, one_half, a_gap):
        open_board(page)
        answer()
        page.close(run_before_unload=False)
        page = context.new_page()
        resume(page, site)
    left = page.locator(".portal-exam-time").inner_text()
    context.clock.set_system_time("2026-12-04T20:00:00Z")
    context.set_offline(True)
    page.wait_for_function(
        "words => document.querySelector('.portal-exam-time').textContent <= words", arg=left
    )
    open_board(page)
    choose(page, 1, "b")
    hand_in(page)
    answers = opened(code_of(page))
    given = {"choice-0": ("b",), "several": ("a",), "hotline": ("123", ""), "choice-1": ("b",)}
    assert answers.answers == {f"private/{name}": value for name, value in given.items()}
    assert answers.finished >= max(answers.times.values()) >= answers.started >= NOW


def test_two_tabs_show_one_sitting_and_hand_in_the_same_answers(candidate: OpenPage, site: str) -> None:
    one = candidate()
    bring(one, canonical_text(paper().as_data()))
    begin(one)
    two = one.context.new_page()
    resume(two, site)
    for page in (one, two):
        open_board(page)
    choose(one, 0, "a")
    choose(two, 1, "b")
    expect(one.locator(".portal-exam-count")).to_have_text("已答 2 / 8")
    store = "document.querySelector('portal-assessment').context.store"
    two.evaluate(f"{store}.eraseEverything()")
    expect(one.get_by_text("这次考核的作答在另一个标签页清除了。")).to_be_visible()
    two.evaluate(f"{store}.undo('everything')")
    for page in (one, two):
        resume(page, site)
        open_board(page)
    expect(one.locator(".portal-exam-count")).to_have_text("已答 2 / 8")
    choose(two, 0, "c")
    hand_in(one)
    expect(two.get_by_role("heading", name="已经密封")).to_be_visible()
    assert code_of(one) == code_of(two)
    assert opened(code_of(two)).answers == {"private/choice-0": ("c",), "private/choice-1": ("b",)}


@pytest.mark.parametrize(("script", "trouble"), [(DENIED, "denied"), (FULL, None)], ids=["denied", "full"])
def test_storage_that_fails_is_said_and_the_answers_can_be_handed_in(
    candidate: OpenPage, script: str, trouble: str | None
) -> None:
    page = candidate(script, now="", foreign_trouble=trouble)
    bring(page, canonical_text(paper(opens=None, closes=None).as_data()))
    begin(page)
    open_board(page)
    for number in range(SINGLES):
        choose(page, number, "b")
    expect(page.get_by_text("浏览器存不下作答")).to_be_visible()
    hand_in(page)
    expect(page.get_by_text("浏览器没有存下这份答卷。")).to_be_visible()
    assert len(opened(code_of(page)).answers) == SINGLES


def test_when_the_time_is_over_what_was_answered_is_handed_in_also_after_a_night(
    candidate: OpenPage, site: str
) -> None:
    page = candidate(now="2026-12-05T02:30:00Z")
    personal = paper(
        id="winter-qwkzbmta", form=None, candidate={"number": "7", "name": "李芳", "school": "一中"}
    )
    drop(page, canonical_text(personal.as_data()))
    expect(page.get_by_text("这份试卷是发给李芳（编号 7，一中）的。")).to_be_visible()
    page.get_by_role("button", name="是我，开始作答").click()
    expect(page.locator(".portal-exam-time")).to_contain_text("还剩 ")
    assert page.locator(".portal-exam-time").inner_text() <= "还剩 30:00", "考核 11 点截止，不到 60 分钟"
    open_board(page)
    choose(page, 2, "b")
    page.close()
    page = page.context.new_page()
    page.context.clock.set_system_time("2026-12-06T01:00:00Z")
    resume(page, site)
    expect(page.get_by_role("heading", name="已经密封")).to_be_visible()
    answers = opened(code_of(page))
    assert answers.answers == {"private/choice-2": ("b",)}
    assert answers.finished == "2026-12-05T03:00:00Z"
    assert answers.candidate.name == "李芳"


def test_a_colleague_sits_the_same_form_at_the_same_computer(candidate: OpenPage, site: str) -> None:
    page = candidate()
    text = canonical_text(paper().as_data())
    bring(page, text)
    begin(page)
    open_board(page)
    choose(page, 0, "a")
    page.goto(site + PATH)
    expect(page.get_by_text("王小明（编号 0042）")).to_be_visible()
    paste(page, text)
    begin(page, "0043", "赵一")
    expect(page.locator(".portal-exam-count")).to_have_text("已答 0 / 8")
    hand_in(page)
    assert opened(code_of(page)).candidate.number == "0043"
    page.goto(site + PATH)
    page.get_by_role("button", name="我是王小明，接着答").click()
    expect(page.locator(".portal-exam-count")).to_have_text("已答 1 / 8")
    page.goto(site + PATH)
    bring(page, text)
    page.get_by_label("编号").fill("0043")
    page.get_by_label("姓名").fill("赵一")
    page.get_by_role("button", name="开始作答").click()
    expect(page.get_by_text("编号 0043 已经交过这份试卷，密封好的答卷在下面。")).to_be_visible()
