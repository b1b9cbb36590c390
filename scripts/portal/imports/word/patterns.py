"""What a line of a question paper is, by its first signs: heading, question, labelled part, answers."""

import re
from dataclasses import dataclass, replace

from portal.model.question_paper import BARE, PARTS
from portal.model.question_words import type_of

_NAMES = "|".join(sorted(map(re.escape, PARTS), key=len, reverse=True))
_BARE = "|".join(sorted(map(re.escape, BARE), key=len, reverse=True))
_BRACKETED = re.compile(rf"[【\[〖「]\s*(?P<name>{_NAMES})\s*[】\]〗」]\s*[:：]?", re.IGNORECASE)
_BARE_LABEL = re.compile(
    rf"[（(]?\s*(?P<name>{_BARE})\s*(?:[:：]|[是为](?=\s*[:：]?\s*[（(]?[A-LＡ-Ｌ√×对错正]))\s*[:：]?"
)
_BARE_ANSWER = re.compile(r"(?P<name>正确答案|参考答案|答案)\s*(?=[A-LＡ-Ｌ]+\s*$|[√×]\s*$)")
_BARE_LATER = re.compile(rf"(?:(?<=[\s　;；。])(?P<name>{_BARE})|(?P<answer>正确答案))\s*[:：]")

_ORDINAL = (
    r"(?:第\s*[一二三四五六七八九十\dⅠ-Ⅻ]+\s*(?:部分|大题|题组)?|"
    r"[（(]?[一二三四五六七八九十Ⅰ-Ⅻ]{1,3}[)）]?|[IVX]{1,4})"
)
_HEADING = re.compile(
    rf"(?P<ordinal>{_ORDINAL}\s*[、.．:：\s]\s*)?"
    r"(?P<kind>[\u4e00-\u9fff]{0,4}?(?:选择题|单选题|多选题|单选|多选|判断题|是非题|判断正误|判断对错|填空题|"
    r"判断|填空|不定项|简答题|问答题|论述题|名词解释|案例分析题?|材料题|材料分析题?|连线题|匹配题|排序题|计算题|"
    r"作文题?|写作题?|应用题|综合题|阅读理解|完形填空|辨析题|主观题|操作题))"
    r"(?P<rest>\s*(?:[（(【\[].*|[:：。，,、].*|共.*|每.*|\d+\s*[题道].*)?)"
)
_ANY_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}\s*[、.．]\s*\S|第[一二三四五六七八九十]+(?:部分|大题|卷)|第[ⅠⅡI1-9]+卷"
)
_BEFORE_ANSWERS = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}\s*[、.．:：\s])\s*"
    r"(?P<kind>[\u4e00-\u9fff]{0,5}题)?\s*(?=\d)"
)
_ONE_ANSWER = re.compile(r"\d{1,4}\s*[.．、:：)）]\s*(?:[A-LＡ-Ｌ]{1,12}|[√×✓✗对错])[\s。]*")
_BRACKET_FIRST = re.compile(
    r"[（(\[【][\s　_]*(?:[A-La-lＡ-Ｌ、,，]{0,8}|√|×|✓|✗|对|错|正确|错误|[TFtf])[\s　_]*"
    r"[)）\]】]\s*(?=\d{1,5}\s*[.．、])"
)
_ANSWERS_BEHIND = re.compile(r"[:：]\s*(?=\d{1,4}\s*[-–—~～至.．、\sA-L√×])")
_START = re.compile(
    r"(?:第\s*(?P<a>\d{1,5})\s*题\s*[.．、:：)）]?|(?P<b>\d{1,5})\s*(?:[.．](?!\d)|[、)）:：]|题[.．、:：]?)|"
    r"[（(]\s*(?P<c>\d{1,5})\s*[)）])\s*"
)
_KEY = re.compile(
    rf"(?:附[:：]?\s*|{_ORDINAL}\s*[、.．:：\s]\s*)?(?P<kind>(?:单项?|多项?|不定项)?选择?题|判断题|是非题|填空题)?\s*"
    r"[【\[（(]?\s*(?:试卷|本卷|试题|练习题?)?(?:参考|标准|正确)?答案"
    r"(?:\s*[及与和]\s*(?:试题|详细)?(?:解析|评分标准)|部分|解析)?\s*[】\])）]?\s*[:：]?\s*"
)
_RUN = re.compile(
    r"\d{1,4}\s*[-–—−~～至到]{1,2}\s*\d{1,4}\s*题?\s*[.．、:：)）]?\s*[（(]?[A-LＡ-Ｌ√×✓✗对错TF]"
)
_PAIRS = re.compile(
    r"(?:第?\d{1,4}\s*[.．、:：)）题]?\s*[（(]?(?:[A-LＡ-Ｌ]{1,12}|[√×✓✗对错])[)）]?[\s,，;；、。]*){2,}"
)
_SHARED = re.compile(
    r"(?:回答|完成|做)(?:下列|下面)?第?\s*\d+\s*[-–—~～至到、]\s*\d+\s*(?:小?题)?|共用题干|"
    r"(?:阅读|根据)[^。]{0,12}材料[^。]{0,8}回答"
)


