"""Hypothesis strategies for valid learners' records, with few ids and times so that they collide."""

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

NASTY = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "'",
    "''=",
    "\t",
    "\r\n",
    ',"',
    "\ufeffx",
    "\x00",
    "\u2028",
    "诚 信。",
    "\uffff",
    "\U00010000",
    "👩‍🏫",
    "é",
    "İ",
    "ΑΣ",
    "constructor",
    "__proto__",
)
# Signs that came after Python 3.11's Unicode tables are left out: browsers may know how they fold.
signs = st.characters(exclude_categories=["Cs", "Cn"])
texts = st.text(signs, max_size=8) | st.sampled_from(NASTY)
names = texts.filter(bool)
times = st.sampled_from(
    [
        "2026-09-01T00:00:00Z",
        "2026-09-01T00:00:01Z",
        "2026-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "9999-12-31T23:59:59Z",
    ]
)
units = st.sampled_from(["c-first", "c-first-steps", "b-2", "7", "constructor"])
moves = st.dictionaries(
    st.sampled_from(["c-first", "b-2", "constructor", "grade-5/why"]),
    st.sampled_from(["c-first-steps", "7"]),
    max_size=3,
).map(lambda moved: {old: "grade-12/a-b" if "/" in old else now for old, now in moved.items()})
"""Units and lessons that moved: id before → id today, some of which records hold besides."""
questions = st.tuples(units, st.sampled_from(["opening", "a", "1", "to-string"])).map("/".join)
values = st.lists(texts, max_size=3)
counts = st.integers(0, 3) | st.just(10**9)
given_answers = st.fixed_dictionaries({"value": values, "at": times})
answers = st.fixed_dictionaries(
    {"first": given_answers, "latest": given_answers, "tries": st.integers(1, 3) | st.just(10**6)},
    optional={"log": st.lists(given_answers, max_size=12)},
)
favourites = st.fixed_dictionaries({"on": st.booleans(), "at": times})
studies = st.fixed_dictionaries(
    {"opened": times, "seconds": counts},
    optional={"finished": times, "revision": st.integers(1, 3) | st.just(2**53 - 1)},
)
attempts = st.fixed_dictionaries(
    {
        "exam": st.sampled_from(["c", "b"]),
        "seed": counts,
        "questions": st.lists(questions, max_size=3),
        "answers": st.dictionaries(questions, values, max_size=3),
        "started": times,
    },
    optional={
        "finished": times,
        "release": st.sampled_from(["", "2026.9.1"]),
        "pool": st.sampled_from(["00000000", "7b0e6b28"]),
        "earlier": st.lists(times, max_size=2),
    },
)
taught = st.fixed_dictionaries(
    {
        "lesson": st.sampled_from(["grade-5/why", "grade-12/a-b"]),
        "class": st.sampled_from(["五(2)班", "1#2", ""]),
        "date": st.sampled_from(["2026-11-04", "2024-02-29"]),
        "periods": st.sampled_from([1, 1.0, 0.5, 8, 0, 0.0]),
    },
    optional={"note": texts, "at": times},
)
records = st.fixed_dictionaries(
    {
        "schema": st.just("portal-record/1"),
        "release": st.sampled_from(["", "2026.9.1"]) | texts,
        "exported": times | st.just(""),
        "answers": st.dictionaries(questions, answers, max_size=4),
        "units": st.dictionaries(units, studies, max_size=3),
        "attempts": st.lists(attempts, max_size=3),
        "lessons": st.lists(taught, max_size=3),
    },
    optional={
        "learner": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("name", "number", "school"), names)
        ).filter(bool),
        "favourites": st.dictionaries(questions, favourites, min_size=1, max_size=3),
    },
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["first", "latest", "log", "on", "value", "at", "tries", "opened", "c/a", "c", "name"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
mangled = st.dictionaries(
    st.sampled_from(
        ["release", "exported", "learner", "answers", "units", "attempts", "lessons", "favourites", "x"]
    ),
    json_values,
)


def complete(record: Json) -> Json:
    """Return the record with every part that may be left out, as the browser writes it.

    Favourites are left out where there are none.
    """
    empty: Json = {
        "schema": "portal-record/1",
        "release": "",
        "exported": "",
        "answers": {},
        "units": {},
        "attempts": [],
        "lessons": [],
    }
    shown = {key: part for key, part in record.items() if part is not None}
    if not shown.get("favourites", True):
        del shown["favourites"]
    return empty | shown
