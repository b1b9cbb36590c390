"""Q118: over a track, neither the number of right choices nor the answer to a statement can be guessed."""

from collections import Counter
from collections.abc import Iterator

from portal.model.bank import ChoiceQuestion
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.track import Track

CODE = "Q118"
TITLE = "一条轨道里，多选的正确个数、判断的答案不老是一样"
WHY = "多选总是选三个，判断多半选“错”，做过两个单元的人就看出来了。"

FEWEST = 10
"""Questions of a type in a track from which on they are counted."""
MOST_ALIKE = 0.7
"""Share of the multiple questions that may have the same number of right choices."""
MOST_ONE_WAY = 0.65
"""Share of the statements that may have the same answer."""


def _findings(track: Track, questions: list[ChoiceQuestion]) -> Iterator[Finding]:
    place = track.marks.at("modules")
    numbers = Counter(len(one.correct_ids) for one in questions if one.type == "multiple")
    answers = Counter(
        choice.text
        for one in questions
        if one.type == "true_false"
        for choice in one.choices
        if choice.correct
    )
    for counted, most, reason, cure in (
        (
            numbers,
            MOST_ALIKE,
            "{all} 道多选里有 {often} 道恰好 {what} 个正确",
            "给其中几道加一个或减一个正确的选项。",
        ),
        (answers, MOST_ONE_WAY, "{all} 道判断里有 {often} 道答“{what}”", "改写几道的说法，让它的答案相反。"),
    ):
        what, often = counted.most_common(1)[0] if counted else ("", 0)
        if counted.total() >= FEWEST and often > most * counted.total():
            told = reason.format(all=counted.total(), often=often, what=what)
            yield Finding(place, CODE, told, cure)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each track whose multiple questions or statements are too much alike."""
    for track in catalogue.tracks:
        banks = [bank for bank in catalogue.banks if bank.track == track.slug]
        questions = [one for bank in banks for one in bank.published if isinstance(one, ChoiceQuestion)]
        yield from _findings(track, questions)
