"""What the search says, what it is narrowed to, what it remembers, and when help comes first."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[[str, str, Any], Any]

NAMES = {
    "facets": {"grade": {"5": ["五年级", "5年级"], "8": ["初二"]}, "month": {"10": ["10月份"]}},
    "groups": {"grade": {"小学": [1, 2, 3, 4, 5, 6]}},
}
SYNONYMS = [["自伤", "伤害自己"], ["焦虑", "紧张"], ["轻生", "想不开"]]


def facets(**values: list[str]) -> dict[str, list[dict[str, str]]]:
    return {"facets": [{"facet": facet, "value": value} for facet in values for value in values[facet]]}


def outcome(**changes: Any) -> dict[str, Any]:
    understood = {"facets": [], "absent": [], "words": []} | changes.pop("understood", {})
    return {"query": "词", "items": [], "total": 0, "nearest": [], "understood": understood} | changes


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"total": 12}, "找到 12 条"),
        ({"total": 3, "understood": facets(grade=["5"], month=["10"])}, "找到 3 条；五年级、10 月优先"),
        ({"total": 3, "understood": facets(grade=list("123456"))}, "找到 3 条；小学优先"),
        ({"total": 3, "understood": facets(track=["c"])}, "找到 3 条；C 证优先"),
        (
            {
                "total": 3,
                "understood": facets(grade=["8"], month=["10"])
                | {"absent": [{"facet": "grade", "wanted": ["8"], "instead": ["5"]}]},
            },
            "找到 3 条；初二还没有内容，先看相近的；10 月优先",
        ),
        (
            {"total": 5, "query": " 注意立 ", "understood": {"corrected": "注意力"}},
            "找到 5 条；没有找到“注意立”，按“注意力”找",
        ),
        ({"nearest": [{"why": "no-filter"}]}, "选中的条件里没有。不看条件，有这些："),
        ({"nearest": [{"why": "part"}]}, "没有一页把这些词都说到。说到其中一些的："),
        ({"nearest": [{"why": "something new"}]}, "没有找到。换个说法再试，或者从这些页看起："),
        ({}, "没有找到。换个说法，或者少写几个字再试。"),
    ],
    ids=str,
)
def test_one_line_says_what_was_found_and_understood(run_js: Run, found: dict[str, Any], words: str) -> None:
    example = {"outcome": outcome(**found), "names": NAMES}
    assert run_js("search-words", "m.outcomeWords(x.outcome, x.names)", [example]) == [words]


def test_ears_are_told_the_first_result_too(run_js: Run) -> None:
    examples = [
        {"outcome": outcome(total=2), "first": "考前怎么睡"},
        {"outcome": outcome(nearest=[{"why": "similar"}]), "first": "考前怎么睡"},
        {"outcome": outcome(), "first": ""},
    ]
    said = run_js(
        "search-words",
        "m.spokenWords(x.outcome, x.names, x.first)",
        [one | {"names": NAMES} for one in examples],
    )
    assert said == [
        "找到 2 条。第一条：考前怎么睡",
        "没有找到。意思或写法相近的。第一条：考前怎么睡",
        "没有找到。换个说法，或者少写几个字再试。",
    ]


@pytest.mark.parametrize(
    ("page", "facts"),
    [
        ({"k": "lesson", "g": 5, "m": 10, "a": "情绪调适"}, ["教案", "五年级", "10 月", "情绪调适"]),
        ({"k": "unit", "c": "c"}, ["研修", "C 证"]),
        ({"k": "lesson", "g": 3}, ["教案", "3"]),
        ({"k": "guide"}, ["指南"]),
        ({"k": "a new kind"}, []),
    ],
    ids=str,
)
def test_each_result_says_what_it_is(run_js: Run, page: dict[str, Any], facts: list[str]) -> None:
    found = {"page": page | {"u": "x/", "t": "标题"}, "aliases": NAMES["facets"]}
    assert run_js("search-words", "m.factsOf(x.page, x.aliases)", [found]) == [facts]


@pytest.mark.parametrize(
    ("words", "helps"),
    [
        (["自伤"], True),
        (["学生 想 不开"], True),
        (["伤害自己怎么办"], True),
        (["zishang", "自伤"], True),
        (["不想活了"], True),
        (["考试焦虑"], False),
        (["自信"], False),
        ([""], False),
    ],
    ids=str,
)
def test_words_of_danger_put_help_first(run_js: Run, words: list[str], helps: bool) -> None:
    found = run_js("search-words", "m.asksForHelp(x.words, x.all)", [{"words": words, "all": SYNONYMS}])
    assert found == [helps]


def test_filters_stand_in_the_order_of_a_school_and_only_where_there_is_a_choice(run_js: Run) -> None:
    counts = {
        "kind": {"guide": 2, "lesson": 9, "unknown": 1},
        "grade": {"11": 1, "2": 4},
        "month": {"1": 3, "9": 1, "12": 2, "6": 1, "3": 0},
        "area": {"情绪调适": 7},
    }
    facets = ["kind", "grade", "month", "area"]
    shown = run_js(
        "search-filters",
        "m.chipsOf(x.facet, x.counts, {}).map(({ value, count }) => `${value} ${count}`)",
        [{"facet": facet, "counts": counts} for facet in facets],
    )
    assert shown == [
        ["lesson 9", "guide 2", "unknown 1"],
        ["2 4", "11 1"],
        ["9 1", "12 2", "1 3", "6 1"],
        [],
    ]


def test_a_chosen_filter_stays_in_sight_even_with_no_result(run_js: Run) -> None:
    chips = run_js(
        "search-filters",
        'm.chipsOf("grade", x, { grade: "5" }).map(({ value, count, isOn }) => [value, count, isOn])',
        [{}, {"grade": {"5": 2}}, {"grade": {"8": 1}}],
    )
    assert chips == [[["5", 0, True]], [["5", 2, True]], [["5", 0, True], ["8", 1, False]]]


def test_a_filter_is_pressed_changed_and_released(run_js: Run) -> None:
    steps = [("kind", "lesson"), ("grade", "5"), ("grade", "8"), ("kind", "lesson")]
    source = "x.reduce((filters, [facet, value]) => m.toggled(filters, facet, value), {})"
    done = run_js("search-filters", source, [steps[: count + 1] for count in range(len(steps))])
    assert done == [
        {"kind": "lesson"},
        {"kind": "lesson", "grade": "5"},
        {"kind": "lesson", "grade": "8"},
        {"grade": "8"},
    ]


def test_filters_and_queries_of_the_tab_come_back_and_rubbish_does_not(run_js: Run) -> None:
    rubbish = [None, "", "{", "null", "[]", '"x"', "[1, 2]", '{"grade": 5, "other": "x", "kind": ""}']
    assert run_js("search-filters", "m.readFilters(x)", rubbish) == [{}] * len(rubbish)
    assert run_js("search-filters", 'm.readFilters(m.writeFilters({ grade: "5", area: x }))', ["情绪"]) == [
        {"grade": "5", "area": "情绪"}
    ]
    assert run_js("recent-queries", "m.readRecent(x)", rubbish) == [[]] * len(rubbish)


def test_the_last_five_queries_are_kept_once_each_newest_first(run_js: Run) -> None:
    typed = ["考试", "焦虑 ", "考试", " ", "厌学", "欺凌", "求助", "家访"]
    kept = run_js("recent-queries", "x.reduce(m.withQuery, [])", [typed])
    assert kept == [["家访", "求助", "欺凌", "厌学", "考试"]]
    assert run_js("recent-queries", "m.readRecent(x)", [json.dumps(kept[0])]) == kept
