"""Q105: every objective of a unit is asked by at least one published question."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q105"
TITLE = "单元的每个目标至少有一道已发布的题"
WHY = "没有题问到的目标，学没学会谁也不知道。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each objective that no published question asks."""
    for unit in catalogue.units:
        bank = catalogue.bank_of.get(unit.id)
        if bank is None:
            continue
        wanted = bank.questions if unit.front.status == "draft" else bank.published
        asked = {question.objective for question in wanted}
        for objective in unit.front.objectives:
            if objective not in asked:
                place = unit.marks.at("objectives", objective)
                cure = f"在 {bank.marks.path} 里加一道 objective: {objective} 的题，或删掉这个目标。"
                yield Finding(place, CODE, f"目标 '{objective}' 没有题", cure)
