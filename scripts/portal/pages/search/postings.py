"""Which key stands on which pages, in shards small enough to be fetched one by one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal.model.folding import ASKED, MOST_TIMES, postings_of, shard_of

_SHARD = 20_000
"""Characters of a shard's JSON at most on average: about 8 KB when sent, compressed."""


@dataclass(frozen=True)
class KeysOfPage:
    """Which keys stand on a page and how often: two texts, which take a tenth of the room of a mapping."""

    keys: str
    """Spaces between them."""
    times: str
    """A digit for each key."""

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield (key, how often it stands there)."""
        return zip(self.keys.split(), self.times, strict=True)


def keys_of_page(texts: Iterable[str], asked: Iterable[str] = ()) -> KeysOfPage:
    """Return the keys of a page with these folded texts, which is asked for with these folded sentences."""
    counts = {ASKED + key: times for key, times in postings_of(asked).items()} | postings_of(texts)
    return KeysOfPage(" ".join(counts), "".join(map(str, counts.values())))


def merged(pages: Iterable[KeysOfPage]) -> dict[str, str]:
    """Return key → `page,times,page delta,times…` in the order of the keys.

    `pages`: the keys of each page; page numbers count from 0 in this order.
    """
    found: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    texts: dict[str, list[str]] = {str(times): [] for times in range(MOST_TIMES + 1)}
    """Times → delta → how both are written: one object, however many keys need it."""
    for number, page in enumerate(pages):
        for times, written in texts.items():
            written.append(f"{number},{times}")
        for key, times in page.pairs():
            if key in last:
                found[key].append(texts[times][number - last[key]])
            else:
                found[key] = [texts[times][number]]
            last[key] = number
    return {key: ",".join(found.pop(key)) for key in sorted(found)}


def shard_count(postings: Mapping[str, str]) -> int:
    """Return how many shards these postings fill: a power of two."""
    return _count_for(sum(len(key) + len(text) + len('"":[],') for key, text in postings.items()))


def shards_wanted(texts: Iterable[str]) -> int:
    """Return how many shards the postings in these shards fill."""
    return _count_for(sum(len(text) - len("}") for text in texts if text != "{}"))


def _count_for(size: int) -> int:
    return 1 << (size // _SHARD).bit_length()


def shards_of(postings: Mapping[str, str], count: int) -> Iterator[str]:
    """Yield the JSON of each shard."""
    parts: list[list[str]] = [[] for _ in range(count)]
    for key, text in postings.items():
        parts[shard_of(key, count)].append(f'"{key}":[{text}]')
    for part in parts:
        yield "{" + ",".join(part) + "}"
