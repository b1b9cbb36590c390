"""A problem as a value: where, which rule, what is wrong, what to do. Printing is done elsewhere."""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file that an author can open."""

    path: str
    """Path from the project's root, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""

    def __str__(self) -> str:
        """As editors and terminals link it: path:line:column."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that an author should change."""

    place: Place
    code: str
    """Letter and number of the rule: F form, C curriculum, U unit, L lesson, Q question, E exam, P page,
    S safety, K public keys, W wording."""
    reason: str
    cure: str
    severity: Severity = field(default="error", compare=False)

    def as_text(self) -> str:
        """Two lines: the first for tools, the second for people."""
        return f"{self.place}: {self.severity} {self.code}: {self.reason}\n    {self.cure}"

    def as_github(self) -> str:
        """A workflow command that code hosts show beside the line."""
        where = f"file={self.place.path},line={self.place.line},col={self.place.column}"
        text = f"{self.reason} {self.cure}".replace("%", "%25").replace("\n", "%0A")
        return f"::{self.severity} {where},title={self.code}::{text}"

    def as_data(self) -> dict[str, str | int]:
        """The finding as a flat mapping, for `--format json`."""
        return {
            "path": self.place.path,
            "line": self.place.line,
            "column": self.place.column,
            "severity": self.severity,
            "code": self.code,
            "reason": self.reason,
            "cure": self.cure,
        }
