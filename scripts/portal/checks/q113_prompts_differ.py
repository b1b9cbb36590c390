"""Q113: no two questions ask nearly the same, in one bank or in two."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.likeness import prompt_runs, twins

CODE = "Q113"
TITLE = "没有两道题的题干几乎一样"
WHY = "同一句话问两次，题数多了，学到的没有多；模拟考还可能抽到两道一样的。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding, at the second question, for each pair of prompts that are nearly the same."""
    asked = [
        (bank, number, question)
        for bank in catalogue.banks
        for number, question in bank.numbered()
        if question.status == "published"
    ]
    for position, other in twins([prompt_runs(question.prompt) for _, _, question in asked]):
        other_bank, _, other_question = asked[other]
        bank, number, _ = asked[position]
        reason = f"题干和 {other_bank.marks.path} 的 '{other_question.id}' 几乎一样"
        place = bank.marks.at("questions", number, "prompt")
        yield Finding(place, CODE, reason, "换一个情境或换一问；多出来的那道删掉，发布过的就停用。")
