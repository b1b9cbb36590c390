"""A school's office counts its records on a page and has the truth: by keys alone, from a folder too."""

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from journey_sites import ROOT, SmallSite, serving
from playwright.sync_api import Page, expect
from report_truth import DAY, Truth, truth_town, write_town, write_truth_project
from test_accessibility import serious

from portal.commands.build import build_site
from portal.load import load
from portal.model.lesson import grade_name

OpenPage = Callable[..., Page]
Row = dict[str, str]

PATH = "my/bench/"


class World(NamedTuple):
    """A site, the folder that a school has, and what is true of it."""

    site: Path
    folder: Path
    truth: Truth


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    made = SmallSite(tmp_path_factory.mktemp("bench"))
    made.write()
    write_truth_project(made.root)
    shutil.copy(ROOT / "mkdocs.yml", made.root)
    build_site(made.root, made.site, with_files=False)
    folder = made.root.parent / "brought"
    return World(made.site, folder, write_town(truth_town(load(made.root).catalogue), folder))


@pytest.fixture
def address(world: World) -> Iterator[str]:
    with serving(world.site) as served:
        yield served


def bring(page: Page, world: World) -> None:
    """Choose the folder and all that goes with it."""
    page.get_by_label("选一个文件夹").set_input_files(world.folder / "records")
    page.get_by_label("名单文件").set_input_files(world.folder / "roster.csv")
    page.get_by_text("考核成绩、确认表、汇总日期").click()
    page.get_by_label("考核成绩 results.json").set_input_files(world.folder / "results.json")
    page.get_by_label("学校的确认表").set_input_files(world.folder / "confirmed.csv")
    page.get_by_label("汇总日期").fill(DAY)


def count(page: Page) -> None:
    page.get_by_role("button", name="开始汇总").press("Enter")
    expect(page.locator("#results")).to_be_focused()


