"""Shards that were kept and mended are those that all pages together would give."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.pages.search import kept_shards, postings
from portal.pages.search.kept_shards import shards
from portal.pages.search.postings import KeysOfPage, merged, shard_count, shards_of
from portal.shelf import Shelf

KEYS = st.text("心情绪焦虑压力x12", min_size=1, max_size=2)


def page_of(counts: dict[str, int]) -> KeysOfPage:
    return KeysOfPage(" ".join(sorted(counts)), "".join(str(counts[key]) for key in sorted(counts)))


pages = st.dictionaries(KEYS, st.integers(1, 9), max_size=12).map(page_of)


def made_anew(found: list[KeysOfPage]) -> list[str]:
    together = merged(found)
    return [*shards_of(together, shard_count(together))]


@settings(max_examples=200, deadline=None)
@given(st.lists(pages, min_size=9, max_size=12), st.lists(st.tuples(st.integers(0, 8), pages), max_size=6))
def test_mending_gives_what_making_anew_gives(
    tmp_path_factory: pytest.TempPathFactory, before: list[KeysOfPage], edits: list[tuple[int, KeysOfPage]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "_SHARD", 100)
        shelf = Shelf(tmp_path_factory.mktemp("shelf"), b"code")
        now = [*before]
        assert shards(now, shelf) == made_anew(now)
        for number, page in edits:
            now[number] = page
            assert shards(now, shelf) == made_anew(now)


def test_one_changed_page_does_not_merge_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path, b"code")
    all_pages = [KeysOfPage("心情 情绪", "12"), *[KeysOfPage("焦虑", "3")] * 9]
    shards(all_pages, shelf)
    monkeypatch.setattr(kept_shards, "merged", None)
    changed = [KeysOfPage("压力 心情", "41"), *all_pages[1:]]
    assert shards(changed, shelf) == made_anew(changed)


def test_more_or_other_pages_are_made_anew(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, b"code")
    few = [KeysOfPage("心情", "1")] * 9
    shards(few, shelf)
    more = [KeysOfPage("焦虑", "2"), *few]
    assert shards(more, shelf) == made_anew(more)
    assert shards(more[::-1], shelf) == made_anew(more[::-1])
