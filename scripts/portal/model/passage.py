"""Every piece of text that readers see, one after the other, with its place and its part."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel

from portal.model.authored import Allowance
from portal.model.bank import Bank, BlankQuestion, Question, texts_of
from portal.model.body import Body
from portal.model.finding import Place
from portal.model.marks import Keys, Marks

Part = Literal["page", "front", "question", "wrong choice", "answer"]
"""page: the Markdown of a page or an included block; front: a value of its front matter; answer: what a gap
accepts; question: anything else of a question but the text of a wrong choice."""

_NOT_READ = ("aliases", "allow", "sources", "status")
_CODE = re.compile(r"(`+)[^`\n]+\1")
_BREAKS = re.compile(
    r"\*\**|~~|==|`"
    r"| (?<=[\u4e00-\u9fff“”*~] )[ \t]*(?=[\u4e00-\u9fff“”*~])"
    r"|\t(?<=[\u4e00-\u9fff“”*~]\t)[ \t]*(?=[\u4e00-\u9fff“”*~])"
    r"|\n(?<=[\u4e00-\u9fff*~]\n)(?=[\u4e00-\u9fff*~])"
)
"""What breaks a phrase for a machine and not for a reader: bold, a stray space, a soft line break.

Every alternative begins with a sign of its own: `re` then leaps from one such sign to the next.
"""


def joined(text: str) -> str:
    """Return a text without what breaks its phrases."""
    return _BREAKS.sub("", text)


@dataclass(frozen=True)
class Passage:
    """A text as written, where it begins, and what in it has been allowed to stand."""

    text: str
    start: Place
    part: Part
    allow: tuple[Allowance, ...] = ()
    allowed_at: Place = field(default_factory=lambda: Place(""))
    """Where `allow` is written."""

    @cached_property  # five rules read it
    def without_code(self) -> str:
        """The text with inline code left blank."""
        return _CODE.sub(lambda match: " " * len(match[0]), self.text) if "`" in self.text else self.text

    @cached_property  # ten rules read it
    def joined(self) -> str:
        """The text without what breaks its phrases; `unjoined` leads back."""
        return joined(self.text)

    def unjoined(self, offset: int) -> int:
        """Return where the character at `offset` of `joined` stands in `text`."""
        for found in _BREAKS.finditer(self.text):
            if found.start() > offset:
                break
            offset += len(found[0])
        return offset

    def place(self, offset: int) -> Place:
        """Return the place of the character at `offset`; front matter and banks know only the start."""
        if self.part != "page":
            return self.start
        line = self.text.count("\n", 0, offset)
        column = offset - (self.text.rfind("\n", 0, offset) + 1)
        return Place(self.start.path, self.start.line + line, column + 1)


def _strings(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Yield (key path, text) of every text in a front matter."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if keys or key not in _NOT_READ:
                yield from _strings(inner, (*keys, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _strings(inner, (*keys, number))


def of_page(front: BaseModel, body: Body, marks: Marks) -> Iterator[Passage]:
    """Yield the front matter's texts, then the page's Markdown with fenced code left blank."""
    allow, allowed_at = getattr(front, "allow", ()), marks.at("allow")
    for keys, text in _strings(front.model_dump(exclude_defaults=True)):
        yield Passage(text, marks.at(*keys), "front", allow, allowed_at)
    yield Passage(body.prose, Place(marks.path, body.line), "page", allow, allowed_at)


def _is_wrong_choice(question: Question, keys: Keys) -> bool:
    if isinstance(question, BlankQuestion) or keys[-1] != "text":
        return False
    return not question.choices[int(keys[1])].correct


def of_includes(includes: Mapping[str, Body]) -> Iterator[Passage]:
    """Yield the blocks that pages include."""
    for name, body in includes.items():
        yield Passage(body.prose, Place(f"docs/_includes/{name}", body.line), "page")


def of_bank(bank: Bank) -> Iterator[Passage]:
    """Yield the texts of all questions that are not retired."""
    for number, question in bank.numbered():
        if question.status == "retired":
            continue
        for keys, text in texts_of(question):
            part: Part = "wrong choice" if _is_wrong_choice(question, keys) else "question"
            place = bank.marks.at("questions", number, *keys)
            allowed_at = bank.marks.at("questions", number, "allow")
            yield Passage(text, place, part, question.allow, allowed_at)
        if isinstance(question, BlankQuestion):
            place, allowed_at = (bank.marks.at("questions", number, key) for key in ("blanks", "allow"))
            for accepted in (text for gap in question.blanks.accept for text in gap):
                yield Passage(accepted, place, "answer", question.allow, allowed_at)
