"""What the store keeps of a record beside its answers, and what of the answers' times tells it is odd."""

from collections.abc import Iterator
from typing import Any

from portal.model.flat import Flat, ascii_json, seconds

Json = dict[str, Any]


def _moments(rest: Json) -> Iterator[str]:
    for study in rest.get("units", {}).values():
        yield study["opened"]
        yield study.get("finished") or ""
    for attempt in rest.get("attempts", ()):
        yield attempt["started"]
        yield attempt.get("finished") or ""


def head_of(flat: Flat) -> tuple[str | int, ...]:
    """Return a record's row of `heads`, from `learner` on. Texts that were typed in become ASCII JSON."""
    rest = flat.rest
    first_at, latest_at = flat.first_at, flat.latest_at
    studies = rest.get("units", {}).values()
    backwards = bool((first_at > latest_at).any()) or any(
        (one.get("finished") or "~") < one["opened"] for one in studies
    )
    count = len(first_at)
    exported = rest.get("exported", "")
    times = [int(found) for found in (first_at.min(), first_at.max(), latest_at.max())] if count else []
    other = max(_moments(rest), default="")
    until = max([*times, *([seconds(other)] if other else [])], default=0)
    work = {name: rest[name] for name in ("attempts", "lessons") if rest.get(name)}
    return (
        ascii_json(rest.get("learner") or {}), exported, seconds(exported) if exported else 0,
        ascii_json(rest.get("release", "")),
        ascii_json(list(flat.problems)), ascii_json(rest.get("units", {})), ascii_json(work), count,
        int(backwards), *(times or (0, 0, 0)), until,
    )  # fmt: skip
