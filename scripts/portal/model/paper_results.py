"""What grading a formal assessment finds: what was handed in, who has what result, and what needs a look."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from portal.model.paper import Candidate, canonical_text


class FlagKind(NamedTuple):
    """One way in which something that was handed in does not fit."""

    code: str
    title: str
    stops: bool
    """Whether it does not count until whoever is in charge says so."""
    cure: str


ALTERED = FlagKind(
    "altered",
    "试卷被改动过",
    True,
    "答的不是发出去的那份卷子。问清楚，用原来的试卷重考，或判无效。",
)
STRANGER = FlagKind(
    "stranger",
    "不在名单上",
    True,
    "核实本人。编号写错了，在裁定里写“是”加名单上的编号；名单漏了他，就补进名单。再判一次。",
)
OTHERS_PAPER = FlagKind(
    "others-paper",
    "交的是别人的卷子",
    True,
    "这份卷子是发给另一个编号的。核实谁答的；发错了就判有效。",
)
EARLY = FlagKind("early", "开考以前就开始了", True, "先看那台电脑的钟准不准；钟不准就判有效。")
LATE = FlagKind("late", "截止以后才交", True, "先看那台电脑的钟准不准；钟不准，或者准许过延时，就判有效。")
LONG = FlagKind("long", "超过规定的时间", True, "监考记录里有断电、换电脑，就判有效。")
DISAGREE = FlagKind(
    "disagree",
    "几份里有及格有不及格",
    True,
    "交卷时间能改，不能只看哪份在先。问本人和监考：移走不算的，再判一次；或判有效、无效。",
)
NAME = FlagKind(
    "name",
    "姓名或学校和名单不一样",
    False,
    "编号对得上，照样计分。核实是不是本人，改正写错的一边。",
)
RENUMBERED = FlagKind("renumbered", "编号写错了", False, "照裁定，算在名单上的这个编号。理由写在裁定里。")
VOID = FlagKind(
    "void",
    "有不可能的答案",
    False,
    "选项或题目不在这份卷子里，这几题没有得分。看答卷是不是被改过。",
)
FAST = FlagKind("fast", "快得不可能", False, "平均每题不到 3 秒。对一对监考记录，必要时面谈或重考。")
BACKWARDS = FlagKind("backwards", "时间前后颠倒", False, "多半是电脑的钟中途改过。对一对监考记录。")
SEVERAL = FlagKind(
    "several",
    "交了几份不同的",
    False,
    "算的是最先交的一份。要换一份，先把不算的移走，再判一次。",
)
CLONE = FlagKind(
    "clone",
    "和别人错得一样",
    False,
    "只是线索，不是结论：看座位，比两份答卷，必要时面谈或重考。",
)
SAME_TIMES = FlagKind(
    "same-times",
    "作答时刻和别人逐题相同",
    False,
    "两份答卷多半出自一份。问两个人，对监考记录。",
)

FLAG_KINDS = (
    ALTERED, STRANGER, OTHERS_PAPER, EARLY, LATE, LONG, DISAGREE, NAME,
    RENUMBERED, VOID, FAST, BACKWARDS, SEVERAL, CLONE, SAME_TIMES,
)  # fmt: skip
"""In the order in which the handbook explains them."""


def beijing(moment: str) -> str:
    """Return an instant as people in China read it: 2026-12-05 09:00:00; the last hours of 9999 as is."""
    try:
        return f"{datetime.fromisoformat(moment) + timedelta(hours=8):%Y-%m-%d %H:%M:%S}" if moment else ""
    except OverflowError:
        return moment


class Flag(NamedTuple):
    """One thing that needs a look."""

    kind: FlagKind
    detail: str = ""


@dataclass(frozen=True)
class Submission:
    """Something that was handed in and could be read: sealed answers, or a line of a typed-in sheet."""

    source: str
    """Where it stands, for people: a file, and a place in it where it holds several."""
    seal: str
    """SHA-256 of what was handed in, in hexadecimal digits."""
    paper: str
    candidate: Candidate
    answers: Mapping[str, tuple[str, ...]]
    digest: str = ""
    """Of the paper as it was shown; nothing for a sheet of paper."""
    times: Mapping[str, str] = field(default_factory=dict)
    started: str = ""
    finished: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether it was answered on paper and typed in: nothing is known of its times then."""
        return not self.finished

    @property
    def seconds(self) -> float:
        """How long it took by the candidate's clock; negative where that was put back."""
        begin, end = (datetime.fromisoformat(moment) for moment in (self.started, self.finished))
        return (end - begin).total_seconds()

    @cached_property
    def content(self) -> str:
        """A fingerprint of what it says: the same answers handed in again are one."""
        said = {
            "paper": self.paper, "digest": self.digest, "number": self.candidate.number,
            "answers": self.answers, "times": self.times, "started": self.started, "finished": self.finished,
        }  # fmt: skip
        return sha256(canonical_text(said).encode()).hexdigest()


@dataclass(frozen=True)
class Unread:
    """Something in the folder from which nothing could be graded."""

    source: str
    reason: str
    seal: str = ""
    """SHA-256 of its bytes, where they could be read."""
    number: str = ""
    """Of the candidate it is from, where that is known: whoever handed in something was not absent."""


@dataclass(frozen=True)
class Graded:
    """A submission with its verdicts."""

    submission: Submission
    verdicts: Mapping[str, str]
    """Question id → right, wrong, void, or open for no answer; in the order of the paper."""
    flags: tuple[Flag, ...] = ()

    @property
    def right(self) -> int:
        """Points."""
        return sum(verdict == "right" for verdict in self.verdicts.values())

    @property
    def stops(self) -> bool:
        """Whether a flag keeps it from counting."""
        return any(flag.kind.stops for flag in self.flags)


@dataclass(frozen=True)
class Ruling:
    """What whoever is in charge decided about one person."""

    is_valid: bool
    reason: str
    is_number: str = ""
    """The number on the list of whoever wrote this one: such a ruling says whose it is, no more."""


@dataclass(frozen=True)
class PersonResult:
    """What one person has reached."""

    candidate: Candidate
    graded: Graded
    """The submission that counts."""
    passed: bool
    others: tuple[Graded, ...] = ()
    """Different ones of the same person, which do not count."""
    ruling: Ruling | None = None

    @property
    def total(self) -> int:
        """How many points there were."""
        return len(self.graded.verdicts)

    @property
    def percent(self) -> int:
        """Rounded down, so that it never shows a pass mark which was not reached."""
        return self.graded.right * 100 // self.total


@dataclass(frozen=True)
class ItemFigures:
    """How one question did."""

    question: str
    asked: int
    right: int
    open: int
    """How often it was left unanswered."""
    apart: float | None
    """Correlation of getting it right with the rest of the paper, -1 to 1; None where it says nothing."""
    common_wrong: tuple[str, ...]
    """The wrong answer that was given most often."""
    wrong_count: int


@dataclass(frozen=True)
class Results:
    """All that one grading found."""

    people: tuple[PersonResult, ...]
    absent: tuple[Candidate, ...]
    unread: tuple[Unread, ...]
    items: tuple[ItemFigures, ...]
