"""Without a network: opened pages, packs; a new build while tabs are open; two sites on one host."""

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from journey_sites import Server, SmallSite
from playwright.sync_api import BrowserContext, Page, expect

from portal.commands.build import build_site
from portal.load import load
from portal.pages.offline import add_offline

UNIT = "certificates/c/first-steps/"
GRADE = "lessons/grade-5/"
LESSON = "lessons/grade-5/why-i-learn/"
WORD = "files/grade-5/why-i-learn.docx"

OpenPage = Callable[..., Page]


class Line:
    """A server whose line can break: then it hangs up without a word."""

    def __init__(self) -> None:
        self.address = ""
        self.left = 10**9
        """Answers until the line breaks."""
        self.go_on = threading.Event()
        self.go_on.set()


@contextmanager
def reached(folder: Path) -> Iterator[Line]:
    line = Line()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing between the dots of pytest."""

        def do_GET(self) -> None:
            line.go_on.wait(20)
            line.left -= 1
            if line.left >= 0:
                super().do_GET()

    handler = functools.partial(Handler, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        line.address = f"http://127.0.0.1:{server.server_port}/"
        yield line
        line.go_on.set()
        server.shutdown()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """The small site, built once; journeys that change it work on a copy."""
    made = SmallSite(tmp_path_factory.mktemp("offline"))
    made.rebuild()
    return made


@pytest.fixture
def line(first: SmallSite, tmp_path: Path) -> Iterator[Line]:
    shutil.copytree(first.site, tmp_path / "site")
    with reached(tmp_path / "site") as line:
        yield line


@pytest.fixture
def visitor(browser: Any) -> Iterator[BrowserContext]:
    """A person whose browser keeps pages; no script may fail."""
    context = browser.new_context(locale="zh-CN", accept_downloads=True)
    troubles: list[str] = []
    context.on("weberror", lambda error: troubles.append(error.error.message))
    yield context
    context.close()
    assert troubles == []


def ready(page: Page) -> None:
    page.wait_for_function("document.documentElement.hasAttribute('data-portal-ready')")


def visit(page: Page, address: str) -> None:
    page.goto(address)
    ready(page)


def until(page: Page, condition: str, *given: str) -> None:
    """Wait for an asynchronous condition: Playwright's own waiting takes its promise for a yes."""
    page.evaluate(
        f"""async (given) => {{
            const isSo = {condition};
            const end = Date.now() + 20_000;
            while (!await isSo(given)) {{
                if (Date.now() > end) throw new Error(`never: ${{isSo}} ${{given}}`);
                await new Promise((resolve) => setTimeout(resolve, 50));
            }}
        }}""",
        list(given),
    )


def kept(page: Page, *paths: str) -> None:
    """Wait until the worker keeps these pages of the site."""
    until(
        page,
        """async (paths) => {
            const { active, scope } = await navigator.serviceWorker.ready;
            const found = await Promise.all(paths.map((path) => caches.match(`${scope}${path}`)));
            return active.state === "activated" && found.every(Boolean);
        }""",
        *(f"{path}index.html" if path == "" or path.endswith("/") else path for path in paths),
    )


def cache_names(page: Page) -> list[str]:
    return [name for name in page.evaluate("caches.keys()") if not name.endswith("|tabs")]


def record_of(page: Page) -> dict[str, str]:
    """Return what is stored of the learner, without the time spent reading, which goes on."""
    return dict(
        page.evaluate(
            """Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith("portal:"))
                .map(([key, text]) => [key, text.replace(/"seconds":[0-9]+/, "")]))"""
        )
    )


def answer(page: Page, question: str, value: str) -> None:
    block = page.locator(f"#q-{question}")
    block.locator(f"input[value='{value}']").check()
    block.get_by_role("button", name="提交").click()
    expect(block.get_by_role("button", name="重试")).to_be_visible()


def test_what_was_opened_works_without_a_network_and_the_rest_says_so(
    line: Line, visitor: BrowserContext
) -> None:
    page = visitor.new_page()
    visit(page, line.address + UNIT)
    answer(page, "opening", "see")
    kept(page, UNIT, "my/offline/", "assets/javascripts/parts/elements/data-export.js")
    line.left = 0
    page.reload()
    ready(page)
    expect(page.locator("#q-opening").get_by_role("button", name="重试")).to_be_visible()
    answer(page, "alone", "disagree")
    assert len(record_of(page)) == 3
    page.goto(f"{line.address}{LESSON}?print=1")
    expect(page.locator("portal-offline .portal-notice")).to_contain_text("没有存在这台设备上")
    assert page.url == f"{line.address}my/offline/?for={LESSON.replace('/', '%2F')}"
    expect(page.locator("#kept + ul").get_by_role("link", name="第一步")).to_be_visible()
    page.goto(line.address + UNIT.rstrip("/"))
    assert page.url == line.address + UNIT
    line.left = 10**9
    page.goto(f"{line.address}my/offline/?for={LESSON}")
    page.get_by_role("link", name="再试一次").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我为什么学习")
    page.goto(f"{line.address}my/offline/?for=//example.org/")
    ready(page)
    expect(page.locator("portal-offline .portal-notice")).to_have_count(0)


