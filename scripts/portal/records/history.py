"""Every answer that is known to have been given to a question, in the order of time.

The same law stands in `overrides/assets/javascripts/core/history.js`.
"""

from collections.abc import Iterable
from typing import Any

from portal.records.canonical import canonical

Json = dict[str, Any]

MOST_KEPT = 12
"""How many given answers are kept of a question, beside the first and the latest."""


def moment(given: Json) -> tuple[str, str]:
    """Return what puts given answers in order: the time, and for ties the value."""
    return given["at"], canonical(given["value"])


def _in_order(given: Iterable[Json]) -> list[Json]:
    once = {moment(one): one for one in given}
    return [once[key] for key in sorted(once)]


def history_of(answer: Json) -> list[Json]:
    """Return each answer given to a question once, oldest first."""
    return _in_order([answer["first"], answer["latest"], *answer.get("log", ())])


def merge_logs(a: Json, b: Json, first: Json, latest: Json) -> Json:
    """Return `log` for two states of one answer, put together; nothing where the two ends say it all."""
    log = _in_order([*history_of(a), *history_of(b)])[-MOST_KEPT:]
    return {"log": log} if any(one not in (first, latest) for one in log) else {}
