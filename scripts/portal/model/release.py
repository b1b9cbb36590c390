"""What a release published: every address and every question with its key; the next one is held to it.

The site carries its own (`assets/release.json`), so whoever has a published `site/` can compare with it.
"""

import json
import re
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final, Literal
from zlib import crc32

from pydantic import BaseModel, ConfigDict, Field

from portal.model.authored import Status
from portal.model.bank import BlankQuestion, Question
from portal.model.blueprint import BlueprintFront
from portal.model.catalogue import Catalogue, Page
from portal.model.lesson import Lesson
from portal.model.pass_rules import all_rules
from portal.model.standing import PassRules
from portal.model.unit import Unit

RELEASE_PATH = "assets/release.json"
"""Where the site carries it."""

SCHEMA: Final = "portal-release/1"

_SENTENCE = re.compile(r"[^。！？；\n]+")
_SKETCHED = 64
"""Sentences by which two texts are compared: their shared part is told to about 6 in 100."""


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class PageFacts(_Facts):
    """A page as it was published."""

    path: str
    """From the project's root, such as `docs/certificates/c/first-response.md`."""
    kind: Literal["track", "unit", "grade", "lesson", "guide", "calendar", "terms"]
    id: str = ""
    """Of a unit or lesson: what records hold."""
    title: str
    status: Status
    revision: int = 1
    changes: dict[int, str] = {}
    """Revision → what it changed, as its author told it."""
    aliases: tuple[str, ...] = ()
    """Addresses that lead to it, without slashes at the ends."""
    digest: str
    """Of everything that readers see."""
    sketch: str = ""
    """The smallest check values of its sentences, 8 hexadecimal digits each (Broder 1997)."""


class QuestionFacts(_Facts):
    """A question as it was published."""

    path: str
    """Of its bank, from the project's root."""
    type: Literal["single", "multiple", "true_false", "blank"]
    status: Status
    prompt: str
    explanation: str
    choices: dict[str, str] = {}
    """Choice id → its text."""
    correct: tuple[str, ...] = ()
    feedback: dict[str, str] = {}
    """Choice id → its feedback."""
    accept: tuple[tuple[str, ...], ...] = ()
    """Accepted answers of each gap."""
    replaces: str | None = None
    reworded: str | None = None
    corrected: str | None = None
    """The day of the last correction and what was told of it."""

    @property
    def key(self) -> Any:
        """What is right: choice ids, or the texts that each gap takes, in an order that says nothing."""
        return {*self.correct}, [{*gap} for gap in self.accept]


class ExamFacts(_Facts):
    """A mock exam as it was published."""

    title: str
    count: int
    minutes: int
    pass_percent: int
    digest: str
    """Of everything that its blueprint asks."""


class Release(_Facts):
    """Everything that a release published, retired content with its status; nothing of drafts."""

    schema_: Literal["portal-release/1"] = Field(default=SCHEMA, alias="schema")
    release: str
    pages: dict[str, PageFacts]
    """Address below the site, such as `certificates/c/first-response/` → page."""
    questions: dict[str, QuestionFacts]
    """Full question id → question."""
    shared: dict[str, str] = {}
    """Name of a block that pages include, such as `help.md` → its fingerprint."""
    rules: dict[str, str] = {}
    """Name of pass rules, such as `c/1` → the fingerprint of what they ask for."""
    exams: dict[str, ExamFacts] = {}
    """Slug of a track → its mock exam."""

    def as_text(self) -> str:
        """Return it as JSON, the same bytes for the same content."""
        data = self.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {"schema": SCHEMA}
        return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=0)

    @cached_property  # every rule that compares asks for each address
    def lead(self) -> dict[str, str]:
        """Every address that opens, those of old → the address of the page that it leads to."""
        old = {f"{alias}/": address for address, page in self.pages.items() for alias in page.aliases}
        return old | {address: address for address in self.pages}


def address_of(path: str) -> str:
    """Return where the site shows the page of a file: `docs/a/b.md` → `a/b/`, `docs/index.md` → ``."""
    stem = path.removeprefix("docs/").removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"


