"""Who a record belongs to: one spelling for numbers, names and schools, and the key of a person."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


def one_line(text: str) -> str:
    """Return a text on one line, without invisible characters, otherwise as it was typed."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    kept = "".join(c for c in kept if unicodedata.category(c) not in ("Cf", "Cs"))
    return re.sub(r"\s+", " ", kept).strip()


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Return a text on one line, without invisible characters, full width made half width."""
    return one_line(unicodedata.normalize("NFKC", text))


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
