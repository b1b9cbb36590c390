"""Q103: no two choices of a question read the same; mkdocs-quiz would mark both as correct."""

import re
from collections.abc import Iterator

from portal.model.bank import ChoiceQuestion
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.normaliser import normalise

CODE = "Q103"
TITLE = "同一道题的选项文字各不相同"
WHY = "两个选项读起来一样，却一对一错，答错不怪学员。"
ALONE = True

_SIGNS = re.compile(r"[*_`~]")
"""Signs of emphasis, which the reader does not see as different words."""


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each choice that reads like an earlier one."""
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            if not isinstance(question, ChoiceQuestion):
                continue
            seen: dict[str, str] = {}
            for position, choice in enumerate(question.choices):
                other = seen.setdefault(normalise(_SIGNS.sub("", choice.text)), choice.id)
                if other != choice.id:
                    place = bank.marks.at("questions", number, "choices", position, "text")
                    reason = f"题目 '{question.id}' 的选项 '{choice.id}' 和 '{other}' 文字一样"
                    yield Finding(place, CODE, reason, "改写其中一个，标点、空格和加粗的差别不算。")
