"""The gaps of a cloze (https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type): `{1:SA:=六}`."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from html import unescape

from portal.imports.answers import Answers
from portal.imports.gift.answers import accepted_texts, exact_number
from portal.model.bank import GAP

_START = re.compile(r"\{(?:\d{0,5}):([A-Z_]{2,20}):")
_END = re.compile(r"(?<!\\)\}")
_ESCAPE = re.compile(r"\\([#}~/\"=\\])")
_NUMBERED = re.compile(r"&(?:amp;)?#(x?[0-9a-fA-F]{1,6});")
_HELD = re.compile("\x01(\\w+)\x02")
_WEIGHT = re.compile(r"\s*(?:=|%\s*(-?\d{1,3}(?:\.\d{1,9})?)\s*%)")
_TEXTS = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
_NUMBERS = {"NUMERICAL", "NM"}
_LITERAL_BRACE = re.compile(r"&#123;(?=\d{0,5}:)")


@dataclass(frozen=True)
class _Alternative:
    share: float
    text: str
    feedback: str


def cloze_of(text: str) -> tuple[str, Answers]:
    """Return (text with a gap at each place, what the gaps accept); feedback is as the file has it."""
    answers = Answers("blank")
    ends = [found.start() for found in _END.finditer(text)]
    parts, at = [], 0
    while start := _START.search(text, at):
        number = bisect_left(ends, start.end())
        if number == len(ends):
            break
        _take_gap(answers, start[1], text[start.end() : ends[number]])
        parts += [text[at : start.start()], GAP]
        at = ends[number] + 1
    if not answers.accept:
        answers.errors.append(("完形填空里没有空", "空写成 {1:SHORTANSWER:=答案}。"))
    return _LITERAL_BRACE.sub("{", "".join([*parts, text[at:]])), answers


def _take_gap(answers: Answers, kind: str, inside: str) -> None:
    number = len(answers.accept) + 1
    found = [_alternative(one) for one in _held(inside).split("~")]
    right = [one for one in found if one.share >= 99.9]
    accepted, faults = accepted_texts(one.text for one in right)
    if kind in _NUMBERS:
        accepted = tuple(exact_number(text) for text in accepted)
        if not all(accepted):
            cure = "写成一个数；要收一个范围，就改成单选题。"
            faults = [("的答案是一个范围，门户的填空只认写明的答案", cure)]
    elif kind not in _TEXTS:
        faults = [("是选择题，门户的填空只能填字", "把这一处改成 SHORTANSWER，或者拆成单选题。")]
    if any(0 < one.share < 99.9 for one in found) and not faults:
        cure = "也算对，就改成“=”；不算对，就不用管。"
        answers.warnings.append((f"第 {number} 空只给部分分的答案没有读入，门户的填空没有部分分", cure))
    answers.errors += [(f"第 {number} 空{reason}", cure) for reason, cure in faults]
    answers.accept = (*answers.accept, accepted)
    answers.feedback = (*answers.feedback, *(one.feedback for one in right if one.feedback))


def _held(inside: str) -> str:
    """Return the inside of a gap with signs that mean nothing put away as numbers."""
    text = _ESCAPE.sub(lambda sign: f"&#{ord(sign[1])};", inside)
    return _NUMBERED.sub("\x01\\1\x02", text)


def _alternative(text: str) -> _Alternative:
    weight = _WEIGHT.match(text)
    share = 0.0 if weight is None else 100.0 if weight[1] is None else float(weight[1])
    said, _, feedback = text[weight.end() if weight else 0 :].partition("#")
    return _Alternative(share, _shown(said), _shown(feedback))


def _shown(text: str) -> str:
    return unescape(_HELD.sub(r"&#\1;", text)).strip()
