"""What is still missing of a pack, and what is said about it."""

from collections.abc import Callable
from typing import Any

import pytest

RunJs = Callable[[str, str, Any], Any]
PACK = {
    "schema": "portal-pack/1", "name": "五年级", "folder": "lessons/grade-5/",
    "files": [["index.html", 1000], ["lessons/grade-5/index.html", 2000], ["assets/questions/a.json", 50]],
    "extra": [["files/grade-5/a.docx", 90000, "new"]],
}  # fmt: skip


def test_sizes_are_said_as_python_says_them(run_js: RunJs) -> None:
    from portal.exports.site_files import size_words

    sizes = [1, 1023, 1024, 86_000, 999 * 1024, 1000 * 1024, 2_500_000, 45_000_000]
    assert run_js("pack", "m.sizeWords(x)", sizes) == [size_words(size) for size in sizes]


def test_a_name_in_latin_letters_stands_apart_from_the_verb(run_js: RunJs) -> None:
    said = run_js("pack", 'm.withName("下载", x)', ["五年级", "C 证 · 人人会育心"])
    assert said == ["下载五年级", "下载 C 证 · 人人会育心"]


def test_only_what_is_not_there_or_changed_is_missing(run_js: RunJs) -> None:
    def missing(kept: dict[str, str | None], with_extra: bool) -> list[str]:
        asked = [[PACK, [*kept.items()], with_extra]]
        (found,) = run_js("pack", "m.missingOf(x[0], new Map(x[1]), x[2]).map(([path]) => path)", asked)
        return list(found)

    assert missing({}, False) == ["index.html", "lessons/grade-5/index.html", "assets/questions/a.json"]
    assert missing({"index.html": None}, True)[-1] == "files/grade-5/a.docx"
    kept = {path: None for path, _ in PACK["files"]}  # type: ignore[misc]
    assert missing(kept | {"files/grade-5/a.docx": "old"}, True) == ["files/grade-5/a.docx"]
    assert missing(kept | {"files/grade-5/a.docx": "new"}, True) == []


def test_deleting_a_pack_leaves_what_other_pages_need(run_js: RunJs) -> None:
    (own,) = run_js("pack", "m.ownFiles(x)", [PACK])
    assert own == ["lessons/grade-5/index.html", "assets/questions/a.json", "files/grade-5/a.docx"]


@pytest.mark.parametrize(
    ("missing", "at", "total", "state"),
    [
        (3, None, 3, "new"), (2, None, 3, "part"), (0, None, 3, "part"),
        (0, "2027-01-03T08:00:00Z", 3, "done"), (1, "2027-01-03T08:00:00Z", 3, "old"),
    ],
)  # fmt: skip
def test_a_pack_is_new_begun_whole_or_old(
    run_js: RunJs, missing: int, at: str | None, total: int, state: str
) -> None:
    assert run_js("pack", "m.stateOf(Array(x[0]).fill(['a', 1]), x[1], x[2])", [[missing, at, total]]) == [
        state
    ]


def test_too_little_room_is_said_before_anything_is_fetched(run_js: RunJs) -> None:
    cases = [[1000, {}], [1000, {"quota": 5000}], [5_000_000, {"quota": 6_000_000, "usage": 4_000_000}]]
    plenty, enough, little = run_js("pack", "m.roomTrouble(...x)", cases)
    assert plenty == enough == ""
    assert "还要 4.8 MB，只剩 1.9 MB" in little


def test_days_of_another_year_are_said_with_it(run_js: RunJs) -> None:
    cases = [["2027-01-03T08:00:00Z", 2027], ["2026-12-31T08:00:00Z", 2027]]
    assert run_js("pack", "m.dayWords(...x)", cases) == ["1 月 3 日", "2026 年 12 月 31 日"]


def test_each_trouble_has_its_words_and_an_unknown_one_too(run_js: RunJs) -> None:
    said = run_js("pack", "m.troubleWords(x)", ["network", "changed", "full", "odd"])
    assert len({*said}) == 3
    assert all("接着下" in words for words in said)
