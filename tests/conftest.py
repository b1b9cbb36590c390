"""For all tests: the settings of the property tests, and a real Chromium, which is never skipped."""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from start import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# No deadline, because shared machines are slow; the same examples on each run, so that a change is judged
# by what it changed. `--hypothesis-profile explore` looks for new ones.
settings.register_profile("portal", max_examples=40, deadline=None, derandomize=True)
settings.register_profile("explore", max_examples=40, deadline=None)
settings.load_profile("portal")

QUIET = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def pytest_xdist_auto_num_workers() -> int:
    """One more than processors, because journeys wait for their pages now and then; four at most."""
    return min((os.cpu_count() or 1) + 1, 4)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys first: they are the longest, so no process is left alone with one at the end."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)


@pytest.fixture(scope="session")
def browser_path() -> str:
    path = os.environ.get("PORTAL_BROWSER") or find_browser()
    if not path:
        pytest.fail("没有能用的浏览器。python3 scripts/start.py test 会准备好。", pytrace=False)
    return path


@pytest.fixture(scope="session")
def browser(browser_path: str) -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    root = sys.platform.startswith("linux") and os.geteuid() == 0  # Chromium refuses its sandbox to root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=[*QUIET, *(["--no-sandbox"] if root else [])]
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: "Browser") -> "Iterator[BrowserContext]":
    context = browser.new_context(locale="zh-CN", service_workers="block")
    yield context
    context.close()


@pytest.fixture
def page(context: "BrowserContext") -> "Page":
    return context.new_page()
