"""An author at work: the page follows each save, keeps its place, and says what is wrong with its files."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from preview_project import UNIT, change, write_preview_project

from portal.commands.serve.previewing import Previewing
from portal.pages.preview.server import PreviewServer, open_server

LESSON = "docs/lessons/grade-5/why-i-learn.md"
STANDS_STILL = """() => {
  const now = `${scrollY} ${document.body.scrollHeight}`;
  const before = window.stoodAt;
  window.stoodAt = now;
  return now === before;
}"""
PATIENCE = 30_000
COUNT_LOADS = (
    """if (location.protocol === "http:") sessionStorage.loads = Number(sessionStorage.loads ?? 0) + 1;"""
)


class Author:
    """A preview of the small project, and the saves of whoever writes it."""

    def __init__(self, root: Path) -> None:
        self.root = write_preview_project(root)
        self.previewing = Previewing(self.root)
        self.previewing._checker.check = lambda: None  # type: ignore[method-assign]
        self.server: PreviewServer = open_server(25_000 + os.getpid() % 10_000, self.previewing.preview)
        self.unit = f"{self.server.address}certificates/c/first-steps/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def save(self, path: str, old: str, new: str) -> None:
        change(self.root / path, old, new)
        self.previewing.react({path})

    def end(self) -> None:
        self.server.has_ended = True
        self.previewing.preview.tell()
        self.server.shutdown()
        self.server.server_close()
        self.previewing.end()


@pytest.fixture
def author(tmp_path: Path) -> Iterator[Author]:
    one = Author(tmp_path / "project")
    yield one
    one.end()


def loads(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.loads)"))


def open_unit(author: Author, new_page: Callable[..., Page]) -> Page:
    page = new_page(COUNT_LOADS, viewport={"width": 900, "height": 500})
    page.goto(author.unit)
    expect(page.locator(".portal-preview summary")).to_contain_text("这一页没有问题", timeout=PATIENCE)
    return page


def test_the_open_page_follows_a_save_at_the_place_where_it_was(
    author: Author, new_page: Callable[..., Page]
) -> None:
    page = open_unit(author, new_page)
    heading = page.get_by_role("heading", name="要点回顾")
    heading.evaluate("element => element.scrollIntoView()")
    # The first scroll calls the scripts, whose elements are taller than what stood in their place.
    page.wait_for_function("Boolean(customElements.get('portal-question'))")
    page.wait_for_function(STANDS_STILL, polling=300)
    heading.evaluate("element => element.scrollIntoView()")
    place = page.evaluate("scrollY")
    assert place > 100
    author.save(UNIT, "先看，再说。", "先看，再说，然后再看。")
    expect(page.get_by_text("先看，再说，然后再看。")).to_be_visible(timeout=PATIENCE)
    page.wait_for_function(f"Math.abs(scrollY - {place}) < 40", timeout=PATIENCE)
    assert loads(page) == 2


def test_two_tabs_follow_and_another_pages_save_disturbs_neither(
    author: Author, new_page: Callable[..., Page]
) -> None:
    one, other = open_unit(author, new_page), open_unit(author, new_page)
    author.save(LESSON, "## 学情分析\n", "## 学情分析\n\n又一句。\n")
    author.save(UNIT, "早一点看到。", "早一点看见。")
    for page in (one, other):
        expect(page.get_by_text("早一点看见。")).to_be_visible(timeout=PATIENCE)
        assert loads(page) == 2


def test_a_slip_stands_on_the_page_with_line_and_cure_until_it_is_cured(
    author: Author, new_page: Callable[..., Page]
) -> None:
    page = open_unit(author, new_page)
    author.save(UNIT, "title: 第一步", "titel: 第一步")
    panel = page.get_by_role("complementary", name="预览：要改的地方")
    expect(panel.locator("summary")).to_contain_text("这一页有 2 处要看", timeout=PATIENCE)
    expect(panel.locator("summary")).to_contain_text(f"{UNIT} 现在读不出来")
    expect(panel.locator("li").first).to_contain_text(f"{UNIT}:2")
    expect(panel.locator("li").first).to_contain_text("不认识的键 'titel'")
    expect(panel.locator("li").first).to_contain_text("改成认识的键，或者删掉这一行。")
    expect(panel.locator("[aria-live=polite]")).to_contain_text("这一页有 2 处要看")
    expect(page.get_by_text("早一点看到。")).to_be_attached()
    assert loads(page) == 1
    author.save(UNIT, "titel: 第一步", "title: 第一步")
    expect(panel.locator("summary")).to_contain_text("这一页没有问题", timeout=PATIENCE)


def test_the_panel_opens_and_closes_by_keyboard_and_stays_as_it_was_left(
    author: Author, new_page: Callable[..., Page]
) -> None:
    page = open_unit(author, new_page)
    summary = page.locator(".portal-preview summary")
    region = page.get_by_role("region", name="问题清单")
    expect(region).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(region).to_be_visible()
    page.reload()
    expect(region).to_be_visible(timeout=PATIENCE)
    summary.focus()
    page.keyboard.press("Escape")
    expect(region).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_keeps_the_rules_of_accessibility(
    author: Author, new_page: Callable[..., Page], scheme: str
) -> None:
    author.save(UNIT, "title: 第一步", "titel: 第一步")
    author.save(LESSON, "title: 我为什么学习", "titel: 我为什么学习")
    page = new_page(color_scheme=scheme, viewport={"width": 360, "height": 640})
    page.goto(author.unit)
    expect(page.get_by_role("region", name="问题清单")).to_be_visible(timeout=PATIENCE)
    found = Axe().run(page, context=".portal-preview")
    assert found.response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_deleted_page_stays_with_a_word_and_comes_back(
    author: Author, new_page: Callable[..., Page]
) -> None:
    page = open_unit(author, new_page)
    text = (author.root / UNIT).read_text("utf-8")
    (author.root / UNIT).unlink()
    author.previewing.react({UNIT})
    summary = page.locator(".portal-preview summary")
    expect(summary).to_contain_text("这一页的文件没有了", timeout=PATIENCE)
    expect(page.get_by_text("早一点看到。")).to_be_attached()
    (author.root / UNIT).write_text(text, "utf-8")
    author.previewing.react({UNIT})
    expect(summary).not_to_contain_text("这一页的文件没有了", timeout=PATIENCE)


def test_a_hidden_tab_holds_no_line_and_catches_up_when_it_is_seen(
    author: Author, new_page: Callable[..., Page]
) -> None:
    page = open_unit(author, new_page)
    page.evaluate("""() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    author.save(UNIT, "早一点看到。", "早一点看见。")
    assert loads(page) == 1
    page.evaluate("""() => {
      delete document.visibilityState;
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    expect(page.get_by_text("早一点看见。")).to_be_visible(timeout=PATIENCE)
