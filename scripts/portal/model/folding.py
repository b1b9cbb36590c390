"""How the search sees text: folded, cut into keys, each key in one of the index's shards.

`core/search/folding.js` says the same in the browser; `tests/contracts/search.json` holds both to it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from operator import add

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
"""The Han characters that keys are made of, as a part of a character class."""

MOST_TIMES = 9
"""How often a key stands on a page is told up to this; more says nothing."""

ASKED = "?"
"""Before a key: it stands in a sentence that people ask, not on the page. Its shard is the key's."""

_RUN = re.compile("[0-9a-z]+")
_HAN_RUN = re.compile(f"[{HAN}]{{2,}}")

_BASIS, _PRIME = 0x811C9DC5, 0x01000193


def fold(text: str, simplified: Mapping[int, int] | None = None) -> str:
    """Return a text as the search compares it: NFKC, lower case, simplified characters.

    `simplified`: code point of a traditional character → of the simplified one.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    if not simplified or simplified.keys().isdisjoint(map(ord, set(folded))):
        return folded  # nearly always, and `translate` is slow
    return folded.translate(simplified)


def keys_of(folded: str) -> Counter[str]:
    """Return how often each key stands in a folded text.

    Keys are any two neighbouring Han characters, and any run of Latin letters and digits.
    """
    found = Counter(_RUN.findall(folded))
    found.update(chain.from_iterable(map(add, run, run[1:]) for run in _HAN_RUN.findall(folded)))
    return found


def postings_of(texts: Iterable[str]) -> dict[str, int]:
    """Return key → how often it stands in some folded texts, at most MOST_TIMES; in the order of the keys."""
    found = keys_of("\n".join(texts))
    return {key: min(found[key], MOST_TIMES) for key in sorted(found)}


@lru_cache(maxsize=8192)
def _begun(first: str) -> int:
    return _hashed(first.encode(), _BASIS)


def _hashed(data: bytes, value: int) -> int:
    for byte in data:
        value = (value ^ byte) * _PRIME & 0xFFFFFFFF
    return value


def shard_of(key: str, shards: int) -> int:
    """Return in which of the shards a key stands: FNV-1a (32 bits) of its UTF-8, modulo their number."""
    key = key.removeprefix(ASKED)
    return _hashed(key[1:].encode(), _begun(key[0])) % shards
