"""Units and lessons that moved: what a record holds under an old id counts under the id of today.

The same law stands in `overrides/assets/javascripts/core/moves.js`; `tests/contracts/moves.json` holds the
two together. Takes validated records only; forgets nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from portal.records.found import Item
from portal.records.merge import merge, merge_answer, merge_favourite, merge_unit

Json = dict[str, Any]
Moved = Mapping[str, str]
"""Id of a unit or lesson before → its id today."""


def question_today(moved: Moved, full_id: str) -> str:
    """Return the full id that a question has today."""
    unit, _, name = full_id.partition("/")
    return f"{moved.get(unit, unit)}/{name}"


def _renamed(items: Json, rename: Callable[[str], str], merge_item: Callable[[Json, Json], Json]) -> Json:
    found: Json = {}
    for old, item in items.items():
        now = rename(old)
        found[now] = merge_item(found[now], item) if now in found else item
    return found


def _attempt_today(moved: Moved, attempt: Json) -> Json:
    return attempt | {
        "questions": [question_today(moved, full_id) for full_id in attempt["questions"]],
        "answers": {question_today(moved, full_id): value for full_id, value in attempt["answers"].items()},
    }


def record_today(moved: Moved, record: Json) -> Json:
    """Return a record under the ids of today, with every list and map in its one order."""
    renamed = record | {
        "answers": _renamed(record.get("answers", {}), lambda old: question_today(moved, old), merge_answer),
        "favourites": _renamed(
            record.get("favourites", {}), lambda old: question_today(moved, old), merge_favourite
        ),
        "units": _renamed(record.get("units", {}), lambda old: moved.get(old, old), merge_unit),
        "attempts": [_attempt_today(moved, attempt) for attempt in record.get("attempts", ())],
        "lessons": [
            lesson | {"lesson": moved.get(lesson["lesson"], lesson["lesson"])}
            for lesson in record.get("lessons", ())
        ],
    }
    return merge(renamed, {})


def items_today(moved: Moved, items: Iterable[Item]) -> Iterator[Item]:
    """Yield what was found, each record under the ids of today."""
    for item in items:
        if item.record and moved:
            data = record_today(moved, item.record.data)
            yield replace(item, record=replace(item.record, data=data))
        else:
            yield item
