"""What the search is asked: judged queries out of `tuning.yml` and `held-out.yml`, items drawn from the pages.

A drawn item is right where its words stand, so it needs no judge: it measures whether text is findable at all.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import yaml

from portal.model.catalogue import Catalogue
from portal.model.search_terms import Terms

HERE = Path(__file__).parent
HALVES = ("tuning", "held-out")
NOTHING_FITS = "站内没有"
"""The class of queries that no page answers: they are counted apart."""

SEED = 7
DRAWN = {"词": 80, "跨词的三四个字": 40, "七到九个字": 40, "标题的一段": 40}
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


def judged(half: str) -> list[Query]:
    """Return the queries of a half in the order of their file."""
    classes = yaml.safe_load((HERE / f"{half}.yml").read_text("utf-8"))
    return [
        Query(name, row["find"], tuple(row.get("pages", ())))
        for name, rows in classes.items()
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


def _words(text: str) -> Iterator[str]:
    import jieba

    for run in _HAN.findall(text):
        yield from (word for word in jieba.cut(run) if len(word) > 1)


def _across(text: str, dice: random.Random) -> Iterator[str]:
    """Yield pieces of three or four characters that begin inside one word and end inside another."""
    import jieba

    for run in _HAN.findall(text):
        words = list(jieba.cut(run))
        for first, second in pairwise(words):
            if len(first) > 1 and len(second) > 1:
                yield first[1:][-2:] + second[: dice.choice((1, 2))][: 4 - len(first[1:][-2:])]


def _pieces(text: str, shortest: int, longest: int, dice: random.Random) -> Iterator[str]:
    for run in _HAN.findall(text):
        size = dice.randint(shortest, longest)
        if len(run) >= size:
            at = dice.randint(0, len(run) - size)
            yield run[at : at + size]


def drawn(catalogue: Catalogue) -> list[Query]:
    """Draw the known items; the same content and seed give the same items."""
    dice = random.Random(SEED)
    texts, titles = _texts(catalogue)
    everything = {**texts}
    for page, title in titles.items():
        everything[page] += f"\n{title}"
    pools = {
        "词": (word for text in texts.values() for word in _words(text)),
        "跨词的三四个字": (piece for text in texts.values() for piece in _across(text, dice)),
        "七到九个字": (piece for text in texts.values() for piece in _pieces(text, 7, 9, dice)),
        "标题的一段": (piece for title in titles.values() for piece in _pieces(title, 3, 5, dice)),
    }
    found = []
    for group, pool in pools.items():
        where = titles if group == "标题的一段" else everything
        candidates = sorted(set(pool))
        dice.shuffle(candidates)
        rare = ((words, _where(words, where)) for words in candidates)
        kept = (Query(group, words, pages) for words, pages in rare if 0 < len(pages) <= COMMON)
        found += [query for query, _ in zip(kept, range(DRAWN[group]), strict=False)]
    return found
