"""A class teacher notes the lessons she taught, sees what is missing, takes the ledger along, prints it."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey_sites import SmallSite, serving
from playwright.sync_api import Page, expect

from portal.records.read import read_file

OpenPage = Callable[..., Page]
LESSON = "lessons/grade-5/why-i-learn/"
FULL = """Storage.prototype.setItem = function () {
  throw new DOMException("full", "QuotaExceededError"); };"""
DENIED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); } });"""
OWN_LESSON = {
    "lesson": "grade-5/other",
    "class": "五(3)班",
    "date": "2026-11-19",
    "periods": 1,
    "note": "校园里的树",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small site that no test of this file changes."""
    made = SmallSite(tmp_path_factory.mktemp("ledger"))
    made.rebuild()
    with serving(made.site) as address:
        yield address


@pytest.fixture
def teacher(new_page: OpenPage, site: str) -> Callable[..., Page]:
    """Open the lesson's page (or another) on 22 November 2026, in China."""

    def open_page(path: str = LESSON, script: str = "", **options: object) -> Page:
        page = new_page(script, timezone_id="Asia/Shanghai", **options)
        page.clock.set_fixed_time("2026-11-22T02:00:00Z")
        visit(page, site + path)
        return page

    return open_page


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("[data-portal-ready]", state="attached")


def note(page: Page, label: str, date: str = "") -> None:
    """Note on the lesson's page that a class had it."""
    if not page.get_by_label("班级").is_visible():
        page.get_by_role("button", name="上过了").click()
    page.get_by_label("班级").fill(label)
    if date:
        page.get_by_label("日期").fill(date)
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("已记：")).to_be_visible()


def stored(page: Page) -> list[dict[str, object]]:
    texts = page.evaluate(
        "Object.keys(localStorage).filter((k) => k.includes(':lesson:')).sort().map((k) => localStorage[k])"
    )
    return [json.loads(text) for text in texts]


def serious(page: Page, where: str) -> list[str]:
    found = Axe().run(page, context=where).response["violations"]
    return [f"{one['id']}: {one['nodes']}" for one in found if one["impact"] in ("serious", "critical")]


def expect_month(page: Page, words: str) -> None:
    """The quota is the site's as soon as its catalogue has been read."""
    name = words.split()[0]
    expect(page.locator(".portal-ledger-months > li", has_text=name).first).to_have_text(words)


def test_two_taps_note_a_class_and_the_next_class_follows(teacher: Callable[..., Page], site: str) -> None:
    page = teacher()
    note(page, "五（1）班")
    note(page, "五(2)班", "2026-11-20")
    given = page.locator(".portal-taught-given")
    expect(given.get_by_role("button")).to_have_count(2)
    key = "portal:first:lesson:grade-5/other#五(3)班#2026-11-19"
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(OWN_LESSON)])

    page.reload()
    page.get_by_role("button", name="上过了").click()  # the only class that has not had it is already there
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("已记：五(3)班，11 月 22 日。")).to_be_visible()
    assert {(one["class"], one["date"], one["periods"]) for one in stored(page)} == {
        ("五(1)班", "2026-11-22", 1),
        ("五(2)班", "2026-11-20", 1),
        ("五(3)班", "2026-11-19", 1),
        ("五(3)班", "2026-11-22", 1),
    }
    visit(page, f"{site}my/ledger/")
    expect(page.get_by_role("heading", name="五(3)班（五年级）")).to_be_visible()
    expect(page.get_by_text("学校自己的课：校园里的树").first).to_be_visible()


def test_what_cannot_be_an_entry_is_asked_for_and_a_second_one_is_not_written_over(
    teacher: Callable[..., Page],
) -> None:
    page = teacher()
    page.get_by_role("button", name="上过了").click()
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("先写班级")).to_be_visible()
    note(page, "五(1)班")
    page.get_by_label("班级").fill("五（1） 班")
    page.get_by_label("课时").select_option("2")
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("已经记过这一课（1 课时）")).to_be_visible()
    page.get_by_label("班级").fill("五(2)班")
    page.get_by_label("日期").fill("")
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("日期写成年-月-日")).to_be_visible()
    assert [one["periods"] for one in stored(page)] == [1]


