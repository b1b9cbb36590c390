"""Guards old answers: an id that was published keeps its question, its type, its gaps and its choices."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from portal.imports.ids import fingerprint_of, folded
from portal.model.bank import KINDS, BlankQuestion, Choice, ChoiceQuestion, Question
from portal.model.likeness import PROMPT_SHORTEST, letters

Fault = tuple[str, str]
"""Reason and cure."""

_SAME = 0.5
"""Likeness of two texts below which one is not the other in other words; measured at rule Q120."""

_SAME_PAIRS = 0.38
"""Share of common pairs of letters below which two prompts are not the same in other words. Those that ask
in one pattern about different things (关于……，你先做什么？) are above _SAME and below this; of the longer
rewordings that Q120 was measured with none is."""

_AGAIN = "意思变了就另出一题：编号空着，在“替换”里写旧题的编号，旧题的状态写“停用”。"


def likeness(first: str, second: str) -> float:
    """Return how much of two texts is the same, signs left out, 0 to 1: the ratio of difflib."""
    before, after = letters(first), letters(second)
    return 1.0 if before == after else SequenceMatcher(None, before, after, autojunk=False).ratio()


def _pairs_alike(first: str, second: str) -> float:
    """Return the share of pairs of letters that two texts have in common, 0 to 1 (Dice's coefficient)."""
    pairs = [Counter(pairwise(letters(text))) for text in (first, second)]
    return 2 * (pairs[0] & pairs[1]).total() / max(1, sum(map(Counter.total, pairs)))


def _same_choices(new: Sequence[Choice], old: Sequence[Choice]) -> float:
    """Return the share of the old choices whose text stands in the new question too."""
    there = {folded(choice.text) for choice in new}
    return sum(folded(choice.text) in there for choice in old) / len(old)


def is_other(new: Question, old: Question) -> bool:
    """Tell whether a question says something else than the one whose id it carries."""
    is_short = len(letters(old.prompt)) < PROMPT_SHORTEST
    others = False
    if is_short and isinstance(new, ChoiceQuestion) and isinstance(old, ChoiceQuestion):
        others = new.type != "true_false" and _same_choices(new.choices, old.choices) < 0.5
    if folded(new.prompt) == folded(old.prompt):
        return others  # “哪一句更合适？” is a question only with its choices
    is_far = not is_short and _pairs_alike(new.prompt, old.prompt) < _SAME_PAIRS
    return others or is_far or likeness(new.prompt, old.prompt) < _SAME


def meaning_faults(new: Question, old: Question, others: Sequence[str]) -> Iterator[Fault]:
    """Yield how a question would give the answers to the old one another meaning.

    `others` are the ids of the bank's questions that say exactly what the new one says. Nobody has
    answered a draft yet, so drafts may change as they like.
    """
    if old.status == "draft":
        return
    if new.status == "draft":
        yield f"'{old.id}' 已经发布过，不能退回草稿", "状态写“已发布”或者空着；不再用就写“停用”。"
    if new.type != old.type:
        yield f"'{old.id}' 发布时是{KINDS[old.type]}题，这里成了{KINDS[new.type]}题", _AGAIN
    elif others and old.id not in others and fingerprint_of(new) != fingerprint_of(old):
        yield (
            f"编号写的是 '{old.id}'，内容却是 '{others[0]}' 的",
            "把编号改对：多半是排序时编号列没有跟着走。",
        )
    elif is_other(new, old):
        cure = f"编号错了行就改对；{_AGAIN}"
        yield f"'{old.id}' 发布的题是“{old.prompt[:24]}”，这里却是另一道题", cure
    elif isinstance(new, BlankQuestion) and isinstance(old, BlankQuestion):
        yield from _gap_faults(new, old)
    elif isinstance(new, ChoiceQuestion) and isinstance(old, ChoiceQuestion):
        yield from _choice_faults(new, old)


def _gap_faults(new: BlankQuestion, old: BlankQuestion) -> Iterator[Fault]:
    there, here = len(old.blanks.accept), len(new.blanks.accept)
    if there != here:
        yield f"'{old.id}' 发布时有 {there} 个空，这里有 {here} 个", _AGAIN


def _is_unlike(old: Choice, new: Choice) -> bool:
    return folded(old.text) != folded(new.text) and likeness(old.text, new.text) < _SAME


def _choice_faults(new: ChoiceQuestion, old: ChoiceQuestion) -> Iterator[Fault]:
    owners = {folded(choice.text): choice.id for choice in old.choices}
    there = {choice.id: choice for choice in new.choices}
    others = []
    for choice in old.choices:
        now = there.get(choice.id)
        if now is None:
            yield f"'{old.id}' 发布过的选项“{choice.text[:20]}”不见了", f"把它放回来。{_AGAIN}"
        elif (owner := owners.get(folded(now.text), choice.id)) != choice.id:
            reason = f"选项编号 '{choice.id}' 的文字是“{now.text[:20]}”，那是 '{owner}' 的"
            yield reason, "选项换了位置，编号要跟着走：把选项编号清空，程序会按文字认出来。"
        elif choice.correct != now.correct and _is_unlike(choice, now):
            reason = f"'{old.id}' 的选项“{choice.text[:20]}”文字和对错一起改了，成了另一个选项"
            yield reason, f"文字和对错只改一样。{_AGAIN}"
        elif _is_unlike(choice, now):
            others.append(choice.text[:20])
    if len(others) > 1:
        yield f"'{old.id}' 发布过的选项“{'”“'.join(others)}”都换成了别的", f"一次只换一个选项的说法。{_AGAIN}"
