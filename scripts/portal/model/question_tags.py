"""What a question says of itself, as tags that Moodle keeps: `难度:2`, `目标:five-minute-talk`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from portal.model.bank import KINDS, Question
from portal.model.question_sheet import STATUSES
from portal.model.question_words import difficulty_of, status_of, type_of

_KEYS = {
    "目标": "objective", "objective": "objective", "知识点": "objective",
    "难度": "difficulty", "difficulty": "difficulty",
    "状态": "status", "status": "status",
    "题型": "type", "type": "type",
    "替代": "replaces", "replaces": "replaces",
}  # fmt: skip
_TAG = re.compile(r"([^:：=]{1,20})[:：=](.*)", re.DOTALL)


@dataclass(frozen=True)
class Told:
    """What the tags of a question tell."""

    objective: str = ""
    difficulty: int | None = None
    status: str = ""
    type: str = ""
    replaces: str = ""


def tags_of(question: Question) -> tuple[str, ...]:
    """Return the tags of a question; each has at most 50 characters, as Moodle wants it."""
    replaces = (f"替代:{question.replaces}",) if question.replaces else ()
    return (
        f"目标:{question.objective}",
        f"难度:{question.difficulty}",
        f"状态:{STATUSES[question.status]}",
        f"题型:{KINDS[question.type]}",
        *replaces,
    )


def told_by(tags: Iterable[str]) -> Told:
    """Return what tags tell; tags of another kind, and values that nobody knows, tell nothing."""
    found: dict[str, str] = {}
    for tag in tags:
        match = _TAG.fullmatch(tag.strip())
        key = _KEYS.get(match[1].strip().lower()) if match else None
        if match and key:
            found.setdefault(key, match[2].strip())
    kind = type_of(found.get("type", ""))
    return Told(
        found.get("objective", ""),
        difficulty_of(found.get("difficulty", "")),
        status_of(found.get("status", "")) or "",
        kind if kind in KINDS else "",
        found.get("replaces", ""),
    )
