"""The search of the real content: no question is in it, no answer, and little is fetched at first."""

import gzip
import json
import re
from pathlib import Path

import pytest
from journey_sites import ROOT

from portal.load import load
from portal.model.bank import BlankQuestion, Question
from portal.model.folding import fold

FIRST_ANSWER = 28_000
"""Bytes of the head, compressed: with the search's scripts it must stay below 45 KB."""
SHARD = 10_000
LONG = 12
"""Characters from which on a text is nobody else's by chance."""


def texts_of(question: Question) -> list[str]:
    """Return what only somebody who answers should read."""
    if isinstance(question, BlankQuestion):
        return [question.prompt, question.explanation]
    choices = [text for choice in question.choices for text in (choice.text, choice.feedback or "")]
    return [question.prompt, question.explanation, *choices]


def sentences(text: str) -> list[str]:
    """Return the parts of a text without markup, folded and without what stands between words."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`_]", r"\1", fold(text))
    return ["".join(part.split()) for part in re.split(r"[。！？!?\n]", plain)]


@pytest.fixture(scope="module")
def searched(real_folder: Path) -> dict[str, str]:
    """Path → text of every file of the search."""
    folder = real_folder / "search"
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in folder.rglob("*.json")}


def tight(text: str) -> str:
    """Return a text folded, without white space."""
    return "".join(fold(text).split())


def without(sentences: set[str], text: str) -> set[str]:
    """Return the sentences that do not stand in a text."""
    begun = {text[at : at + LONG] for at in range(len(text))}
    return {one for one in sentences if one[:LONG] not in begun or one not in text}


def test_no_text_of_a_published_question_can_be_found(searched: dict[str, str]) -> None:
    catalogue = load(ROOT).catalogue
    asked = {
        sentence
        for bank in catalogue.banks
        for question in bank.published
        for text in texts_of(question)
        for sentence in sentences(text)
        if len(sentence) >= LONG
    }
    pages = tight("".join(body.markdown for _, body, _ in catalogue.pages()).replace("*", ""))
    only_asked = without(asked, pages)
    assert len(only_asked) > 1000
    found = tight("".join(text for path, text in searched.items() if "/p/" not in path))
    assert without(only_asked, found) == only_asked


def test_the_first_answer_costs_little_and_no_part_is_large(searched: dict[str, str]) -> None:
    assert len(gzip.compress(searched["head.json"].encode(), 9)) <= FIRST_ANSWER
    at = json.loads(searched["head.json"])["at"]
    shards = [text for path, text in searched.items() if path.startswith(f"{at}/p/")]
    assert max(len(gzip.compress(text.encode(), 9)) for text in shards) <= SHARD


def test_every_page_of_the_map_is_found_and_leads_somewhere(
    searched: dict[str, str], real_folder: Path
) -> None:
    entries = json.loads(searched["head.json"])["pages"]
    assert len({entry["u"] for entry in entries}) == len(entries) > 100
    for entry in entries:
        html = (real_folder / entry["u"] / "index.html").read_text("utf-8")
        for anchor, _ in entry.get("h", ()):
            assert f'id="{anchor}"' in html, (entry["u"], anchor)
