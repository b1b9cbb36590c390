"""Finds passages that read nearly the same, among hundreds of thousands, without comparing all pairs.

A text is reduced to its letters and digits and cut into shingles: all runs of SHINGLE characters
(Broder 1997, “On the resemblance and containment of documents”). Pairs that may be alike are found
through a sample of the shingles; only those pairs are compared in full. The sample is chosen by the
first character of a shingle, so the same words are sampled wherever they stand. Most shingles stand in
one text only; those are dropped before anything is kept of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, compress

from portal.model.likeness import containment, letters
from portal.model.likeness import shingles as runs_of

__all__ = ["SHINGLE", "alike", "containment", "letters", "shingles"]

SHINGLE = 8
"""Characters in a shingle: about four Chinese words, rarely the same by chance."""

_SAMPLED = 4
_IS_SAMPLED = bytes(code % _SAMPLED == 0 for code in range(256))
"""Last byte of a character's code → 1 for a character with which sampled runs begin."""
_MOST_PAIRED = 12
"""A run that stands in more texts than this pairs each of them with the first only."""


def shingles(text: str, size: int = SHINGLE) -> frozenset[str]:
    """Return all runs of `size` characters of a text that `letters` has reduced."""
    return runs_of(text, size)


def _sample(text: str) -> set[str]:
    last_bytes = text.encode("utf-32-le", "surrogatepass")[::4]
    starts = compress(range(len(text) - SHINGLE + 1), last_bytes.translate(_IS_SAMPLED))
    return {text[start : start + SHINGLE] for start in starts}


def _met_again(texts: Sequence[str]) -> tuple[list[int], Iterator[set[str]]]:
    """Return how many runs are sampled of each text, and those that stand in another text too.

    Times are counted by the hash of a run, so a few that stand nowhere else may be among them.
    """
    buckets = 1 << (sum(map(len, texts)) + 1).bit_length()
    times, sizes = bytearray(buckets), []
    for sample in map(_sample, texts):
        sizes.append(len(sample))
        for bucket in {hash(run) % buckets for run in sample}:
            times[bucket] += times[bucket] < 2
    return sizes, ({run for run in _sample(text) if times[hash(run) % buckets] > 1} for text in texts)


def _pairs(positions: Sequence[int]) -> Iterable[tuple[int, int]]:
    if len(positions) <= _MOST_PAIRED:
        return combinations(positions, 2)
    return ((positions[0], other) for other in positions[1:])


def alike(texts: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """Yield (position, position, containment) of the pairs that are alike to at least `least`.

    The texts are as `letters` gives them. A pair must share sampled shingles to at least half of
    `least` to be compared; with texts of 40 characters and more hardly a pair is missed.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    sizes, samples = _met_again(texts)
    for position, sample in enumerate(samples):
        for run in sample:
            holders[run].append(position)
    shared = Counter(chain.from_iterable(map(_pairs, holders.values())))
    for (first, second), count in sorted(shared.items()):
        if count >= least / 2 * min(sizes[first], sizes[second]):
            share = containment(shingles(texts[first]), shingles(texts[second]))
            if share >= least:
                yield first, second, share
