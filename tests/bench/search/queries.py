"""What the search is asked: judged queries out of the files of `SETS`, items drawn out of pages.

A drawn item is right where its words stand, so it needs no judge: it tells whether text is findable at all.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import yaml

from portal.model.catalogue import Catalogue
from portal.model.search_terms import Terms

HERE = Path(__file__).parent
SETS = ("tuning", "held-out", "sentences")
"""`tuning` was worked with, so it says nothing of the search; the others only measure."""
NOTHING_FITS = "站内没有"
"""The class of queries that no page answers: they are counted apart."""

SEED = 7
WORD, ACROSS, RUN, TITLE = "一个词", "跨两个词的几个字", "七到九个字", "标题的一段"
DRAWN = {WORD: 80, ACROSS: 40, RUN: 40, TITLE: 40}
COMMON = 20
"""A word that stands on more pages than this says little about a search."""

_NOT_PROSE = re.compile(
    r"(?s:<svg.*?</svg>)|(?s:^```.*?^```)|^\s*\|.*$|^--8<--.*$|<[^>]+>|\{[^}\n]*\}", re.MULTILINE
)
_LINK = re.compile(r"!?\[([^]]*)\]\([^)]*\)")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Query:
    """What somebody types, and the pages that are right, the best one first."""

    group: str
    words: str
    pages: tuple[str, ...]


def judged(name: str) -> list[Query]:
    """Return the queries of a set in the order of their file."""
    classes = yaml.safe_load((HERE / f"{name}.yml").read_text("utf-8"))
    return [
        Query(group, row["find"], tuple(row.get("pages", ())))
        for group, rows in classes.items()
        for row in rows
    ]


def prose(markdown: str) -> str:
    """Return the running text of a page, without tables, drawings, code and markup."""
    return _LINK.sub(r"\1", _NOT_PROSE.sub("\n", markdown)).replace("**", "")


def _texts(catalogue: Catalogue) -> tuple[dict[str, str], dict[str, str]]:
    """Return page → prose, and page → title, of what readers see."""
    texts, titles = {}, {}
    for page, body, marks in catalogue.pages():
        if page.front.status == "published" and not isinstance(page, Terms):
            path = re.sub(r"(?:index)?\.md$", "", marks.path.removeprefix("docs/"))
            address = f"{path}/" if path and not path.endswith("/") else path
            texts[address], titles[address] = prose(body.markdown), page.front.title
    return texts, titles


def _where(words: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(page for page, text in texts.items() if words in text)


def _each(pieces: Callable[[str], Iterator[str]], texts: Mapping[str, str]) -> Iterator[str]:
    return (piece for text in texts.values() for piece in pieces(text))


def _words(text: str) -> Iterator[str]:
    import jieba

    for run in _HAN.findall(text):
        yield from (word for word in jieba.cut(run) if len(word) > 1)


def _dice(text: str) -> random.Random:
    """Return dice that fall the same for the same text, whatever was edited elsewhere."""
    return random.Random(f"{SEED} {text}")


def _across(text: str) -> Iterator[str]:
    """Yield pieces of two to four characters that begin inside one word and end inside another."""
    import jieba

    for run in _HAN.findall(text):
        words = list(jieba.cut(run))
        for first, second in pairwise(words):
            if len(first) > 1 and len(second) > 1:
                yield first[1:][-2:] + second[: len(second) - 1][:2]


def _pieces(text: str, shortest: int, longest: int) -> Iterator[str]:
    for run in _HAN.findall(text):
        dice = _dice(run)
        size = dice.randint(shortest, longest)
        if len(run) >= size:
            at = dice.randint(0, len(run) - size)
            yield run[at : at + size]


def drawn(catalogue: Catalogue) -> list[Query]:
    """Draw the known items; an edit of the content changes few of them."""
    texts, titles = _texts(catalogue)
    both = {page: f"{title}\n{texts[page]}" for page, title in titles.items()}
    pools: dict[str, tuple[Iterator[str], dict[str, str]]] = {
        WORD: (_each(_words, texts), both),
        ACROSS: (_each(_across, texts), both),
        RUN: (_each(lambda text: _pieces(text, 7, 9), texts), both),
        TITLE: (_each(lambda text: _pieces(text, 3, 5), titles), titles),
    }
    found = []
    for group, (pool, where) in pools.items():
        candidates = sorted(set(pool), key=lambda words: _dice(words).random())
        rare = (Query(group, words, _where(words, where)) for words in candidates)
        kept = (query for query in rare if 0 < len(query.pages) <= COMMON)
        found += islice(kept, DRAWN[group])
    return found
