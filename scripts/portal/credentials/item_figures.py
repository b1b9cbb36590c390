"""How each question of an assessment did: how many got it right, and whether it tells good from weak."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import sqrt

from portal.model.paper_key import PaperKey
from portal.model.paper_results import Graded, ItemFigures

LEAST_PEOPLE = 10
"""With fewer, a correlation says nothing."""


def _apart(pairs: Sequence[tuple[int, float]]) -> float | None:
    """Return the correlation of (right or not, share of the rest that is right)."""
    count = len(pairs)
    if count < LEAST_PEOPLE:
        return None
    mean_x, mean_y = (sum(pair[side] for pair in pairs) / count for side in (0, 1))
    spread_x = sum((x - mean_x) ** 2 for x, _ in pairs)
    spread_y = sum((y - mean_y) ** 2 for _, y in pairs)
    if spread_x < 1e-12 or spread_y < 1e-12:
        return None
    return sum((x - mean_x) * (y - mean_y) for x, y in pairs) / sqrt(spread_x * spread_y)


def item_figures(key: PaperKey, graded: Sequence[Graded]) -> Iterator[ItemFigures]:
    """Yield the figures of every question that was asked, in the order of their ids."""
    pairs: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    verdicts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wrong: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for one in graded:
        others = len(one.verdicts) - 1
        for question, verdict in one.verdicts.items():
            is_right = int(verdict == "right")
            pairs[question].append((is_right, (one.right - is_right) / others if others else 0.0))
            verdicts[question][verdict] += 1
            if verdict == "wrong":
                value = one.submission.answers[question]
                of_choices = key.keys[question].type != "blank"
                wrong[question][tuple(sorted(value) if of_choices else value)] += 1
    for question in sorted(pairs):
        counts = verdicts[question]
        common = min(wrong[question].items(), key=lambda item: (-item[1], item[0]), default=((), 0))
        yield ItemFigures(
            question, counts.total(), counts["right"], counts["open"], _apart(pairs[question]), *common
        )
