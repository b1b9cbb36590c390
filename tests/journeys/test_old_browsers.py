"""The oldest browsers for which the site is made: Chromium 88 and Safari 14.1, both of early 2021.

What younger ones added to the language is not written in our scripts; what they added to the browser is taken
away here before the page starts, and the page has to do without.
"""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from portal.exports.page_scripts import script_files
from portal.exports.page_scripts.joined import BROWSERS
from portal.exports.page_scripts.minified import minified
from portal.exports.page_scripts.sources import Sources
from portal.pages.modules import BASE, parts

OpenPage = Callable[..., Page]

SCRIPTS = Path(__file__).parents[2] / "overrides" / "assets" / "javascripts"
UNIT = "certificates/c/policy-and-periods/"

TOO_YOUNG = {
    r"\.at\(": "Chromium 92, Safari 15.4",
    r"\.findLast(?:Index)?\(": "Chromium 97, Safari 15.4",
    r"\bObject\.hasOwn\(": "Chromium 93, Safari 15.4",
    r"\bstructuredClone\(": "Chromium 98, Safari 15.4",
    r"\.to(?:Sorted|Reversed|Spliced)\(": "Chromium 110, Safari 16",
    r"\bObject\.groupBy\(": "Chromium 117, Safari 17.4",
    r"\bArray\.fromAsync\(": "Chromium 121, Safari 16.4",
    r"\bPromise\.withResolvers\(": "Chromium 119, Safari 17.4",
    r"\bAbortSignal\.(?:timeout|any)\(": "Chromium 103 and 116, Safari 16 and 17.4",
    r"(?:^|[{};])\s*static\s*\{": "Chromium 94, Safari 16.4",
    r"\bawait\b(?=[^\n]*\bfor await\b)": "waiting at the top of a module: Chromium 89, Safari 15",
    r"\(\?<[=!]": "looking behind in a pattern: Safari 16.4",
    r"\bwith:\s*\{\s*type\b|\bassert\s*\{\s*type\b": "attributes of imports: Chromium 123",
    r"\.(?:isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(": "Chromium 122, Safari 17",
}
COMMENTS = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
WORDS = re.compile(r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\$]|\$(?!\{))*`""")
WITHOUT = """for (const [owner, name] of [
    [Intl, "Segmenter"], [window, "CompressionStream"], [window, "DecompressionStream"],
    [window, "structuredClone"], [Array.prototype, "at"], [String.prototype, "at"],
    [String.prototype, "replaceAll"], [Object, "hasOwn"], [Array.prototype, "findLast"],
    [Array.prototype, "toSorted"], [Crypto.prototype, "subtle"], [Crypto.prototype, "randomUUID"],
    [Navigator.prototype, "clipboard"], [Navigator.prototype, "share"],
    [Navigator.prototype, "serviceWorker"],
    [Navigator.prototype, "locks"], [Navigator.prototype, "storage"], [Navigator.prototype, "wakeLock"],
    [window, "requestIdleCallback"], [window, "BarcodeDetector"], [Element.prototype, "checkVisibility"],
    [Promise, "any"], [AbortSignal, "timeout"], [window, "showSaveFilePicker"],
  ]) if (!delete owner[name] || name in owner) throw new Error(`${name} is still there`);
  HTMLAnchorElement.prototype.click = function () {
    if (!this.download) HTMLElement.prototype.click.call(this);
  };"""


def too_young(name: str, code: str) -> list[str]:
    bare = WORDS.sub('""', code)
    return [
        f"{name}: {match[0]} ({why})"
        for pattern, why in TOO_YOUNG.items()
        for match in re.finditer(pattern, bare, re.MULTILINE)
    ]


def test_no_script_is_written_for_younger_browsers() -> None:
    sources = {file.name: file.read_text("utf-8") for file in SCRIPTS.rglob("*.js")}
    assert [one for name, text in sources.items() for one in too_young(name, COMMENTS.sub("", text))] == []
    shipped = minified(dict(script_files(SCRIPTS, parts(SCRIPTS), BASE)))
    assert [one for path, text in shipped.items() for one in too_young(path, text)] == []


def test_no_module_takes_a_name_that_the_browser_has_given(new_page: OpenPage) -> None:
    """Modules of a part share their names; plain words of browsers are kept out of that, others not taken."""
    sources = Sources(SCRIPTS)
    modules = [sources.module(name) for name in sources.all_from("portal.js")]
    named = {name: module.name for module in modules if not module.is_of_others for name in module.declared}
    taken = new_page().evaluate("names => names.filter((name) => name in window && !(name in {}))", [*named])
    assert [f"{named[name]}: {name}" for name in taken if name not in BROWSERS] == []


def test_the_scan_sees_what_is_too_young() -> None:
    young = "s.at(-1); structuredClone(a); /(?<=a)b/; class A { static { go(); } } a.toSorted();"
    assert len(too_young("x.js", young)) == 5
    assert too_young("x.js", 'const a = b ?? c?.at; say("s.at(-1)");') == []


def test_an_old_phone_learns_searches_and_carries_its_record(real_site: str, new_page: OpenPage) -> None:
    page = new_page(script=WITHOUT, viewport={"width": 360, "height": 640})
    page.goto(real_site + UNIT)
    block = page.locator("portal-question:has(input[type=radio])").first
    block.locator("input").first.check()
    block.get_by_role("button", name="提交").click()
    expect(block.get_by_text(re.compile("✓|✗")).first).to_be_visible()
    page.reload()
    expect(block.get_by_text(re.compile("✓|✗")).first).to_be_visible()

    page.goto(f"{real_site}my/data/")
    page.get_by_role("button", name="复制文字码").click()
    code = page.get_by_label("学习记录的文字码")
    expect(code).to_have_value(re.compile(r"\S{20}"))
    text = code.input_value()

    other = new_page(script=WITHOUT, viewport={"width": 360, "height": 640})
    other.goto(f"{real_site}my/data/")
    other.get_by_label("或者粘贴文字码").fill(text)
    other.get_by_role("button", name="看看里面有什么").click()
    other.get_by_role("button", name="合并").click()
    other.goto(f"{real_site}my/learning/")
    expect(other.locator("portal-learning")).to_contain_text("已答 1")
    other.locator(".md-search__input").evaluate("input => input.focus()")
    other.locator(".md-search__input").fill("转介")
    expect(other.locator(".md-search-result__item a[href]").first).to_be_visible()
