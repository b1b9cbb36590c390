"""The files of the search: the same for the same pages, complete, small where they are asked for first."""

import json
import random
from dataclasses import replace
from typing import Any

import pytest

from portal.model.catalogue import Catalogue
from portal.model.folding import ASKED, fold, keys_of, shard_of
from portal.model.lesson import Lesson
from portal.model.release import address_of
from portal.pages.search import HEAD_PATH, Searched, search_files, searched
from portal.pages.search.chinese import all_simplified, pinyin_of, simplified_for
from portal.pages.search.postings import keys_of_page, merged, shard_count, shards_of

HTML = "<h2 id='{0}'>节{0}</h2><p>考试焦虑{0}，<b>MHT</b> 12356</p>"


@pytest.fixture
def pages(small_catalogue: Catalogue) -> dict[str, Searched]:
    return {
        path: searched(page, HTML.format(number))
        for number, (path, page) in enumerate(small_catalogue.page_at.items())
    }


def files_of(catalogue: Catalogue, pages: dict[str, Searched]) -> dict[str, str]:
    made = list(search_files(catalogue, pages))
    assert len(made) == len(dict(made))
    return dict(made)


def test_the_order_of_the_pages_changes_nothing(
    small_catalogue: Catalogue, pages: dict[str, Searched]
) -> None:
    shuffled = list(pages.items())
    random.Random(7).shuffle(shuffled)
    assert files_of(small_catalogue, dict(shuffled)) == files_of(small_catalogue, pages)


def test_any_other_word_is_another_folder(small_catalogue: Catalogue, pages: dict[str, Searched]) -> None:
    path, page = next(iter(small_catalogue.page_at.items()))
    other = pages | {path: searched(page, HTML.format("九"))}
    heads = [json.loads(files_of(small_catalogue, one)[HEAD_PATH]) for one in (pages, other)]
    assert heads[0]["at"] != heads[1]["at"]


def test_what_people_ask_is_in_the_shards_beside_the_words_of_pages(
    small_catalogue: Catalogue, pages: dict[str, Searched]
) -> None:
    page = next(page for page in small_catalogue.page_at.values() if isinstance(page, Lesson))
    front = page.front.model_copy(update={"asked": ("夜里睡不着", "睡不着，emo 了")})
    asked = searched(replace(page, front=front), HTML.format("九"))
    keys = dict(asked.keys.pairs())
    assert {key for key in keys if key.startswith(ASKED)} == {"?夜里", "?里睡", "?睡不", "?不着", "?emo"}
    assert (keys["?睡不"], "睡不" in keys) == ("2", False)
    files = files_of(small_catalogue, pages | {page.marks.path.removeprefix("docs/"): asked})
    head = json.loads(files[HEAD_PATH])
    shard = json.loads(files[f"search/{head['at']}/p/{shard_of('睡不', head['shards'])}.json"])
    assert len(shard["?睡不"]) == 2
    assert ASKED not in files[f"search/{head['at']}/pinyin.json"]


def test_every_word_of_every_page_is_found_by_its_keys(
    small_catalogue: Catalogue, pages: dict[str, Searched]
) -> None:
    files = files_of(small_catalogue, pages)
    head = json.loads(files[HEAD_PATH])
    at, count = head["at"], head["shards"]
    shards = [json.loads(files[f"search/{at}/p/{number}.json"]) for number in range(count)]
    found: dict[tuple[str, int], int] = {}
    for number, shard in enumerate(shards):
        for key, post in shard.items():
            assert shard_of(key, count) == number
            page = 0
            for delta, times in zip(post[::2], post[1::2], strict=True):
                page += delta
                found[key, page] = times
    wanted: dict[tuple[str, int], int] = {}
    by_address = {address_of(f"docs/{path}"): path for path in pages}
    for number, entry in enumerate(head["pages"]):
        one = pages[by_address[entry["u"]]]
        sections = json.loads(files[f"search/{at}/t/{number}.json"])
        assert sections == [list(section[:3]) for section in one.sections]
        texts = [f"{heading}\n{text}" for _, heading, text in sections]
        named = [entry["t"], *entry.get("w", ())]
        for key, times in keys_of(fold("\n".join((*named, *texts)))).items():
            wanted[key, number] = min(times, 9)
    assert found == wanted


def test_retired_pages_are_not_found(small_catalogue: Catalogue, pages: dict[str, Searched]) -> None:
    retired = {path for path, page in small_catalogue.page_at.items() if page.front.status == "retired"}
    head = json.loads(files_of(small_catalogue, pages)[HEAD_PATH])
    assert len(head["pages"]) == len(pages) - len(retired)


def test_with_many_pages_the_head_leaves_out_what_the_shards_hold(
    small_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, pages: dict[str, Searched]
) -> None:
    def fields() -> set[str]:
        entries: Any = json.loads(files_of(small_catalogue, pages)[HEAD_PATH])["pages"]
        return {field for entry in entries for field in entry}

    assert {"h", "s", "w", "u", "t", "k"} <= fields()
    monkeypatch.setattr("portal.pages.search._ROOM", {"h": 2, "s": 2, "w": 2})
    assert fields() & {"h", "s", "w"} == set()


def test_postings_are_written_with_deltas_and_shards_grow_by_doubling() -> None:
    pages = [keys_of_page([text]) for text in ("焦虑焦虑", "考试", "焦虑 mht", "焦虑")]
    assert merged(pages) == {"mht": "2,1", "焦虑": "0,2,2,1,1,1", "考试": "1,1", "虑焦": "0,1"}
    assert shard_count({}) == 1
    large = {f"键{number}": "1,1," * 300 for number in range(100)}
    count = shard_count(large)
    assert count & (count - 1) == 0
    assert 10_000 < max(map(len, shards_of(large, count))) < 40_000
    assert shard_count({**large, **{f"字{key}": text for key, text in large.items()}}) in (count, count * 2)


def test_traditional_characters_lead_to_those_that_are_used_and_only_to_them() -> None:
    pairs = simplified_for({"虑", "后"})
    assert dict(zip(pairs[::2], pairs[1::2], strict=True)) == {"慮": "虑", "後": "后"}
    assert fold("考試焦慮", all_simplified()) == "考试焦虑"


def test_words_are_read_as_people_type_them() -> None:
    read = pinyin_of(["焦虑", "绿色", "mht", "a证"], {"虑", "翾"})
    assert read["words"] == {"焦虑": "jiao lv", "绿色": "lv se"}
    syllables = {
        one.rstrip("".join(filter(lambda sign: sign > "z", one))): one for one in read["chars"].split()
    }
    assert "虑" in syllables["lv"]
    assert "翾" in syllables["xuan"]
    assert "焦" in syllables["jiao"]
