"""Q104: the objective of a question is one of its unit's."""

from collections.abc import Iterator
from difflib import get_close_matches

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q104"
TITLE = "题目的目标是本单元的目标"
WHY = "目标写错，这道题的对错就算不到任何一个目标上。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each question that asks an objective its unit does not have."""
    for bank in catalogue.banks:
        unit = catalogue.unit_of.get(bank.unit_id)
        if unit is None:
            continue
        known = list(unit.front.objectives)
        for number, question in bank.numbered():
            if question.objective not in known:
                near = get_close_matches(question.objective, known, 1)
                cure = f"是不是 '{near[0]}'？" if near else ""
                place = bank.marks.at("questions", number, "objective")
                reason = f"题目 '{question.id}' 的目标 '{question.objective}' 不在单元里"
                yield Finding(place, CODE, reason, f"{cure}单元的目标有：{'、'.join(known)}。")