def marked(site: SmallSite, mark: str) -> None:
    """Build with a mark in every page, in the first script, and in one that is asked for later."""
    site.write(
        {"docs/lessons/grade-5/why-i-learn.md": [["title: 我为什么学习", f"title: 我为什么学习{mark}"]]}
    )
    looks = site.root / "overrides"
    for name, after in (("portal.js", "mark"), ("elements/offline-packing.js", "late")):
        script = looks / "assets/javascripts" / name
        script.write_text(
            f'{script.read_text("utf-8")}\ndocument.documentElement.dataset.{after} = "{mark}";\n', "utf-8"
        )
    page = (looks / "main.html").read_text("utf-8")
    named = page.replace(
        '<meta name="portal-base"', f'<meta name="mark" content="{mark}"><meta name="portal-base"'
    )
    (looks / "main.html").write_text(named, "utf-8")
    build_site(site.root, site.site, with_files=False)


def marks(page: Page) -> set[str]:
    """Return which builds a page's HTML and scripts are of, also a script that is only now asked for."""
    page.locator("#offline > summary").click()
    page.wait_for_function("document.documentElement.dataset.late")
    return set(
        page.evaluate(
            "[document.querySelector('meta[name=mark]').content, document.documentElement.dataset.mark,"
            " document.documentElement.dataset.late]"
        )
    )


TWO_BUILDS = "async () => (await caches.keys()).filter((name) => !name.endsWith('|tabs')).length === 2"


def test_a_new_build_never_mixes_with_the_one_that_a_tab_was_opened_with(
    tmp_path: Path, visitor: BrowserContext, new_page: OpenPage
) -> None:
    site = SmallSite(tmp_path)
    marked(site, "1")
    with reached(site.site) as line:
        old, busy, unguarded = visitor.new_page(), visitor.new_page(), new_page()
        visit(old, line.address + LESSON)
        kept(old, LESSON)
        visit(old, line.address + GRADE)
        kept(old, GRADE, "assets/javascripts/parts/elements/offline-packing.js")
        visit(busy, line.address + UNIT)
        busy.locator("#q-opening input[value='see']").check()
        visit(unguarded, line.address + GRADE)
        (before,) = cache_names(old)
        record = record_of(old)
        marked(site, "2")
        assert marks(unguarded) == {"1", "2"}  # so what follows sees what it should see
        new = visitor.new_page()
        visit(new, line.address + GRADE)
        assert marks(new) == {"2"}
        until(new, TWO_BUILDS)
        expect(old.locator("[data-portal-notice=release]")).to_contain_text("有新内容，刷新就能看到")
        assert marks(old) == {"1"}
        expect(busy.locator("[data-portal-notice=release]")).to_have_count(0)
        busy.locator("#q-opening").get_by_role("button", name="提交").click()
        expect(busy.locator("[data-portal-notice=release]")).to_be_visible()
        visit(new, line.address + GRADE)
        assert marks(new) == {"2"}
        line.left = 0
        visit(new, line.address + LESSON)
        expect(new.get_by_role("heading", level=1)).to_have_text("我为什么学习2")
        new.get_by_role("heading", level=1).hover()  # the first use, for which its scripts have been kept
        expect(new.locator("portal-class-mode:defined")).to_be_attached()
        old.get_by_role("button", name="刷新").click()
        old.wait_for_function("document.documentElement.dataset.mark === '2'")
        assert marks(old) == {"2"}
        assert before in cache_names(old)  # for an hour: a tab may come back by 后退
        assert record.items() <= record_of(old).items()


def with_word(site: Path, root: Path, text: str) -> None:
    """Put a take-away file into a built site, as if it had been made."""
    (site / WORD).parent.mkdir(parents=True, exist_ok=True)
    (site / WORD).write_text(text, "utf-8")
    add_offline(site, load(root).catalogue, "心育学堂", "门户")


