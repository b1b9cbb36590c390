"""The answer of a question on paper: behind its label, within the prompt, or a choice that stands out."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from portal.imports.word.items import Piece
from portal.imports.word.text import BOLD, COLOUR, DOTS, ITALIC, LINE, Rich, words_of
from portal.model.question_words import pieces, truth_of, unquoted

ROOM = "（　）"
"""Stands in a prompt where the answer stood."""

SAID = "文字"
"""What told which choices are right, where they say so themselves: （正确答案）."""

TICKED = "记号"
"""The same, where they are ticked."""

_LETTERS = re.compile(r"(?:应?该?选(?:择)?|为|是)?[:\s]*([A-L](?:[\s,、;和及与/.]*[A-L])*)(?![A-Za-z])")
_REST = re.compile(r"[\s.。,，;；、:：)）]*")
_LETTER, _BLANK = "[A-LＡ-Ｌa-l]", r"[\s　_＿]*"
_IN_PROMPT = re.compile(rf"[（(【\[]{_BLANK}({_LETTER}(?:[\s　,，、;；]*{_LETTER})*){_BLANK}[)）】\]]")
_ON_LINE = re.compile(r"[_＿]+[\s　]*([A-LＡ-Ｌ]+)[\s　]*[_＿]+")
_SIGN = "√|×|✓|✔|✗|✘|ⅹ"
_TRUTH = re.compile(rf"[（(【\[]{_BLANK}({_SIGN}|对|错|正确|错误|[TFtfxXYN]|是|否){_BLANK}[)）】\]]")
_BARE_TRUTH = re.compile(rf"(?:[\s　]|(?<=[。．.？?！!”]))[\s　]*({_SIGN})[\s　]*$|^[\s　]*({_SIGN})[\s　]+")
_EMPTY = re.compile(rf"[（(]{_BLANK}[)）]")
_SAID = re.compile(r"[\s　]*[（(](?:正确答案|正确选项)[)）][\s　]*$")
_TICK = re.compile(
    r"^[\s　]*(?:[√✓✔★☑*＊])[\s　]*|"
    r"[\s　]*(?:[√✓✔★☑]|[*＊]|[（(](?:√|✓|正确答案|正确|答案|对)[)）])[\s　]*$"
)
_GAP = re.compile(r"[_＿]{2,}|＿")
_NUMBERED = re.compile(r"(?:^|[\s;；,，。])(?:[（(]\d{1,2}[)）]|[①-⑳]|第[一二三四五六七八九十\d]+空[:：])\s*")
_LOOKS = {COLOUR: "颜色", BOLD: "加粗", LINE: "下划线", DOTS: "着重号", ITALIC: "斜体"}


def plain(text: str) -> str:
    """Return an answer in half width, for patterns."""
    return unicodedata.normalize("NFKC", text).strip()


def letters_of(text: str) -> tuple[str, str]:
    """Return (the letters with which an answer begins, in order, what stands behind them)."""
    folded = plain(text)
    found = _LETTERS.match(folded) or _LETTERS.match(folded.upper() if len(folded) < 13 else "")
    if not found:
        return "", folded
    rest = folded[found.end() :]
    return "".join(sorted(set(re.sub(r"[^A-L]", "", found[1])))), rest[_REST.match(rest).end() :]  # type: ignore[union-attr]


def in_prompt(prompt: Rich) -> tuple[str, int, int] | None:
    """Return (letters, start, end) of the answer in a prompt: in brackets, or on an underlined blank."""
    found = [*_IN_PROMPT.finditer(prompt.text), *_ON_LINE.finditer(prompt.text), *_underlined(prompt)]
    if not found:
        return None
    last = max(found, key=lambda match: match.start())
    return letters_of(last[1])[0], last.start(), last.end()


def _underlined(prompt: Rich) -> Iterator[re.Match[str]]:
    for found in re.finditer(r"[\s　]+([A-LＡ-Ｌ]+)[\s　]+", prompt.text):
        if all(look & LINE for look in prompt.looks[found.start() : found.end()]):
            yield found


def truth_in_prompt(prompt: Rich) -> tuple[bool | None, Rich]:
    """Return (what the sign in a statement says, the statement without it and without an empty bracket)."""
    found = [*_TRUTH.finditer(prompt.text)] or [*_BARE_TRUTH.finditer(prompt.text)]
    said = None
    if found:
        sign = (found[-1][1] or found[-1][2]).replace("ⅹ", "×")
        said = truth_of(sign)
        prompt = prompt.without(found[-1].start(), found[-1].end()).strip()
    empty = [match for match in _EMPTY.finditer(prompt.text) if _is_at_edge(match, prompt.text)]
    for match in reversed(empty):
        prompt = prompt.without(match.start(), match.end())
    return said, prompt.strip()


def _is_at_edge(match: re.Match[str], text: str) -> bool:
    return match.start() == 0 or not text[match.end() :].strip(" 　。．.")


def with_room(prompt: Rich) -> Rich:
    """Return a prompt whose empty brackets and blank lines all look the same."""
    for found in reversed([*_EMPTY.finditer(prompt.text)]):
        prompt = prompt.without(found.start(), found.end(), ROOM)
    for found in reversed([*_GAP.finditer(prompt.text)]):
        prompt = prompt.without(found.start(), found.end(), ROOM)
    return prompt


def standing_out(choices: Mapping[str, Piece]) -> tuple[str, str]:
    """Return (letters of the choices that look or are marked otherwise than the rest, by what)."""
    said = [letter for letter, piece in choices.items() if _SAID.search(piece.rich.text)]
    if said:
        return "".join(said), SAID
    ticked = [letter for letter, piece in choices.items() if _TICK.search(piece.rich.text)]
    if ticked and len(ticked) < len(choices):
        return "".join(ticked), TICKED
    for look, name in _LOOKS.items():
        marked = [letter for letter, piece in choices.items() if _is_all(piece.rich, look)]
        if marked and len(marked) < len(choices):
            return "".join(marked), name
    return "", ""


def _is_all(rich: Rich, look: int) -> bool:
    words = [bits for sign, bits in zip(rich.text, rich.looks, strict=True) if sign.isalnum()]
    return bool(words) and sum(bool(bits & look) for bits in words) >= 0.8 * len(words)


def unticked(rich: Rich) -> Rich:
    """Return the words of a choice without the sign that marked it."""
    found = _TICK.search(rich.text)
    return rich.without(found.start(), found.end()).strip() if found else rich


def with_gaps(prompt: Rich, gap: str) -> tuple[Rich, list[str]]:
    """Return (the prompt with its gaps written the same way, what stood on each gap)."""
    spans = [(match.start(), match.end(), "") for match in _GAP.finditer(prompt.text)]
    taken = {at for start, end, _ in spans for at in range(start, end)}
    spans += [span for span in _lines_under(prompt) if span[0] not in taken]
    if not spans:
        spans = [(match.start(), match.end(), "") for match in _EMPTY.finditer(prompt.text)]
    spans.sort()
    for start, end, _ in reversed(spans):
        prompt = prompt.without(start, end, gap)
    return prompt, [words for _, _, words in spans]


def _lines_under(prompt: Rich) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, what stands there) of underlined blanks; a blank has at least one space."""
    start = 0
    while start < len(prompt.text):
        end = start
        while end < len(prompt.text) and prompt.looks[end] & LINE and prompt.text[end] != "\n":
            end += 1
        words = prompt.text[start:end]
        if end > start and words != words.strip(" 　\t\u00a0"):
            yield start, end, words_of(prompt[start:end])
        start = max(end, start + 1)


def accepted(text: str, gaps: int, is_ours: bool) -> list[tuple[str, ...]]:
    """Return the accepted answers of each gap, as many as the text gives; nothing is guessed in ours."""
    if is_ours:
        return [_spellings(part, "|") for part in pieces(text, "；")]
    text = text.rstrip("。")
    if gaps < 2:
        return [_spellings(text)] if text.strip() else []
    numbered = [part.strip(" ;；,，。、") for part in _NUMBERED.split(text) if part.strip(" ;；,，。、")]
    if _NUMBERED.match(text.strip()) and len(numbered) == gaps:
        return [_spellings(part) for part in numbered]
    best = pieces(text, "；;\n")
    for signs in ("，,", "、", "\t", " 　", "，,、 　"):
        if len(best) == gaps:
            break
        other = pieces(text, signs)
        best = other if len(other) == gaps else best
    return [_spellings(part) for part in best]


def _spellings(text: str, signs: str = "|｜/／") -> tuple[str, ...]:
    found = (unquoted(part) for part in pieces(text, signs))
    return tuple(dict.fromkeys(part for part in found if part))
