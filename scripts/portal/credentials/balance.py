"""Draws the questions of papers so that all of them are about equally hard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.errors import PortalError
from portal.model.blueprint import Line
from portal.model.draw import MOST_SEED, Candidate, draw, fits, mix

_ROUNDS = 40
_TRIES = 60
_TOO_SMALL = 1e-9


@dataclass(frozen=True)
class Drawn:
    """The questions of one paper, and how to draw them again."""

    seed: int
    questions: tuple[str, ...]
    difficulty: float
    """Mean of its questions, 1 to 3."""
    avoided: tuple[str, ...] = ()
    """Ids that were drawn only where nothing else was left."""


def expected(lines: Sequence[Line], pool: Sequence[Candidate]) -> float:
    """Return the mean difficulty that papers have on the whole."""
    total = 0.0
    for line in lines:
        fitting = [one.difficulty for one in pool if fits(line, one)]
        total += line.count * sum(fitting) / len(fitting)
    return total / sum(line.count for line in lines)


def _seed(*parts: int | str) -> int:
    return mix("/".join(map(str, parts))) % MOST_SEED


class Drawer:
    """Draws papers of one plan from one pool; the same base gives the same papers."""

    def __init__(self, lines: Sequence[Line], pool: Sequence[Candidate], base: int, within: float) -> None:
        """Draw with seeds that come from `base`, mean difficulties at most `within` apart."""
        self._lines, self._pool, self._base, self._within = lines, pool, base, within
        self._hardness = {one.id: one.difficulty for one in pool}
        self.target = expected(lines, pool)

    def _draw(self, seed: int, avoided: Sequence[str] = ()) -> Drawn:
        questions = draw(self._lines, self._pool, seed, dict.fromkeys(avoided, 1))
        mean = sum(map(self._hardness.__getitem__, questions)) / len(questions)
        return Drawn(seed, questions, mean, tuple(avoided))

    def _off(self, drawn: Drawn) -> float:
        return abs(drawn.difficulty - self.target)

    def _near(self, name: str, avoided: Sequence[str] = ()) -> Drawn:
        """Return the first paper that is as hard as expected, else the nearest of those tried."""
        best = self._draw(_seed(self._base, name, 0), avoided)
        for number in range(1, _TRIES):
            if self._off(best) <= self._within / 2 + _TOO_SMALL:
                break
            best = min(best, self._draw(_seed(self._base, name, number), avoided), key=self._off)
        return best

    def forms(self, names: Sequence[str]) -> dict[str, Drawn]:
        """Return a paper for each form, without common questions where the pool allows.

        Raises PortalError when no draw was found whose forms are equally hard.
        """
        best: dict[str, Drawn] = {}
        for number in range(_ROUNDS):
            made: dict[str, Drawn] = {}
            for name in names:
                avoided = sorted({one for drawn in made.values() for one in drawn.questions})
                made[name] = self._near(f"{number}/{name}", avoided)
            if not best or spread(made) < spread(best):
                best = made
            if spread(best) < _TOO_SMALL:
                break
        if spread(best) <= self._within + _TOO_SMALL:
            return best
        told = "，".join(f"{name} 卷 {drawn.difficulty:.2f}" for name, drawn in best.items())
        raise PortalError(
            f"几套卷抽不到一样难：平均难度（1—3）最接近的一次是 {told}，相差 {spread(best):.2f}，"
            f"应在 {self._within:g} 以内。在 lines 里给每一行写上 difficulty，或给题少的模块添题；"
            "愿意放宽就在 assessment.yml 写 balance。没有出卷。"
        )

    def single(self, number: str) -> Drawn:
        """Return the paper of the candidate with a number."""
        return self._near(f"person/{number}")


def spread(drawn: Mapping[str, Drawn]) -> float:
    """Return how far the mean difficulties of papers lie apart."""
    means = [one.difficulty for one in drawn.values()]
    return max(means) - min(means)


def shared(drawn: Mapping[str, Drawn]) -> int:
    """Return how many questions stand in more than one form."""
    ids = [one for paper in drawn.values() for one in paper.questions]
    return len({one for one in ids if ids.count(one) > 1})
