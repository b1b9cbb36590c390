"""Item statistics against published examples and against other ways of computing them."""

import random
import statistics
from collections.abc import Sequence
from itertools import product
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from item_tables import Answer, Answers, question, sums

from portal.reports.items.figures import Figures, item_figures
from portal.reports.items.formulas import (
    Band,
    certainty,
    guess_rate,
    kr20,
    kr21,
    length_for,
    without_guessing,
)
from portal.reports.items.reliability import reliability

LSAT6 = (3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173,
         11, 61, 28, 298)  # fmt: skip
"""How many of 1,000 people gave each pattern of answers, 00000 to 11111: Bock & Lieberman, Fitting a response
model for n dichotomously scored items, Psychometrika 35 (1970), 179-197, section 6."""

QUIZ = """
1111110110 1011011101 1111011001 0010001000 0000010010
1110111111 1101110111 1111111101 0101111101 1101101110
"""
"""Ten people, ten questions: K. Wuensch, The Kuder-Richardson 20 (East Carolina University), who gives
pq of each question and 5.84 as the variance of the scores."""
PQ = (0.21, 0.21, 0.24, 0.21, 0.24, 0.16, 0.21, 0.21, 0.25, 0.24)


def test_kr20_is_that_of_a_published_example() -> None:
    rows = [[int(mark) for mark in row] for row in QUIZ.split()]
    found = kr20(*sums(rows), least=10)
    assert found is not None
    assert found.deviation**2 == pytest.approx(5.84)
    assert found.coefficient == pytest.approx(10 / 9 * (1 - sum(PQ) / 5.84))
    assert found.error == pytest.approx(sqrt(5.84) * sqrt(1 - found.coefficient))
    lower = kr21(*sums(rows)[:4], least=10)
    assert lower is not None
    assert 0 < lower.coefficient <= found.coefficient


@pytest.fixture(scope="module")
def lsat(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Figures], float]:
    """The figures that the report's own queries give for LSAT 6, and the reliability of its questions."""
    answers: list[Answer] = []
    person = 0
    for pattern, count in zip(product((0, 1), repeat=5), LSAT6, strict=True):
        for _ in range(count):
            person += 1
            for place, mark in enumerate(pattern, 1):
                value = ["a"] if mark else ["b"]
                answers.append((person, f"c-u/item-{place}", value, value))
    staged = Answers([question(f"item-{place}") for place in range(1, 6)], answers)
    ask = staged.ask(tmp_path_factory.mktemp("lsat"))
    [line] = reliability(ask, {})
    assert line.figure is not None
    return item_figures(ask, staged.scope), line.figure.coefficient


def test_our_queries_give_the_figures_of_r_for_lsat_6(lsat: tuple[list[Figures], float]) -> None:
    """`descript(LSAT)` of R's package ltm (Rizopoulos, Journal of Statistical Software 17(5), 2006)."""
    figures, alpha = lsat
    assert [one.facility for one in figures] == [0.924, 0.709, 0.553, 0.763, 0.870]
    # ltm divides by the standard deviation of a sample, which a correlation does not do.
    excluded = [round((one.discrimination or 0) * sqrt(999 / 1000), 4) for one in figures]
    assert excluded == [0.1128, 0.1531, 0.1727, 0.1444, 0.1215]
    assert round(alpha, 4) == 0.2950


def drawn(seed: int, people: int) -> Answers:
    """Return random answers to two units: some left out, some impossible, one question retired."""
    dice = random.Random(seed)
    questions = [question(f"q{place}", f"c-u{place % 2}") for place in range(9)]
    questions.append(question("old", "c-u0", status="已停用"))
    answers: list[Answer] = []
    for person in range(people):
        skill = dice.random()
        for one in questions:
            if dice.random() < 0.15:
                continue
            first = ["a"] if dice.random() < skill else [dice.choice("bcdz")]
            latest = ["a"] if dice.random() < 0.7 else [dice.choice("bcdz")]
            answers.append((person, one.id, first, latest))
    return Answers(questions, answers)


