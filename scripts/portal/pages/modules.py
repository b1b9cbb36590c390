"""Which script files a page will need, so that it asks for all of them at once.

The browser's modules import each other several levels deep; without these links a phone on a slow
network would wait for one answer after another before the first question can be answered.
"""

import re
from functools import lru_cache
from pathlib import Path
from posixpath import join, normpath

ENTRY = "portal.js"

_STATIC = re.compile(r'^(?:import\s+|(?:import|export)\b[^;"]*?\sfrom\s+)"(\.{1,2}/[^"]+)"', re.MULTILINE)
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
"""Files that `portal.js` loads on a page with the tag or attribute, though its HTML does not say so."""


@lru_cache(maxsize=256)
def _source(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def forget_scripts() -> None:
    """Read the files again: a preview calls it when somebody has edited one."""
    _source.cache_clear()


def _with_imports(folder: Path, names: set[str]) -> list[str]:
    """Return the files and all that they import statically, in the order of their names."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            base = join(name, "..")
            waiting += [normpath(join(base, link)) for link in _STATIC.findall(_source(folder, name))]
    return sorted(found)


def needed_modules(html: str, folder: Path) -> list[str]:
    """Return the modules that a page loads, as paths below the folder of `portal.js`."""
    files = dict(_ELEMENT.findall(_source(folder, ENTRY)))
    tags = set(_TAG.findall(html))
    names = {ENTRY} | {files[tag] for tag in tags if tag in files}
    names |= {name for tag in tags for name in _MADE_BY_SCRIPT.get(tag, ())}
    return _with_imports(folder, names)
