"""The offline package, opened by double click: everything works, nothing is fetched from anywhere."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from journey_sites import SmallSite
from playwright.sync_api import BrowserContext, Page, expect

from portal.commands.package.packaging import Choice, run
from portal.errors import PortalError

GUIDE = "---\ntitle: {}\nstatus: published\n---\n\n{}\n"
EDITS = {
    "docs/campus/help-and-referral.md": GUIDE.format("求助与转介", "有人受伤，先拨 120。"),
    "docs/handbook/index.md": GUIDE.format("手册", "写给培训者。"),
}
"""The pages that every page of a whole project leads to."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    made = SmallSite(tmp_path_factory.mktemp("package"))
    made.write(EDITS)
    return made


@pytest.fixture(scope="module")
def package(project: SmallSite) -> Path:
    """A package without take-away files, which take long to make."""
    out = project.root.parent / "out.zip"
    run(project.root, out, Choice(tracks=("c",)), may_replace=False)
    return out


@pytest.fixture(scope="module")
def folder(package: Path) -> Path:
    with zipfile.ZipFile(package) as pack:
        pack.extractall(package.parent / "U 盘 #1")
    return package.parent / "U 盘 #1" / "心育学堂"


@pytest.fixture
def visitor(new_page: Callable[..., Page]) -> Page:
    """Somebody who opens the folder; a request to anywhere else fails the journey."""
    page = new_page("window.print = () => { window.printed = (window.printed || 0) + 1; };")
    page.context.on(
        "request",
        lambda request: (
            pytest.fail(request.url)
            if ":" in request.url and not request.url.startswith(("file:", "data:", "blob:"))
            else None
        ),
    )
    return page


def follow(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("link", name=name).first.click()
        page.wait_for_function("document.documentElement.hasAttribute('data-portal-ready')")


def test_a_double_click_leads_to_the_site_and_everything_works_there(folder: Path, visitor: Page) -> None:
    page = visitor
    page.goto(f"file://{quote(str(folder))}/打开网站.html")
    page.wait_for_url("**/site/index.html")
    follow(page, "上课")
    assert page.url.endswith("/lessons/index.html")
    follow(page, "学证书", "C 证", "第一步")
    block = page.locator("#q-opening")
    block.locator("input[value='blame']").check()
    block.get_by_role("button", name="提交").click()
    expect(block.get_by_role("button", name="重试")).to_be_visible()
    page.reload()
    expect(page.locator("#q-opening").get_by_role("button", name="重试")).to_be_visible()
    page.get_by_role("button", name="打印试题").click()
    page.wait_for_function("window.printed === 1")
    page.goto(f"file://{quote(str(folder))}/site/my/mistakes/index.html")
    expect(page.locator("portal-mistakes")).to_contain_text("第一步")
    query = page.locator("input.md-search__input")
    page.keyboard.press("f")
    query.fill("第一步")
    page.locator("a.md-search-result__link", has_text="第一步").first.click()
    page.wait_for_url("**/first-steps/index.html*")
    page.goto(f"file://{quote(str(folder))}/site/my/verify/index.html")
    expect(page.locator("portal-verify")).not_to_be_empty()
    page.goto(f"file://{quote(str(folder))}/site/my/offline/index.html")
    expect(page.locator("article")).to_contain_text("打开网站.html")


def test_without_script_the_links_lead_to_pages_too(folder: Path, browser: object) -> None:
    context: BrowserContext = browser.new_context(locale="zh-CN", java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"file://{quote(str(folder))}/打开网站.html")
    page.wait_for_url("**/site/index.html")
    page.locator(".portal-door").first.click()
    page.wait_for_url("**/site/certificates/index.html")
    context.close()


def test_what_is_left_out_is_not_offered(folder: Path, visitor: Page) -> None:
    visitor.goto(f"file://{quote(str(folder))}/site/lessons/grade-5/why-i-learn/index.html")
    expect(visitor.locator(".portal-take a").first).to_be_hidden()
    visitor.goto(f"file://{quote(str(folder))}/site/lessons/index.html?grade=5")
    expect(visitor.get_by_role("link", name="我为什么学习").first).to_be_visible()
    assert visitor.locator("a[href*='files/grade-5']:visible").count() == 0


def test_the_same_project_gives_the_same_package_and_nothing_else_is_left(
    project: SmallSite, package: Path
) -> None:
    before = package.read_bytes()
    run(project.root, package, Choice(tracks=("c",)), may_replace=False)
    assert package.read_bytes() == before
    assert sorted(path.name for path in package.parent.iterdir() if path.is_file()) == ["out.zip"]
    assert not [*project.root.glob(".site-build-*")]
    note = zipfile.ZipFile(package).read("心育学堂/说明.txt").decode("utf-8-sig")
    assert "教案、课件和活动单的文件没有带" in note
    assert "导出一份" in note


def test_what_cannot_be_packed_is_said_and_leaves_what_was_there(
    project: SmallSite, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for choice, out, said in (
        (Choice(grades=(7,)), package, "网站上没有 --grade 7。能写的有：5"),
        (Choice(tracks=("x",)), package, "网站上没有 --track x。能写的有：c"),
        (Choice(), package.with_suffix(".rar"), "要写一个 .zip 文件的名字"),
    ):
        with pytest.raises(PortalError, match=said):
            run(project.root, out, choice, may_replace=False)
    before = package.read_bytes()
    full = OSError(28, "No space left on device")

    def no_room(*_: object) -> int:
        raise full

    monkeypatch.setattr("portal.commands.package.packaging.write_package", no_room)
    with pytest.raises(PortalError, match="没有写成：磁盘满了"):
        run(project.root, package, Choice(tracks=("c",)), may_replace=False)
    assert package.read_bytes() == before
    assert sorted(path.name for path in package.parent.iterdir() if path.is_file()) == ["out.zip"]