def slow_shares(staged: Answers, one: str, unit: str) -> list[tuple[str, int, float]]:
    """Return (choice, right or not, share of the rest) of all who answered at least half of the rest."""
    in_use = {of.id for of in staged.questions if of.unit == unit and of.status == "在用"}
    marks: dict[int, dict[str, int]] = {}
    mine: dict[int, str] = {}
    for person, of, first, _ in staged.answers:
        if first != ["z"]:
            if of in in_use:
                marks.setdefault(person, {})[of] = int(first == ["a"])
            if of == one:
                mine[person] = first[0]
    found = []
    for person, choice in mine.items():
        rest = [mark for of, mark in marks.get(person, {}).items() if of != one]
        if rest and 2 * len(rest) >= len(in_use - {one}):
            found.append((choice, int(choice == "a"), statistics.mean(rest)))
    return found


def slow_band(shares: Sequence[float], strong: bool) -> list[float]:
    """Return how much each person counts for one end: the mean over all orders in which ties may stand."""
    values = np.round(np.array(shares), 5)
    size = int(np.floor(0.27 * len(values) + 0.5))
    order = np.argsort(-values if strong else values, kind="stable")
    inside = np.zeros(len(values))
    inside[order[:size]] = 1
    return [float(inside[values == value].mean()) for value in values]


@pytest.mark.parametrize("seed", range(3))
def test_queries_and_sums_agree_with_counting_people_one_by_one(seed: int, tmp_path: Path) -> None:
    staged = drawn(seed, 120 + 40 * seed)
    for one in item_figures(staged.ask(tmp_path), staged.scope):
        people = slow_shares(staged, one.question.id, one.question.unit)
        shares = [share for _, _, share in people]
        assert one.counts.ranked == len(people)
        wanted = statistics.correlation([float(mark) for _, mark, _ in people], shares)
        assert one.discrimination == pytest.approx(wanted, abs=1e-4)
        for taken in one.taken:
            for share, strong in ((taken.strong, True), (taken.weak, False)):
                weights = slow_band(shares, strong)
                mine = [weight for (choice, _, _), weight in zip(people, weights, strict=True)
                        if choice == taken.name]  # fmt: skip
                assert share == pytest.approx(sum(mine) / sum(weights))


@pytest.mark.parametrize("seed", range(3))
def test_kr20_is_cronbachs_alpha_by_numpy(seed: int) -> None:
    dice = np.random.default_rng(seed)
    rows = (dice.random((50, 8)) < dice.random((50, 1))).astype(int)
    found = kr20(*sums(rows.tolist()))
    covariance = np.cov(rows.T)
    alpha = 8 / 7 * (1 - np.trace(covariance) / covariance.sum())
    assert found is not None
    assert found.coefficient == pytest.approx(alpha)


def test_a_group_has_its_size_whatever_the_ties() -> None:
    band = Band(size=27, edge=80, taken=17)
    assert band.share(inside=10, on_edge=80) == pytest.approx(1)
    assert band.share(inside=10, on_edge=40) == pytest.approx((10 + 8.5) / 27)


def test_guessing_is_taken_out_where_one_choice_is_right() -> None:
    assert guess_rate("多选", 4) is guess_rate("填空", 0) is None
    assert without_guessing(0.4, guess_rate("单选", 4)) == pytest.approx(0.2)
    assert without_guessing(0.35, guess_rate("判断", 2)) == pytest.approx(-0.3)


def test_a_longer_paper_is_more_reliable() -> None:
    """Spearman & Brown: four times as many questions lift 0.5 to 0.8."""
    assert length_for(0.8, 0.5, 10) == 40
    assert length_for(0.7, -0.1, 10) is None


def test_a_figure_on_its_line_is_half_sure() -> None:
    assert certainty(0, 0.1) == 0.5
    assert certainty(0.196, 0.1) == pytest.approx(0.975, abs=1e-3)
