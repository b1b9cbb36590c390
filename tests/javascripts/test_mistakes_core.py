"""错题本 in the browser's core: who is in it, what is due, how an answer's history grows."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from learner_records import attempts, questions, records
from test_core import assert_agree, examples

from portal.records.history import history_of

Json = dict[str, Any]
Run = Callable[[str, str, Any], Any]

RIGHT, WRONG = ["yes"], ["no"]
KEY = {"type": "single", "choices": ["yes", "no"], "correct": RIGHT}
DAYS = [f"2026-11-{day:02}T02:00:00Z" for day in range(1, 29)]
FSRS = '(await import("/vendor/fsrs.js"))'


def question(unit: str = "c-first", **more: Any) -> Json:
    return {**KEY, "unit": unit, "title": "怎么开口？", "objective": "notice", "status": "published", **more}


def catalogue(**more: Any) -> Json:
    unit = {"title": "第一步", "url": "c/first/", "track": "c", "module": "basics", "hours": 1, "revision": 1}
    return {
        "tracks": [
            {"id": "c", "title": "C 证", "modules": [{"id": "basics", "title": "基础", "units": ["c-first"]}]}
        ],
        "units": {
            "c-first": {
                **unit,
                "objectives": {"help": "找谁", "notice": "看见"},
                "questions": ["c-first/a", "c-first/b", "c-first/c"],
            }
        },
        "questions": {
            "c-first/a": question(),
            "c-first/b": question(objective="help"),
            "c-first/c": question(),
            "c-first/old": question(status="retired", title="停用的题"),
        },
        **more,
    }


def given(signs: str, days: list[str] = DAYS) -> list[Json]:
    """Return given answers, one a day: + right, - wrong, ? no longer a choice."""
    values = {"+": RIGHT, "-": WRONG, "?": ["gone"]}
    return [{"value": values[sign], "at": at} for sign, at in zip(signs, days, strict=False)]


def answer(signs: str) -> Json:
    log = given(signs)
    return {"first": log[0], "latest": log[-1], "tries": len(log), "log": log[-12:]}


def record(**answers: str) -> Json:
    found = {f"c-first/{name}": answer(signs) for name, signs in answers.items()}
    return {"answers": found, "units": {}, "attempts": [], "lessons": []}


def in_the_book(signs: str, needed: int) -> bool:
    """The rule in other words: wrong somewhere, and not that many right ones at the end."""
    seen = signs.replace("?", "")
    return "-" in seen and not seen.endswith("+" * needed)


def test_the_history_of_an_answer_agrees(run_js: Run) -> None:
    found = [one for record in examples(records) for one in record["answers"].values()]
    assert_agree(found, run_js("history", "m.historyOf(x)", found), list(map(history_of, found)))


def test_a_question_is_in_it_until_it_was_right_often_enough_since(run_js: Run) -> None:
    signs = st.text("+-?", min_size=1, max_size=12)
    found = examples(st.tuples(signs, st.integers(1, 5)), 150)
    asked = [[catalogue(), record(a=one), needed] for one, needed in found]
    ids = run_js("mistakes", "m.mistakes(...x).map(({ id }) => id)", asked)
    assert_agree(found, ids, [["c-first/a"] if in_the_book(*one) else [] for one in found])


def test_it_counts_what_was_wrong_and_what_was_right_since(run_js: Run) -> None:
    asked = [[catalogue(), record(a=signs), 5] for signs in ("-", "--+", "-+?+", "+-+-")]
    counts = run_js("mistakes", "m.mistakes(...x).map((one) => [one.wrong, one.streak])", asked)
    assert counts == [[[1, 0]], [[2, 1]], [[1, 2]], [[2, 0]]]


def test_answers_of_a_mock_exam_count_once_it_is_handed_in(run_js: Run) -> None:
    sitting = {
        "exam": "c", "seed": 1, "started": DAYS[4], "questions": ["c-first/a", "c-first/b"],
        "answers": {"c-first/a": WRONG},
    }  # fmt: skip
    open_one = {**record(a="++"), "attempts": [sitting]}
    handed_in = {**record(a="++"), "attempts": [{**sitting, "finished": DAYS[5]}]}
    before = {**record(a="++"), "attempts": [{**sitting, "finished": "2026-10-01T00:00:00Z"}]}
    asked = [[catalogue(), one, 2] for one in (open_one, handed_in, before)]
    assert run_js("mistakes", "m.mistakes(...x).map(({ id }) => id)", asked) == [[], ["c-first/a"], []]


def test_a_corrected_key_puts_questions_in_and_takes_them_out(run_js: Run) -> None:
    corrected = catalogue(questions={"c-first/a": question(correct=WRONG)})
    asked = [[corrected, record(a=signs), 1] for signs in ("-", "+")]
    assert run_js("mistakes", "m.mistakes(...x).length", asked) == [0, 1]


def test_no_record_breaks_it(run_js: Run) -> None:
    found = examples(st.tuples(records, st.lists(attempts, max_size=2), questions))
    asked = [
        [catalogue(questions={name: question(name.split("/")[0])}), {**one, "attempts": sat}]
        for one, sat, name in found
    ]
    expression = f"""(async ([catalogue, record]) => {{
        const {{ mistakeBook }} = await import("/core/mistake-book.js");
        const book = mistakeBook(catalogue, record, 2, m.dueDates({FSRS}), 0);
        return [...book.all, ...book.favourites].every(({{ due }}) => Number.isFinite(due));
    }})(x)"""
    assert set(run_js("review", expression, asked)) == {True}


def test_groups_follow_the_order_of_modules_and_objectives(run_js: Run) -> None:
    expression = """m.groupByModule(x[0], m.mistakes(...x, 2)).map(({ id, track, units }) =>
        [id, track, units.map(({ objectives }) =>
            objectives.map(({ title, items }) => [title, items.map(({ id }) => id)]))])"""
    [groups] = run_js("mistakes", expression, [[catalogue(), record(c="-", a="-", b="-", old="-")]])
    assert groups == [["c/basics", "C 证", [[["找谁", ["c-first/b"]], ["看见", ["c-first/a", "c-first/c"]]]]]]


def test_a_retired_question_is_named_and_not_asked(run_js: Run) -> None:
    kept = {"c-first/old": {"on": True, "at": DAYS[0]}, "c-first/b": {"on": True, "at": DAYS[1]}}
    expression = """((book) => [book.answered, book.all.length, book.due.length,
        book.favourites.map(({ id }) => id), book.resting])(m.mistakeBook(...x, () => 5, 9))"""
    [book] = run_js("mistake-book", expression, [[catalogue(), {**record(old="-"), "favourites": kept}, 2]])
    assert book == [1, 0, 0, ["c-first/b"], ["停用的题"]]


def test_a_favourite_let_go_is_none_and_the_newest_comes_first(run_js: Run) -> None:
    kept = {
        name: {"on": on, "at": at}
        for name, on, at in (("c/a", True, DAYS[0]), ("c/b", False, DAYS[3]), ("c/d", True, DAYS[1]))
    }
    assert run_js("mistakes", "m.favouriteIds(x)", [{"favourites": kept}, {}]) == [["c/d", "c/a"], []]


def test_what_was_wrong_is_due_at_once_and_what_was_right_later_each_time(run_js: Run) -> None:
    history = [
        {"at": at, "isRight": right} for at, right in zip(DAYS, (False, True, True, True), strict=False)
    ]
    expression = f"new Date(m.dueDates({FSRS})(x)).toISOString()"
    dates = run_js("review", expression, [history[:count] for count in range(1, 5)])
    assert dates[0] == "2026-11-01T02:00:00.000Z"
    assert dates[1:] == sorted(dates[1:])
    assert dates[1] > "2026-11-03"


def test_a_right_answer_is_never_due_again_on_its_own_day(run_js: Run) -> None:
    days = st.lists(st.sampled_from(DAYS), min_size=1, max_size=12).map(sorted)
    found = examples(
        days.flatmap(lambda at: st.tuples(st.just(at), st.lists(st.booleans(), min_size=len(at))))
    )
    histories = [
        [{"at": one, "isRight": right} for one, right in zip(at, rights, strict=False)]
        for at, rights in found
    ]
    expression = f"(m.dueDates({FSRS})(x) - Date.parse(x[x.length - 1].at)) / 86400000"
    waits = run_js("review", expression, histories)
    for history, wait in zip(histories, waits, strict=True):
        assert wait >= 1 if history[-1]["isRight"] else wait == 0


def test_the_day_of_review_is_said_in_words(run_js: Run) -> None:
    day = 24 * 60 * 60 * 1000
    asked = [[10 * day - 1, 10 * day], [10 * day, 10 * day], [11 * day - 1, 10 * day], [11 * day, 10 * day]]
    words = run_js("review", "m.dueWords(...x)", asked)
    assert words == ["今天该复习", "明天再练", "明天再练", "2 天后再练"]


def test_a_strange_setting_of_how_often_is_the_usual_one(run_js: Run) -> None:
    asked = [None, "", "1", "5", "0", "6", "2.5", "三", "1e0", " "]
    assert run_js("mistakes", "m.readStreak(x)", asked) == [2, 2, 1, 5, 2, 2, 2, 2, 1, 2]


STORE = """(async (x) => {
    const { Shelf } = await import("/storage.js");
    const texts = new Map();
    const storage = {
        get length() { return texts.size; },
        key: (i) => Array.from(texts.keys())[i],
        getItem: (key) => (texts.has(key) ? texts.get(key) : null),
        setItem: (key, text) => { texts.set(key, text); },
        removeItem: (key) => { texts.delete(key); },
    };
    let now = Date.parse("2026-11-01T02:00:00Z");
    const shelves = () => ({ local: new Shelf(storage), session: new Shelf(storage) });
    const store = () => new m.LearnerStore(shelves(), "first", () => now);
"""


def test_the_store_keeps_every_try_from_the_third_on(run_js: Run) -> None:
    expression = (
        STORE
        + """
        const seen = [];
        for (const value of x) {
            store().recordAnswer("c-first/a", [value]);
            const { first, latest, log } = store().answer("c-first/a");
            seen.push([first.value[0], latest.value[0], (log || []).map((one) => one.value[0]).join("")]);
        }
        return seen;
    })(x)"""
    )
    [seen] = run_js("../store/learner-store", expression, [list("abcdefghijklmno")])
    assert seen[:4] == [["a", "a", ""], ["a", "b", ""], ["a", "c", "abc"], ["a", "d", "abcd"]]
    assert seen[-1] == ["a", "o", "defghijklmno"]


def test_a_favourite_let_go_in_the_same_second_stays_let_go(run_js: Run) -> None:
    expression = (
        STORE
        + """
        for (const on of x) store().setFavourite("c-first/a", on);
        return [store().isFavourite("c-first/a"), Object.keys(store().record().favourites)];
    })(x)"""
    )
    found = run_js("../store/learner-store", expression, [[True, False], [True, False, True]])
    assert found == [[False, ["c-first/a"]], [True, ["c-first/a"]]]


def test_the_book_is_drawn_anew_only_for_what_it_is_made_of(run_js: Run) -> None:
    changes = [
        None,
        *({"kind": kind, "id": "c-a/one"} for kind in ("answer", "favourite", "sitting", "unit")),
    ]
    drawn = (
        "(() => { let times = 0; const book = { practice: null, refresh: () => { times += 1; } };"
        " m.PortalMistakes.prototype.storeChanged.call(book, x); return times; })()"
    )
    assert run_js("../elements/mistakes", drawn, changes) == [1, 1, 1, 0, 0]


def test_how_often_is_left_goes_by_the_number_that_holds_now(run_js: Run) -> None:
    words = "m.Practice.prototype.words.call({ options: { needed: () => x }, wasIn: true }, true, true, 2)"
    assert run_js("../elements/mistakes-practice", words, [3, 5]) == [
        "✓ 连续答对 2 次，再对 1 次就离开错题本。",
        "✓ 连续答对 2 次，再对 3 次就离开错题本。",
    ]
