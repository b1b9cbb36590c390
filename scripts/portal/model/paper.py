"""A paper of a formal assessment, `portal-paper/1`: questions to answer, nothing that helps to answer them.

It has no member for a key, feedback, an explanation or a difficulty. Locked, it is `portal-locked-paper/1`.
The same forms are read by `overrides/assets/javascripts/core/paper.js`; `tests/contracts/paper.json` holds
the two together.
"""

import json
import re
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints, model_validator

from portal.model.authored import SLUG, Authored, Slug
from portal.model.record import Name, QuestionId, Time

SCHEMA: Final = "portal-paper/1"
LOCKED_SCHEMA: Final = "portal-locked-paper/1"

GAP_HTML = "<u></u>"
"""A gap in the HTML of a prompt: an empty underline, which is never anything else; the first one is gap 1."""

ALLOWED_TAGS = frozenset(
    {"p", "strong", "em", "code", "pre", "ul", "ol", "li", "br", "blockquote", "u", "img",
     "table", "thead", "tbody", "tr", "th", "td"}
)  # fmt: skip
"""All that the HTML of a paper may be made of; `img` alone has attributes: `alt`, and `src` with `data:`."""

MOST_QUESTIONS = 400
MOST_GAPS = 12
MOST_HTML = 4_000_000

PaperId = Annotated[str, StringConstraints(pattern=SLUG, max_length=56)]
Recipient = Annotated[str, StringConstraints(pattern=r"^age1[02-9ac-hj-np-z]{58}$")]
Base64Url = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")]
Html = Annotated[str, StringConstraints(min_length=1, max_length=MOST_HTML)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Candidate(Authored):
    """Somebody who is to be assessed."""

    number: Annotated[Name, Field(min_length=1)]
    """As the list of candidates has it; what tells two people with one name apart."""
    name: Annotated[Name, Field(min_length=1)]
    school: Name = ""


class PaperChoice(Authored):
    """A choice, in the order of this paper; its id is the bank's."""

    id: Slug
    html: Html


_Choices = Annotated[tuple[PaperChoice, ...], Field(strict=False, min_length=2, max_length=12)]


class PaperQuestion(Authored):
    """A question as it is asked: it has choices, or gaps."""

    id: QuestionId
    type: Literal["single", "multiple", "true_false", "blank"]
    points: Literal[1] = 1
    prompt_html: Html
    choices: _Choices | None = None
    gaps: Annotated[int, Field(ge=1, le=MOST_GAPS)] | None = None

    @model_validator(mode="after")
    def _fits(self) -> "PaperQuestion":
        is_blank = self.type == "blank"
        if is_blank != (self.gaps is not None) or is_blank == (self.choices is not None):
            raise ValueError("a blank question has gaps, any other has choices")
        if len(re.findall(GAP_HTML, self.prompt_html)) != (self.gaps or 0):
            raise ValueError("the prompt does not have as many gaps as the question")
        return self


class Paper(Authored):
    """What one candidate, or all who sit one form, get to see."""

    schema_: Annotated[Literal["portal-paper/1"], Field(alias="schema")] = SCHEMA
    id: PaperId
    """`<assessment>-<form>` or `<assessment>-<8 random letters>`: it says nothing about a person."""
    title: Words
    track: Slug
    minutes: Annotated[int, Field(ge=1, le=600)]
    pass_percent: Annotated[int, Field(ge=1, le=100)]
    opens: Time | None = None
    closes: Time | None = None
    made: Time
    release: Annotated[str, StringConstraints(max_length=40)]
    """Of the site when the paper was made."""
    recipient: Recipient
    """To whom answers are sealed."""
    instructions: Annotated[str, StringConstraints(max_length=4000)]
    """What a candidate reads before beginning: plain text, one paragraph a line."""
    candidate: Candidate | None = None
    form: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")] | None = None
    questions: Annotated[
        tuple[PaperQuestion, ...], Field(strict=False, min_length=1, max_length=MOST_QUESTIONS)
    ]

    @model_validator(mode="after")
    def _asks_once(self) -> "Paper":
        ids = [question.id for question in self.questions]
        if len(ids) != len(set(ids)):
            raise ValueError("a question stands twice in the paper")
        return self

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON values; members that it does not have are left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical text, 64 hexadecimal digits: answers say which paper they answer."""
        return sha256(canonical_text(self.as_data()).encode()).hexdigest()


class Kdf(Authored):
    """How the key of a locked paper is made from the opening code."""

    name: Literal["scrypt"]
    n: Literal[32768]
    r: Literal[8]
    p: Literal[1]
    salt: Annotated[Base64Url, Field(min_length=22, max_length=22)]
    """16 bytes; all papers of one sitting may share it, as they share the code."""


class LockedPaper(Authored):
    """A paper that opens only with the code which is given out at the hour."""

    schema_: Annotated[Literal["portal-locked-paper/1"], Field(alias="schema")] = LOCKED_SCHEMA
    id: PaperId
    title: Words
    kdf: Kdf
    nonce: Annotated[Base64Url, Field(min_length=16, max_length=16)]
    """12 bytes, never the same twice under one key."""
    data: Annotated[Base64Url, Field(min_length=24, max_length=90_000_000)]
    """The canonical text of the paper, encrypted, with the tag of Poly1305 at its end."""

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return self.model_dump(mode="json", by_alias=True)


def canonical_text(data: Any) -> str:
    """Return JSON with sorted keys, no spaces and non-ASCII characters as they are.

    Papers hold texts, whole numbers, lists and mappings with ASCII keys, so Python and JavaScript agree.
    """
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
