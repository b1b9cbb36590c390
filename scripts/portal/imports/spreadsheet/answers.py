"""What the cells of a question mean: choices in one cell, letters of right choices, gaps and answers."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from portal.model.bank import GAP
from portal.model.normaliser import normalise
from portal.model.question_sheet import LETTERS
from portal.model.question_words import pieces, unquoted

_LABEL = r"[(（【\[]?\s*(?P<letter>[A-Za-zＡ-Ｚａ-ｚ])\s*(?:[)）】\]]\s*[.．、:：]?|[.．、:：。])\s*"
_OWN_LABEL = re.compile(_LABEL)
_LABEL_INSIDE = re.compile(rf"(?:(?<=^)|(?<=[\s;；,，|。.?？!！)）]))(?:{_LABEL})")
_BARE_LABEL = re.compile(r"(?P<letter>[A-LＡ-Ｌ])[\s\u3000]+")
_MARKS = re.compile(
    r"^\s*(?:\[[xX√✓]\]|[*＊★√✓✔☑])\s*|\s*(?:[(（\[【]\s*(?:正确(?:答案)?|对|√|✓|答案|正解)\s*[)）\]】]|[*＊√✓✔☑])\s*$"
)
_BEFORE_ANSWER = re.compile(r"^(?:正确|标准|参考)?答案(?:是|为)?\s*[:：]?\s*|^(?:应?选|选择)\s*(?=[A-L])")
_LETTERS_ONLY = re.compile(r"(?:[A-L](?:\s*[,，、;；|｜┋/／\\+&和与\s.。]\s*)*)+")
_NUMBERS_ONLY = re.compile(r"\d{1,2}(?:\s*[,，、;；|｜┋/／+&和与\s]\s*\d{1,2})*")
_GAPS = (
    re.compile(r"[_＿]{2,}(?:\s*[(（]\s*\d{0,2}\s*[)）]\s*[_＿]{2,})?"),
    re.compile(r"[\[【{(（]\s*(?:填空|空)\s*\d{0,2}\s*[\]】})）]|[{｛]\s*_*\s*[}｝]"),
    re.compile(r"【\s*】|\[\s*\]"),
    re.compile(r"[(（]\s*[)）]|﹙\s*﹚"),
    re.compile(r"[(（]\s*\d{1,2}\s*[)）]"),
)
_ANY_GAP = re.compile("|".join(way.pattern for way in _GAPS[:4]))
_KEPT_SLASH = re.compile(r"\d{1,2}\s*[/／]\s*\d{1,3}|[A-Za-z]{1,4}[/／][A-Za-z]{1,4}|.*//.*")


class Fault(NamedTuple):
    """What is wrong in the cell of a field."""

    field: str
    reason: str
    cure: str
    is_error: bool = True


def half_width(text: str) -> str:
    """Return a short text as it is compared: half width, upper case."""
    return unicodedata.normalize("NFKC", text).upper().strip()


def without_labels(choices: Mapping[str, str]) -> dict[str, str]:
    """Return choices without the letters that their columns give them anyway: `A. 倾听` → `倾听`."""
    bare = {letter: without_label(text, letter) for letter, text in choices.items()}
    spaced = {letter: _BARE_LABEL.match(text) for letter, text in choices.items()}
    if len(choices) > 1 and all(
        bare[letter] != text or ((label := spaced[letter]) and half_width(label["letter"]) == letter)
        for letter, text in choices.items()
    ):
        return {
            letter: _BARE_LABEL.sub("", text, count=1) if bare[letter] == text else bare[letter]
            for letter, text in choices.items()
        }
    return bare


def without_label(text: str, letter: str) -> str:
    """Return a text without the letter of its choice before it."""
    label = _OWN_LABEL.match(text)
    return text[label.end() :] if label and half_width(label["letter"]) == letter else text


def without_mark(text: str) -> tuple[str, bool]:
    """Return a choice without a mark that it is right, and whether there was one."""
    bare = _MARKS.sub("", text, count=1).strip()
    return (bare, True) if bare and bare != text.strip() else (text.strip(), False)


def _labelled(text: str) -> tuple[str, list[str]] | None:
    """Split at the labels A, B, C … in this order; None if there are not two of them."""
    starts: list[tuple[int, int]] = []
    place = 0
    for letter in LETTERS + "MNOPQRSTUVWXYZ":
        found = next(
            (one for one in _LABEL_INSIDE.finditer(text, place) if half_width(one["letter"]) == letter), None
        )
        if not found:
            break
        starts.append((found.start(), found.end()))
        place = found.end()
    if len(starts) < 2:
        return None
    ends = [start for start, _ in starts[1:]] + [len(text)]
    parts = [text[begin:end].strip(" \u3000\t\r\n;；|") for (_, begin), end in zip(starts, ends, strict=True)]
    return text[: starts[0][0]].strip(), parts


def split_choices(text: str) -> tuple[str, list[str]]:
    """Return what stands before the choices of one cell, and the choices without their labels.

    Labels `A. … B. …` decide; else each line, else what `;`, `|` or `┋` parts, is a choice.
    """
    if labelled := _labelled(_moved_marks(text)):
        return labelled
    for signs in ("\n", "┋", "|｜", "；;", "、"):
        parts = [part.strip() for part in re.split(f"[{re.escape(signs)}]", text) if part.strip()]
        if len(parts) > 1:
            if all(_BARE_LABEL.match(part) for part in parts):
                parts = [_BARE_LABEL.sub("", part, count=1) for part in parts]
            numbers = [re.match(r"(\d{1,2})[.．、)）]\s*|[①-⑫]\s*", part) for part in parts]
            if all(numbers):
                parts = [part[number.end() :] for part, number in zip(parts, numbers, strict=True) if number]
            return "", parts
    return "", [text.strip()] if text.strip() else []


def _moved_marks(text: str) -> str:
    """Return choices whose mark stands before the letter with it behind the letter."""
    return re.sub(
        r"(?m)^\s*([*＊√✓✔])\s*([A-LＡ-Ｌ]\s*[.．、:：)）])\s*", lambda match: f"{match[2]} {match[1]}", text
    )


def _by_sign(answer: str, choices: Mapping[str, str]) -> list[str] | None:
    """Return what an answer of letters or of numbers means; None if it is neither."""
    if _LETTERS_ONLY.fullmatch(answer):
        found = _by_letters(re.findall("[A-L]", answer), choices)
        return None if isinstance(found, Fault) else found
    return _by_number(answer, list(choices)) if _NUMBERS_ONLY.fullmatch(answer) else None


def _by_number(answer: str, letters: Sequence[str]) -> list[str] | None:
    numbers = [int(number) for number in re.findall(r"\d+", answer)]
    if len(numbers) == 1 and numbers[0] > len(letters):
        numbers = [int(digit) for digit in str(numbers[0])]  # 13: the first and the third
    fits = all(1 <= number <= len(letters) for number in numbers) and len(set(numbers)) == len(numbers)
    return [letters[number - 1] for number in numbers] if fits else None


def _by_text(answer: str, choices: Mapping[str, str]) -> list[str] | None:
    texts = {normalise(text): letter for letter, text in choices.items()}
    if letter := texts.get(normalise(answer)):
        return [letter]
    for signs in ("\n", "┋", "|｜", "；;", "、，,"):
        found = [texts.get(normalise(part)) for part in pieces(answer, signs)]
        if len(found) > 1 and all(found):
            return [letter for letter in found if letter]
    return None


def chosen(answer: str, choices: Mapping[str, str]) -> list[str] | Fault:
    """Return the letters of the right choices: from letters, numbers, or the choices' own words."""
    said = _BEFORE_ANSWER.sub("", answer.strip()).strip()
    flat = half_width(said).strip("()[]【】 .。")
    if _LETTERS_ONLY.fullmatch(flat) and said not in choices.values():
        return _by_letters(re.findall("[A-L]", flat), choices)
    by_text = _by_text(said, choices)
    by_sign = _by_sign(flat, choices)
    if by_text and by_sign and by_text != by_sign:
        reason = f"答案“{said}”可以指选项 {'、'.join(by_sign)}，也可以指写着“{said}”的选项"
        return Fault("answer", reason, "写选项的字母；选项的文字和字母、序号一样时，把文字写长一点。")
    if found := by_text or by_sign:
        return found
    if _OWN_LABEL.match(said):
        return _by_letters_and_words(said, choices)
    cure = "写正确选项的字母，几个就连着写，如 A 或 ABD。"
    return Fault("answer", f"看不懂答案“{said[:30]}”", cure)


def _by_letters(found: list[str], choices: Mapping[str, str]) -> list[str] | Fault:
    letters = list(dict.fromkeys(found))
    if missing := [letter for letter in letters if letter not in choices]:
        has = f"只有选项 {'、'.join(choices)}" if choices else "一个选项也没有"
        return Fault(
            "answer", f"答案里有 {'、'.join(missing)}，这道题{has}", "改正答案的字母，或者补上选项。"
        )
    return letters


def _by_letters_and_words(said: str, choices: Mapping[str, str]) -> list[str] | Fault:
    """Understand `A. 倾听；C. 陪伴`, and make sure that the words are those of the choice."""
    letters = []
    for part in re.split(rf"[\s;；|┋、，,]+(?={_LABEL})", said):
        label = _OWN_LABEL.match(part)
        if not label:  # the text between two labels that `split` gives back as well
            continue
        letter, words = half_width(label["letter"]), part[label.end() :].strip()
        if words and letter in choices and normalise(words) != normalise(choices[letter]):
            reason = f"答案写的是“{letter}”和“{words[:20]}”，选项 {letter} 却是“{choices[letter][:20]}”"
            return Fault("answer", reason, "只写选项的字母。")
        letters.append(letter)
    return _by_letters(letters, choices)


def with_gaps(prompt: str, wanted: int) -> tuple[str, int]:
    """Return a prompt whose gaps are four underscores each, and how many it has.

    Of the ways to write a gap, the one counts that gives as many as there are answers; else the first found.
    """
    found = [(way.sub(GAP, prompt), len(way.findall(prompt))) for way in (*_GAPS, _ANY_GAP)]
    fitting = [one for one in found if one[1] == wanted > 0]
    sure = [one for one in found[:4] if one[1]]
    return (fitting or sure or [(prompt, 0)])[0]


def most_gaps(answer: str) -> set[int]:
    """Return how many gaps an answer may be for."""
    return {1, *(len(pieces(answer, signs)) for signs in ("\n", "；;", "|｜┋", "、，,", " \u3000"))}


def accepted(answer: str, gaps: int) -> tuple[tuple[str, ...], ...] | Fault:
    """Return the accepted answers of each gap. `；` or lines part gaps, `|` or `/` the spellings of one."""
    groups = [answer]
    if gaps > 1:
        ways = (pieces(answer, signs) for signs in ("\n", "；;", "|｜┋", "、，,", " \u3000"))
        groups = next((parts for parts in ways if len(parts) == gaps), [])
    elif len(parts := pieces(answer, "；;\n")) > 1:
        groups = parts
    if len(groups) != gaps:
        count = len(groups) or len(pieces(answer, "；;\n"))
        reason = f"题干有 {gaps} 个空，答案有 {count} 组"
        cure = "几个空的答案用“；”隔开；同一个空的几种写法用“|”隔开；题干里每个空写 ____。"
        return Fault("answer", reason, cure)
    return tuple(tuple(dict.fromkeys(map(unquoted, _spellings(group)))) for group in groups)


def _spellings(group: str) -> list[str]:
    parts = pieces(group, "|｜┋")
    if len(parts) > 1 or _KEPT_SLASH.fullmatch(group.strip()):
        return parts
    return pieces(group, "/／")
