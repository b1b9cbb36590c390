"""Proves that no question of a private bank is or was on the site: by id, by wording and by its choices."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.model.bank import Bank, BlankQuestion, Question
from portal.model.finding import Finding
from portal.model.likeness import PROMPT_MOST, letters, prompt_runs

CODE = "A201"


@dataclass(frozen=True)
class PublicQuestion:
    """A question that learners can see, or could at some time."""

    place: str
    """Where it was found, as people look it up: quizzes/c/first.yml:12:5, site/assets/release.json …"""
    id: str
    """Full id; empty where it is not known."""
    prompt: str
    choices: tuple[str, ...] = ()


def of_bank(bank: Bank, question: Question, place: str) -> PublicQuestion:
    """Return a question of a bank as what may not be private as well."""
    shown = () if isinstance(question, BlankQuestion) else tuple(choice.text for choice in question.choices)
    return PublicQuestion(place, bank.full_id(question), question.prompt, shown)


@dataclass(frozen=True)
class _Own:
    """A private question, and what others are compared with."""

    bank: Bank
    number: int
    question: Question
    asked: PublicQuestion


def _choice_runs(question: PublicQuestion) -> frozenset[str]:
    return prompt_runs("".join(sorted(question.choices)))


def _whole(question: PublicQuestion) -> tuple[str, ...]:
    return (letters(question.prompt), *sorted(map(letters, question.choices)))


class Watch:
    """Compares questions of the site, one after the other, with all private ones."""

    def __init__(self, banks: Iterable[Bank]) -> None:
        """Guard every question of private banks, drafts and retired ones too."""
        self._own = [
            _Own(bank, number, question, of_bank(bank, question, ""))
            for bank in banks
            for number, question in bank.numbered()
        ]
        self._ids = {one.asked.id: one for one in self._own}
        self._words = {_whole(one.asked): one for one in self._own}
        self._prompts = _Index([prompt_runs(one.asked.prompt) for one in self._own])
        self._choices = _Index([_choice_runs(one.asked) for one in self._own])
        self._told: set[tuple[str, str]] = set()

    def findings(self, public: PublicQuestion) -> Iterator[Finding]:
        """Yield a finding for each private question that this one gives away, once for each place."""
        for own, reason in self._like(public):
            if (own.asked.id, public.place) not in self._told:
                self._told.add((own.asked.id, public.place))
                place = own.bank.marks.at("questions", own.number, "prompt")
                cure = "另写一道没有公开过的题；这一道放回网站的题库，当练习用。"
                told = f"题目 '{own.question.id}' {reason}：{public.place}"
                yield Finding(place, CODE, told, cure)

    def _like(self, public: PublicQuestion) -> Iterator[tuple[_Own, str]]:
        if same := self._words.get(_whole(public)):
            yield same, "和公开的题一字不差"
        for number in self._prompts.like(prompt_runs(public.prompt)):
            yield self._own[number], "的题干和公开的题几乎一样"
        for number in self._choices.like(_choice_runs(public)):
            yield self._own[number], "的选项和公开的题几乎一样"
        if public.id in self._ids:
            yield self._ids[public.id], "的编号和公开的题一样"


class _Index:
    """Finds the sets that share most of their members with another, without comparing it with each."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        self._sets = sets
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, runs in enumerate(sets):
            for run in runs:
                self._holders[run].append(number)

    def like(self, runs: frozenset[str]) -> Iterator[int]:
        counts = Counter(number for run in runs for number in self._holders.get(run, ()))
        for number, common in sorted(counts.items()):
            if common > PROMPT_MOST * max(len(runs), len(self._sets[number])):
                yield number
