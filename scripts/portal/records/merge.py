"""Puts two records of one learner together: nothing is lost, and the order does not matter.

Per item, newest first, ties broken by content: commutative, associative, idempotent. The same law
stands in `overrides/assets/javascripts/core/merge.js`; property tests hold the two together.
Works on plain JSON values, because a browser does.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from portal.model.record import SCHEMA
from portal.records.canonical import canonical
from portal.records.history import merge_logs, moment

Json = dict[str, Any]


def merge_answer(a: Json, b: Json) -> Json:
    """Return two states of one answer as one."""
    first = min(a["first"], b["first"], key=moment)
    latest = max(a["latest"], b["latest"], key=moment)
    tries = max(a["tries"], b["tries"])
    return {"first": first, "latest": latest, "tries": tries, **merge_logs(a, b, first, latest)}


def _finish(study: Json) -> tuple[str, int]:
    return study.get("finished") or "", study.get("revision") or 0


def merge_unit(a: Json, b: Json) -> Json:
    """Return two states of what is kept of one unit as one."""
    finished, revision = max(_finish(a), _finish(b))
    return {
        "opened": min(a["opened"], b["opened"]),
        **({"finished": finished} if finished else {}),
        **({"revision": revision} if revision else {}),
        "seconds": max(a.get("seconds", 0), b.get("seconds", 0)),
    }


def merge_favourite(a: Json, b: Json) -> Json:
    """Return what was said last of keeping a question."""
    return max(a, b, key=lambda favourite: (favourite["at"], favourite["on"]))


def _in_order(item: Json) -> Json:
    """Return an item of one side only; its log may have come from elsewhere, in any order."""
    return merge_answer(item, item) if "log" in item else item


def _merge_maps(a: Json, b: Json, merge_item: Callable[[Json, Json], Json]) -> Json:
    both = {key: merge_item(a[key], b[key]) for key in a.keys() & b.keys()}
    return {key: both.get(key) or _in_order(a.get(key) or b[key]) for key in sorted(a.keys() | b.keys())}


def attempt_key(attempt: Json) -> tuple[str, str, int]:
    """What makes two sittings the same one; also the order in which they are listed."""
    return attempt["started"], attempt["exam"], attempt["seed"]


def lesson_key(lesson: Json) -> tuple[str, str, str]:
    """What makes two lessons taught the same one; also the order in which they are listed."""
    return lesson["date"], lesson["lesson"], lesson["class"]


_NEVER = "~"
"""Later than every time, as texts are compared."""


def _handed_in(attempt: Json) -> str:
    return attempt.get("finished") or _NEVER


def _without_answers(attempt: Json) -> tuple[str, str]:
    rest = {name: member for name, member in attempt.items() if name != "answers"}
    return attempt.get("pool", ""), canonical(rest)


def merge_attempt(a: Json, b: Json) -> Json:
    """Return two states of one sitting as one.

    Handing in ends a sitting: the first time holds, as it was. Two states that are equally far hold all
    answers of both.
    """
    if _handed_in(a) != _handed_in(b):
        return min(a, b, key=_handed_in)
    given = [a["answers"], b["answers"]]
    answers = {
        question: max((one[question] for one in given if question in one), key=canonical)
        for question in sorted(given[0].keys() | given[1].keys())
    }
    return max(a, b, key=_without_answers) | {"answers": answers}


def _lesson_weight(lesson: Json) -> tuple[str, str]:
    return lesson.get("at") or "", canonical(lesson)


def merge_lesson(a: Json, b: Json) -> Json:
    """Return the entry written last, a withdrawal too; one that does not say when is the older one."""
    return max(a, b, key=_lesson_weight)


def _merge_lists(
    items: Iterable[Json], key: Callable[[Json], tuple[Any, ...]], merge_item: Callable[[Json, Json], Json]
) -> list[Json]:
    kept: dict[tuple[Any, ...], Json] = {}
    for item in items:
        kept[key(item)] = merge_item(kept[key(item)], item) if key(item) in kept else item
    return [kept[found] for found in sorted(kept)]


def _head(record: Json) -> tuple[str, str, str]:
    learner = record.get("learner")
    return (
        record.get("exported", ""),
        canonical(learner) if learner else "",
        record.get("release", ""),
    )


def merge(a: Json, b: Json) -> Json:
    """Return the union of two records as JSON values."""
    newest = max(a, b, key=_head)
    favourites = _merge_maps(a.get("favourites", {}), b.get("favourites", {}), merge_favourite)
    merged = {
        "schema": SCHEMA,
        "release": newest.get("release", ""),
        "exported": newest.get("exported", ""),
        "answers": _merge_maps(a.get("answers", {}), b.get("answers", {}), merge_answer),
        "units": _merge_maps(a.get("units", {}), b.get("units", {}), merge_unit),
        "attempts": _merge_lists(
            [*a.get("attempts", []), *b.get("attempts", [])], attempt_key, merge_attempt
        ),
        "lessons": _merge_lists([*a.get("lessons", []), *b.get("lessons", [])], lesson_key, merge_lesson),
    }
    if favourites:
        merged["favourites"] = favourites
    return merged | ({"learner": newest["learner"]} if newest.get("learner") else {})


def merge_all(records: Iterable[Json]) -> Json:
    """Return the union of any number of records; of none, an empty one."""
    return reduce(merge, records, {"schema": SCHEMA})
