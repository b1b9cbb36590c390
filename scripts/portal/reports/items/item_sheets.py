"""The sheets about questions: 题目, 选项, 试卷信度, 先看这些题."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from portal.reports.items.figures import Figures, Taken
from portal.reports.items.formulas import LEAST_PEOPLE
from portal.reports.items.look import Look
from portal.reports.items.reasons import reasons
from portal.reports.items.reliability import ENOUGH, Line
from portal.reports.scope import IN_USE
from portal.reports.sheet_form import TRACK, Column, Sheet, count_column, percent_column

Row = tuple[Any, ...]

_FEW = f"不到 {LEAST_PEOPLE} 人为“—”"
_ID = Column("题目编号", "永久编号", 44)
_UNIT = Column("单元", "所在单元", 28)
_KIND = Column("题型", "单选、多选、判断、填空", 8)
_PROMPT = Column("题干", "前 120 字", 50)
_PLACE = Column("题库位置", "题库文件:第几行", 40)

QUESTIONS = Sheet("题目", (
    _ID, TRACK, _UNIT, _KIND,
    Column("状态", "在用；已停用的题不计入通过条件", 8),
    _PROMPT,
    count_column("作答人数", "答过此题的人数，答案判不了分的也算"),
    count_column("首答人数", "第一次作答能判分的人数"),
    count_column("首答正确", "其中答对的人数"),
    percent_column("首答正确率", f"首答正确 ÷ 首答人数：题目的难易看这一列；{_FEW}"),
    percent_column(
        "扣除蒙对", "首答正确率去掉靠猜的：（正确率 − 随便选的）÷（1 − 随便选的）；负数是还不如随便选"
    ),
    count_column("最近人数", "最近一次作答能判分的人数"),
    count_column("最近正确", "其中答对的人数"),
    percent_column("最近正确率", f"最近正确 ÷ 最近人数；{_FEW}"),
    Column(
        "区分度",
        "答得好的人是不是更常答对这题：首答对错，与同单元其余题首答正确率的相关（校正的点二列相关），"
        f"−1 到 1。只算答过其余题一半以上的人；{_FEW}",
        10, "number",
    ),
    count_column("区分度人数", "算区分度用到的人数"),
    percent_column("做过不止一次", f"作答的人里，做过不止一次的；{_FEW}"),
    percent_column("错改对", f"做过不止一次的人里，先错后对的；{_FEW}"),
    percent_column("对改错", f"做过不止一次的人里，先对后错的；{_FEW}"),
    count_column("判不了分", "答案不在选项里的人数"),
    Column("建议", "为什么要看一看；依据和怎么办在“先看这些题”", 28),
    _PLACE,
    Column("最近一次的选择", "每个选项有几人选（✓ 是正确的选项）；填空题列出最多的 10 种写法", 80),
))  # fmt: skip

CHOICES = Sheet("选项", (
    _ID, _UNIT, _KIND, _PROMPT,
    Column("选项", "选项的编号；填空题是写法，最多的 10 种", 24),
    Column("内容", "选项的文字", 50, empty=""),
    Column("对错", "✓ 是判为正确的", 6, empty=""),
    count_column("首答人数", "第一次作答选它的人数"),
    percent_column("首答比例", f"÷ 首答人数；多选题加起来超过 100%；{_FEW}"),
    count_column("最近人数", "最近一次作答选它的人数"),
    percent_column("最近比例", f"÷ 最近人数；{_FEW}"),
    percent_column(
        "答对多的人", "按同单元其余题的首答正确率排，前 27% 里首答选它的人；分数相同、跨在线上的按比例折算"
    ),
    percent_column("答对少的人", "后 27% 的人里首答选它的"),
    Column("差", "答对多的人 − 答对少的人；正确的该是正数，错误的该是负数", 8, "number"),
    Column("看一看", "没人选的错误选项；答对多的人反而多选的错误选项、少选的正确选项", 30, empty=""),
    _PLACE,
))  # fmt: skip

RELIABILITY = Sheet("试卷信度", (
    Column("类别", "单元、模拟考、正式考核", 10),
    TRACK,
    Column("卷子", "单元，或者哪份卷子", 34),
    count_column("题数", "大家都答了的题"),
    count_column("人数", "把这些题都答了的人；单元按首答"),
    Column(
        "信度", f"分数有多可靠：换一套差不多的题，高低会不会变。1 是不变，{ENOUGH} 以上才好分高低；{_FEW}",
        10, "number",
    ),
    Column("算法", "KR-20：就是对错题的 Cronbach α；KR-21：不知道每题的对错时它的下限", 10),
    Column("平均答对", "几题", 10, "number"),
    Column("标准差", "分数散得多开，几题", 10, "number"),
    Column("误差（题）", "测量标准误：一个人的得分，上下浮动这么多题很平常", 12, "number"),
    count_column(f"到 {ENOUGH} 要几题", "这样的题要有多少道，信度才到这个数"),
    Column("说明", "为什么没有数，或者怎么看", 60, empty="", wraps=40),
))  # fmt: skip

LOOK = Sheet("先看这些题", (
    count_column("先后", "1 最先看"),
    replace(_ID, wraps=16), replace(_UNIT, wraps=13), replace(_PROMPT, wraps=26),
    Column("为什么", "数字里看到了什么", 80, wraps=42),
    Column("怎么办", "先查什么", 60, wraps=32),
    count_column("首答人数", "第一次作答能判分的人数"),
    percent_column("首答正确率", "首答正确 ÷ 首答人数"),
    Column("区分度", "答得好的人是不是更常答对这题，−1 到 1", 10, "number"),
    Column("分量", "0 到 100：问题有多重，乘以有多大把握；几条理由合在一起", 8, "number"),
    replace(_PLACE, wraps=18),
))  # fmt: skip


def _rounded(value: float | None, digits: int = 3) -> float | None:
    """Return a figure as it is shown, without a negative zero."""
    return None if value is None else round(value, digits) + 0.0


def _distribution(one: Figures) -> str:
    if not one.question.choices:
        return "；".join(f"{taken.name} {taken.latest}" for taken in one.taken if taken.latest)
    return "；".join(f"{taken.name}{'✓' if taken.is_right else ''} {taken.latest}" for taken in one.taken)


def question_rows(figures: Iterable[Figures]) -> Iterator[Row]:
    """Yield the rows of 题目."""
    for one in figures:
        question, of = one.question, one.counts
        why = reasons(one) if question.status == IN_USE else []
        hint = "；".join(reason.title for reason in why)
        yield (
            question.id, one.track_title, one.unit_title, question.kind, question.status, question.prompt,
            of.people, of.first_n, of.first_right, one.facility, one.known,
            of.latest_n, of.latest_right, one.latest_facility,
            _rounded(one.discrimination), of.ranked, one.retried, one.mended, one.spoiled, of.void,
            hint, one.place, _distribution(one),
        )  # fmt: skip


def _odd(one: Figures, taken: Taken) -> str:
    """Say what is worth a look at a choice."""
    enough = one.facility is not None
    if enough and one.question.choices and not taken.is_right and not taken.first:
        return "没有人选"
    lead = taken.lead
    if lead is None or abs(lead) < 0.05:
        return ""
    if taken.is_right and lead < 0:
        return "正确的，答对多的人反而少选"
    return "错误的，答对多的人反而多选" if not taken.is_right and lead > 0 else ""


def choice_rows(figures: Iterable[Figures]) -> Iterator[Row]:
    """Yield the rows of 选项."""
    for one in figures:
        question, of = one.question, one.counts
        for taken in one.taken:
            first = taken.first / of.first_n if one.facility is not None else None
            latest = taken.latest / of.latest_n if one.latest_facility is not None else None
            yield (
                question.id, one.unit_title, question.kind, question.prompt,
                taken.name, taken.text, "✓" if taken.is_right else "", taken.first, first,
                taken.latest, latest, _rounded(taken.strong), _rounded(taken.weak), _rounded(taken.lead),
                _odd(one, taken), one.place,
            )  # fmt: skip


def reliability_rows(lines: Iterable[Line]) -> Iterator[Row]:
    """Yield the rows of 试卷信度."""
    for line in lines:
        of = line.figure
        figures = (of.mean, of.deviation, of.error) if of else (None, None, None)
        yield (
            line.kind, line.track, line.name, line.questions or None, line.people,
            _rounded(of.coefficient) if of else None, line.method or None,
            *(_rounded(figure, 2) for figure in figures), line.wanted, line.note,
        )  # fmt: skip


def look_rows(looks: Sequence[Look]) -> Iterator[Row]:
    """Yield the rows of 先看这些题."""
    for place, look in enumerate(looks, 1):
        numbers = look.numbers
        yield (
            place, look.question, look.unit, look.prompt, look.why, look.advice,
            numbers["首答人数"], numbers["首答正确率"], _rounded(numbers["区分度"]), look.score, look.place,
        )  # fmt: skip
