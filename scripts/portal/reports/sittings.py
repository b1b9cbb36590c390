"""A person's mock exams as the report shows them, and what does not fit in them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from portal.model.blueprint import BlueprintFront
from portal.model.catalogue import Catalogue
from portal.model.sitting import GradedAttempt
from portal.reports.flags import MANY, SHORT, Flag, some

Json = dict[str, Any]
Row = tuple[str | int, ...]

GRACE = 5
"""Minutes by which handing in may come late: a browser wakes up when it can."""

REDRAWN = {
    "same": "一致",
    "differs": "对不上",
    "no mark": "没有写题目范围，不能重做",
    "other pool": "题目或蓝图改过，不能重做",
    "no earlier": "缺以前的模拟考，不能重做",
}
"""What came of drawing again → the words of the report."""


@dataclass(frozen=True)
class Exams:
    """What mock exams are held against."""

    examine: Callable[[Iterable[Json]], Iterable[GradedAttempt]]
    fronts: Mapping[str, BlueprintFront]
    """Exam id → what it asks today."""
    modules: Mapping[str, str]
    """Module id → title, in the order of the tracks."""


def exams_of(catalogue: Catalogue, examine: Callable[[Iterable[Json]], Iterable[GradedAttempt]]) -> Exams:
    """Return the exams of a catalogue; `examine` judges the attempts of one record."""
    fronts = {track: one.front for track, one in catalogue.published_exams.items()}
    modules = {module.id: module.title for track in catalogue.tracks for module in track.front.modules}
    return Exams(examine, fronts, modules)


def _minutes(attempt: GradedAttempt) -> int:
    """Return how long a sitting took, rounded down; -1 for one that was not handed in."""
    if not attempt.finished:
        return -1
    taken = datetime.fromisoformat(attempt.finished) - datetime.fromisoformat(attempt.started)
    return int(taken.total_seconds() // 60) if taken >= timedelta(0) else -1


def _by_module(attempt: GradedAttempt, modules: Mapping[str, str]) -> str:
    order = [*modules, *sorted(attempt.modules.keys() - modules.keys())]
    asked = [(one, attempt.modules[one]) for one in order if one in attempt.modules]
    return "；".join(f"{modules.get(one, one)} {count.right}/{count.total}" for one, count in asked)


def paper_of(attempt: GradedAttempt) -> tuple[str, str]:
    """Return a mark of which questions in use were drawn, and who got which right: 1 or 0, sorted by id."""
    drawn = sorted(attempt.rights)
    mark = hashlib.blake2b("\n".join(drawn).encode(), digest_size=8).hexdigest()
    return mark, "".join(str(int(attempt.rights[question])) for question in drawn)


def row_of(attempt: GradedAttempt, exams: Exams) -> Row:
    """Return a sitting as the tables take it; -1 stands for what there is not."""
    front = exams.fronts.get(attempt.exam)
    count = attempt.count
    return (
        attempt.exam, attempt.seed, attempt.started, attempt.finished, _minutes(attempt),
        attempt.drawn, count.total, count.answered, count.right,
        -1 if count.percent is None else count.percent,
        int(attempt.passed(front.pass_percent)) if front else -1,
        _by_module(attempt, exams.modules), REDRAWN[attempt.redrawn], *paper_of(attempt),
    )  # fmt: skip


def _name(attempt: GradedAttempt) -> str:
    return f"{attempt.exam} {attempt.started}"


def _flag(kind: str, words: str, found: Sequence[str]) -> Iterator[Flag]:
    if found:
        yield Flag(kind, f"{words}：{some(found)}")


def _is_short_of(attempt: GradedAttempt, exams: Exams) -> bool:
    """Tell whether a sitting asked less than the blueprint does and no seed can vouch for it."""
    front = exams.fronts.get(attempt.exam)
    is_open = attempt.redrawn in ("other pool", "no earlier")
    return is_open and front is not None and attempt.drawn < front.count


def _odd_draws(attempts: Sequence[GradedAttempt], exams: Exams) -> Iterator[Flag]:
    kind = "抽题和编号对不上"
    differs = [_name(one) for one in attempts if one.redrawn == "differs"]
    yield from _flag(kind, f"{len(differs)} 次模拟考的题不是它的抽题编号抽出来的", differs)
    unmarked = [_name(one) for one in attempts if one.redrawn == "no mark"]
    yield from _flag(kind, f"{len(unmarked)} 次模拟考没有写题目范围，抽题不能重做", unmarked)
    few = [f"{_name(one)} 有 {one.drawn} 题" for one in attempts if _is_short_of(one, exams)]
    yield from _flag("模拟考题数不够", f"{len(few)} 次模拟考的题比蓝图要的少，抽题又不能重做", few)
    extra = [_name(one) for one in attempts if one.undrawn]
    yield from _flag(kind, f"{len(extra)} 次模拟考里有没抽到的题的答案，没有计分", extra)
    unknown = [name for one in attempts for name in one.unknown]
    yield from _flag("不认识的题目", f"模拟考里有 {len(unknown)} 题不在题库里，没有计分", unknown)
    strange = sorted({one.exam for one in attempts} - exams.fronts.keys())
    yield from _flag("不认识的模拟考", "没有发布这样的模拟考，只列出，不判合格", strange)


def _too_long(attempt: GradedAttempt, exams: Exams) -> bool:
    front = exams.fronts.get(attempt.exam)
    return front is not None and _minutes(attempt) >= front.minutes + GRACE


def _hurried(attempt: GradedAttempt) -> bool:
    if attempt.count.answered <= MANY or not attempt.finished:
        return False
    taken = datetime.fromisoformat(attempt.finished) - datetime.fromisoformat(attempt.started)
    return timedelta(0) <= taken < timedelta(seconds=SHORT)


def _odd_times(attempts: Sequence[GradedAttempt], exams: Exams) -> Iterator[Flag]:
    backwards = [_name(one) for one in attempts if one.finished and one.finished < one.started]
    yield from _flag("时间倒流", f"{len(backwards)} 次模拟考交卷早于开始", backwards)
    long = [f"{_name(one)} 用了 {_minutes(one)} 分钟" for one in attempts if _too_long(one, exams)]
    yield from _flag("模拟考超时", f"{len(long)} 次比规定的时间长 {GRACE} 分钟以上", long)
    short = [_name(one) for one in attempts if _hurried(one)]
    yield from _flag("作答时间集中", f"{len(short)} 次模拟考不到 {SHORT} 秒就交了卷", short)


def _early(attempts: Sequence[GradedAttempt], hours: float) -> Iterator[str]:
    """Yield the sittings that began before the wait after the one before was over."""
    for before, one in pairwise(attempts):
        if before.finished and before.started <= before.finished:
            waited = datetime.fromisoformat(one.started) - datetime.fromisoformat(before.finished)
            if waited < timedelta(hours=hours):
                yield _name(one)


def _odd_counts(attempts: Sequence[GradedAttempt], exams: Exams) -> Iterator[Flag]:
    for exam, front in exams.fronts.items():
        of_exam = sorted((one for one in attempts if one.exam == exam), key=lambda one: one.started)
        if front.attempts and len(of_exam) > front.attempts:
            detail = f"{front.title}最多 {front.attempts} 次，记录里有 {len(of_exam)} 次"
            yield Flag("模拟考次数过多", detail)
        early = list(_early(of_exam, front.wait_hours)) if front.wait_hours else []
        words = f"{front.title}两次之间要隔 {front.wait_hours:g} 小时，{len(early)} 次没有隔够"
        yield from _flag("模拟考间隔不够", words, early)


def odd_sittings(attempts: Sequence[GradedAttempt], exams: Exams) -> Iterator[Flag]:
    """Yield what does not fit in a person's mock exams, each kind once."""
    yield from _odd_draws(attempts, exams)
    yield from _odd_times(attempts, exams)
    yield from _odd_counts(attempts, exams)
