"""What a release published: every address and every question with its key; the next one is held to it.

The site carries its own (`assets/release.json`), so whoever has a published `site/` can compare with it.
"""

import json
from hashlib import sha256
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from portal.model.authored import Status
from portal.model.bank import BlankQuestion, Question
from portal.model.catalogue import Catalogue, Page
from portal.model.lesson import Lesson
from portal.model.unit import Unit

RELEASE_PATH = "assets/release.json"
"""Where the site carries it."""


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class PageFacts(_Facts):
    """A page as it was published."""

    path: str
    """From the project's root, such as `docs/certificates/c/first-response.md`."""
    kind: Literal["track", "unit", "grade", "lesson", "guide", "calendar"]
    id: str = ""
    """Of a unit or lesson: what records hold."""
    title: str
    status: Status
    revision: int = 1
    changes: dict[int, str] = {}
    """Revision → what it changed, as its author told it."""
    digest: str
    """Of everything that readers see."""


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


class Release(_Facts):
    """Everything that a release published, retired and draft content with its status."""

    release: str
    pages: dict[str, PageFacts]
    """Address below the site, such as `certificates/c/first-response/` → page."""
    questions: dict[str, QuestionFacts]
    """Full question id → question."""

    def as_text(self) -> str:
        """Return it as JSON, the same bytes for the same content."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, indent=0)


def address_of(path: str) -> str:
    """Return where the site shows the page of a file: `docs/a/b.md` → `a/b/`, `docs/index.md` → ``."""
    stem = path.removeprefix("docs/").removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _kind(page: Page) -> Any:
    return type(page).__name__.lower()


def _page_facts(page: Page) -> PageFacts:
    front = page.front
    seen = front.model_dump(mode="json", exclude={"status", "revision", "changes", "allow", "release"})
    return PageFacts(
        path=page.marks.path,
        kind=_kind(page),
        id=page.id if isinstance(page, Unit | Lesson) else "",
        title=front.title,
        status=front.status,
        revision=getattr(front, "revision", 1),
        changes={change.revision: change.text for change in getattr(front, "changes", ())},
        digest=_digest([seen, page.body.markdown]),
    )


def _question_facts(path: str, question: Question) -> QuestionFacts:
    facts: dict[str, Any] = {
        "path": path,
        "type": question.type,
        "status": question.status,
        "prompt": question.prompt,
        "explanation": question.explanation,
        "replaces": question.replaces,
    }
    if isinstance(question, BlankQuestion):
        return QuestionFacts(**facts, accept=question.blanks.accept)
    return QuestionFacts(
        **facts,
        choices={choice.id: choice.text for choice in question.choices},
        correct=question.correct_ids,
        feedback={choice.id: choice.feedback for choice in question.choices if choice.feedback},
    )


def release_of(catalogue: Catalogue) -> Release:
    """Return what the catalogue publishes. Drafts are left out: nobody has seen them."""
    return Release(
        release=catalogue.release,
        pages={
            address_of(marks.path): _page_facts(page)
            for page, _, marks in catalogue.pages()
            if page.front.status != "draft"
        },
        questions={
            full_id: _question_facts(bank.marks.path, question)
            for full_id, (bank, question) in catalogue.question_of.items()
            if question.status != "draft"
        },
    )
