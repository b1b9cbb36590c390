"""What GIFT and Moodle XML share: where a unit's questions go in Moodle, shares of the mark, notes."""

from collections.abc import Iterator, Sequence

from portal.model.bank import Bank, ChoiceQuestion, Question
from portal.model.catalogue import Catalogue

_SHARES = ("100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10")


def category_of(bank: Bank, catalogue: Catalogue) -> str:
    """Return the path of the category in Moodle's question bank; a slash in a title stands twice."""
    unit = catalogue.unit_of.get(bank.unit_id)
    track = next((track.front.title for track in catalogue.tracks if track.slug == bank.track), bank.track)
    names = ("心育学堂", track, unit.front.title if unit else bank.unit_id)
    return "/".join(("$course$", "top", *(name.replace("/", "//") for name in names)))


def shares_of(question: ChoiceQuestion) -> list[str]:
    """Return the share of the mark that each choice gives, in percent, as Moodle knows them.

    A wrong choice of several takes all marks away, for the portal counts such a question as a whole.
    Moodle knows no eleventh part; eleven right choices get a tenth each.
    """
    if question.type != "multiple":
        return ["100" if choice.correct else "0" for choice in question.choices]
    share = _SHARES[min(len(question.correct_ids), len(_SHARES)) - 1]
    return [share if choice.correct else "-100" for choice in question.choices]


def without_wildcards(answer: str) -> str:
    """Return an accepted answer in which a star is a star; in Moodle it would stand for anything."""
    return answer.replace("*", "\\*")


def notes_left(banks: Sequence[Bank], form: str) -> Iterator[str]:
    """Yield a sentence about what stands in banks for their reviewers alone, if there is any."""
    questions = [question for bank in banks for question in bank.questions if _has_notes(question)]
    if questions:
        names = "allow、reworded、corrected"
        yield f"{len(questions)} 道题写给审稿人的备注（{names}）{form} 放不下，仍在题库里。"


def _has_notes(question: Question) -> bool:
    return bool(question.allow or question.reworded or question.corrected)
