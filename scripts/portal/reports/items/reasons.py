"""Why somebody should look at a question: what its figures show, how bad that is, and how sure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import atanh, sqrt

from portal.reports.items.figures import OTHER_WORDING, Figures, Taken
from portal.reports.items.formulas import certainty

SURE = 0.9
"""How sure a reason must be to be told: a figure on its line is told by chance one time in ten.

Of 240 sound questions that simulated people answer, 10 are told with 20 people, 1 with 60, none with 200 and
1,000; of 12 whose key is wrong 11, 12, 12 and 12 are, from 60 people on before all others
(`tests/bench/bench_items.py`).
"""
HARD = 0.3
"""A question fewer get right at first is hard."""
EASY = 0.95
"""Of a question more get right at first no discrimination can be expected."""
BLUNT = 0.1
"""A question below this discrimination hardly tells anybody from anybody."""
COMMON = 0.1
"""A writing at least so many of the strong chose is worth accepting, if it means the same."""
SPOILED = 0.1
STUCK = 0.5
VOID = 0.05
RARE = 0.05
"""A choice hardly works that fewer than these take (Haladyna & Downing 1993)."""


@dataclass(frozen=True)
class Reason:
    """One reason to look at a question."""

    title: str
    """In few words, for the sheet 题目."""
    severity: float
    """How bad it would be if it is so: 1 for a key that marks what is right as wrong."""
    evidence: float
    """How sure it is that the figure lies beyond its line, given so many people: 0.5 to 1."""
    words: str
    advice: str
    thing: str = ""
    """Which choice the words are about; reasons with the same words are told as one."""
    alone: bool = True
    """Whether it puts a question on the list by itself."""


def percent(share: float) -> str:
    """Return a share as people read it: 23%."""
    return f"{share:.0%}"


_INNER = str.maketrans("“”", "‘’")
"""Quotation marks within quotation marks (GB/T 15834)."""


def shown(taken: Taken) -> str:
    """Return a choice or a writing in quotation marks, not too long."""
    text = taken.text or taken.name
    if text.startswith("“") and text.find("”") == len(text) - 1:
        text = text[1:-1]
    cut = text if len(text) <= 24 else f"{text[:23]}…"
    return f"“{cut.translate(_INNER)}”"


def _error(share: float, people: float) -> float:
    """Return the standard error of a share."""
    return sqrt(share * (1 - share) / people) if people else 0.0


def _apart(taken: Taken, band: int) -> float:
    """Return how sure it is that the strong took a choice more often than the weak."""
    strong, weak = taken.strong or 0.0, taken.weak or 0.0
    return certainty(strong - weak, sqrt(_error(strong, band) ** 2 + _error(weak, band) ** 2))


def _above(one: float, other: float, band: int) -> float:
    """Return how sure it is that one of two choices of the same people is taken more often."""
    return certainty(one - other, sqrt(max(0.0, one + other - (one - other) ** 2) / band))


def _both(taken: Taken) -> str:
    return f"{shown(taken)}（{percent(taken.strong or 0)}，答对少的人 {percent(taken.weak or 0)}）"


_KEY = "答案可能标错"
_KEY_ADVICE = "先看答案是不是标错了，再看题干会不会被读成别的意思。"
_LED = "错误选项也讲得通"
_REVERSED = "区分度是负的"
_HARD = "正确率低"
_LED_ADVICE = "先看答案；没有标错，看题干有没有歧义，那个选项是不是也讲得通；正文没有讲清的，补上。"


def _of_one_right(one: Figures) -> Iterator[Reason]:
    """One choice is right, and the strong take another one."""
    band = one.counts.band
    right = next((taken for taken in one.taken if taken.is_right), None)
    if right is None or right.strong is None or one.question.kind not in ("单选", "判断"):
        return
    wrong = max((taken for taken in one.taken if not taken.is_right), key=lambda taken: taken.strong or 0.0)
    above = _above(wrong.strong or 0.0, right.strong, band)
    if above < SURE:
        return
    facts = f"其余题答对多的人也常选{shown(wrong)}（{percent(wrong.strong or 0)}），"
    against = min(_apart(wrong, band), 1 - _apart(right, band))
    if against >= SURE:
        words = f"{facts}比答对少的人（{percent(wrong.weak or 0)}）还常选"
        yield Reason(_KEY, 1.0, min(above, against), words, _KEY_ADVICE)
    else:
        words = f"{facts}选正确答案的只有 {percent(right.strong)}"
        yield Reason(_LED, 0.7, above, words, _LED_ADVICE)


def _of_several_right(one: Figures) -> Iterator[Reason]:
    """Several choices are right: each is judged by itself, against half of the strong."""
    if one.question.kind != "多选" or not one.counts.band:
        return
    band = one.counts.band
    for taken in one.taken:
        if taken.strong is None:
            continue
        sign = -1 if taken.is_right else 1
        beyond = certainty(sign * (taken.strong - 0.5), _error(0.5, band))
        if beyond < SURE:
            continue
        apart = _apart(taken, band)
        against = 1 - apart if taken.is_right else apart
        tells = "多半不选正确的" if taken.is_right else "多半选了错误的"
        facts, thing = f"其余题答对多的人{tells}", _both(taken)
        if against >= SURE:
            yield Reason(_KEY, 1.0, min(beyond, against), facts, _KEY_ADVICE, thing)
        else:
            yield Reason(_LED, 0.7, beyond, facts, _LED_ADVICE, thing)


def _of_blanks(one: Figures) -> Iterator[Reason]:
    """A writing that is judged wrong, and that the strong use no less than the weak."""
    band = one.counts.band
    for taken in () if one.question.choices else one.taken:
        if taken.name == OTHER_WORDING or taken.is_right or taken.strong is None:
            continue
        sure = certainty(taken.strong - COMMON, _error(COMMON, band))
        if sure >= SURE and 1 - _apart(taken, band) < SURE:
            facts = f"{taken.first} 人首答写{shown(taken)}，判为错"
            words = f"{facts}；其余题答对多的人有 {percent(taken.strong)} 这样写"
            yield Reason(
                "常见写法没有收",
                0.6,
                sure,
                words,
                "意思一样，就加进题库的 accept；不一样，把空的前后写明确。",
            )


def _of_discrimination(one: Figures) -> Iterator[Reason]:
    """The question does not tell who knows the rest, or tells the opposite."""
    r, n = one.discrimination, one.counts.ranked
    if r is None or n <= 3:
        return
    error, z = 1 / sqrt(n - 3), atanh(max(-0.999, min(0.999, r)))
    facts = f"区分度 {r:.2f}（{n} 人）"
    if (sure := certainty(-z, error)) >= SURE:
        words = f"答对这题的人，其余题反而答对得少：{facts}"
        yield Reason(_REVERSED, 0.8, sure, words, _KEY_ADVICE)
    elif (sure := certainty(atanh(BLUNT) - z, error)) >= SURE and (one.facility or 0) <= EASY:
        words = f"其余题答对多的人和答对少的人，答这题差不多：{facts}"
        advice = "看它考的是不是这个单元要会的事；几个选项都讲得通，或者靠猜，也会这样。"
        yield Reason("区分度低", 0.4, sure, words, advice)


def _of_facility(one: Figures) -> Iterator[Reason]:
    """Few get it right at first."""
    share, n = one.facility, one.counts.first_n
    if share is None or (sure := certainty(HARD - share, _error(HARD, n))) < SURE:
        return
    words, severity = f"首答答对的不到 {percent(HARD)}", 0.6
    if one.guess and certainty(one.guess - share, _error(one.guess, n)) >= SURE:
        words, severity = f"首答答对的比随便选（{percent(one.guess)}）还少", 0.75
    yield Reason(
        "正确率低", severity, sure, words, "先看答案，再看正文讲没讲过这一点；都没有问题，它只是难。"
    )


def _of_turns(one: Figures) -> Iterator[Reason]:
    """Answering again, after the explanation, does not help, or harms."""
    of = one.counts
    if (share := one.spoiled) is not None and (
        sure := certainty(share - SPOILED, _error(SPOILED, of.both_n))
    ) >= SURE:
        words = f"做过不止一次的 {of.both_n} 人里，{percent(share)} 先答对、后来答错"
        yield Reason("越做越错", 0.5, sure, words, "看讲解和选项后面的话有没有说反、和答案对不上。")
    wrong = of.stuck + of.mended
    if wrong >= one.least and (sure := certainty(of.stuck / wrong - STUCK, _error(STUCK, wrong))) >= SURE:
        words = f"首答答错又再做的 {wrong} 人里，{percent(of.stuck / wrong)} 还是错"
        yield Reason("看了讲解还错", 0.5, sure, words, "讲解没有说到点上：写明错在哪里、为什么选那一个。")


def _of_void(one: Figures) -> Iterator[Reason]:
    """Answers that are impossible today: choices were renamed or taken away."""
    of = one.counts
    if of.people < one.least:
        return
    share = of.void / of.people
    if (sure := certainty(share - VOID, _error(VOID, of.people))) >= SURE:
        words = f"{of.people} 人里 {of.void} 人的答案不在现在的选项里，判不了分"
        advice = "选项的编号改过或删过？编号是永久的：改回去；意思变了，就停用这题、另出一题。"
        yield Reason("判不了分的多", 0.5, sure, words, advice)


def _of_idle(one: Figures) -> Iterator[Reason]:
    """Wrong choices that nobody takes."""
    n = one.counts.first_n
    idle = [taken for taken in one.taken if one.question.choices and not taken.is_right and not taken.first]
    sure = 1 - (1 - RARE) ** n
    if idle and n >= one.least and sure >= SURE:
        words = f"{'、'.join(map(shown, idle))}没有人选（{n} 人）"
        yield Reason("有选项没人选", 0.15, sure, words, "换成真有人会信的说法，或者去掉。", alone=False)


_ALL: tuple[Callable[[Figures], Iterator[Reason]], ...] = (
    _of_one_right, _of_several_right, _of_blanks, _of_discrimination,
    _of_facility, _of_turns, _of_void, _of_idle,
)  # fmt: skip


def reasons(one: Figures) -> list[Reason]:
    """Return why somebody should look at a question, the heaviest first."""
    found = [reason for of in _ALL for reason in of(one)]
    leading = next((reason for reason in found if reason.title in (_KEY, _LED)), None)
    if leading:
        found = [
            replace(reason, advice=leading.advice) if reason.title == _HARD else reason
            for reason in found
            if reason.title != _REVERSED
        ]
    return sorted(found, key=lambda reason: -reason.severity * reason.evidence)
