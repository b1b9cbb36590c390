"""Scores what a search found, class by class, and writes it as Markdown tables. Knows no browser."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from queries import NOTHING_FITS, Query

Ranked = Mapping[tuple[str, str], tuple[str, ...]]
"""(Class, words) → the pages found, from the top."""
TOP = 5


@dataclass(frozen=True)
class Score:
    """What a search is worth on some queries; shares of 1."""

    queries: int
    first: float
    """Success@1: a right page is the first."""
    five: float
    """Success@5: a right page is among the first five."""
    rank: float
    """Mean reciprocal rank of the first right page, 0 where none is shown."""
    nothing: float
    """Nothing at all was shown."""

    def cells(self) -> str:
        """Return the score as cells of a row."""
        return f"{self.first:.2f} | {self.five:.2f} | {self.rank:.2f} | {self.nothing:.0%}"


def place(query: Query, found: Sequence[str]) -> int:
    """Return the place of the first right page, counted from 1; 0 if there is none."""
    return next((at for at, page in enumerate(found, 1) if page in query.pages), 0)


def score(queries: Sequence[Query], ranked: Ranked) -> Score:
    """Score a search on some queries."""
    lists = [ranked[query.group, query.words] for query in queries]
    places = [place(query, found) for query, found in zip(queries, lists, strict=True)]
    return Score(
        len(queries),
        fmean(at == 1 for at in places),
        fmean(0 < at <= TOP for at in places),
        fmean(1 / at if at else 0 for at in places),
        fmean(not found for found in lists),
    )


def _groups(queries: Sequence[Query]) -> dict[str, list[Query]]:
    groups: dict[str, list[Query]] = {}
    for query in queries:
        groups.setdefault(query.group, []).append(query)
    return groups


def table(title: str, queries: Sequence[Query], searches: Mapping[str, Ranked]) -> Iterator[str]:
    """Yield a table: a row for each class and one for all, the searches side by side."""
    yield f"| {title} | n | {' | '.join(f'{name} @1 | @5 | MRR | nothing' for name in searches)} |"
    yield f"|---|---:|{'---:|' * 4 * len(searches)}"
    rows = {**_groups(queries), "**all**": list(queries)}
    for name, some in rows.items():
        cells = " | ".join(score(some, ranked).cells() for ranked in searches.values())
        yield f"| {name} | {len(some)} | {cells} |"


def helped(queries: Sequence[Query], searches: Mapping[str, Ranked]) -> str:
    """Return in a line how often a search shows something where no page fits."""
    shares = (
        f"{name} {sum(bool(ranked[query.group, query.words]) for query in queries)}"
        for name, ranked in searches.items()
    )
    return f"Of {len(queries)} queries that no page answers, something is shown for: {', '.join(shares)}."


def quality(sets: Mapping[str, list[Query]], items: list[Query], searches: Mapping[str, Ranked]) -> list[str]:
    """Return all tables of the quality."""
    lines: list[str] = []
    for name, queries in sets.items():
        fitting = [query for query in queries if query.group != NOTHING_FITS]
        lines += [*table(name, fitting, searches), ""]
    nowhere = [query for queries in sets.values() for query in queries if query.group == NOTHING_FITS]
    return [*lines, helped(nowhere, searches), "", *table("drawn", items, searches), ""]


def misses(queries: Sequence[Query], ranked: Ranked) -> Iterator[str]:
    """Yield the queries whose first page is not right: words, the best page, what came instead."""
    for query in queries:
        found = ranked[query.group, query.words]
        if query.pages and (at := place(query, found)) != 1:
            rank = f"place {at}" if at else "not shown"
            got = ", ".join(found[:3]) or "nothing"
            yield f"{query.group}: {query.words} → {query.pages[0]} ({rank}); got {got}"
