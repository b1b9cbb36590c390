"""What does not fit in one hand-in by itself: altered paper, wrong person, impossible times."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from unicodedata import normalize

from portal.model.paper import Candidate
from portal.model.paper_key import KeyPaper, PaperKey
from portal.model.paper_results import (
    ALTERED,
    BACKWARDS,
    EARLY,
    FAST,
    LATE,
    LONG,
    NAME,
    OTHERS_PAPER,
    STRANGER,
    VOID,
    Flag,
    Submission,
    beijing,
)

GRACE = 120
"""Seconds that clocks, slow computers and the last click are given."""
LEAST_SECONDS = 3
"""For a question on average; nobody reads one and answers it in less."""
LEAST_ANSWERS = 5
"""So many answers there must be before speed says anything."""


def folded(text: str) -> str:
    """Return a number or name as it is compared: without spaces, full width or case."""
    return "".join(normalize("NFKC", text).split()).casefold()


@lru_cache(maxsize=65536)
def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


def oddities(
    submission: Submission, key: PaperKey, listed: Mapping[str, Candidate], verdicts: Mapping[str, str]
) -> Iterator[Flag]:
    """Yield each thing that does not fit.

    `listed`: folded number → candidate; empty for an assessment without a list.
    """
    paper = key.papers[submission.paper]
    if submission.digest and submission.digest != paper.digest:
        yield Flag(ALTERED, "题目、选项、时间或别的内容和发出去的不一样")
    yield from _person(submission, paper, listed)
    foreign = [question for question in submission.answers if question not in verdicts]
    void = [question for question, verdict in verdicts.items() if verdict == "void"]
    if foreign or void:
        yield Flag(VOID, f"{len(foreign) + len(void)} 题：{'、'.join([*foreign, *void][:3])}")
    if not submission.is_typed:
        yield from _window(submission, key)
        yield from _pace(submission, key)


def _person(submission: Submission, paper: KeyPaper, listed: Mapping[str, Candidate]) -> Iterator[Flag]:
    said = submission.candidate
    known = listed.get(folded(said.number))
    if listed and known is None:
        yield Flag(STRANGER, f"编号 {said.number}，写的姓名是{said.name}")
    elif known and not _is_same(known, said):
        yield Flag(NAME, f"写的是{said.name} {said.school}，名单上是{known.name} {known.school}".strip())
    if paper.candidate is not None and folded(paper.candidate) != folded(said.number):
        yield Flag(OTHERS_PAPER, f"卷子发给 {paper.candidate}，交卷的是 {said.number}")


def _is_same(known: Candidate, said: Candidate) -> bool:
    """Tell whether name and school are those of the list; nobody is asked for a school twice."""
    schools = {folded(one.school) for one in (known, said) if one.school}
    return folded(known.name) == folded(said.name) and len(schools) < 2


def _window(submission: Submission, key: PaperKey) -> Iterator[Flag]:
    begin, end = _seconds(submission.started), _seconds(submission.finished)
    if key.opens and begin < _seconds(key.opens) - GRACE:
        yield Flag(EARLY, f"开始于 {beijing(submission.started)}，开考是 {beijing(key.opens)}")
    if key.closes and end > _seconds(key.closes) + GRACE:
        yield Flag(LATE, f"交卷于 {beijing(submission.finished)}，截止是 {beijing(key.closes)}")
    if end - begin > key.minutes * 60 + GRACE:
        yield Flag(LONG, f"用了 {(end - begin) / 60:.0f} 分钟，规定 {key.minutes} 分钟")


def _pace(submission: Submission, key: PaperKey) -> Iterator[Flag]:
    begin, end = _seconds(submission.started), _seconds(submission.finished)
    count = len(submission.answers)
    if count >= LEAST_ANSWERS and 0 <= end - begin < LEAST_SECONDS * count:
        yield Flag(FAST, f"{count} 题用了 {end - begin:.0f} 秒")
    outside = [at for at in submission.times.values() if not begin - 1 <= _seconds(at) <= end + 1]
    if end < begin:
        yield Flag(BACKWARDS, f"开始于 {beijing(submission.started)}，交卷于 {beijing(submission.finished)}")
    elif outside:
        yield Flag(BACKWARDS, f"{len(outside)} 题的作答时刻不在开始和交卷之间")
    elif begin < _seconds(key.made) - GRACE:
        yield Flag(
            BACKWARDS, f"开始于 {beijing(submission.started)}，那时试卷还没有出好（{beijing(key.made)}）"
        )
