"""Choices of a question paper: one on a line, several on a line, or behind the prompt; and their feedback."""

import re
from collections.abc import Iterator

from portal.model.question_sheet import LETTERS

_CHOICE = re.compile(
    r"(?:[（(]\s*([A-La-lＡ-Ｌ])\s*[)）]|([A-LＡ-Ｌ])\s*[.．、:：)）]|([a-l])\s*[.．、)）])\s*"
)
_LOOSE_CHOICE = re.compile(r"([A-LＡ-Ｌ])(?:[\s　]+|$)")
_FEEDBACK = re.compile(r"【\s*([A-LＡ-Ｌ]|对|错)\s*】\s*[:：]?\s*")
_FIRST_WITHIN = re.compile(r"(?:[\s　]|(?<=[？?。：:）)]))(?=[（(]?\s*[AＡ])")
_BULLET = re.compile(r"(?:([○◯〇□☐◇])|([●◉☑☒■]))[\s　]*(?=\S)")


def bullet_of(text: str) -> tuple[bool, int] | None:
    """Return (whether it is filled, where the words begin) of a choice with a circle or box and no letter."""
    found = _BULLET.match(text)
    return (bool(found[2]), found.end()) if found else None


def letter_of(sign: str) -> str:
    """Return the capital of a letter, full-width or small."""
    code = ord(sign)
    return chr(code - 0xFEE0).upper() if code > 0xFF00 else sign.upper()


def choice_of(text: str, loose: str = "") -> tuple[str, int] | None:
    """Return (letter, where the words begin) of a choice. `loose` may stand without a sign behind it."""
    if found := _CHOICE.match(text):
        return letter_of(found[1] or found[2] or found[3]), found.end()
    found = _LOOSE_CHOICE.match(text)
    return (loose, found.end()) if found and letter_of(found[1]) == loose else None


def is_choice_within(letter: str, text: str) -> bool:
    """Tell whether a letter stands alone within a line, as that of a choice would."""
    return re.search(rf"[\s　]{letter}[\s　.．、:：)）]", text) is not None


def feedback_of(text: str, is_ours: bool = False) -> tuple[str, int] | None:
    """Return (letter, or 对 or 错; where the words begin) of a line of feedback."""
    found = _FEEDBACK.match(text)
    if not found:
        return None
    end = found.end(1) + 1 if is_ours else found.end()
    return (found[1] if found[1] in "对错" else letter_of(found[1])), end


def choices_in(text: str, first: str, following: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield (letter, start, where its words begin, their end) of the choices on one line.

    The line begins with the choice of the letter `first`; `following` begins the next line, if a choice does.
    """
    starts = [(first, 0, 0)]
    at = 1
    while (wanted := LETTERS.find(starts[-1][0]) + 1) < len(LETTERS):
        letter = LETTERS[wanted]
        sign = rf"(?:[（(]\s*{letter}\s*[)）]|{letter}\s*[.．、:：)）])\s*"
        wide = chr(ord(letter) + 0xFEE0)
        sign = sign.replace(letter, f"[{letter}{wide}]")
        found = re.compile(rf"(?<=[\s　]){sign}").search(text, at)
        if not found and letter != following:
            found = re.compile(rf"(?<![A-Za-z0-9]){sign}").search(text, at)
        if not found and not (found := re.compile(rf"(?<=[\s　]){letter}[\s　]+").search(text, at)):
            break
        starts.append((letter, found.start(), found.end()))
        at = found.end()
    ends = [start for _, start, _ in starts[1:]] + [len(text)]
    for (letter, start, words), end in zip(starts, ends, strict=True):
        yield letter, start, words, end


def choices_within(text: str) -> list[tuple[str, int, int, int]]:
    """Return the choices that stand on the line of the prompt: at least A and B, and each says something."""
    for found in _FIRST_WITHIN.finditer(text):
        begin = choice_of(text[found.end() :])
        if begin is None or begin[0] != "A":
            continue
        base = found.end() + begin[1]
        within = [
            (letter, base + start, base + words, base + end)
            for letter, start, words, end in choices_in(text[base:], "A", "")
        ]
        if len(within) > 1 and all(text[words:end].strip() for _, _, words, end in within):
            return [("A", found.end(), *within[0][2:]), *within[1:]]
    return []