_NOT_SEEN = {"status", "revision", "changes", "allow", "aliases", "release", "order"}
"""Fields that change nothing on the page itself."""


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _sketch(texts: list[str]) -> str:
    """Return the bottom sketch of the sentences of some texts."""
    found = {
        crc32(re.sub(r"\W", "", sentence).encode())
        for text in texts
        for sentence in _SENTENCE.findall(text)
        if re.search(r"\w", sentence)
    }
    return "".join(f"{value:08x}" for value in sorted(found)[:_SKETCHED])


def kept_share(old: str, new: str) -> float:
    """Return which share of the sentences of two sketched texts stands in both, 0 to 1."""
    first, second = ({text[at : at + 8] for at in range(0, len(text), 8)} for text in (old, new))
    both = sorted(first | second)[:_SKETCHED]
    return sum(value in first and value in second for value in both) / len(both) if both else 1.0


def _kind(page: Page) -> Any:
    return type(page).__name__.lower()


def digest_of(page: Page) -> str:
    """Return a fingerprint of what the author of a page wrote and readers see."""
    return _digest([page.front.model_dump(mode="json", exclude=_NOT_SEEN), page.body.markdown])


def page_facts(page: Page) -> PageFacts:
    """Return a page as a release holds it."""
    front = page.front
    return PageFacts(
        path=page.marks.path,
        kind=_kind(page),
        id=page.id if isinstance(page, Unit | Lesson) else "",
        title=front.title,
        status=front.status,
        revision=getattr(front, "revision", 1),
        changes={change.revision: change.text for change in getattr(front, "changes", ())},
        aliases=front.aliases,
        digest=digest_of(page),
        sketch=_sketch([page.body.prose]) if isinstance(page, Unit | Lesson) else "",
    )


def question_facts(path: str, question: Question) -> QuestionFacts:
    """Return a question of the bank at a path as a release holds it."""
    facts: dict[str, Any] = {
        "path": path,
        "type": question.type,
        "status": question.status,
        "prompt": question.prompt,
        "explanation": question.explanation,
        "replaces": question.replaces,
        "reworded": question.reworded,
        "corrected": question.corrected and f"{question.corrected.date} {question.corrected.text}",
    }
    if isinstance(question, BlankQuestion):
        return QuestionFacts(**facts, accept=question.blanks.accept)
    return QuestionFacts(
        **facts,
        choices={choice.id: choice.text for choice in question.choices},
        correct=question.correct_ids,
        feedback={choice.id: choice.feedback for choice in question.choices if choice.feedback},
    )


def rules_digest(rules: PassRules) -> str:
    """Return a fingerprint of what pass rules ask for; how a piece of practice is called is no part of it."""
    return _digest([
        rules.pass_percent, rules.hours, rules.mock_exam, rules.mock_exam != "none" and rules.mock_percent,
        rules.assessment, sorted(work.id for work in rules.practice), sorted(rules.requires),
    ])  # fmt: skip


def exam_facts(front: BlueprintFront) -> ExamFacts:
    """Return a mock exam as a release holds it."""
    kept = front.model_dump(include={"title", "minutes", "pass_percent"})
    digest = _digest(front.model_dump(mode="json", exclude={"status", "revision"}))
    return ExamFacts(**kept, count=front.count, digest=digest)


def release_of(catalogue: Catalogue, known: Mapping[str, PageFacts] = MappingProxyType({})) -> Release:
    """Return what the catalogue publishes. Drafts are left out: nobody has seen them.

    `known`: path from the project's root → the facts of that page, where somebody has them already.
    """
    return Release(
        release=catalogue.release,
        pages={
            address_of(marks.path): known.get(marks.path) or page_facts(page)
            for page, _, marks in catalogue.pages()
            if page.front.status != "draft"
        },
        questions={
            full_id: question_facts(bank.marks.path, question)
            for full_id, (bank, question) in catalogue.question_of.items()
            if question.status != "draft"
        },
        shared={
            name: _digest(body.markdown) for name, body in catalogue.includes.items() if name.endswith(".md")
        },
        rules={name: rules_digest(rules) for name, (_, rules) in all_rules(catalogue).items()},
        exams={track: exam_facts(one.front) for track, one in catalogue.published_exams.items()},
    )