def test_an_entry_is_changed_withdrawn_and_brought_back(teacher: Callable[..., Page], site: str) -> None:
    page = teacher()
    note(page, "五(1)班")
    page.get_by_role("button", name="已上：五(1)班").click()
    page.get_by_label("班级").fill("五(2)班")
    page.get_by_label("课时").select_option("0.5")
    page.get_by_role("button", name="改好").click()
    expect(page.get_by_text("改好了：五(2)班，11 月 22 日。")).to_be_visible()
    assert {(one["class"], one["periods"]) for one in stored(page)} == {("五(1)班", 0), ("五(2)班", 0.5)}

    page.get_by_role("button", name="撤销").click()
    assert [one["class"] for one in stored(page) if one["periods"]] == ["五(1)班"]

    visit(page, f"{site}my/ledger/")
    expect_month(page, "11月 1/1 本月")
    page.get_by_role("button", name="改：五(1)班").click()
    page.get_by_role("button", name="撤回这一条").click()
    expect(page.get_by_text("2026—2027 学年还没有记录")).to_be_visible()
    page.reload()  # the tab still knows
    page.get_by_role("button", name="撤销上一步").click()
    expect(page.get_by_role("heading", name="五(1)班（五年级）")).to_be_visible()


def test_undoing_a_note_that_was_never_exported_leaves_no_trace(teacher: Callable[..., Page]) -> None:
    page = teacher()
    note(page, "写错的名字")
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("已撤销。")).to_be_visible()
    assert stored(page) == []


def test_a_withdrawal_survives_an_old_export_and_travels_to_the_other_computer(
    teacher: Callable[..., Page], site: str, tmp_path: Path
) -> None:
    page = teacher()
    note(page, "五(1)班")
    note(page, "五(2)班")

    def export(name: str) -> Path:
        visit(page, f"{site}my/data/")
        with page.expect_download() as download:
            page.get_by_role("button", name="下载文件 (.json)").click()
        download.value.save_as(tmp_path / name)
        return tmp_path / name

    def bring(to: Page, file: Path) -> None:
        visit(to, f"{site}my/data/")
        to.get_by_label("选择文件（.json 或 .csv）").set_input_files(file)

    old = export("old.json")
    expect(page.get_by_text("2 条上课记录")).to_be_visible()
    visit(page, f"{site}{LESSON}")
    page.get_by_role("button", name="已上：五(2)班").click()
    page.get_by_role("button", name="撤回这一条").click()
    new = export("new.json")
    expect(page.get_by_text("1 条上课记录")).to_be_visible()
    assert sorted(one["periods"] for one in read_file(new).data["lessons"]) == [0, 1]
    bring(page, old)
    expect(page.get_by_text("没有新的内容")).to_be_visible()

    other = teacher("my/data/")
    bring(other, old)
    other.get_by_role("button", name="合并", exact=True).click()
    expect(other.get_by_text("合并好了")).to_be_visible()
    bring(other, new)
    expect(other.get_by_text("其中撤回上课记录 1 条").first).to_be_visible()
    other.get_by_role("button", name="合并", exact=True).click()
    visit(other, f"{site}my/ledger/")
    expect(other.locator(".portal-ledger-entries > li")).to_have_count(1)


def test_a_lesson_of_the_schools_own_and_the_quota(teacher: Callable[..., Page]) -> None:
    page = teacher("my/ledger/")
    expect(page.get_by_text("2026—2027 学年还没有记录")).to_be_visible()
    page.get_by_role("button", name="补记一课").click()
    panel = page.get_by_role("region", name="补记一课")
    panel.get_by_label("年级").select_option("5")
    panel.get_by_role("button", name="记下").click()
    expect(panel.get_by_text("先选是哪一课。")).to_be_visible()
    panel.locator("select[name=lesson]").select_option("grade-5/other")
    panel.get_by_label("班级").fill("五(1)班")
    panel.get_by_label("日期").fill("2026-10-12")
    panel.get_by_role("textbox", name="课名").fill("=校园里的树")
    panel.get_by_role("button", name="记下").click()
    expect(page.get_by_text("已记：五(1)班，10 月 12 日。")).to_be_visible()
    expect_month(page, "10月 1/1")
    page.get_by_text("每班每月的定额").click()
    page.locator("select[name=quota-5]").select_option("2")
    expect(page.get_by_text("五年级的定额改成每月 2 课时。")).to_be_visible()
    page.reload()
    page.wait_for_selector(".portal-ledger-months")
    expect_month(page, "10月 1/2 缺 1")