def test_a_pack_is_fetched_with_progress_goes_on_after_a_break_and_can_be_deleted(
    first: SmallSite, tmp_path: Path, visitor: BrowserContext
) -> None:
    site = tmp_path / "site"
    shutil.copytree(first.site, site)
    with_word(site, first.root, "Word 1" * 2000)
    with reached(site) as line:
        page = visitor.new_page()
        visit(page, line.address + GRADE)
        pack = page.locator("#offline")
        pack.locator("summary").click()
        expect(pack).to_contain_text("连 Word、课件、PDF 和表格一起（1 个，12 KB）")
        pack.get_by_role("checkbox").check()
        kept(page, GRADE)
        line.go_on.clear()
        pack.get_by_role("button", name="下载五年级").press("Enter")
        expect(pack.get_by_role("progressbar")).to_be_visible()
        expect(pack.get_by_role("button", name="暂停")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        line.go_on.set()
        expect(pack.get_by_role("status")).to_contain_text("已取消")
        line.left = 5
        pack.get_by_role("button", name="下载五年级").click()
        expect(pack.get_by_role("status")).to_contain_text("网络断了。已经下载的都在")
        line.left = 10**9
        pack.get_by_role("button", name="接着下载五年级").press("Enter")
        expect(pack.get_by_role("status")).to_contain_text("已下载，可以离线打开")
        expect(pack.locator("summary")).to_be_focused()
        line.left = 0
        visit(page, line.address + LESSON)
        expect(page.get_by_role("heading", level=1)).to_have_text("我为什么学习")
        with page.expect_download() as download:
            page.get_by_role("link", name="教案（Word）").first.click()
        assert download.value.path().read_text("utf-8") == "Word 1" * 2000
        visit(page, f"{line.address}my/data/")
        expect(page.locator("section:has(#offline)")).to_contain_text("五年级")
        page.get_by_role("link", name="五年级").click()
        expect(page.locator("#offline")).to_contain_text("已下载")
        line.left = 10**9
        with_word(site, first.root, "Word 2" * 1000)
        page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
        expect(page.locator("[data-portal-notice=release]")).to_be_visible()
        visit(page, line.address + GRADE)
        pack.locator("summary").click()
        expect(pack.get_by_role("status")).to_contain_text("有更新：1 个文件，6 KB")
        pack.get_by_role("button", name="更新").click()
        expect(pack.get_by_role("status")).to_contain_text("已下载")
        pack.get_by_role("button", name="从这台设备删除").click()
        expect(pack.get_by_role("status")).to_contain_text("学习记录不受影响")
        line.left = 0
        page.goto(line.address + LESSON)
        assert "/my/offline/" in page.url


def test_two_sites_on_one_host_do_not_touch_each_other_and_one_can_let_go(
    first: SmallSite, tmp_path: Path, visitor: BrowserContext
) -> None:
    for name in ("one", "two"):
        shutil.copytree(first.site, tmp_path / "both" / name)
    with reached(tmp_path / "both") as line:
        page = visitor.new_page()
        for name in ("one", "two"):
            visit(page, f"{line.address}{name}/{UNIT}")
            kept(page, UNIT)
        answer(page, "opening", "see")
        record = record_of(page)
        assert [name.split("|")[1] for name in cache_names(page)] == ["/one/", "/two/"]
        bare = SmallSite(tmp_path)
        bare.write()
        config = bare.root / "mkdocs.yml"
        config.write_text(
            config.read_text("utf-8").replace("service_worker: true", "service_worker: false"), "utf-8"
        )
        build_site(bare.root, bare.site, with_files=False)
        assert not (bare.site / "sw.js").exists()
        shutil.rmtree(tmp_path / "both" / "one")
        shutil.copytree(bare.site, tmp_path / "both" / "one")
        visit(page, f"{line.address}one/{UNIT}")
        until(page, "async () => (await navigator.serviceWorker.getRegistrations()).length === 1")
        until(page, "async () => (await caches.keys()).every((name) => name.includes('|/two/|'))")
        assert record_of(page) == record
        line.left = 0
        visit(page, f"{line.address}two/{UNIT}")
        assert record_of(page) == record


def test_where_nothing_can_be_kept_the_page_says_which_way_there_is(line: Line, new_page: OpenPage) -> None:
    page = new_page(
        "delete Navigator.prototype.serviceWorker;"
        "Object.defineProperty(window, 'isSecureContext', { value: false });"
    )
    visit(page, line.address + GRADE)
    page.locator("#offline > summary").click()
    expect(page.locator("#offline")).to_contain_text("请向管网站的人要离线包")
    visit(page, f"{line.address}my/offline/")
    expect(page.locator("#kept")).to_have_count(0)
