"""Q113: no two questions ask nearly the same, in one bank or in two."""

from collections import defaultdict
from collections.abc import Iterator

from portal.checks.sameness import containment, letters, shingles
from portal.model.bank import Bank, Question
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q113"
TITLE = "没有两道题的题干几乎一样"
WHY = "同一句话问两次，题数多了，学到的没有多；模拟考还可能抽到两道一样的。"

MOST = 0.75
SHORTEST = 12
"""Letters from which on a prompt says something of its own; “哪一句更合适？” may come again."""
_RUN = 3


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding, at the second question, for each pair of prompts that are nearly the same."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    known: list[tuple[Bank, Question, frozenset[str]]] = []
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            words = letters(question.prompt)
            if question.status != "published" or len(words) < SHORTEST:
                continue
            runs = shingles(words, _RUN)
            for other in sorted({position for run in runs for position in holders[run]}):
                other_bank, other_question, other_runs = known[other]
                longer = max(len(runs), len(other_runs))
                if containment(runs, other_runs) * min(len(runs), len(other_runs)) > MOST * longer:
                    reason = f"题干和 {other_bank.marks.path} 的 '{other_question.id}' 几乎一样"
                    place = bank.marks.at("questions", number, "prompt")
                    yield Finding(place, CODE, reason, "换一个情境或换一问；重复的那道改成 retired。")
            for run in runs:
                holders[run].append(len(known))
            known.append((bank, question, runs))
