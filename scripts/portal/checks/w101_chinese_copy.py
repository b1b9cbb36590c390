"""W101: Chinese copy is set as Chinese is: full-width punctuation, half-width letters and digits.

The work is done by AutoCorrect (https://github.com/huacnlee/autocorrect), without its rules about
spaces. It passes over the indented text of `!!!` blocks; W104 catches the most common slips there.
"""

import json
from collections.abc import Iterator
from functools import cache

import autocorrect_py

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.passage import Passage

CODE = "W101"
TITLE = "中文用全角标点，字母和数字用半角"
WHY = "半角标点在中文里挤成一团，读屏软件也会读错停顿。"

_OFF = ("space-word", "space-punctuation", "space-bracket", "space-backticks", "space-dash", "space-dollar")
_ALSO_OFF = ("no-space-fullwidth", "no-space-fullwidth-quote", "spellcheck")
_ON = ("halfwidth-punctuation", "halfwidth-word", "fullwidth")


@cache
def _set_up() -> None:
    rules = dict.fromkeys((*_OFF, *_ALSO_OFF), 0) | dict.fromkeys(_ON, 1)
    autocorrect_py.load_config(json.dumps({"rules": rules}))  # type: ignore[attr-defined]  # its stub forgot it


def _findings(passage: Passage) -> Iterator[Finding]:
    text = passage.text.replace("\u3000", " ")  # forms are set with it; AutoCorrect takes it for a slip
    for line in autocorrect_py.lint_for(text, "page.md").lines:
        start = passage.start
        if passage.part == "page":
            start = Place(start.path, start.line + line.line - 1, line.col)
        yield Finding(
            start, CODE, f"“{line.old.strip()[:40]}”的标点或字宽不对", f"改成：{line.new.strip()[:60]}"
        )


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each line that AutoCorrect would set otherwise."""
    _set_up()
    for passage in catalogue.passages:
        if not passage.text.isascii():
            yield from _findings(passage)