def taken(page: Page, name: str) -> list[Row]:
    """Download a table and read it as Excel would, guarded texts as they were."""
    sheet = page.locator(".portal-bench-sheet").filter(has=page.get_by_role("heading", name=name, exact=True))
    if sheet.get_attribute("open") is None:
        sheet.locator("summary").press("Enter")
    with page.expect_download() as download:
        sheet.get_by_role("button", name="下载").press("Enter")
    text = Path(download.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    rows = csv.DictReader(io.StringIO(text[1:], newline=""))
    return [{key: cell.removeprefix("'") for key, cell in row.items()} for row in rows]


def key_of(row: Row) -> str:
    return row["编号"] if row["编号"] != "—" else f"{row['姓名']}（没有编号）"


def assert_truth(page: Page, truth: Truth) -> None:
    people = taken(page, "个人")
    assert {key_of(row): row["结论"] for row in people} == truth.people
    assert {
        row["学校"]: {title: int(row[title]) for title in truth.schools["一小"]}
        for row in taken(page, "学校")
    } == truth.schools
    absent = taken(page, "缺交与名单之外")
    for kind, keys in (("缺交", truth.missing), ("名单之外", truth.outside), ("名单问题", [])):
        assert sorted(key_of(row) for row in absent if row["类别"] == kind) == sorted(keys)
    assert_files_and_flags(page, truth)
    assert_numbers(page, truth)


def assert_files_and_flags(page: Page, truth: Truth) -> None:
    unread = taken(page, "未读文件")
    for result, names in (
        ("读不出", truth.unread),
        ("没有读", truth.passed_over),
        ("无名记录", truth.nameless),
    ):
        found = {row["文件"].removeprefix("records/").split("（第")[0] for row in unread}
        assert found >= {*names}, result
    flags = taken(page, "疑点")
    seen: dict[tuple[str, str], str] = {}
    for row in flags:
        seen[key_of(row), row["类别"]] = seen.get((key_of(row), row["类别"]), "") + row["说明"]
        assert "请" in row["可以这样问"]
    assert seen.keys() == {(who, kind) for who, kind, _ in truth.flags}
    assert [(who, kind, part) for who, kind, part in truth.flags if part not in seen[who, kind]] == []


def assert_numbers(page: Page, truth: Truth) -> None:
    titles = ("作答人数", "首答人数", "首答正确", "最近人数", "最近正确")
    items = {
        row["题目编号"]: tuple(int(row[title]) for title in titles)
        for row in taken(page, "题目")
        if row["状态"] == "在用"
    }
    assert items == truth.items
    of_school = [row for row in taken(page, "课时（学校）") if row["学校"] == "四小"]
    numbers = ("班数", "已上课时", "应上课时", "缺口", "达到定额的班")
    assert [
        (row["学校"], row["年级"], row["月份"], *(float(row[title]) for title in numbers))
        for row in of_school
    ] == [
        (school, grade_name(grade), f"2026-{month:02}", *map(float, of))
        for school, grade, month, *of in truth.periods
    ]


def close_all_but_schools(page: Page) -> None:
    """Leave one table open: axe takes long over a thousand cells that are alike."""
    page.evaluate("""() => document.querySelectorAll(".portal-bench-sheet").forEach((one) => {
        one.open = one.querySelector("h3").textContent === "学校"; })""")


def test_an_office_drops_its_folder_and_has_the_truth_by_keys_alone(
    world: World, address: str, new_page: OpenPage
) -> None:
    page = new_page(viewport={"width": 360, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + PATH)
    page.get_by_role("button", name="开始汇总").press("Enter")
    expect(page.get_by_text("先选文件夹或文件，或者粘贴文字码。")).to_be_visible()

    bring(page, world)
    expect(page.get_by_text("已选", exact=False).first).to_be_visible()
    page.get_by_role("button", name="清空", exact=True).press("Enter")
    expect(page.get_by_text("还没有选文件。")).to_be_visible()
    page.get_by_role("button", name="撤销清空").press("Enter")
    count(page)
    assert len(page.workers) == 0, "the worker ends with its work"
    assert_truth(page, world.truth)
    assert page.locator("main img[src=x], main b:has-text('粗')").count() == 0, "a name became markup"

    people = page.get_by_role("table", name="个人")
    sorter = people.get_by_role("button", name="正确率")
    sorter.press("Enter")
    expect(people.locator("th[aria-sort=ascending]")).to_have_text("正确率")
    sorter.press("Enter")
    expect(people.locator("th[aria-sort=descending]")).to_have_text("正确率")
    page.locator(".portal-bench-sheet", has=people).get_by_role("searchbox").fill("三小")
    expect(people.locator("tbody tr")).to_have_count(world.truth.schools["三小"]["交记录"])

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    close_all_but_schools(page)
    assert serious(page, "portal-bench") == []
    assert {url for url in asked if not url.startswith((address, "blob:"))} == set()
    assert page.evaluate("Object.values(localStorage).join()").count("T00") == 0


def test_from_a_folder_it_is_the_same_and_prints(world: World, new_page: OpenPage) -> None:
    page = new_page()
    page.goto((world.site / PATH / "index.html").as_uri())
    bring(page, world)
    count(page)
    assert {key_of(row): row["结论"] for row in taken(page, "个人")} == world.truth.people
    page.emulate_media(media="print")
    expect(page.get_by_role("table", name="学校")).to_be_visible()
    expect(page.get_by_role("button", name="开始汇总")).to_be_hidden()


def test_a_browser_without_workers_counts_on_the_page_in_the_dark_too(
    world: World, address: str, new_page: OpenPage
) -> None:
    page = new_page("window.Worker = undefined;", color_scheme="dark")
    page.goto(address + PATH)
    bring(page, world)
    count(page)
    assert {key_of(row): row["结论"] for row in taken(page, "个人")} == world.truth.people
    close_all_but_schools(page)
    assert serious(page, "portal-bench") == []
