"""How dependable the score of a unit or of a paper is, for those that enough people answered as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.reports.assessed import SatPaper
from portal.reports.items.figures import Ask
from portal.reports.items.formulas import LEAST_PEOPLE, Reliability, kr20, kr21, length_for

ENOUGH = 0.7
"""What a score should reach of which people are told whether they passed (Nunnally 1978)."""
UNIT, MOCK, FORMAL = "单元", "模拟考", "正式考核"


@dataclass(frozen=True)
class Line:
    """One line of 试卷信度."""

    kind: str
    track: str
    name: str
    questions: int
    people: int
    """Who answered all of these questions."""
    method: str = ""
    figure: Reliability | None = None
    note: str = ""

    @property
    def wanted(self) -> int | None:
        """How many questions like these would reach `ENOUGH`."""
        return length_for(ENOUGH, self.figure.coefficient, self.questions) if self.figure else None


def _note(figure: Reliability | None, questions: int, people: int, least: int) -> str:
    if people < least:
        return f"不到 {least} 人，不算"
    if questions < 2:
        return "只有 1 题，没有信度可算"
    if figure is None:
        return "人人得分一样，没有信度可算"
    if figure.coefficient <= 0:
        return "题和题之间合不到一起：先看“先看这些题”里的题有没有标错"
    if figure.coefficient < ENOUGH:
        return "题少，或者题和题各考各的：可以看单元学得怎样，不宜拿这个分数给人排先后"
    return ""


def _units(ask: Ask, least: int) -> Iterator[Line]:
    for track, unit, questions, people, total, squares, spread in ask("unit_reliability.sql"):
        figure = kr20(questions, people, total, squares, spread, least)
        yield Line(
            UNIT, track, unit, questions, people, "KR-20", figure, _note(figure, questions, people, least)
        )


@dataclass
class _Paper:
    """Everybody's first sitting of one and the same draw."""

    people: int = 0
    total: int = 0
    squares: int = 0

    def __post_init__(self) -> None:
        self.rights: list[int] = []

    def add(self, marks: str, people: int) -> None:
        right = marks.count("1")
        self.people += people
        self.total += people * right
        self.squares += people * right * right
        self.rights = self.rights or [0] * len(marks)
        for place, mark in enumerate(marks):
            self.rights[place] += people * (mark == "1")

    @property
    def spread(self) -> int:
        return sum(right * (self.people - right) for right in self.rights)


def _mocks(ask: Ask, titles: Mapping[str, str], least: int) -> Iterator[Line]:
    """One line for each draw that enough people sat, else one that says why there is none."""
    papers: dict[tuple[str, str], _Paper] = {}
    for exam, paper, marks, people in ask("exam_papers.sql"):
        papers.setdefault((exam, paper), _Paper()).add(marks, people)
    sat = {exam: (draws, people) for exam, draws, people in ask("exam_draws.sql")}
    for exam, (draws, people) in sat.items():
        title = titles.get(exam, exam)
        same = [one for (of, _), one in papers.items() if of == exam and one.people >= least]
        for one in same:
            size = len(one.rights)
            figure = kr20(size, one.people, one.total, one.squares, one.spread, least)
            note = _note(figure, size, one.people, least)
            yield Line(MOCK, title, "同一组题", size, one.people, "KR-20", figure, note)
        if not same:
            note = f"{people} 人交过卷，抽到 {draws} 组题，没有一组满 {least} 人：各人的题不同，信度没有定义"
            yield Line(MOCK, title, "模拟考", 0, people, note=note)


def _formal(papers: Sequence[SatPaper], titles: Mapping[str, str], least: int) -> Iterator[Line]:
    for one in papers:
        figure = kr21(one.questions, one.people, one.total, one.squares, least)
        note = _note(figure, one.questions, one.people, least)
        if figure:
            note = "下限：成绩文件里没有每题的对错，当作每题一样难来算" + (f"；{note}" if note else "")
        title = titles.get(one.track, one.track)
        yield Line(
            FORMAL, title, f"{one.assessment} {one.paper}", one.questions, one.people, "KR-21", figure, note
        )


def reliability(
    ask: Ask, titles: Mapping[str, str], papers: Sequence[SatPaper] = (), least: int = LEAST_PEOPLE
) -> list[Line]:
    """Return how dependable the scores are: of units, then of mock exams, then of formal papers.

    A unit's people are those whose first answers to all its questions in use can be judged. Mock exams and
    papers whose draw differs from person to person have no reliability, and say so. `titles`: slug → track.
    """
    least = max(least, LEAST_PEOPLE)
    return [*_units(ask, least), *_mocks(ask, titles, least), *_formal(papers, titles, least)]
