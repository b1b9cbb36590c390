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

Json = dict[str, Any]


def _moment(given: Json) -> tuple[str, str]:
    return given["at"], canonical(given["value"])


def merge_answer(a: Json, b: Json) -> Json:
    """Return two states of one answer as one."""
    return {
        "first": min(a["first"], b["first"], key=_moment),
        "latest": max(a["latest"], b["latest"], key=_moment),
        "tries": max(a["tries"], b["tries"]),
    }


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


def _merge_maps(a: Json, b: Json, merge_item: Callable[[Json, Json], Json]) -> Json:
    both = {key: merge_item(a[key], b[key]) for key in a.keys() & b.keys()}
    return {key: both.get(key) or a.get(key) or b[key] for key in sorted(a.keys() | b.keys())}


def attempt_key(attempt: Json) -> tuple[str, str, int]:
    """What makes two sittings the same one; also the order in which they are listed."""
    return attempt["started"], attempt["exam"], attempt["seed"]


def lesson_key(lesson: Json) -> tuple[str, str, str]:
    """What makes two lessons taught the same one; also the order in which they are listed."""
    return lesson["date"], lesson["lesson"], lesson["class"]


def _attempt_weight(attempt: Json) -> tuple[str, int, str]:
    """A finished sitting outweighs an open one, and one with more answers a younger state of itself."""
    return attempt.get("finished") or "", len(attempt["answers"]), canonical(attempt)


def _lesson_weight(lesson: Json) -> tuple[str, str]:
    """The entry written last holds, a withdrawal too; one that does not say when is the older one."""
    return lesson.get("at") or "", canonical(lesson)


def _merge_lists(
    items: Iterable[Json], key: Callable[[Json], tuple[Any, ...]], weight: Callable[[Json], tuple[Any, ...]]
) -> list[Json]:
    kept: dict[tuple[Any, ...], Json] = {}
    for item in items:
        kept[key(item)] = max(item, kept.get(key(item), item), key=weight)
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
    merged = {
        "schema": SCHEMA,
        "release": newest.get("release", ""),
        "exported": newest.get("exported", ""),
        "answers": _merge_maps(a.get("answers", {}), b.get("answers", {}), merge_answer),
        "units": _merge_maps(a.get("units", {}), b.get("units", {}), merge_unit),
        "attempts": _merge_lists(
            [*a.get("attempts", []), *b.get("attempts", [])], attempt_key, _attempt_weight
        ),
        "lessons": _merge_lists([*a.get("lessons", []), *b.get("lessons", [])], lesson_key, _lesson_weight),
    }
    return merged | ({"learner": newest["learner"]} if newest.get("learner") else {})


def merge_all(records: Iterable[Json]) -> Json:
    """Return the union of any number of records; of none, an empty one."""
    return reduce(merge, records, {"schema": SCHEMA})
