"""W101: Chinese copy is set as Chinese is: full-width punctuation, half-width letters and digits.

The work is done by AutoCorrect (https://github.com/huacnlee/autocorrect), without its rules about spaces.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache

import autocorrect_py

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.passage import Passage

CODE = "W101"
TITLE = "中文用全角标点，字母和数字用半角"
WHY = "半角标点在中文里挤成一团，读屏软件也会读错停顿。"
ALONE = True

_OFF = ("space-word", "space-punctuation", "space-bracket", "space-backticks", "space-dash", "space-dollar")
_ALSO_OFF = ("no-space-fullwidth", "no-space-fullwidth-quote", "spellcheck")
_LINES = 400
_IN_ORDER = re.compile(r"[\u4e00-\u9fff，。、；：？！“”‘’（）《》…—]*|[\x00-\x7f]*")
"""A text that is only Chinese or only ASCII: there is nothing to set otherwise."""
_PLAIN = re.compile(r"[\u4e00-\u9fff“][\u4e00-\u9fffA-Za-z0-9，。、；：？！“”‘’（）《》…— ,.;:?!'\"()%/]*")
"""A text that is one paragraph, whatever stands before and behind it."""
_BETWEEN = re.compile(
    r"(?<=[\u4e00-\u9fff])[\u4e00-\u9fff，。、；：？！]+(?=[\u4e00-\u9fff])|(?<=[ \t])[ \t]+"
)
"""Chinese between two Chinese characters, blanks behind a blank: nothing depends on them."""
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_ON = ("halfwidth-punctuation", "halfwidth-word", "fullwidth")


@cache
def _set_up() -> None:
    rules = dict.fromkeys((*_OFF, *_ALSO_OFF), 0) | dict.fromkeys(_ON, 1)
    autocorrect_py.load_config(json.dumps({"rules": rules}))  # type: ignore[attr-defined]  # its stub forgot it


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Yield (lines before it, piece) of a text; AutoCorrect gives up on very long ones."""
    lines = text.split("\n")
    for start in range(0, len(lines), _LINES):
        yield start, "\n".join(lines[start : start + _LINES])


def _differing(old: str, new: str) -> int:
    """Return the position of the first character that AutoCorrect would set otherwise."""
    pairs = zip(old, new, strict=False)
    return next((position for position, (left, right) in enumerate(pairs) if left != right), len(new))


def _as_read(passage: Passage) -> str:
    """Return a text as AutoCorrect is to read it.

    Forms are set with wide spaces, indented text would pass for code, and no page may switch this off.
    """
    text = passage.without_code.replace("\u3000", " ").replace("autocorrect", "-" * 11)
    return _INDENT.sub("", text)


def _has_findings(passage: Passage) -> bool:
    """Tell whether there is anything to find, by a much shorter text of which the same is to be said."""
    try:
        pieces = _chunks(_BETWEEN.sub("", _as_read(passage)))
        return any(autocorrect_py.lint_for(piece, "page.md").lines for _, piece in pieces)
    except ValueError:
        return True


def _findings(passage: Passage) -> Iterator[Finding]:
    for before, piece in _chunks(_as_read(passage)):
        try:
            lines = autocorrect_py.lint_for(piece, "page.md").lines
        except ValueError:  # it gives up on a line of a hundred thousand characters
            place = passage.start
            if passage.part == "page":
                place = Place(place.path, place.line + before)
            yield Finding(place, CODE, "从这里起有一行太长，查不了标点", "把它分成几段，中间空一行。")
            continue
        for line in lines:
            at = _differing(line.old, line.new)
            start, around = passage.start, slice(max(0, at - 8), at + 8)
            if passage.part == "page":
                start = Place(start.path, start.line + before + line.line - 1, line.col + at)
            yield Finding(start, CODE, f"“{line.old[around]}”的标点或字宽不对", f"改成：{line.new[around]}")


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each line that AutoCorrect would set otherwise."""
    _set_up()
    passages = [
        one for one in catalogue.passages if one.part != "answer" and not _IN_ORDER.fullmatch(one.text)
    ]
    plain = [one for one in passages if _is_plain(one)]
    for start in range(0, len(plain), _LINES):
        for passage in _faulty(plain[start : start + _LINES]):
            yield from _findings(passage)
    for passage in passages:
        if not _is_plain(passage) and _has_findings(passage):
            yield from _findings(passage)


def _is_plain(passage: Passage) -> bool:
    return bool(_PLAIN.fullmatch(passage.text)) and "autocorrect" not in passage.text


def _faulty(passages: Sequence[Passage]) -> Sequence[Passage]:
    """Return those of some plain passages that have findings: to ask once for many takes less time."""
    together = "\n\n".join(passage.text for passage in passages)
    try:
        lines = autocorrect_py.lint_for(together, "page.md").lines
    except ValueError:
        return passages
    return [passages[number // 2] for number in sorted({line.line - 1 for line in lines})]
