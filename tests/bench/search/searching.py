"""Searches a site in a real browser as a person does: opens the box, types on the keyboard, reads the list.

Knows only what stock Material's search and ours have in common: the box, the list, its links.
"""

from urllib.parse import urlsplit

from playwright.sync_api import Page

BOX = ".md-search__input"
LINKS = ".md-search-result__item a.md-search-result__link"
QUIET = 300
"""Milliseconds without a change after which a list counts as finished."""
PATIENCE = 120_000

WATCH = """
(() => {
  const state = window.__bench = {asked: 0, changed: 0, typed: 0, ended: 0, first: 0};
  const ask = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (...all) {
    if (!this.__watched) {
      this.__watched = true;
      this.addEventListener("message", (one) => { if (one.data?.type % 2) state.asked -= 1; });
    }
    if (all[0]?.type % 2 === 0) state.asked += 1;
    return ask.apply(this, all);
  };
  const fetched = window.fetch;
  window.fetch = (...all) => {
    state.asked += 1;
    return fetched(...all).finally(() => { setTimeout(() => { state.asked -= 1; }, 0); });
  };
  const hits = () => document.querySelectorAll(".md-search-result__item").length;
  const begin = () => new MutationObserver(() => {
    state.changed = performance.now();
    if (state.typed && !state.first && hits()) state.first = Date.now();
  }).observe(document.querySelector(".md-search"), {subtree: true, childList: true, characterData: true});
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("input", () => { state.ended = Date.now(); }, true);
})();
"""
"""Only observes: counts what workers and `fetch` still owe, and notes when the list changed."""

_FINISHED = """
(quiet) => {
  const state = window.__bench, now = performance.now();
  return state.asked <= 0 && now - Math.max(state.changed, state.typed) > quiet;
}
"""


def open_site(page: Page, address: str) -> None:
    """Open the first page, with the observer in it, on a screen that shows the box."""
    page.add_init_script(WATCH)
    page.goto(address, wait_until="load", timeout=PATIENCE)


def focus(page: Page) -> None:
    """Open the search."""
    page.click(BOX)
    page.wait_for_function("document.activeElement?.matches('.md-search__input')")


def type_words(page: Page, words: str) -> None:
    """Replace what stands in the box by typing; like a hand's last key, `End` is pressed and let go.

    Chinese is put in as an input method does it, in one piece: without that key stock Material hears nothing.
    """
    page.keyboard.press("Control+A")
    page.keyboard.press("Backspace")
    page.evaluate("Object.assign(window.__bench, {typed: performance.now(), first: 0})")
    page.keyboard.type(words)
    page.keyboard.press("End")
    page.evaluate("window.__bench.typed = performance.now()")


def finish(page: Page) -> None:
    """Wait until nothing is owed and nothing has changed for a while."""
    page.wait_for_function(_FINISHED, arg=QUIET, polling=50, timeout=PATIENCE)


def first_result(page: Page) -> float:
    """Wait for the first result of what was typed and return when it came, in milliseconds since 1970."""
    page.wait_for_function("window.__bench.first > 0", polling=20, timeout=PATIENCE)
    return float(page.evaluate("window.__bench.first"))


def read(page: Page, address: str) -> tuple[str, ...]:
    """Return the pages that the list shows, from the top, each once."""
    links = page.eval_on_selector_all(LINKS, "(all) => all.map((one) => one.href)")
    root = urlsplit(address).path
    pages = [urlsplit(link).path.removeprefix(root) for link in links]
    pages = [path.removesuffix("index.html") for path in pages]
    return tuple(dict.fromkeys(pages))


def search(page: Page, address: str, words: str) -> tuple[str, ...]:
    """Type words and return what is found."""
    type_words(page, words)
    finish(page)
    return read(page, address)
