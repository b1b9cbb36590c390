"""The shards of the last build: only those that hold a key of a changed page are made anew."""

import json
from collections.abc import Sequence

from portal.model.folding import shard_of
from portal.pages.search.postings import KeysOfPage, merged, shard_count, shards_of, shards_wanted
from portal.shelf import Shelf

_NAME = "shards"
_FEW = 8
"""Shards are mended where at most one page in so many has changed; beyond that, making all is as quick."""

Changes = dict[str, dict[int, str | None]]
"""Key → page number → how often it stands there now, None for not at all."""


def shards(pages: Sequence[KeysOfPage], shelf: Shelf | None) -> list[str]:
    """Return the JSON of each shard; `shelf` keeps them from one build to the next.

    `pages`: the keys of each page; page numbers count from 0 in this order.
    """
    kept: tuple[list[KeysOfPage], list[str]] | None = shelf.find(_NAME) if shelf else None
    if kept and kept[0] == [*pages]:
        return kept[1]
    found = _mended(*kept, pages) if kept and len(kept[0]) == len(pages) else None
    if found is None:
        postings = merged(pages)
        found = [*shards_of(postings, shard_count(postings))]
    if shelf:
        shelf.keep(_NAME, ([*pages], found))
    return found


def _mended(
    before: Sequence[KeysOfPage], texts: Sequence[str], pages: Sequence[KeysOfPage]
) -> list[str] | None:
    """Return the shards with the keys of changed pages put right; None where all have to be made anew."""
    numbers = [number for number, page in enumerate(pages) if page != before[number]]
    if len(numbers) * _FEW > len(pages):
        return None
    found = [*texts]
    for shard, changes in _by_shard(_changes(before, pages, numbers), len(found)).items():
        found[shard] = _with_changes(found[shard], changes)
    return found if shards_wanted(found) == len(found) else None


def _changes(before: Sequence[KeysOfPage], pages: Sequence[KeysOfPage], numbers: Sequence[int]) -> Changes:
    found: Changes = {}
    for number in numbers:
        old, new = dict(before[number].pairs()), dict(pages[number].pairs())
        for key in old.keys() | new.keys():
            if old.get(key) != new.get(key):
                found.setdefault(key, {})[number] = new.get(key)
    return found


def _by_shard(changes: Changes, count: int) -> dict[int, Changes]:
    found: dict[int, Changes] = {}
    for key, by_page in changes.items():
        found.setdefault(shard_of(key, count), {})[key] = by_page
    return found


def _with_changes(text: str, changes: Changes) -> str:
    postings: dict[str, list[int]] = json.loads(text)
    for key, by_page in changes.items():
        postings[key] = _posting(postings.get(key, []), by_page)
    return json.dumps(
        {key: postings[key] for key in sorted(postings) if postings[key]},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _posting(old: Sequence[int], by_page: dict[int, str | None]) -> list[int]:
    times, number = {}, 0
    for delta, count in zip(old[::2], old[1::2], strict=True):
        number += delta
        times[number] = count
    for page, count_now in by_page.items():
        times.pop(page, None)
        if count_now is not None:
            times[page] = int(count_now)
    found, last = [], 0
    for page in sorted(times):
        found += [page - last, times[page]]
        last = page
    return found
