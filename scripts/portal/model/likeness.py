"""When two texts read nearly the same: what the checks and the imports both measure by."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from math import ceil

_SIGNS = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """Return a text without signs and spaces, in lower case."""
    return _SIGNS.sub("", text).lower()


def shingles(text: str, size: int) -> frozenset[str]:
    """Return all runs of `size` characters of a text that `letters` has reduced."""
    return frozenset(text[start : start + size] for start in range(len(text) - size + 1))


def containment(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the share of the smaller set that the larger one holds too, 0 to 1."""
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


PROMPT_MOST = 0.75
"""Share of the longer prompt's runs from which on two prompts ask nearly the same."""
PROMPT_SHORTEST = 12
"""Letters from which on a prompt says something of its own; “哪一句更合适？” may come again."""
PROMPT_RUN = 3


def prompt_runs(prompt: str) -> frozenset[str]:
    """Return the runs by which prompts are compared; none if it is too short to say something of its own."""
    words = letters(prompt)
    return shingles(words, PROMPT_RUN) if len(words) >= PROMPT_SHORTEST else frozenset()


def are_twins(first: frozenset[str], second: frozenset[str], most: float = PROMPT_MOST) -> bool:
    """Tell whether two sets share more than `most` of the larger one."""
    longer, smaller = max(len(first), len(second)), min(len(first), len(second))
    return containment(first, second) * smaller > most * longer


def twins(sets: Sequence[frozenset[str]], most: float = PROMPT_MOST) -> Iterator[tuple[int, int]]:
    """Yield (position, earlier position) of all pairs that `are_twins`, in order.

    Two sets that share so much share one of their rarest members, so only sets that do are compared
    (Chaudhuri, Ganti & Kaushik 2006, “A primitive operator for similarity joins”: prefix filtering).
    """
    frequency = Counter(chain.from_iterable(sets))
    rank = {run: times << 32 | number for number, (run, times) in enumerate(frequency.items())}
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for position, runs in enumerate(sets):
        rarest = sorted(map(rank.__getitem__, runs))[: len(runs) - ceil(most * len(runs) - 1e-6) + 1]
        candidates = {
            other
            for run in rarest
            for other in holders[run]
            if (min(len(runs), len(sets[other])) > (most - 1e-6) * max(len(runs), len(sets[other])))
        }
        for other in sorted(candidates):
            if are_twins(runs, sets[other], most):
                yield position, other
        for run in rarest:
            holders[run].append(position)
