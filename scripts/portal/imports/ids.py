"""Permanent ids: made once from what a question says, so that the same file twice is the same question."""

import re
from base64 import b32encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from portal.imports.draft import DraftChoice
from portal.model.bank import BlankQuestion, Choice, Question
from portal.model.normaliser import normalise

_EMPHASIS = re.compile(r"\*\*|~~")
_FOLDER = re.compile(r"(!\[[^\]]*\]\()[^)]*/")
"""What stands before the name of a picture: files name it bare, banks with its folder."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 8
_LONGEST = 32


def folded(text: str) -> str:
    """Return the form in which two texts of questions are compared: emphasis and spaces do not count."""
    return normalise(_FOLDER.sub(r"\1", _EMPHASIS.sub("", text)))


def fingerprint(prompt: str, choices: Iterable[str]) -> str:
    """Return base32 letters made from what a question says; the order of its choices does not count."""
    said = "\x1f".join([folded(prompt), *sorted(map(folded, choices))])
    return b32encode(sha256(said.encode()).digest()).decode().lower()


def fingerprint_of(question: Question) -> str:
    """Return the fingerprint of a question of a bank; its key and its accepted answers do not count."""
    if isinstance(question, BlankQuestion) or question.type == "true_false":
        return fingerprint(question.prompt, ())
    return fingerprint(question.prompt, (choice.text for choice in question.choices))


def names_for(print_: str) -> Iterator[str]:
    """Yield the ids that a question with this fingerprint may have, the shortest first."""
    for length in range(_SHORTEST, _LONGEST + 1, 4):
        yield f"q-{print_[:length]}"


def new_choice_ids(count: int, taken: Iterable[str] = ()) -> list[str]:
    """Return ids for new choices: a, b, c … without those that are taken."""
    used = set(taken)
    return [letter for letter in _LETTERS if letter not in used][:count]


def matched(drafts: Sequence[DraftChoice], olds: Sequence[Choice]) -> list[Choice | None]:
    """Return for each choice of a file the bank's choice that it is: by id, by text, else the one left.

    The one left over: the file has as many choices as the bank, and all but one have found theirs.
    """
    if not olds:
        return [None] * len(drafts)
    by_id = {old.id: old for old in olds}
    found: list[Choice | None] = [by_id.pop(draft.id, None) if draft.id else None for draft in drafts]
    by_text = {folded(old.text): old for old in by_id.values()}
    for number, draft in enumerate(drafts):
        if found[number] is None and not draft.id and (old := by_text.pop(folded(draft.text), None)):
            found[number] = old
    left = [old for old in olds if old not in found]
    homeless = [number for number, old in enumerate(found) if old is None and not drafts[number].id]
    if len(drafts) == len(olds) and len(left) == len(homeless) == 1:
        found[homeless[0]] = left[0]
    return found
