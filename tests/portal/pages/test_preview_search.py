"""The search of a preview fills in quiet moments and ends up as that of a build."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from preview_project import UNIT, change, write_preview_project
from test_preview_site import Previewed

from portal.commands.build import build_site
from portal.pages.preview import search as preview_search
from portal.pages.preview.search import SearchFiller
from portal.pages.search import HEAD_PATH

PATIENCE = 120.0


def head_of(filler: SearchFiller) -> Any:
    return json.loads(filler.file(HEAD_PATH) or b"")


def test_the_search_is_empty_then_full_then_follows_an_edit_and_equals_that_of_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_search, "_QUIET", 0.05)
    previewed = Previewed(write_preview_project(tmp_path / "project"))
    rounds: list[int] = []
    filler = SearchFiller(lambda: previewed.site, lambda: rounds.append(1))

    def wait_for(count: int) -> Any:
        end = time.monotonic() + PATIENCE
        while len(rounds) < count and time.monotonic() < end:
            time.sleep(0.05)
        return head_of(filler)

    assert head_of(filler)["pages"] == []
    filler.start()
    before = wait_for(1)
    assert before["pages"]
    change(previewed.root / UNIT, "早一点看到。", "换了一句话。")
    change(previewed.root / "docs/campus/referral.md", "title: ", "title: 新的")
    previewed.save()
    after = wait_for(2)
    filler.end()
    assert after != before
    assert filler.file(f"search/{before['at']}/t/0.json"), "an open page still gets what its head named"
    assert filler.file("search/none.json") is None
    build_site(previewed.root, tmp_path / "site", with_files=False)
    built = {
        path.relative_to(tmp_path / "site").as_posix(): path.read_bytes()
        for path in (tmp_path / "site" / "search").rglob("*.json")
    }
    assert len(built) == 3 + after["shards"] + len(after["pages"]) - 1
    assert {path: filler.file(path) for path in built} == built
