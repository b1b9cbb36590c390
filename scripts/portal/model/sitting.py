"""How a sitting of a mock exam stands by today's keys: as it is counted, whoever judged it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Redrawn = Literal["same", "differs", "no mark", "other pool", "no earlier"]
"""What came of drawing again by the seed; the last three say why it cannot be done."""


@dataclass(frozen=True)
class Count:
    """How many questions were asked and got right; one without a valid answer is asked and not right."""

    total: int = 0
    answered: int = 0
    right: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Return both together."""
        return Count(self.total + other.total, self.answered + other.answered, self.right + other.right)

    @property
    def percent(self) -> int | None:
        """Share of right ones, rounded down; None of nothing."""
        return self.right * 100 // self.total if self.total else None


@dataclass(frozen=True)
class GradedAttempt:
    """One sitting with today's verdicts. Questions that are no longer in use count for nothing."""

    exam: str
    seed: int
    started: str
    finished: str
    """Empty for one that was not handed in."""
    drawn: int
    count: Count
    modules: Mapping[str, Count]
    objectives: Mapping[str, Count]
    """`<unit id>/<objective>` → count."""
    unknown: tuple[str, ...]
    """Drawn or answered ids that no bank holds."""
    undrawn: tuple[str, ...]
    """Answered ids that were not drawn."""
    redrawn: Redrawn
    rights: Mapping[str, bool] = field(default_factory=dict)
    """Drawn question that is in use → whether it was got right."""

    def passed(self, percent: int) -> bool:
        """Tell whether it was handed in and reaches a pass mark."""
        return bool(
            self.finished and self.count.total and self.count.right * 100 >= percent * self.count.total
        )


def best_percent(attempts: Iterable[GradedAttempt], exam: str) -> int | None:
    """Return the best share of an exam's attempts that were handed in, in percent, rounded down."""
    shares = (one.count.percent for one in attempts if one.exam == exam and one.finished)
    return max((share for share in shares if share is not None), default=None)
