"""Asks a site many queries, one after another in one visit, as the quality is measured."""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from judging import Ranked
from measuring import tell
from playwright.sync_api import Browser, sync_playwright
from queries import Query
from searching import focus, open_site, search
from serving import serving

SCREEN = {"width": 1280, "height": 900}
EVERYWHERE = "学生"
"""Stands on nearly every page: a search that finds it is ready."""
PATIENCE = 120.0


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the browser of `PORTAL_BROWSER`, Debian's, or Playwright's own."""
    path = (
        os.environ.get("PORTAL_BROWSER")
        or shutil.which("chromium-headless-shell")
        or shutil.which("chromium")
    )
    more = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=more)
        yield started
        started.close()


def answers(site: Path, queries: Sequence[Query]) -> Ranked:
    """Return what a site's search shows for each query."""
    with serving(site) as (address, _), browser() as started:
        page = started.new_page(viewport=SCREEN)
        open_site(page, address)
        focus(page)
        begin = time.monotonic()
        while not search(page, address, EVERYWHERE):
            if time.monotonic() - begin > PATIENCE:
                raise SystemExit(f"the search of {site} finds nothing at all")
        ranked = {}
        for number, query in enumerate(queries, 1):
            ranked[query.group, query.words] = search(page, address, query.words)
            if number % 50 == 0:
                tell(f"  {number} of {len(queries)}")
        return ranked
