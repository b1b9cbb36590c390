"""The formulas of item statistics, on sums of whole numbers: the order of people never changes a digit.

Sources: Crocker & Algina, Introduction to Classical and Modern Test Theory (1986); Kelley, The selection of
upper and lower groups for the validation of test items, Journal of Educational Psychology 30 (1939), 17-24;
Kuder & Richardson, The theory of the estimation of test reliability, Psychometrika 2 (1937), 151-160;
Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16 (1951), 297-334;
Moodle's quiz statistics (facility index, random guess score).
"""

from dataclasses import dataclass
from math import ceil, erf, sqrt

LEAST_PEOPLE = 20
"""Of fewer people only their number is shown, no rate, no correlation, no reliability."""


def rate(part: int, whole: int, least: int = LEAST_PEOPLE) -> float | None:
    """Return part ÷ whole; None of fewer than `least`."""
    return part / whole if whole >= max(least, 1) else None


def correlation(n: int, x: int, y: int, xy: int, yy: int, least: int = LEAST_PEOPLE) -> float | None:
    """Return the correlation of x, each 0 or 1, with y, from n, Σx, Σy, Σxy and Σy².

    With x "right at first" and y the score on the other questions it is the corrected point-biserial
    correlation, the discrimination of an item (Crocker & Algina, chapter 14). None of fewer than `least`
    people and where everybody has the same x or the same y.
    """
    spread_x, spread_y = n * x - x * x, n * yy - y * y
    if n < least or spread_x <= 0 or spread_y <= 0:
        return None
    return (n * xy - x * y) / sqrt(spread_x * spread_y)


def guess_rate(kind: str, choices: int) -> float | None:
    """Return the share that would be right by choosing blindly: Moodle's random guess score.

    None where nobody can tell, as in Moodle: several choices may be right, or a gap is to be filled.
    """
    return 1 / choices if kind in ("单选", "判断") and choices else None


def without_guessing(facility: float | None, guess: float | None) -> float | None:
    """Return (p - g) ÷ (1 - g), the share that knew it if everybody else guessed.

    The classical correction for guessing (Crocker & Algina, chapter 18), on rates. Below 0 it is worse than
    guessing.
    """
    return None if facility is None or guess is None else (facility - guess) / (1 - guess)


@dataclass(frozen=True)
class Band:
    """One end of the people ranked by a score: Kelley's 27 %.

    Who is tied on the score at which the group ends is taken for the fraction that still fits in, as if lots
    were drawn over and over. So a group has its size whatever the ties, and if all have one score, both ends
    hold the same.
    """

    size: int
    """How many people it has: 27 % of all, rounded half up."""
    edge: int
    """How many people have the score on which it ends."""
    taken: int
    """How many of these fit in."""

    def share(self, inside: int, on_edge: int) -> float:
        """Return which share of the group people are, so many inside it and so many on its edge."""
        return (inside + on_edge * self.taken / self.edge) / self.size


@dataclass(frozen=True)
class Reliability:
    """How dependable a score is."""

    coefficient: float
    error: float
    """The standard error of measurement, in questions."""
    mean: float
    """The mean score, in questions."""
    deviation: float
    """The standard deviation of the score, in questions; of these people, not of those they stand for."""


def _reliability(k: int, n: int, total: int, squares: int, spread: float) -> Reliability | None:
    variance = (n * squares - total * total) / (n * n)
    if k < 2 or variance <= 0:
        return None
    coefficient = k / (k - 1) * (1 - spread / (n * n) / variance)
    deviation = sqrt(variance)
    return Reliability(coefficient, deviation * sqrt(max(0.0, 1 - coefficient)), total / n, deviation)


def kr20(
    k: int, n: int, total: int, squares: int, spread: int, least: int = LEAST_PEOPLE
) -> Reliability | None:
    """Return KR-20 of k questions, all of them answered by the same n people.

    k/(k-1) · (1 - Σpq/σ²): formula 20 of Kuder & Richardson, which is Cronbach's alpha of questions that are
    right or wrong. `total` and `squares` are Σ and Σ² of the scores, `spread` is Σ right · wrong over the
    questions, that is n²Σpq. The standard error is σ√(1 - reliability). It may be negative. None of fewer
    than `least` people, of one question, and where all have the same score.
    """
    return _reliability(k, n, total, squares, spread) if n >= max(least, 1) else None


def kr21(k: int, n: int, total: int, squares: int, least: int = LEAST_PEOPLE) -> Reliability | None:
    """Return KR-21: KR-20 as if all questions were equally hard, for want of the answers to each.

    Formula 21 of Kuder & Richardson; never above KR-20, so a lower bound of it. Arguments as for `kr20`.
    """
    return _reliability(k, n, total, squares, total * (n * k - total) / k) if n >= max(least, 1) else None


def length_for(wanted: float, reliability: float, k: int) -> int | None:
    """Return how many questions like these k would reach a reliability: Spearman & Brown, solved for length.

    None where it is 0 or less: more of the same would not help.
    """
    if not 0 < reliability < 1:
        return None
    return ceil(k * wanted * (1 - reliability) / (reliability * (1 - wanted)) - 1e-9)


def certainty(distance: float, error: float) -> float:
    """Return how sure it is that a value lies beyond a line: Φ(distance ÷ standard error), from 0 to 1.

    Half where it lies on the line; without an error all or nothing.
    """
    if error <= 0:
        return 1.0 if distance > 0 else 0.5 if distance == 0 else 0.0
    return (1 + erf(distance / error / sqrt(2))) / 2
