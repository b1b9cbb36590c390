"""Each kind of page, once, on a phone of 320 pixels: all by keys, large text, paper, nothing that jumps."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from test_accessibility import KINDS

from portal.releases.servers import SAMPLES, inline_hashes, policy, policy_in

ROOT = Path(__file__).parents[2]
OpenPage = Callable[..., Page]

SHIFTS = """window.portalShift = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) window.portalShift += value;
  }).observe({ type: "layout-shift", buffered: true });"""
MOST_SHIFT = 0.02
WIDER = """() => Array.from(document.querySelectorAll("body *")).filter((one) =>
  one.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(one).position !== "fixed"
  && !one.closest(".md-sidebar, .md-typeset__scrollwrap, .portal-wide, pre, .md-header, .md-search, figure"))
  .map((one) => one.outerHTML.slice(0, 90))"""
FOCUSABLE = """() => Array.from(document.querySelectorAll(
    "main :is(a[href], button, input, select, textarea, summary, [tabindex='0'])"))
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0
    && !(one.type === "radio"))
  .map((one, at) => { one.dataset.at = at; return at; })"""
FOCUSED = """() => { const one = document.activeElement;
  if (!one.dataset.at) return "";
  const { outlineStyle, boxShadow } = getComputedStyle(one), after = getComputedStyle(one, "::after");
  return outlineStyle === "none" && after.outlineStyle === "none" && boxShadow === "none"
    ? one.outerHTML.slice(0, 90) : Number(one.dataset.at); }"""
MOST_TABS = 12


@pytest.mark.parametrize("kind", KINDS)
def test_a_small_phone_large_text_keys_and_paper(real_site: str, new_page: OpenPage, kind: str) -> None:
    page = new_page(script=SHIFTS, viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    page.goto(real_site + KINDS[kind])
    page.locator("html[data-portal-ready]").wait_for()
    assert page.evaluate("window.portalShift") < MOST_SHIFT
    assert page.evaluate(WIDER) == []

    walk_by_keys(page)

    page.set_viewport_size({"width": 640, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '250%'")  # the theme's 125 %, doubled
    assert page.evaluate("document.documentElement.scrollWidth") <= 640

    page.emulate_media(media="print")
    assert page.locator("main").inner_text().strip()
    for hidden in (".md-header", ".md-sidebar", ".md-search", ".md-tabs"):
        assert not page.locator(hidden).first.is_visible(), hidden


def walk_by_keys(page: Page) -> None:
    """Reach the first things in the page's own part with the tabulator, and see each time where one is."""
    waiting = {*page.evaluate(FOCUSABLE)[:MOST_TABS]}
    page.evaluate("() => { const main = document.querySelector('main'); main.tabIndex = -1; main.focus(); }")
    for _ in range(2 * MOST_TABS):  # a group of radio buttons between them takes one more
        if not waiting:
            break
        page.keyboard.press("Tab")
        reached = page.evaluate(FOCUSED)
        assert not isinstance(reached, str) or not reached, f"没有焦点框：{reached}"
        waiting -= {reached}
    assert waiting == set()


def test_the_policy_in_the_samples_names_just_the_scripts_of_these_pages(real_folder: Path) -> None:
    wanted = policy(inline_hashes(real_folder))
    for name in SAMPLES:
        sample = ROOT / "docs" / "_includes" / "servers" / name
        assert policy_in(sample.read_text("utf-8")) == wanted, name