def test_the_table_opens_in_excel_and_starts_no_formula(teacher: Callable[..., Page], site: str) -> None:
    page = teacher()
    note(page, "=1+1班")
    visit(page, f"{site}my/ledger/")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载表格 (.csv)").click()
    assert download.value.suggested_filename.startswith("课时台账-")
    text = Path(download.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff学年,年级,班级,日期")
    [row] = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["班级"], row["课"], row["课时"], row["计入月份"]) == ("'=1+1班", "我为什么学习", "1", "11 月")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制成文字").click()
    expect(page.get_by_label("台账的文字")).to_be_visible()


def test_what_is_printed_is_the_ledger_and_nothing_else(teacher: Callable[..., Page], site: str) -> None:
    page = teacher()
    note(page, "五(1)班")
    visit(page, f"{site}my/ledger/")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_label("学校（可不填）").fill("青禾小学")
    page.get_by_role("button", name="打印台账").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.get_by_text("心理健康教育课时台账（2026—2027 学年）")).to_be_visible()
    expect(page.get_by_text("学校：青禾小学")).to_be_visible()
    expect(page.get_by_text("任课教师签字")).to_be_visible()
    for hidden in ("h1", ".portal-ledger-filters", ".portal-ledger-entries", ".md-header"):
        expect(page.locator(hidden)).to_be_hidden()
    assert "青禾小学" not in page.evaluate("JSON.stringify(localStorage)")


def test_everything_goes_by_keyboard_alone(teacher: Callable[..., Page], site: str) -> None:
    page = teacher()
    page.get_by_role("button", name="上过了").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("班级")).to_be_focused()
    page.keyboard.type("五(1)班")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已记：五(1)班")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="上过了")).to_be_focused()
    visit(page, f"{site}my/ledger/")
    page.get_by_role("button", name="改：五(1)班").press("Enter")
    expect(page.locator(".portal-ledger-edit").get_by_label("班级")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="改：五(1)班")).to_be_focused()


@pytest.mark.parametrize("script", [FULL, DENIED], ids=["full", "denied"])
def test_where_nothing_can_be_stored_the_entry_stays_on_the_page_and_says_so(
    new_page: OpenPage, site: str, script: str
) -> None:
    page = new_page(script, foreign_trouble="denied")
    visit(page, site + LESSON)
    note(page, "五(1)班")
    expect(page.get_by_text("离开这一页以前请导出学习记录").first).to_be_visible()
    expect(page.get_by_role("button", name="已上：五(1)班")).to_be_visible()
    expect(page.get_by_role("button", name="在这里导出")).to_be_visible()


def test_what_another_tab_notes_appears(teacher: Callable[..., Page], site: str) -> None:
    page = teacher("my/ledger/")
    other = page.context.new_page()
    other.clock.set_fixed_time("2026-11-22T02:00:00Z")
    visit(other, f"{site}{LESSON}")
    note(other, "五(1)班")
    expect(page.get_by_role("heading", name="五(1)班（五年级）")).to_be_visible()


def test_without_scripts_there_is_a_form_for_the_pen(new_page: OpenPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}{LESSON}")
    page.locator("portal-taught").get_by_role("link", name="课时台账").click()
    expect(page.get_by_role("table", name="心理健康教育课时台账")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_serious_with_everything_open(
    teacher: Callable[..., Page], site: str, scheme: str, width: int
) -> None:
    page = teacher(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.wait_for_load_state("networkidle")
    note(page, "五(1)班", "2026-10-09")
    assert serious(page, "portal-taught") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    visit(page, f"{site}my/ledger/")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="补记一课").click()
    page.get_by_role("button", name="改：五(1)班").click()
    page.get_by_text("每班每月的定额").click()
    assert serious(page, "portal-ledger") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
