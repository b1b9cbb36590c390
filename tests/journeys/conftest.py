"""Sites for the journeys: the real one, built once, and small ones that a test may edit between visits."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from journey_sites import ROOT, SmallSite, serving
from playwright.sync_api import Browser, Page

from portal.commands.build import build_site


@pytest.fixture(scope="session")
def real_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content, built as `portal build` builds it: once, however many processes run the tests."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    site = folder / "real" / "site"
    with FileLock(folder / "real.lock"):
        if not site.exists():
            build_site(ROOT, site)
    return site


@pytest.fixture(scope="session")
def real_site(real_folder: Path) -> Iterator[str]:
    """The address of the real content."""
    with serving(real_folder) as address:
        yield address


@pytest.fixture
def small_site(tmp_path: Path) -> Iterator[SmallSite]:
    made = SmallSite(tmp_path)
    made.site.mkdir()
    with serving(made.site) as made.address:
        yield made


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of a new person: a fresh profile, and no error may reach the console."""
    contexts = []
    troubles: list[str] = []

    def open_page(script: str = "", foreign_trouble: str | None = None, **options: object) -> Page:
        """`foreign_trouble`: the words of an error that the theme's own script makes of the situation.

        Nothing comes out of a service worker's cache, unless a journey allows it.
        """
        usual = {"locale": "zh-CN", "accept_downloads": True, "service_workers": "block"}
        context = browser.new_context(**usual | options)
        contexts.append(context)
        if script:
            context.add_init_script(script)

        def note(words: str) -> None:
            if words != foreign_trouble:
                troubles.append(words)

        context.on("weberror", lambda error: note(error.error.message))
        context.on("console", lambda said: note(said.text) if said.type == "error" else None)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []
