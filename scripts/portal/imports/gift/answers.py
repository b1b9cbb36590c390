"""What stands in the braces of a GIFT question → choices or accepted answers."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.imports.answers import CHANGE, FOUR, Answers, Fault, truth
from portal.imports.draft import DraftChoice
from portal.imports.gift.blocks import format_of
from portal.imports.literal import one_line
from portal.imports.shares import judged
from portal.model.gift_signs import shown

Told = Callable[[str, str], str]
"""(text with signs hidden, form) → Markdown."""

_TRUTH = re.compile(r"(T|TRUE|F|FALSE)(?:\s*#(.*))?", re.DOTALL | re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%\s*(-?\d{1,3}(?:\.\d{1,9})?)\s*%")
_ALTERNATIVE = re.compile(r"[=~]")
_NUMBER = re.compile(r"[-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})")
_STAR = re.compile(r"(?<!\\)\*")


@dataclass(frozen=True)
class _Alternative:
    sign: str
    share: float | None
    text: str
    feedback: str


def answers_of(inside: str | None, form: str, told: Told) -> Answers:
    """Return what the braces of a question hold; signs that mean nothing are hidden in it.

    Raises whatever `told` raises.
    """
    if inside is None:
        cure = "在题干后面写上答案，如 {=对的 ~不对的}；只是说明文字，就在行首加 //。"
        return Answers(errors=[("没有大括号，看不出答案", cure)])
    if not inside:
        return Answers(errors=[(f"大括号里是空的，这是问答题；{FOUR}", CHANGE)])
    if truth := _TRUTH.fullmatch(inside):
        return _true_false(truth, form, told)
    if inside.startswith("#"):
        return _numbers(inside[1:], form, told)
    if "~" in inside:
        return _choices(_alternatives(inside), form, told)
    if "->" in inside and "=" in inside:
        return Answers(errors=[(f"这是连线题；{FOUR}", CHANGE)])
    return _texts(_alternatives(inside), form, told)


def _alternatives(inside: str) -> list[_Alternative]:
    signs = [*_ALTERNATIVE.finditer(inside)]
    if not signs:
        return [_alternative("=", inside)]
    starts = [sign.start() for sign in signs]
    ends = [*starts[1:], len(inside)]
    lead = [_alternative("=", inside[: starts[0]])] if inside[: starts[0]].strip() else []
    return lead + [
        _alternative(inside[start], inside[start + 1 : end]) for start, end in zip(starts, ends, strict=True)
    ]


def _alternative(sign: str, text: str) -> _Alternative:
    weight = _WEIGHT.match(text)
    said, _, feedback = text[weight.end() if weight else 0 :].partition("#")
    return _Alternative(sign, float(weight[1]) if weight else None, said.strip(), feedback.strip())


def _told(text: str, form: str, told: Told) -> str:
    own, text = format_of(text)
    return told(text, own or form)


def _true_false(found: re.Match[str], form: str, told: Told) -> Answers:
    """Return a question of true or false: first what wrong answers are told, then what right ones are."""
    is_true = found[1].upper().startswith("T")
    wrong, _, right = (found[2] or "").partition("#")
    said = {is_true: _told(right, form, told), not is_true: _told(wrong, form, told)}
    return truth(is_true, said[True], said[False])


def _choices(found: list[_Alternative], form: str, told: Told) -> Answers:
    found = [one for one in found if one.text or one.feedback]
    shares = [100.0 if one.sign == "=" and one.share is None else one.share or 0.0 for one in found]
    # As Moodle has it: where one choice is marked by “=”, people choose one only.
    verdict = judged(shares, any(one.sign == "=" for one in found))
    choices = tuple(
        DraftChoice(one_line(_told(one.text, form, told)), correct, _told(one.feedback, form, told))
        for one, correct in zip(found, verdict.correct, strict=True)
    )
    answers = Answers(verdict.type, choices, errors=verdict.errors, warnings=verdict.warnings)
    if not all(choice.text for choice in choices):
        answers.errors.append(
            ("有一个选项是空的", "在“=”或“~”后面写上选项的文字；文字里的这两个字符前加反斜杠。")
        )
    return answers


def _texts(found: list[_Alternative], form: str, told: Told) -> Answers:
    answers = Answers("blank")
    right = [one for one in found if one.share is None or one.share >= 99.9]
    if any(0 < (one.share or 0) < 99.9 for one in found):
        cure = "也算对，就把它的百分数去掉；不算对，就不用管。"
        answers.warnings.append(("只给部分分的答案没有读入，门户的填空没有部分分", cure))
    accepted, answers.errors = accepted_texts(shown(format_of(one.text)[1]) for one in right)
    answers.accept = (accepted,)
    answers.feedback = tuple(_told(one.feedback, form, told) for one in right if one.feedback)
    return answers


def accepted_texts(texts: Iterable[str]) -> tuple[tuple[str, ...], list[Fault]]:
    """Return the accepted answers of a gap as a bank has them, and what is wrong with them.

    In Moodle a star stands for anything, unless a backslash is before it.
    """
    stripped = [text.strip() for text in texts]
    faults = []
    if any(_STAR.search(text) for text in stripped):
        cure = "把几种答法一一写出来；答案里真有星号，就在它前面加反斜杠。"
        faults.append(("答案里有通配符“*”，门户不认", cure))
    accepted = tuple(dict.fromkeys(text.replace("\\*", "*") for text in stripped if text))
    if not accepted:
        faults.append(("没有答案", "写上答案；GIFT 里写成 {=答案 =另一种答法}。"))
    return accepted, faults


def exact_number(text: str) -> str:
    """Return a number without tolerance, such as `12` of `12:0`; nothing for a range."""
    number, _, tolerance = text.partition(":")
    return number.strip() if _NUMBER.fullmatch(number.strip()) and not tolerance.strip(" 0.") else ""


def _numbers(inside: str, form: str, told: Told) -> Answers:
    """Return a blank for numbers without tolerance; a range is no blank of ours."""
    found = [one for one in _alternatives(inside.strip()) if one.sign == "="]
    answers = _texts(found, form, told)
    exact = [exact_number(text) for text in answers.accept[0]]
    if not all(exact):
        cure = "写成一个数，如 {#12}；要收一个范围，就改成单选题。"
        answers.errors.append((f"这是数值题，答案是一个范围；{FOUR}，填空只认写明的答案", cure))
    answers.accept = (tuple(dict.fromkeys(exact)),)
    return answers
