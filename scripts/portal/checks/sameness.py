"""Finds passages that read nearly the same, among hundreds of thousands, without comparing all pairs.

A text is reduced to its letters and digits and cut into shingles: all runs of SHINGLE characters
(Broder 1997, “On the resemblance and containment of documents”). Pairs that may be alike are found
through a sample of the shingles; only those pairs are compared in full. The sample is chosen by the
first character of a shingle, so the same words are sampled wherever they stand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from portal.model.likeness import containment, letters
from portal.model.likeness import shingles as runs_of

__all__ = ["SHINGLE", "alike", "containment", "letters", "shingles"]

SHINGLE = 8
"""Characters in a shingle: about four Chinese words, rarely the same by chance."""

_SAMPLED = 4
_MOST_PAIRED = 12
"""A run that stands in more texts than this pairs each of them with the first only."""


def shingles(text: str, size: int = SHINGLE) -> frozenset[str]:
    """Return all runs of `size` characters of a text that `letters` has reduced."""
    return runs_of(text, size)


def _sample(text: str) -> set[str]:
    return {
        text[start : start + SHINGLE]
        for start in range(len(text) - SHINGLE + 1)
        if ord(text[start]) % _SAMPLED == 0
    }


def alike(texts: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """Yield (position, position, containment) of the pairs that are alike to at least `least`.

    The texts are as `letters` gives them. A pair must share sampled shingles to at least half of
    `least` to be compared; with texts of 40 characters and more hardly a pair is missed.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    sizes = []
    for position, text in enumerate(texts):
        sample = _sample(text)
        sizes.append(len(sample))
        for run in sample:
            holders[run].append(position)
    shared: Counter[tuple[int, int]] = Counter()
    for positions in holders.values():
        if len(positions) <= _MOST_PAIRED:
            shared.update(combinations(positions, 2))
        else:
            shared.update((positions[0], other) for other in positions[1:])
    for (first, second), count in sorted(shared.items()):
        if count >= least / 2 * min(sizes[first], sizes[second]):
            share = containment(shingles(texts[first]), shingles(texts[second]))
            if share >= least:
                yield first, second, share
