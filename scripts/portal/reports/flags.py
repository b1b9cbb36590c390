"""What does not fit in a record, as words for a person to look at. No flag changes a score.

A flag tells what was seen and where; why it may be innocent and how to ask stands in `model/flag_words.py`.

Only a record of which one of these is true can get a flag from `inspect`, so all others need not be looked at
again: something in it was left out; it has no time of export, or one after `Today.latest`; a value of it is
graded unknown or void; a first answer is later than the latest one, or a unit finished before it was opened;
any time in it is more than a day after the export, or after `Today.latest`; it has more than `MANY` answers
and all first ones lie within less than `SHORT` seconds; its release is newer than today's.

Fewer tries than the answers show are no flag: two devices with one try each, put together in the browser,
make two different answers and `tries` 1, because merging takes the larger number and adds nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

Json = dict[str, Any]
Grade = Callable[[str, tuple[str, ...]], str]
"""(question id, raw value) → right, wrong, void or unknown."""

MANY = 20
"""More first answers than this…"""
SHORT = 60
"""… within fewer seconds than this are worth a look."""
_SHOWN = 3


@dataclass(frozen=True, order=True)
class Flag:
    """One thing that does not fit."""

    kind: str
    detail: str


@dataclass(frozen=True)
class Today:
    """Against what times are held: the day of the report and the release of the content."""

    day: date
    release: str

    @property
    def latest(self) -> str:
        """The last moment that is not in the future; a day is allowed for clocks and time zones."""
        return f"{self.day + timedelta(days=1)}T23:59:59Z"


def some(items: Sequence[str]) -> str:
    """Return the first few of the things that are meant, and how many there are."""
    more = f" 等 {len(items)} 处" if len(items) > _SHOWN else ""
    return "、".join(items[:_SHOWN]) + more


def _seconds(moment: str) -> float | None:
    """Return a time in seconds; None for one that no calendar has, such as month 19."""
    try:
        return datetime.fromisoformat(moment).timestamp()
    except ValueError:
        return None


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", release)))


def _left_out(problems: Sequence[str]) -> Iterator[Flag]:
    if problems:
        yield Flag("部分内容没有计入", f"{len(problems)} 条：{some(problems)}")


def _values(answers: Mapping[str, Json], grade: Grade) -> Iterator[Flag]:
    unknown, void = [], []
    for question, answer in answers.items():
        first, latest = (grade(question, tuple(answer[turn]["value"])) for turn in ("first", "latest"))
        if first == "unknown":
            unknown.append(question)
        elif "void" in (first, latest):
            void.append(question)
    if unknown:
        yield Flag("不认识的题目", f"{len(unknown)} 题不在题库里，没有计分：{some(sorted(unknown))}")
    if void:
        yield Flag("不可能的答案", f"{len(void)} 题的答案不在选项里，没有计分：{some(sorted(void))}")


def _backwards(data: Json) -> Iterator[Flag]:
    answers = data.get("answers", {})
    wrong = [
        f"{key}（首次 {item['first']['at']}，最近 {item['latest']['at']}）"
        for key, item in answers.items()
        if item["first"]["at"] > item["latest"]["at"]
    ]
    units = [
        f"{key}（打开 {study['opened']}，学完 {study['finished']}）"
        for key, study in data.get("units", {}).items()
        if study.get("finished") and study["finished"] < study["opened"]
    ]
    if wrong or units:
        count = len(wrong) + len(units)
        yield Flag("时间倒流", f"{count} 处的先后颠倒：{some(sorted(wrong + units))}")


def _moments(data: Json) -> Iterator[tuple[str, str]]:
    """Yield every time of a record, and of what it is."""
    for question, answer in data.get("answers", {}).items():
        yield answer["first"]["at"], question
        yield answer["latest"]["at"], question
    for unit, study in data.get("units", {}).items():
        yield study["opened"], unit
        yield study.get("finished") or "", unit
    for attempt in data.get("attempts", ()):
        yield attempt["started"], f"模拟考 {attempt['exam']}"
        yield attempt.get("finished") or "", f"模拟考 {attempt['exam']}"


def _day_after(exported: str, today: Today) -> str:
    """Return the last time that fits an export, a day allowed for clocks; empty: the export is no measure."""
    if _seconds(exported) is None or exported > today.latest:
        return ""
    return (datetime.fromisoformat(exported) + timedelta(days=1)).isoformat().replace("+00:00", "Z")


def _late(kind: str, than: str, found: Sequence[tuple[str, str]]) -> Iterator[Flag]:
    if found:
        moment, of = max(found)
        yield Flag(kind, f"{len(found)} 处时间晚于{than}，最晚的是 {of} 的 {moment}")


def _future(data: Json, today: Today) -> Iterator[Flag]:
    exported = data.get("exported", "")
    limit = _day_after(exported, today) if exported else ""
    if not exported:
        yield Flag("没有导出时间", "记录里没有导出时间")
    elif not limit:
        yield Flag("时间在将来", f"导出时间 {exported} 晚于报告日期 {today.day}，或者日历上没有")
    moments = list(_moments(data))
    yield from _late("时间在将来", f"报告日期 {today.day}", [one for one in moments if one[0] > today.latest])
    after = [one for one in moments if limit and limit < one[0] <= today.latest]
    yield from _late("作答晚于导出", f"导出时间 {exported} 一天以上", after)


def _hurried(answers: Mapping[str, Json]) -> Iterator[Flag]:
    if len(answers) <= MANY:
        return
    times = [answer["first"]["at"] for answer in answers.values()]
    begin, end = _seconds(min(times)), _seconds(max(times))
    if begin is not None and end is not None and end - begin < SHORT:
        span = f"从 {min(times)} 到 {max(times)}"
        yield Flag("作答时间集中", f"{len(times)} 题的首次作答都在 {round(end - begin)} 秒之内：{span}")


def _newer(release: str, today: Today) -> Iterator[Flag]:
    if _numbers(today.release) > (0,) and _numbers(release) > _numbers(today.release):
        yield Flag("来自更新的版本", f"记录来自 {release}，本地内容是 {today.release}；请先更新内容再汇总")


def inspect(data: Json, problems: Sequence[str], grade: Grade, today: Today) -> tuple[Flag, ...]:
    """Return what does not fit in one record as it was handed in."""
    answers = data.get("answers", {})
    return (
        *_left_out(problems),
        *_values(answers, grade),
        *_backwards(data),
        *_future(data, today),
        *_hurried(answers),
        *_newer(data.get("release", ""), today),
    )
