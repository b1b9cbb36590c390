"""A blueprint: what a mock exam asks of a track, how long it takes and what counts as passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, model_validator

from portal.model.authored import Authored, Slug, Status, Text, refusal
from portal.model.bank import Difficulty
from portal.model.marks import Marks

MOST = 400
"""Questions of one exam; a record takes no more of one attempt."""


class Line(Authored):
    """So many questions of a module; `unit`, `objective` and `difficulty` narrow it."""

    module: Slug
    unit: Slug | None = None
    objective: Slug | None = None
    """Of the unit, which must then be named: objectives are the unit's own."""
    difficulty: Annotated[tuple[Difficulty, ...], Field(strict=False)] = ()
    """The difficulties that fit; none named: all of them."""
    count: Annotated[int, Field(ge=1, le=MOST)]

    @model_validator(mode="after")
    def _has_unit(self) -> "Line":
        if self.objective and not self.unit:
            cure = "这一行再写上 unit；目标是单元自己的。"
            raise refusal(f"写了目标 '{self.objective}'，没有写是哪个单元的", cure, "objective")
        return self


class BlueprintFront(Authored):
    """The whole of `quizzes/exams/<track>.yml`."""

    title: Text
    minutes: Annotated[int, Field(ge=1, le=600)]
    pass_percent: Annotated[int, Field(ge=1, le=100)] = 80
    attempts: Annotated[int, Field(ge=1, le=100)] | None = None
    """How often it may be taken; None: as often as one likes."""
    wait_hours: Annotated[float, Field(ge=0, le=24 * 90)] = 0
    """Between the end of one sitting and the start of the next."""
    lines: Annotated[tuple[Line, ...], Field(strict=False, min_length=1, max_length=100)]
    """Drawn in this order; a question is drawn once."""
    revision: Annotated[int, Field(ge=1)] = 1
    status: Status

    @model_validator(mode="after")
    def _fits_a_record(self) -> "BlueprintFront":
        if self.count > MOST:
            raise refusal(f"一共 {self.count} 题，太多了", f"最多 {MOST} 题。", "lines")
        return self

    @property
    def count(self) -> int:
        """How many questions an exam has."""
        return sum(line.count for line in self.lines)


@dataclass(frozen=True)
class Blueprint:
    """The blueprint of one track's mock exam."""

    track: str
    """The file's stem, and the id of the exam in records."""
    front: BlueprintFront
    marks: Marks

    def numbered(self) -> Iterator[tuple[int, Line]]:
        """Yield (position in the file, line): the position leads to its place."""
        yield from enumerate(self.front.lines)


def as_json(front: BlueprintFront) -> dict[str, Any]:
    """Return what the browser has to know of an exam; a line holds only what narrows it."""
    kept = front.model_dump(exclude={"status", "lines"})
    wait = int(front.wait_hours) if front.wait_hours == int(front.wait_hours) else front.wait_hours
    lines = [line.model_dump(mode="json", exclude_defaults=True) for line in front.lines]
    return kept | {"wait_hours": wait, "lines": lines}
