"""What people type into a field, in one spelling."""

import re
import unicodedata
from functools import lru_cache


def one_line(text: str) -> str:
    """Return a text on one line, without invisible characters, otherwise as it was typed."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    kept = "".join(c for c in kept if unicodedata.category(c) not in ("Cf", "Cs"))
    return re.sub(r"\s+", " ", kept).strip()


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Return a text on one line, without invisible characters, full width made half width."""
    return one_line(unicodedata.normalize("NFKC", text))
