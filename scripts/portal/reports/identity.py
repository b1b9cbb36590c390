"""Who a record belongs to, and the key of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.model.typed_text import clean


@dataclass(frozen=True, order=True)
class Who:
    """The three things a learner may type in at export, cleaned."""

    school: str = ""
    number: str = ""
    name: str = ""

    @classmethod
    def of(cls, learner: Mapping[str, Any] | None) -> "Who":
        """Take them from a record's `learner`."""
        raw = learner or {}
        number = clean(raw.get("number", "")).upper()
        return cls(clean(raw.get("school", "")), number, clean(raw.get("name", "")))

    @property
    def key(self) -> str:
        """What makes two records one person's: the number, else name and school; else empty."""
        if self.number:
            return f"number\t{self.number}"
        return f"name\t{self.school}\t{self.name}" if self.name and self.school else ""
