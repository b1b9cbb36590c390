"""The questions that a bank has already: which of them a draft is."""

from collections import defaultdict
from functools import cached_property

from portal.imports.draft import Draft
from portal.imports.ids import fingerprint, fingerprint_of, folded, names_for
from portal.imports.making import Fault, type_of
from portal.model.bank import Bank, BlankQuestion, ChoiceQuestion, Question
from portal.model.likeness import letters


class Known:
    """What a bank holds, and what this import has added so far."""

    def __init__(self, bank: Bank | None) -> None:
        """Take the questions of a bank; none for a unit that has no bank yet."""
        self.questions = bank.questions if bank else ()
        self.by_id = {question.id: question for question in self.questions}
        self._given: dict[str, str] = {}

    @cached_property
    def _by_print(self) -> dict[str, list[Question]]:
        found: defaultdict[str, list[Question]] = defaultdict(list)
        for question in self.questions:
            found[fingerprint_of(question)].append(question)
        return found

    def saying(self, question: Question) -> list[str]:
        """Return the ids of the questions that say exactly the same."""
        return [one.id for one in self._by_print.get(fingerprint_of(question), ())]

    def identify(self, draft: Draft) -> tuple[str, Question | None, Fault | None]:
        """Return the id that a draft has or gets, the bank's question that it is, what is wrong with that."""
        given = draft.id.rpartition("/")[2].strip()
        if given:
            return given, self.by_id.get(given), None
        print_ = _print_of(draft)
        if same := self._by_print.get(print_):
            return same[0].id, same[0], None
        for name in names_for(print_):
            old = self.by_id.get(name)
            if old is None and self._given.setdefault(name, print_) == print_:
                return name, None, None
            if old is not None and not _is_chance(old):
                cure = f"要用文件里的写法更新它，就在编号里填 {name}；要另出一题，就把题干写得和从前不同。"
                return name, old, ("这道题导入以后在题库里改过", cure)
        raise AssertionError(f"no id left for {draft.prompt!r}")

    def reworded(self, question: Question) -> Question | None:
        """Return the question that this one may be, with a short prompt kept and some choices edited."""
        return next(
            (old for old in self._by_prompt.get(letters(question.prompt), ()) if _share(question, old)), None
        )

    @cached_property
    def _by_prompt(self) -> dict[str, list[Question]]:
        found: defaultdict[str, list[Question]] = defaultdict(list)
        for question in self.questions:
            found[letters(question.prompt)].append(question)
        return found


def _print_of(draft: Draft) -> str:
    has_words = type_of(draft) in ("single", "multiple")
    return fingerprint(draft.prompt, [choice.text for choice in draft.choices] if has_words else ())


def _is_chance(old: Question) -> bool:
    """Tell whether a question has its id by right, so that somebody else's print only begins alike."""
    return fingerprint_of(old).startswith(old.id.removeprefix("q-"))


def _share(new: Question, old: Question) -> bool:
    """Tell whether half of the choices read the same; statements and gaps have only their prompt."""
    if not (isinstance(new, ChoiceQuestion) and isinstance(old, ChoiceQuestion)) or "true_false" in (
        new.type, old.type,
    ):  # fmt: skip
        return isinstance(new, BlankQuestion) == isinstance(old, BlankQuestion)
    there = {folded(choice.text) for choice in old.choices}
    return 2 * sum(folded(choice.text) in there for choice in new.choices) >= len(old.choices)