@dataclass(frozen=True)
class Heading:
    """The heading of a section."""

    type: str
    """As in `question_words.type_of`; empty: it does not say."""
    words: str
    answers: int = 0
    """Where the list of answers behind it begins, 0 if there is none."""


@dataclass(frozen=True)
class Label:
    """A labelled part in a line, and from where to where its words go."""

    part: str
    start: int
    end: int


def heading_of(text: str, is_numbered: bool = False) -> Heading | None:
    """Return what the heading of a section says, None for another line."""
    words = text.strip()
    if len(words) > 300:
        return None
    if (found := _BEFORE_ANSWERS.match(text)) and _are_answers(text[found.end() :]):
        return Heading(type_of(found["kind"] or ""), words, found.end())
    if found := _HEADING.fullmatch(words):
        kind = type_of(found["kind"]) or type_of(found["kind"][-3:]) or "other"
        has_sign = found["ordinal"] or found["rest"].strip() or found["kind"].endswith("题") or is_numbered
        answers = _ANSWERS_BEHIND.search(text)
        return Heading(kind, words, answers.end() if answers else 0) if has_sign else None
    is_other = len(words) < 40 and (_ANY_HEADING.match(words) or is_numbered) and words[-1] not in "？?）)。"
    return Heading("", words) if is_other else None


def start_of(text: str) -> tuple[int, int, bool] | None:
    """Return (number, where the prompt begins, whether the number is in brackets); None for no question."""
    found = _START.match(text)
    if not found:
        return None
    return int(found["a"] or found["b"] or found["c"]), found.end(), bool(found["c"])


def labels_in(text: str, is_ours: bool = False) -> list[Label]:
    """Return the labelled parts of a line that begins with a label; none for another line.

    In a paragraph of ours an explanation goes on to its end, whatever it says.
    """
    bare = len(text) - len(text.lstrip())
    first = _BRACKETED.match(text, bare) or _BARE_LABEL.match(text, bare) or _BARE_ANSWER.match(text, bare)
    if not first:
        return []
    found = [first, *_BRACKETED.finditer(text, first.end())]
    if is_ours:
        is_told = PARTS.get(first["name"]) == "explanation"
        return [
            replace(label, start=one.end("name") + 1, end=len(text) if is_told else label.end)
            for one, label in zip(found, _with_ends(found, len(text)), strict=True)
        ][: 1 if is_told else None]
    known = {at for match in found for at in range(match.start(), match.end())}
    found += [later for later in _BARE_LATER.finditer(text, first.end()) if later.start() not in known]
    return _with_ends(sorted(found, key=lambda match: match.start()), len(text))


def _with_ends(found: list[re.Match[str]], length: int) -> list[Label]:
    ends = [match.start() for match in found[1:]] + [length]
    return [
        Label(PARTS.get(name := match["name"] or "答案", PARTS.get(name.upper(), "")), match.end(), end)
        for match, end in zip(found, ends, strict=True)
    ]


def label_within(text: str) -> int:
    """Return where a label begins in a line that begins with something else; its length if none does."""
    found = [match.start() for pattern in (_BRACKETED, _BARE_LATER) if (match := pattern.search(text, 1))]
    return min(found, default=len(text))


def key_of(text: str, is_within: bool = False) -> tuple[str, int] | None:
    """Return (the type that it says, where the answers begin) of a line that heads a list of answers.

    Within such a list, fewer signs are wanted.
    """
    found = _KEY.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    is_head = not rest.strip() or is_list_of_answers(rest) or (is_within and rest[:1].isdigit())
    return (type_of(found["kind"] or ""), found.end()) if is_head else None


def _are_answers(text: str) -> bool:
    return is_list_of_answers(text) or _ONE_ANSWER.fullmatch(text) is not None


def is_list_of_answers(text: str) -> bool:
    """Tell whether a line lists the answers of several questions: `1-5 BACDA`, `6.ABD 7.√`."""
    return bool(_RUN.match(text.strip()) or _PAIRS.match(text.strip()))


def is_shared_material(text: str) -> bool:
    """Tell whether a line introduces a text that several questions are about."""
    return bool(_SHARED.search(text)) and len(text) < 400


def bracket_before(text: str) -> int:
    """Return where the number begins in `（ √ ）1. …`, 0 for a line that begins otherwise."""
    found = _BRACKET_FIRST.match(text)
    return found.end() if found else 0
