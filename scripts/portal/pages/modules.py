"""Which scripts a page will need, so that it asks for all of them at once and for nothing else.

The browser's modules are gathered into parts: what runs on every page, what all pages of a learner need, and
one part more for each kind of page. An element that stands in none of them comes by itself.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

ENTRY, BASE = "portal.js", "start.js"

PARTS: dict[str, tuple[str, ...]] = {
    "home": ("portal-continue", "portal-this-month", "data-portal-take"),
    "finder": ("portal-finder", "data-portal-take"),
    "grade": ("portal-plan", "data-portal-take"),
    "lesson": (
        "portal-taken", "portal-print-sheet", "portal-class-mode", "portal-taught", "portal-checklist",
        "data-portal-take",
    ),
    "unit": ("portal-question",),
    "calendar": ("portal-calendar", "portal-school-year"),
    "learning": ("portal-learning",),
    "data": ("portal-data",),
    "ledger": ("portal-ledger",),
    "mistakes": ("portal-mistakes",),
    "exam": ("portal-exam",),
    "assessment": ("portal-assessment",),
    "verify": ("portal-verify",),
    "bench": ("portal-bench",),
}  # fmt: skip
"""Name of a part → the tags and attributes by which its pages are known."""

_ELEMENT = re.compile(r'"(portal-[a-z-]+)": \(\) => import\("\./([^"]+)"\)')
_TAG = re.compile(r"(?<=<)(?:portal-[a-z-]+|table)\b|(?<= )data-portal-take(?==)")
_MADE_BY_SCRIPT = {
    "portal-question": (
        "elements/quiz-head.js",
        "elements/quiz-result.js",
        "elements/reading.js",
        "elements/backup-reminder.js",
    ),
    "portal-learning": ("elements/backup-reminder.js",),
    "portal-mistakes": ("vendor/fsrs.js",),
    "portal-exam": ("store/sittings.js",),
    "portal-verify": ("vendor/p256.js",),
    "table": ("elements/wide-tables.js",),
    "data-portal-take": ("elements/take-away.js",),
    "portal-this-month": ("elements/take-away.js",),
}
"""Files that are asked for on a page with the tag or attribute, though its HTML does not say so."""
_ON_EACH = "portal-profile"
"""Stands on every page, and is empty on a computer of one person."""
_OF_NO_LEARNER = {_ON_EACH, "table"}
_WANTED_AT_ONCE = {
    "portal-calendar", "portal-data", "portal-ledger", "portal-mistakes", "portal-exam", "portal-assessment",
    "portal-verify", "portal-offline", "portal-bench",
}  # fmt: skip
"""Without their scripts these have nothing to show; the others wait until somebody uses the page."""


@lru_cache(maxsize=8)
def _elements(folder: Path) -> dict[str, str]:
    return dict(_ELEMENT.findall((folder / BASE).read_text(encoding="utf-8")))


def forget_scripts() -> None:
    """Read the files again: a preview calls it when somebody has edited one."""
    _elements.cache_clear()
    parts.cache_clear()


def _modules(tags: Iterable[str], folder: Path) -> Iterator[str]:
    files = _elements(folder)
    for tag in tags:
        if tag in files:
            yield files[tag]
        yield from _MADE_BY_SCRIPT.get(tag, ())


@lru_cache(maxsize=8)
def parts(folder: Path) -> dict[str, list[str]]:
    """Return the parts for kinds of pages: name → modules, as paths below the folder of `portal.js`."""
    return {name: [*dict.fromkeys(_modules((*tags, _ON_EACH), folder))] for name, tags in PARTS.items()}


def needed_scripts(html: str, folder: Path) -> list[str]:
    """Return the scripts that a page loads, as paths below the folder of `portal.js`, which comes last."""
    tags = {*_TAG.findall(html)} & {*_elements(folder), *_MADE_BY_SCRIPT}
    of_learner = tags - _OF_NO_LEARNER
    scripts = [f"parts/{BASE}"] if of_learner else []
    there: set[str] = set()
    kind = max(PARTS, key=lambda name: len(of_learner & {*PARTS[name]}))
    if of_learner & {*PARTS[kind]}:
        scripts.append(f"parts/{kind}.js")
        there = {*parts(folder)[kind]}
    single = sorted({*_modules(tags - {_ON_EACH}, folder)} - there)
    return [*scripts, *(f"parts/{name}" for name in single), ENTRY]


def waiting_scripts(html: str, folder: Path) -> list[str]:
    """Return those of the needed scripts that may wait until somebody uses the page."""
    tags = {*_TAG.findall(html)}
    if tags & _WANTED_AT_ONCE:
        return []
    of_no_learner = {f"parts/{name}" for name in _modules(tags & _OF_NO_LEARNER, folder)}
    return [name for name in needed_scripts(html, folder) if name != ENTRY and name not in of_no_learner]
