"""What the store keeps of a record beside its answers, and what of the answers' times tells it is odd."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from portal.model.flat import Flat, seconds, utf8_json

Json = dict[str, Any]


def _spans(rest: Json) -> tuple[list[str], list[str]]:
    """Return when units were opened and when they were finished, empty where they were not."""
    studies = rest.get("units", {}).values()
    return [one["opened"] for one in studies], [one.get("finished") or "" for one in studies]


def _sat(rest: Json) -> Iterator[str]:
    for attempt in rest.get("attempts", ()):
        yield attempt["started"]
        yield attempt.get("finished") or ""


def head_of(flat: Flat) -> tuple[str | int, ...]:
    """Return a record's row of `heads`, from `learner` on. Texts that were typed in become JSON."""
    rest = flat.rest
    first_at, latest_at = flat.first_at, flat.latest_at
    opened, finished = _spans(rest)
    backwards = bool((first_at > latest_at).any()) or any(
        ended and ended < begun for begun, ended in zip(opened, finished, strict=True)
    )
    count = len(first_at)
    exported = rest.get("exported", "")
    times = [int(found) for found in (first_at.min(), first_at.max(), latest_at.max())] if count else []
    other = max(chain(opened, finished, _sat(rest)), default="")
    until = max([*times, *([seconds(other)] if other else [])], default=0)
    work = {name: rest[name] for name in ("attempts", "lessons") if rest.get(name)}
    return (
        utf8_json(rest.get("learner") or {}), exported, seconds(exported) if exported else 0,
        utf8_json(rest.get("release", "")),
        utf8_json(list(flat.problems)), utf8_json(rest.get("units", {})), utf8_json(work), count,
        int(backwards), *(times or (0, 0, 0)), until,
    )  # fmt: skip
