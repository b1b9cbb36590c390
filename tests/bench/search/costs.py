"""Measures what a search costs: bytes, seconds on a slow network and processor, memory; the sites in turn."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from asking import SCREEN, browser
from measuring import ratio_of, tell
from memory import Memory
from playwright.sync_api import Browser, Page
from searching import BOX, PATIENCE, WATCH, finish, first_result, focus, search, type_words
from serving import FAST_3G, Traffic, serving
from throttle import slowing

FIRST, NEXT = "考试", ("情绪", "家访", "欺凌", "拖延")
"""What is typed: first, and then."""
SEARCH = re.compile(r"search|lunr|stemmer|wordcut", re.IGNORECASE)
PAUSE = 2000
"""Milliseconds in which a page that has loaded is left alone."""


@dataclass(frozen=True)
class Visit:
    """A browser with an empty cache, in front of a served site."""

    browser: Browser
    address: str
    traffic: Traffic

    def page(self) -> Page:
        """Return a new visitor's page, with nothing counted yet."""
        page = self.browser.new_context(viewport=SCREEN).new_page()
        page.add_init_script(WATCH)
        self.traffic.restart()
        return page

    def loaded(self) -> Page:
        """Return a page that has loaded and was left alone for a while."""
        page = self.page()
        page.goto(self.address, wait_until="load", timeout=PATIENCE)
        page.wait_for_timeout(PAUSE)
        return page


def _cold(visit: Visit) -> dict[str, float]:
    """Type at once, as soon as there is a box; count from the start of the navigation."""
    page = visit.page()
    page.goto(visit.address, wait_until="commit", timeout=PATIENCE)
    page.wait_for_selector(BOX, timeout=PATIENCE)
    focus(page)
    type_words(page, FIRST)
    started = page.evaluate("performance.timeOrigin")
    seconds = (first_result(page) - started) / 1000
    page.context.close()
    return {"s, cold visit, typed at once: first result after the start": seconds}


def _quiet(visit: Visit) -> dict[str, float]:
    """Type when the page has been quiet; then type something else."""
    page = visit.loaded()
    begin = page.evaluate("Date.now()")
    before = visit.traffic.total
    focus(page)
    type_words(page, FIRST)
    seconds = (first_result(page) - begin) / 1000
    sent = visit.traffic.total - before
    finish(page)
    later = []
    for words in NEXT:
        type_words(page, "")
        finish(page)
        type_words(page, words)
        later.append(first_result(page) - page.evaluate("window.__bench.ended"))
        finish(page)
    page.context.close()
    return {
        "s, page quiet for 2 s: first result after the focus": seconds,
        "KB begun from the focus to the first result, slow network": sent / 1000,
        "ms, next query: first result after the last key": median(later),
    }


def _bytes(visit: Visit) -> dict[str, float]:
    """Count what goes through the wire on a fast network."""
    page = visit.loaded()
    page.wait_for_timeout(PAUSE)
    everything = visit.traffic.total
    own = sum(size for path, size in visit.traffic.sent.items() if SEARCH.search(path))
    visit.traffic.restart()
    focus(page)
    page.wait_for_timeout(PAUSE)
    opened = visit.traffic.total
    search(page, visit.address, FIRST)
    first = visit.traffic.total - opened
    later = []
    for words in NEXT:
        visit.traffic.restart()
        search(page, visit.address, words)
        later.append(visit.traffic.total)
    page.context.close()
    return {
        "KB, whole first page with all it loads by itself": everything / 1000,
        "KB of the search before anybody searches": own / 1000,
        "KB when the box is opened": opened / 1000,
        "KB of the first query, its list finished with all extracts": first / 1000,
        "KB of each further query, finished": median(later) / 1000,
    }


INDEX = re.compile(r"search_index\.json|workers/search")


def _memory(visit: Visit) -> dict[str, float]:
    """Compare what page and workers hold after searching with a page whose search loads nothing."""
    held = []
    for searching in (False, True):
        page = visit.page()
        memory = Memory(page)
        if not searching:
            page.route(INDEX, lambda route: route.abort())
        page.goto(visit.address, wait_until="load", timeout=PATIENCE)
        page.wait_for_timeout(PAUSE)
        if searching:
            focus(page)
            for words in (FIRST, *NEXT):
                search(page, visit.address, words)
        held.append(memory.megabytes())
        page.context.close()
    return {"MB of JavaScript memory for the search, after five queries": held[1] - held[0]}


Measure = Callable[[Visit], dict[str, float]]
Samples = dict[str, dict[str, list[float]]]


def _alternate(sites: Mapping[str, Path], measure: Measure, rounds: int, slow: bool, kept: Samples) -> bool:
    """Measure every site in turn, round after round; return whether it was as slow as it should be."""
    with slowing() as slow_down, browser() as started:
        slower = slow and slow_down()
        for number in range(rounds):
            for name, site in sites.items():
                with serving(site) as (address, traffic):
                    traffic.network = FAST_3G if slow else None
                    found = measure(Visit(started, address, traffic))
                for what, value in found.items():
                    kept.setdefault(what, {}).setdefault(name, []).append(value)
                    tell(f"  {number + 1}/{rounds} {name}: {value:.2f} {what}")
    return slower == slow


def measured(sites: Mapping[str, Path], rounds: int) -> tuple[Samples, bool]:
    """Return what was measured → site → the values; and whether the processor could be slowed."""
    samples: Samples = {}
    _alternate(sites, _bytes, 1, False, samples)
    _alternate(sites, _memory, rounds, False, samples)
    slow = [_alternate(sites, measure, rounds, True, samples) for measure in (_quiet, _cold)]
    return samples, all(slow)


def table(sites: Mapping[str, Path], rounds: int) -> list[str]:
    """Return the table of costs: medians, and the median of the ratios with its spread."""
    samples, slow = measured(sites, rounds)
    lines = ["| cost | ours | stock | ratio |", "|---|---:|---:|---:|"]
    for what, of in samples.items():
        ours, stock = of["ours"], of["stock"]
        ratio = ratio_of(ours, stock) if all(stock) else "–"
        lines.append(f"| {what} | {median(ours):.2f} | {median(stock):.2f} | {ratio} |")
    how = (
        "a quarter of a core for page and workers"
        if slow
        else "the processor at full speed: it could not be slowed"
    )
    return [
        *lines,
        "",
        f"Slow: {1000 * FAST_3G.wait:.0f} ms a request, {FAST_3G.speed / 1000:.0f} KB/s, {how}.",
        "",
    ]
