"""Times 本校汇总 in a real browser on generated records: until the tables, and how long the page stands.

Three ways: a worker behind an address, a worker on a page opened from a folder, and slices on the page
itself, which is what a browser without workers does.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from make_records import make_folder
from measuring import ROOT, Row, tell
from playwright.sync_api import Browser, Page, sync_playwright

from portal.commands.build import build_site
from portal.load import load
from start import find_browser

sys.path[:0] = [str(ROOT / "tests" / "journeys"), str(ROOT / "tests")]
from journey_sites import serving  # noqa: E402 - it lies beside the journeys

WATCH = """window.portalTasks = []; window.portalGap = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.portalTasks.push(duration);
  }).observe({ type: "longtask", buffered: true });"""
FRAMES = """() => {
  window.portalTasks.length = 0;
  window.portalGap = 0;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    window.portalGap = Math.max(window.portalGap, now - last);
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look); }"""
NO_WORKERS = "window.Worker = undefined;"
MOST_MS = 30 * 60 * 1000


def _bring(page: Page, address: str, records: Path) -> None:
    page.goto(address)
    page.get_by_label("选一个文件夹").set_input_files(str(records))
    page.get_by_label("名单文件").set_input_files(str(records / "roster.csv"))
    page.get_by_text("已选").first.wait_for(timeout=MOST_MS)


def counted(
    browser: Browser, address: str, records: Path, script: str = ""
) -> tuple[float, float, float, str]:
    """Return seconds, milliseconds of the longest task and of the longest gap of frames, and the headline."""
    page = browser.new_page()
    page.add_init_script(WATCH + script)
    _bring(page, address, records)
    page.evaluate(FRAMES)
    begin = time.monotonic()
    page.get_by_role("button", name="开始汇总").click()
    page.locator("#results").wait_for(timeout=MOST_MS)
    seconds = time.monotonic() - begin
    longest = page.evaluate("Math.max(0, ...window.portalTasks)")
    found = seconds, longest, page.evaluate("window.portalGap"), page.locator("#results").inner_text()
    page.close()
    return found


def office_rows(site: Path, records: Path) -> list[Row]:
    """Return a row for each way."""
    rows = []
    home = (site / "my" / "bench" / "index.html").as_uri()
    with sync_playwright() as playwright, serving(site) as address:
        path = os.environ.get("PORTAL_BROWSER") or find_browser()
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, where, script in (
            ("worker, address", f"{address}my/bench/", ""),
            ("worker, folder", home, ""),
            ("slices, address", f"{address}my/bench/", NO_WORKERS),
        ):
            tell(f"office: {name}")
            seconds, task, gap, headline = counted(browser, where, records, script)
            value = f"{seconds:.1f} s; longest task {task:.0f} ms, longest without a frame {gap:.0f} ms"
            rows.append(Row(f"office: {name}", value, headline))
        browser.close()
    return rows


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=1900)
    arguments.add_argument("--site", type=Path, help="a built site; else one is built")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if not given.site:
            build_site(ROOT, folder / "site", False)
        make_folder(load(ROOT).catalogue, folder / "records", given.people)
        for row in office_rows(given.site or folder / "site", folder / "records"):
            print(f"{row.measure}: {row.value} ({row.compared})")
