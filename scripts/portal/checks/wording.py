"""Rules that are lists of words: `wording.yml` → one rule for each of its entries.

Phrases are found through bold, stray spaces and line breaks. Two things excuse one. A negation, where
the entry says so: “不承诺绝对保密” promises nothing. And an `allow` of the page or question, with the
passage word for word and a reason that a reviewer can judge. All rules search the texts together, once.
"""

import re
import weakref
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from portal.checks.sieve import Sieve
from portal.model.authored import Allowance
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.passage import Passage, joined

_CLAUSE = re.compile(r"[，。；！？：、\n|（）]")
_NEGATION = re.compile(
    r"不(?![同少仅但管论])|(?<![特分性级区告类差个])别(?![人的处])|没|勿|避免|禁止|拒绝|取消|反对"
)
_NO_NEGATION = re.compile(
    r"(?:不用|不要|别|不必)(?:担心|害怕|怕|着急|急|紧张|难过)|没(?:关系|事)|(?:不收|免)费|[不没][^不没别要能可应该叫当把]{1,4}的"
)
"""What holds “不” or “没” and denies nothing: 别担心, 没关系, 不听话的."""


class Wording(BaseModel):
    """An entry of `wording.yml`: what must not be written, why, and what to write instead."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    code: str
    title: str
    why: str
    cure: str
    negation: Literal["none", "before", "within"]
    """Whether “不”, “别” … excuse a match: never, before it in its clause, or inside it too."""
    wrong_choices: bool
    """Whether wrong choices are searched; they are bad examples by their nature."""
    patterns: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All patterns as one."""
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.patterns))

    def _is_negated(self, text: str, match: re.Match[str]) -> bool:
        if self.negation == "none":
            return False
        clause = _CLAUSE.split(text[max(0, match.start() - 30) : match.start()])[-1]
        clause = _NO_NEGATION.sub("", clause)
        return bool(_NEGATION.search(clause + (match[0] if self.negation == "within" else "")))

    def searched(self, passage: Passage) -> str:
        """Return the text of a passage as this rule reads it."""
        return passage.joined

    def written(self, text: str) -> str:
        """Return the text of an `allow` in the same form."""
        return joined(text)

    def place(self, passage: Passage, offset: int) -> Place:
        """Return the place of the character at `offset` of what was searched."""
        return passage.place(passage.unjoined(offset))

    def applies(self, passage: Passage) -> bool:
        """Tell whether this part of a page or question is searched at all."""
        return self.wrong_choices or passage.part != "wrong choice"

    def matches(self, passage: Passage, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield what is wrong in a passage, or in a part of its text, before any `allow` is looked at."""
        if self.applies(passage):
            text = self.searched(passage)
            found = self.pattern.finditer(text, start, len(text) if end is None else end)
            yield from (match for match in found if not self._is_negated(text, match))

    def allows(self, passage: Passage, match: re.Match[str], allow: Iterable[Allowance]) -> bool:
        """Tell whether one of the allowances covers the whole match."""
        text = self.searched(passage)
        for words in (self.written(allowance.text) for allowance in allow):
            start = text.find(words)
            while start >= 0:
                if start <= match.start() and match.end() <= start + len(words):
                    return True
                start = text.find(words, start + 1)
        return False

    def check(self, catalogue: Catalogue) -> Iterator[Finding]:
        """Yield a finding for each match that nothing excuses."""
        for passage, match in _found_in(catalogue)[self.code]:
            if not self.allows(passage, match, passage.allow):
                reason = f"“{match[0].strip()}”：{self.title}"
                yield Finding(self.place(passage, match.start()), self.code, reason, self.cure)


class Setting(Wording):
    """An entry about signs and names: the text is searched as it is written, without code and answers."""

    def searched(self, passage: Passage) -> str:
        """Return the text as written."""
        return passage.without_code

    def written(self, text: str) -> str:
        """Return the text of an `allow` as it is."""
        return text

    def place(self, passage: Passage, offset: int) -> Place:
        """Return the place of the character at `offset`."""
        return passage.place(offset)

    def applies(self, passage: Passage) -> bool:
        """Tell whether it is text that somebody set: what a gap accepts is not."""
        return passage.part != "answer"


def _rules() -> Iterator[Wording]:
    text = (files(__package__) / "wording.yml").read_text("utf-8")
    for entry in yaml.load(text, Loader=yaml.CSafeLoader):
        yield (Wording if entry["code"].startswith("S") else Setting).model_validate(entry)


WORDINGS: tuple[Wording, ...] = tuple(_rules())
"""Every entry of `wording.yml`."""

_RULE_OF = {words.code: words for words in WORDINGS}


@cache  # a run that knows all findings searches nothing
def _sieves() -> tuple[Sieve, Sieve]:
    """Return the sieves of the rules about phrases, and of those about signs and names."""
    settings = {words.code: words.pattern for words in WORDINGS if isinstance(words, Setting)}
    phrases = {words.code: words.pattern for words in WORDINGS if not isinstance(words, Setting)}
    return Sieve(phrases), Sieve(settings)


def matches_in(passage: Passage) -> Iterator[tuple[Wording, re.Match[str]]]:
    """Yield what is wrong in a passage by any of the rules, before any `allow` is looked at."""
    for sieve, text in zip(_sieves(), (passage.joined, passage.without_code), strict=True):
        for code, start, end in sieve.lines(text):
            for match in _RULE_OF[code].matches(passage, start, end):
                yield _RULE_OF[code], match


_Matches = defaultdict[str, list[tuple[Passage, re.Match[str]]]]
_found: weakref.WeakValueDictionary[str, Catalogue] = weakref.WeakValueDictionary()
_matches: _Matches = defaultdict(list)


def _found_in(catalogue: Catalogue) -> _Matches:
    """Return code → matches in a catalogue; kept until another one is searched."""
    if _found.get("last") is not catalogue:
        _matches.clear()
        for passage in catalogue.passages:
            for words, match in matches_in(passage):
                _matches[words.code].append((passage, match))
        _found["last"] = catalogue
    return _matches
