"""The search engine in the browser: what comes first, from how little, and what happens when it fails."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from contract_files import contract
from search_site import AT, FILES, HEAD, PAGES, SHARDS
from test_core import assert_agree

from portal.model.folding import shard_of

Run = Callable[[str, str, Any], Any]
Json = dict[str, Any]

CONTRACT: Json = contract("search")

ENGINE = """
    const asked = [];
    const load = async (path) => {
      asked.push(path);
      if ((x.broken || []).some((part) => path.includes(part))) throw new Error(path);
      return JSON.parse(JSON.stringify(x.files[path]));
    };
    const engine = new m.SearchEngine(x.head, load);
"""
FIND = f"""(async () => {{
    {ENGINE}
    const told = [];
    const watch = {{ onResults: (results) => told.push(results) }};
    const last = await engine.find(x.query, x.filters || {{}}, watch);
    return {{ told, last, asked }};
}})()"""


def asking(query: str, **more: Any) -> Json:
    return {"head": HEAD, "files": FILES, "query": query, **more}


def find(run_js: Run, query: str, **more: Any) -> Json:
    [found] = run_js("search/engine", FIND, [asking(query, **more)])
    return found


def pages(found: list[Json]) -> list[str]:
    return [item["page"]["u"].rstrip("/").split("/")[-1] for item in found]


def plain(parts: list[Json]) -> str:
    return "".join(part["text"] for part in parts)


def marked(parts: list[Json]) -> list[str]:
    return [part["text"] for part in parts if part["mark"]]


def test_the_browser_folds_and_cuts_text_as_python_does(run_js: Run) -> None:
    folded = run_js(
        "search/folding",
        f"new m.Folding({CONTRACT['simplified']!r}).fold(x.text)",
        CONTRACT["folding"],
    )
    assert_agree(CONTRACT["folding"], folded, [case["folded"] for case in CONTRACT["folding"]])
    keys = run_js(
        "search/folding",
        f"Object.fromEntries(m.keysOf(new m.Folding({CONTRACT['simplified']!r}).fold(x.text)))",
        CONTRACT["keys"],
    )
    assert_agree(CONTRACT["keys"], keys, [case["keys"] for case in CONTRACT["keys"]])
    shards = run_js("search/folding", "m.shardOf(x.key, x.shards)", CONTRACT["shards"])
    assert_agree(CONTRACT["shards"], shards, [case["shard"] for case in CONTRACT["shards"]])


def test_folding_in_place_moves_no_character(run_js: Run) -> None:
    texts = ["ＭＨＴ……①㎡ﬁ", "焦慮，Straße İ", "𠮷野家 😀 É"]
    folded = run_js("search/folding", "new m.Folding('慮虑').foldInPlace(x)", texts)
    assert [len(one.encode("utf-16")) for one in folded] == [len(one.encode("utf-16")) for one in texts]
    assert folded[0] == "mht……1㎡ﬁ"
    assert folded[1].startswith("焦虑,stra")


FIRST = {
    "焦虑": "anxiety",
    "不安": "anxiety",
    "焦慮": "anxiety",
    "　ＪＩＡＯＬＶ ": "anxiety",
    "jiao lv": "anxiety",
    "教绿": "anxiety",
    "考试教虑怎么办": "learning",
    "ksjl": "learning",
    "kaoshi焦虑": "learning",
    "考试 焦虑": "learning",
    "mht": "learning",
    "scl-90": "learning",
    "归因": "learning",
    "成绩平均越低": "learning",
    "磨蹭怎么办": "delay",
    "托延": "delay",
    "注意立": "delay",
    "提高一点效率": "delay",
    "同伴鸭力": "friends",
    "同拌压力": "friends",
    "12356": "help",
    "初二焦虑": "anxiety",
    "紧张": "calm",
    "初二": "grade-8",
    "八年级教案": "grade-8",
    "二年级": "grade-2",
    "初二 11月": "delay",
    "八年级十二月份": "friends",
    "十一月": "delay",
    "C证": "c",
    "小学 考试": "calm",
    "写教案": "lesson",
    "机": "learning",
}
"""Query → the page that has to come first."""


def test_the_right_page_comes_first(run_js: Run) -> None:
    found = run_js("search/engine", FIND, [asking(query) for query in FIRST])
    first = [(pages(one["last"]["items"]) or [""])[0] for one in found]
    assert dict(zip(FIRST, first, strict=True)) == FIRST


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("初二焦虑", {"facets": [("grade", "8")], "words": ["焦虑"]}),
        ("初二 11 月份", {"facets": [("grade", "8"), ("month", "11")], "words": []}),
        ("提高一点效率", {"facets": [], "words": ["提高", "一点", "效率"]}),
        ("kaoshi焦虑", {"facets": [], "words": ["考试焦虑"], "corrected": "考试焦虑"}),
        ("初二jiaolv怎么办", {"facets": [("grade", "8")], "words": ["焦虑"], "corrected": "初二焦虑怎么办"}),
    ],
)
def test_it_says_what_it_understood(run_js: Run, query: str, understood: Json) -> None:
    said = find(run_js, query)["last"]["understood"]
    assert [(one["facet"], one["value"]) for one in said["facets"]] == understood["facets"]
    assert said["words"] == understood["words"]
    assert said.get("corrected") == understood.get("corrected")


def test_a_grade_without_pages_leads_to_the_nearest_of_its_stage_and_says_so(run_js: Run) -> None:
    found = find(run_js, "三年级")["last"]
    assert found["understood"]["absent"] == [{"facet": "grade", "wanted": ["3"], "instead": ["2"]}]
    assert pages(found["items"])[:2] == ["grade-2", "calm"]
    other = find(run_js, "高一焦虑")["last"]
    assert other["understood"]["absent"][0]["instead"] == ["8", "2"]
    assert pages(other["items"])[0] == "anxiety"


def test_each_stage_knows_more_and_only_what_is_shown_is_loaded(run_js: Run) -> None:
    found = find(run_js, "焦虑")
    assert [one["stage"] for one in found["told"]] == ["head", "text", "snippets"]
    assert [item["snippet"] for item in found["told"][1]["items"]] == [None] * found["told"][1]["total"]
    shards = [path for path in found["asked"] if "/p/" in path]
    texts = [path for path in found["asked"] if "/t/" in path]
    assert len(found["asked"]) == len(set(found["asked"])) == len(shards) + len(texts)
    assert 0 < len(shards) <= 8
    assert len(texts) == found["last"]["total"]


def test_a_long_query_asks_for_eight_shards_at_most(run_js: Run) -> None:
    found = find(
        run_js,
        "学生在课堂上突然情绪崩溃大哭不止老师第一时间应该怎样安抚并且通知家长和学校" * 4,
        head=HEAD | {"shards": 4096},
        files={},
        broken=["/p/"],
    )
    assert len([path for path in found["asked"] if "/p/" in path]) == 8


def test_results_show_where_the_words_stand(run_js: Run) -> None:
    [first, *_] = find(run_js, "考试焦虑")["last"]["items"]
    assert plain(first["title"]) == "学习心理：动机与归因"
    assert first["section"] == {"anchor": "exams", "heading": "考试焦虑"}
    assert "考试焦虑" in marked(first["snippet"])
    assert "考试焦虑" in first["marks"]
    [wide] = [one for one in find(run_js, "ｍｈｔ")["last"]["items"] if one["page"]["k"] == "unit"]
    assert marked(wide["snippet"]) == ["ＭＨＴ"]


def test_a_section_is_named_from_its_heading_before_the_texts_are_there(run_js: Run) -> None:
    [first, *_] = find(run_js, "考试焦虑")["told"][0]["items"]
    assert (first["section"]["anchor"], first["snippet"]) == ("exams", None)


def test_filters_are_walls_and_counts_say_what_they_would_leave(run_js: Run) -> None:
    everything = find(run_js, "焦虑")["last"]
    assert everything["counts"]["kind"]["lesson"] == sum(
        item["page"]["k"] == "lesson" for item in everything["items"]
    )
    units = find(run_js, "焦虑", filters={"kind": "unit"})["last"]
    assert pages(units["items"]) == ["learning"]
    assert units["counts"]["kind"] == everything["counts"]["kind"]
    assert units["counts"]["grade"] == {}
    nothing = find(run_js, "焦虑", filters={"kind": "unit", "grade": "8"})["last"]
    assert (nothing["total"], nothing["items"]) == (0, [])
    assert {one["why"] for one in nothing["nearest"]} == {"no-filter"}
    assert pages(nothing["nearest"])[0] == pages(everything["items"])[0]


@pytest.mark.parametrize(
    "query", ["龘靐", "zzzz", "constructor", "__proto__", "hasOwnProperty", "😀", "！？…"]
)
def test_where_nothing_fits_there_is_something_to_begin_with(run_js: Run, query: str) -> None:
    found = find(run_js, query)
    assert (found["last"]["total"], found["last"]["items"]) == (0, [])
    assert pages(found["last"]["nearest"])[0] == "help"
    assert found["told"][-1]["stage"] == "snippets"


def test_nothing_typed_finds_nothing_and_loads_nothing(run_js: Run) -> None:
    found = find(run_js, "  ")
    assert (found["last"]["items"], found["last"]["nearest"], found["asked"]) == ([], [], [])


@pytest.mark.parametrize("part", ["/p/", "/t/", "/pinyin"])
def test_what_does_not_come_is_said_and_the_rest_stays(run_js: Run, part: str) -> None:
    query = "焦虑" if part != "/pinyin" else "考试jiaolv"
    found = find(run_js, query, broken=[part])["last"]
    assert found["trouble"] is True
    assert found["total"] > 0
    assert find(run_js, query)["last"]["trouble"] is False


def test_what_failed_is_asked_for_again_and_what_came_is_not(run_js: Run) -> None:
    expression = f"""(async () => {{
        {ENGINE}
        const first = await engine.find(x.query);
        x.broken = [];
        const before = asked.splice(0);
        const second = await engine.find(x.query);
        const [again, third] = [asked.splice(0), await engine.find(x.query)];
        return {{ trouble: [first.trouble, second.trouble, third.trouble], before, again, last: asked }};
    }})()"""
    [seen] = run_js("search/engine", expression, [asking("焦虑", broken=["/p/"])])
    assert seen["trouble"] == [True, False, False]
    assert [path for path in seen["before"] if "/p/" in path] == [p for p in seen["again"] if "/p/" in p]
    assert [path for path in seen["again"] if path in seen["before"] and "/p/" not in path] == []
    assert seen["last"] == []


def test_a_newer_query_silences_the_older_which_still_ends(run_js: Run) -> None:
    expression = f"""(async () => {{
        {ENGINE}
        const told = [];
        const watch = {{ onResults: (results) => told.push(results.query) }};
        const all = await Promise.all(["焦", "焦虑", "拖延"].map((query) => engine.find(query, {{}}, watch)));
        const [cancelled, queries] = [all.map((one) => one.cancelled), all.map((one) => one.query)];
        return {{ told, cancelled, queries, asked }};
    }})()"""
    [seen] = run_js("search/engine", expression, [asking("")])
    assert seen["cancelled"] == [True, True, False]
    assert seen["queries"] == ["焦", "焦虑", "拖延"]
    assert seen["told"][-2:] == ["拖延", "拖延"]
    assert seen["told"].count("焦") == seen["told"].count("焦虑") == 1
    assert len(seen["asked"]) == len(set(seen["asked"]))


def test_more_results_are_read_when_they_are_shown(run_js: Run) -> None:
    many = [PAGES[6]] * 14
    files = FILES | {f"search/{AT}/t/{number}.json": sections for number, (_, sections) in enumerate(many)}
    postings = {path: {} for path in FILES if "/p/" in path}
    head = HEAD | {"pages": [page | {"u": f"lessons/{n}/", "n": 50} for n, (page, _) in enumerate(many)]}
    expression = f"""(async () => {{
        {ENGINE}
        const first = await engine.find(x.query);
        const before = asked.length;
        const more = await engine.showMore(14);
        return {{ first, more, texts: asked.length - before }};
    }})()"""
    [seen] = run_js("search/engine", expression, [{"head": head, "files": files | postings, "query": "焦虑"}])
    assert [bool(item["snippet"]) for item in seen["first"]["items"]] == [True] * 5 + [False] * 9
    assert all(item["snippet"] for item in seen["more"]["items"])
    assert seen["texts"] == 9
    assert pages(seen["more"]["items"])[:5] == pages(seen["first"]["items"])[:5]


def test_a_sentence_is_told_by_all_that_it_says(run_js: Run) -> None:
    """Word by word another page has more: a title, a whole keyword."""
    sentences = {
        "孩子的作业总在最后一晚才动手": "delay",
        "让他坐一会儿到点再想行不行": "anxiety",
        "先告诉一位信得过的朋友或者大人": "help",
    }
    found = run_js("search/engine", FIND, [asking(query) for query in sentences])
    first = [pages(one["last"]["items"])[0] for one in found]
    assert dict(zip(sentences, first, strict=True)) == sentences


def test_a_page_is_found_by_what_people_ask(run_js: Run) -> None:
    """No page has these words; neither 翻来覆去 nor 闹掰 is mended into another word."""
    for query, page in {
        "夜里翻来覆去就是睡不着": "anxiety",
        "闹掰": "friends",
        "明天要交作业就反胃": "anxiety",
    }.items():
        last = find(run_js, query)["last"]
        assert pages(last["items"])[0] == page, query
        assert "corrected" not in last["understood"], query


def test_what_only_holds_a_sentence_together_says_little(run_js: Run) -> None:
    expression = """(() => {
        const pieces = [{ text: x, at: 0, entry: null }];
        return { is: m.isSentence({ pieces: [...pieces, { ...pieces[0], entry: { stop: true } }] }),
          pairs: Object.fromEntries(m.pairsOf({ pieces })) };
    })()"""
    long, short = run_js("search/gist", expression, ["我就是不想动手写作业", "不想动手"])
    assert (long["is"], short["is"]) == (True, False)
    assert long["pairs"]["作业"] == long["pairs"]["动手"] == 1
    assert long["pairs"]["就是"] < long["pairs"]["不想"] * 2 < 0.5 * long["pairs"]["作业"]


def test_a_word_of_two_characters_is_mended_only_if_it_looks_alike(run_js: Run) -> None:
    words = run_js("search/lookalike", "m.lookalikes(x)", ["挫拆", "欺陵", "催眠"])
    assert "挫折" in words[0]
    assert "欺凌" in words[1]
    assert "睡眠" not in words[2]
    assert find(run_js, "拖廷")["last"]["understood"]["corrected"] == "拖延"


def test_a_page_loses_what_rested_on_a_phrase_that_its_text_has_not(run_js: Run) -> None:
    """All pairs of characters of 焦虑拖延 stand on the page, and one word of it; the whole does not."""
    friends = 8
    sections = [["", "友谊的深与浅", "怕拖延的朋友。"]]
    files = FILES | {f"search/{AT}/t/{friends}.json": sections}
    for key in ("焦虑", "虑拖", "拖延"):
        path = f"search/{AT}/p/{shard_of(key, SHARDS)}.json"
        files[path] = files[path] | {key: [friends, 1]}
    told = find(run_js, "焦虑拖延", files=files)["told"]
    before, after = (
        next(item["score"] for item in results["items"] if item["page"]["t"] == "友谊的深与浅")
        for results in told[1:]
    )
    assert after < before / 2


def test_files_that_were_asked_for_long_ago_make_room(run_js: Run) -> None:
    expression = """(async () => {
        const kept = new m.Kept(async (path) => path);
        for (let i = 0; i < 200; i += 1) { await kept.get(`${i}`); await kept.get("0"); }
        const { brought, asked } = kept;
        return [brought.size, asked.size, ...["0", "1", "199"].map((path) => brought.has(path))];
    })()"""
    assert run_js("search/kept", expression, [0]) == [[120, 120, True, False, True]]


ODD = (
    "焦虑考试初二年级月十一1１2Ｃc证ae -·，。！？“”…"
    "%&=#+<>'\"\\/\n\t\u200b\u3000慮緊jiaolvtuoyan😀𠮷ﬁ㎡é\u0301️[](){}*?^$|.\ud800"
)


def odd_queries(count: int) -> list[str]:
    dice = random.Random(7)
    return ["".join(dice.choices(ODD, k=dice.choice([1, 2, 3, 5, 8, 13, 40, 150]))) for _ in range(count)]


def test_any_query_ends_in_sorted_results_with_marks_inside_the_texts(run_js: Run) -> None:
    """Two thousand queries of odd characters."""
    expression = f"""(async () => {{
        {ENGINE}
        const wrong = [];
        for (const query of x.queries) {{
          const {{ items, nearest, total, counts }} = await engine.find(query);
          const isSorted = items.every((item, i) => i === 0 || items[i - 1].score >= item.score);
          const join = (parts) => parts.map((part) => part.text).join("");
          const isWhole = [...items, ...nearest].every((item) => join(item.title) === item.page.t);
          const texts = items.every(({{ snippet }}) => !snippet || snippet.every(({{ text }}) => text));
          const scores = items.every((item) => Number.isFinite(item.score) && item.score > 0);
          const kinds = Object.values(counts.kind).reduce((sum, count) => sum + count, 0);
          if (!isSorted || !isWhole || !texts || !scores || kinds !== total) wrong.push(query);
        }}
        return wrong;
    }})()"""
    queries = [
        query.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for query in odd_queries(2000)
    ]
    assert run_js("search/engine", expression, [asking("", queries=queries)]) == [[]]


def test_snippets_are_cut_out_of_the_text_between_characters(run_js: Run) -> None:
    text = "𠮷" * 60 + "前一句。" + "他说焦虑的时候" + "，慢慢来" * 30 + "𠮷" * 60
    [parts] = run_js("search/marks", "m.snippet(x, x, ['焦虑'])", [text])
    assert marked(parts) == ["焦虑"]
    assert plain(parts).strip("…") in text
    assert plain(parts).startswith("…他说焦虑")
    assert len(plain(parts)) < 110


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("同拌压力", "同伴压力", True),
        ("同压力", "同伴压力", True),
        ("同伴的压力", "同伴压力", True),
        ("伴同压力", "同伴压力", True),
        ("同伴压力", "同伴压力", False),
        ("同班的压力", "同伴压力", False),
        ("动力", "压迫", False),
    ],
)
def test_one_wrong_character_is_close_and_two_are_not(run_js: Run, one: str, other: str, close: bool) -> None:
    assert run_js("search/mend", "m.oneOff(...x)", [[one, other], [other, one]]) == [close, close]
