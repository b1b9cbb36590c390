"""The data of the search: `search/head.json` for the first answer, below `search/<digest>/` what it asks for.

What is costly for a page is `searched`, a pure function of the page; joining all pages is quick.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from portal.model.calendar_page import Calendar
from portal.model.catalogue import Catalogue, Page
from portal.model.facets import STAGES, facets
from portal.model.folding import ASKED, fold
from portal.model.search_terms import Terms
from portal.pages.remembered import Remembered, made_now
from portal.pages.search.chinese import all_simplified, pinyin_of, simplified_for
from portal.pages.search.entries import drawn_sections, entry_of, intro_of
from portal.pages.search.kept_shards import shards
from portal.pages.search.postings import KeysOfPage, keys_of_page
from portal.pages.search.sections import Section, sections_of
from portal.shelf import Shelf

HEAD_PATH = "search/head.json"
"""The only file of the search with a fixed address."""

SCHEMA = "portal-search/1"

_ROOM = {"h": 100, "s": 300, "w": 600}
"""Field of the head's pages → the number of pages from which on it is left out, so that the head stays small.

What they say is found all the same, a moment later: it stands in the shards.
"""


@dataclass(frozen=True)
class Searched:
    """What the search knows of a page."""

    entry: dict[str, Any]
    """Its line in the head."""
    sections: list[Section]
    keys: KeysOfPage
    """Of its sections, its title, its keywords and what is asked."""
    dear: frozenset[str] = frozenset()
    """Fields of its line that stay in the head of a large site too."""


def searched(page: Page, html: str) -> Searched:
    """Return what the search knows of a page; `html` is what Markdown and the hooks made of its text.

    The same page and HTML give the same, so that whoever builds may keep it.
    """
    shown = "" if isinstance(page, Terms) else html  # it names words whose pages are elsewhere
    sections = [*sections_of(shown, intro_of(page)), *drawn_sections(page)]
    texts = (f"{section.heading}\n{section.text}" for section in sections)
    named = (page.front.title, *getattr(page.front, "keywords", ()))
    asked = getattr(page.front, "asked", ())
    folded = ([fold(text, all_simplified()) for text in group] for group in ((*named, *texts), asked))
    keys = keys_of_page(*folded)
    # The days of the year are what the calendar is looked for by; it has no keywords of its own.
    dear = frozenset("h") if isinstance(page, Calendar) else frozenset[str]()
    return Searched(entry_of(page, sections), sections, keys, dear)


def search_files(
    catalogue: Catalogue,
    pages: Mapping[str, Searched],
    remembered: Remembered = made_now,
    shelf: Shelf | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text) of all files of the search. The same pages give the same files.

    `pages`: path below `docs/` → what the search knows of that page. Retired pages are left out.
    `shelf`: keeps what most pages share with the last build.
    """
    page_at = catalogue.page_at
    shown = sorted(
        (found for path, found in pages.items() if page_at[path].front.status != "retired"),
        key=lambda found: str(found.entry["u"]),
    )
    keys = [found.keys for found in shown]
    postings = shards(keys, shelf)
    head = _head(catalogue, shown, len(postings))
    words, used = _words(head, shown), sorted({*"".join(page.keys for page in keys)} - {" ", ASKED})
    parts = {
        **{f"p/{number}.json": text for number, text in enumerate(postings)},
        **{
            f"t/{number}.json": _json([one[:3] for one in found.sections])
            for number, found in enumerate(shown)
        },
        "pinyin.json": remembered("pinyin", [*words, "", *used], lambda: _json(pinyin_of(words, used))),
    }
    at = _digest([_json(head), *parts.values()])
    yield HEAD_PATH, _json({"schema": SCHEMA, "at": at, **head})
    for path, text in parts.items():
        yield f"search/{at}/{path}", text


def _head(catalogue: Catalogue, shown: list[Searched], shard_count: int) -> dict[str, Any]:
    terms = catalogue.terms.front if catalogue.terms else None
    left_out = {field for field, most in _ROOM.items() if len(shown) > most}
    entries = [
        {key: value for key, value in found.entry.items() if key not in left_out - found.dear}
        for found in shown
    ]
    head: dict[str, Any] = {
        "shards": shard_count,
        "pages": entries,
        "synonyms": [list(group) for group in terms.synonyms] if terms else [],
        "stop": list(terms.stop) if terms else [],
        "facets": facets(track.slug for track in catalogue.published_tracks),
        "groups": {"grade": {word: list(grades) for word, grades in STAGES.items()}},
    }
    return head | {"t2s": simplified_for({*fold(_json(head), all_simplified())})}


def _words(head: Mapping[str, Any], shown: list[Searched]) -> list[str]:
    """Return all words that have a meaning of their own: synonyms and keywords, folded."""
    keywords = (word for found in shown for word in found.entry.get("w", ()))
    synonyms = (word for group in head["synonyms"] for word in group)
    return sorted({fold(word, all_simplified()) for word in (*keywords, *synonyms)})


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _digest(texts: list[str]) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()[:8]
