"""What a page shows of the navigation: its own branch, and the first page of every other one.

The theme prunes the rest (`navigation.prune`); so a change in another branch leaves a page as it is.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

_KNOWN = {
    "navigation.tabs", "navigation.tabs.sticky", "navigation.indexes", "navigation.prune", "navigation.top",
    "toc.follow", "toc.integrate", "search.highlight", "search.suggest", "search.share", "content.code.copy",
}  # fmt: skip
"""Features of the theme that show no more of the navigation than this file knows."""

_MARKS = ("icon", "subtitle", "status", "title")
"""What the theme shows of the front matter of a page in the navigation."""

_READS_NAV = re.compile(r"\{[%{][^}]*\b(?:nav(?:_item)?\b(?!\s*=)|pages\b)(?=[.\s|])[^}]*[%}]\}")


def is_pruned(config: MkDocsConfig) -> bool:
    """Tell whether the theme shows no more of the navigation than `shown` gives."""
    features = set(config.theme.get("features") or ())
    own = Path(config.theme.custom_dir or "/nowhere")
    if "navigation.prune" not in features or not features <= _KNOWN:
        return False
    return not any(_READS_NAV.search(file.read_text("utf-8")) for file in own.rglob("*.html"))


def shown(nav: Navigation, page: Page | None) -> str:
    """Return as text what the theme shows of the navigation on a page, or on one that is not part of it."""
    branch = {id(one) for one in _upwards(page)}
    home = nav.homepage.url if nav.homepage else ""
    beside = [_facts(one) for one in (page.previous_page, page.next_page)] if page else []
    return repr((home, beside, [*_items(nav.items, branch)], [one.title for one in _upwards(page)]))


def _upwards(page: Any) -> Iterator[Any]:
    while page is not None:
        yield page
        page = page.parent


def _facts(page: Any) -> tuple[Any, ...] | None:
    """Return what may be shown of a page, link or section by itself."""
    if page is None:
        return None
    meta = getattr(page, "meta", None) or {}
    marks = tuple(str(meta[key]) for key in _MARKS if key in meta)
    return page.title, getattr(page, "url", ""), bool(getattr(page, "is_index", False)), marks


def _items(items: Sequence[Any], branch: set[int]) -> Iterator[Any]:
    for item in items:
        if item.children is None:
            yield _facts(item)
        elif id(item) in branch:
            yield _facts(item), [*_items(item.children, branch)]
        else:
            yield _facts(item), len(item.children), [*_firsts(item)]


def _firsts(section: Any) -> Iterator[Any]:
    """Yield the first child of a section, the first child of that, and so on."""
    while section.children:
        section = section.children[0]
        yield _facts(section)
