"""A small project published for real, on a server that sends exactly what the samples say."""

import functools
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from journey_sites import Server, SmallSite
from playwright.sync_api import Page, expect

from portal.commands.publish.preparing import Order
from portal.commands.publish.publishing import run
from portal.load import load
from portal.model.release import Release, release_of
from portal.releases.link_check import check_links
from portal.releases.servers import SAMPLES, inline_hashes, policy, policy_in

ROOT = Path(__file__).parents[2]
SAMPLE_FOLDER = ROOT / "docs" / "_includes" / "servers"
GUIDE = "---\ntitle: {}\nstatus: published\n---\n\n{}\n"
EDITS = {
    "docs/campus/help-and-referral.md": GUIDE.format("求助与转介", "有人受伤，先拨 120。"),
    "docs/handbook/index.md": GUIDE.format("手册", "写给培训者。"),
    **{f"docs/_includes/servers/{name}": (SAMPLE_FOLDER / name).read_text("utf-8") for name in SAMPLES},
}
WALK = (
    "", "certificates/c/", "certificates/c/first-steps/", "lessons/", "lessons/grade-5/", "my/learning/",
    "lessons/grade-5/why-i-learn/", "my/ledger/", "my/data/", "updates/", "campus/referral/", "nowhere/",
)  # fmt: skip
_POLICY = "Content Security Policy"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has just been published for the first time."""
    made = SmallSite(tmp_path_factory.mktemp("published"))
    made.write({**EDITS, "docs/updates/index.md": [["release: 2026.11.1\n", ""]]})
    run(made.root, Order(go_on=True))
    return made.root


@contextmanager
def sending(folder: Path, header: str, below: str = "/") -> Iterator[str]:
    """Serve a folder below a path, with a policy and the site's own page for what is not there."""

    class Strict(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing between the dots of pytest."""

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", header)
            self.send_header("X-Content-Type-Options", "nosniff")
            super().end_headers()

        def translate_path(self, path: str) -> str:
            return super().translate_path(urlsplit(path).path.removeprefix(below[:-1]) or "/")

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            body = (folder / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

    handler = functools.partial(Strict, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{below}"
        server.shutdown()


def test_the_samples_carry_the_policy_that_the_site_needs(project: Path) -> None:
    needed = policy(inline_hashes(project / "site"))
    for name in SAMPLES:
        assert policy_in((SAMPLE_FOLDER / name).read_text("utf-8")) == needed, "脚本变了：样例里的哈希要换"
        assert policy_in((project / "site.servers" / name).read_text("utf-8")) == needed


def refusals(page: Page) -> list[str]:
    """Return a list that fills with what the page's policy refuses, and with errors of scripts."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if _POLICY in message.text else None)
    page.on("pageerror", lambda error: said.append(error.message))
    return said


def test_no_page_breaks_the_policy(project: Path, page: Page) -> None:
    said = refusals(page)
    with sending(project / "site", policy(inline_hashes(project / "site"))) as address:
        for path in WALK:
            page.goto(address + path, wait_until="networkidle")
        page.goto(f"{address}certificates/c/first-steps/", wait_until="networkidle")
        page.locator("portal-question").first.locator("label").first.click()
        query = page.locator("[data-md-component=search-query]")
        query.fill("第一步")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert said == []


def test_without_its_hashes_the_policy_would_be_broken(project: Path, page: Page) -> None:
    """So the test above sees what it should see."""
    said = refusals(page)
    with sending(project / "site", policy(())) as address:
        page.goto(address, wait_until="networkidle")
    assert len(said) >= 3


def test_the_site_works_in_a_sub_path_as_code_hosts_give_it(
    project: Path, new_page: Callable[..., Page]
) -> None:
    with sending(project / "site", policy(inline_hashes(project / "site")), "/portal/") as address:
        page = new_page()
        page.goto(address)
        for name in ("学证书", "C 证", "第一步"):
            page.wait_for_load_state("networkidle")  # what is left while it loads says so in the console
            page.get_by_role("link", name=name).first.click()
        page.locator("portal-question").first.wait_for()
        assert page.url == f"{address}certificates/c/first-steps/"
        page.wait_for_load_state("networkidle")  # a server that ends now would refuse what is still asked for


def test_every_link_of_the_published_site_leads_somewhere(project: Path) -> None:
    checked = check_links(project / "site", project)
    assert checked.broken == ()
    assert checked.links > 500


def test_the_published_site_tells_what_it_published(project: Path) -> None:
    text = (project / "site" / "assets" / "release.json").read_text("utf-8")
    published = Release.model_validate_json(text)
    assert (
        published.release
        == json.loads((project / "site" / "assets" / "published.json").read_text("utf-8"))["release"]
    )
    now = release_of(load(project).catalogue)
    assert published == now


def test_browsers_and_readers_find_the_feeds(project: Path, new_page: Callable[..., Page]) -> None:
    with sending(project / "site", policy(inline_hashes(project / "site"))) as address:
        page = new_page()
        page.goto(f"{address}lessons/grade-5/")
        found = {
            link.get_attribute("type"): link.evaluate("(link) => link.href")
            for link in page.locator("link[rel~=alternate]").all()
        }
        assert found == {
            "application/rss+xml": f"{address}updates/feed.xml",
            "application/feed+json": f"{address}updates/feed.json",
        }
        page.goto(f"{address}updates/")
        assert page.locator(".portal-feeds").inner_text() == ("想在阅读器里收到更新：订阅 RSS 或 JSON Feed。")
        (item,) = page.request.get(found["application/feed+json"]).json()["items"]
        page.goto(f"{address}updates/{item['url'].removeprefix('./')}")
        assert page.locator(":target").inner_text().startswith(item["title"])
