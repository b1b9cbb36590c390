"""What people write into the cells of a question: its type, difficulty and status, and blanks' answers."""

import re
from collections.abc import Iterable, Sequence

from portal.model.bank import BlankQuestion, Question
from portal.model.question_sheet import LETTERS, folded

_TYPES = {
    "single": "单选题 单项选择题 单选 单项选择 单选项 单项题 single singlechoice radio",
    "multiple": "多选题 多项选择题 多选 多项选择 多项题 复选题 multiple multiplechoice checkbox multi",
    "true_false": "判断题 判断 是非题 对错题 正误题 判断正误 判断对错 正误判断题 true_false truefalse judge",
    "blank": "填空题 填空 blank fill fillblank",
    "choice": "选择题 选择 不定项选择题 不定项 不定项选择 不定项题 不定选 客观题 choice",
}
"""`choice`: the answer decides whether it is single or multiple."""

_OTHERS = re.compile(
    "简答|问答|论述|主观|名词解释|排序|匹配|连线|材料|综合|计算|作文|写作|阅读|完形|录音|口语|听力|投票|量表|"
    "打分|评分|编程|操作|分录|资料|共用题干|翻译|画图|上传|辨析|案例"
)
_DIFFICULTIES = {
    1: "1 易 容易 简单 较易 较简单 非常容易 很容易 低 初级 基础 入门 easy low",
    2: "2 中 中等 一般 普通 适中 中级 medium normal middle",
    3: "3 难 困难 较难 较困难 很难 非常难 高 高级 hard difficult high",
}
_STATUSES = {
    "draft": "draft 草稿 未发布 待审核 待审 未审核 编写中 否",
    "published": "published 发布 已发布 在用 启用 已启用 上线 已上线 正常 有效 已审核 审核通过 是",
    "retired": "retired 停用 已停用 下线 已下线 作废 已作废 禁用 废止 无效",
}
_TRUTHS = {
    "true": "对 正确 √ ✓ ✔ ☑ t true 是 y yes 正 right 对的 正确的",
    "false": "错 错误 × ✗ ✘ ☒ x f false 否 n no 误 wrong 不对 不正确 错的 错误的 不是",
}

_SIGNS = "|｜;；/／\n、，,┋"
_QUOTED = re.compile(rf"「((?:[^」]|」」)*)」(?=\s*(?:[{re.escape(_SIGNS)}]|$))")


def _table(words: dict[str, str]) -> dict[str, str]:
    return {word: name for name, line in words.items() for word in line.split()}


_TYPE_OF = _table(_TYPES)
_STATUS_OF = _table(_STATUSES)
_TRUTH_OF = _table(_TRUTHS)
_DIFFICULTY_OF = {word: number for number, line in _DIFFICULTIES.items() for word in line.split()}


def type_of(text: str) -> str:
    """Return single, multiple, true_false, blank, `choice`, `other` (the portal has none); empty: unknown."""
    word = re.sub(r"^第?[一二三四五六七八九十\d]+[大部分]*[、.:]?", "", folded(text))
    if found := _TYPE_OF.get(word) or _TYPE_OF.get(word.replace("-", "")):
        return found
    return "other" if _OTHERS.match(word) else ""


def status_of(text: str) -> str | None:
    """Return draft, published or retired; empty for an empty cell, None for an unknown word."""
    return _STATUS_OF.get(folded(text)) if text else ""


def difficulty_of(text: str) -> int | None:
    """Return 1 to 3; None for an unknown word. Stars count."""
    stars = re.fullmatch(r"[★☆⭐*＊]+", text.strip())
    if stars and (count := len(re.findall(r"[★⭐*＊]", text))):
        return count if count <= 3 else None
    return _DIFFICULTY_OF.get(folded(text))


def truth_of(text: str) -> bool | None:
    """Return what an answer to a true_false question says; None if it says neither."""
    said = _TRUTH_OF.get(folded(text) or text.strip())
    return said == "true" if said else None


def pieces(text: str, signs: str) -> list[str]:
    """Split at any of the signs, but not inside 「…」; empty pieces are left out."""
    parts, start, place, is_fresh = [], 0, 0, True
    while place < len(text):
        if is_fresh and (quoted := _QUOTED.match(text, place)):
            place = quoted.end()
            is_fresh = False
            continue
        sign = text[place]
        if sign in signs:
            parts.append(text[start:place])
            start = place + 1
        is_fresh = sign in _SIGNS or (is_fresh and sign.isspace())
        place += 1
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


def unquoted(piece: str) -> str:
    """Return an accepted answer as it is meant: 「and/or」 is and/or, 」」 inside is one 」."""
    quoted = _QUOTED.fullmatch(piece.strip())
    return quoted[1].replace("」」", "」").strip() if quoted else piece.strip()


def _quoted(text: str) -> str:
    is_plain = not text.startswith("「") and not any(sign in text for sign in _SIGNS)
    return text if is_plain else f"「{text.replace('」', '」」')}」"


def joined_accept(gaps: Iterable[Sequence[str]]) -> str:
    """Return the accepted answers of all gaps as one cell: `6|六；「and/or」`.

    `|` stands between spellings of one gap, `；` between gaps. An answer that holds a sign which
    could separate stands in 「…」, and a 」 in it is doubled.
    """
    return "；".join("|".join(_quoted(text) for text in gap) for gap in gaps)


_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def guarded(text: str, in_csv: bool) -> str:
    """Return a text that no table program takes for a formula, for `opened` to open.

    A workbook says itself that a cell is text; there only what looks guarded is guarded again.
    """
    bare = text.lstrip("'")
    is_risky = bare.startswith(_RISKY) and (in_csv or bare != text)
    return f"'{text}" if is_risky else text


def opened(text: str) -> str:
    """Return a text without the `'` that kept it from being a formula."""
    bare = text.lstrip("'")
    return text[1:] if bare != text and bare.startswith(_RISKY) else text


def answer_words(question: Question) -> str:
    """Return the key as people write it: letters of choices, 对 or 错, or what each gap takes."""
    if isinstance(question, BlankQuestion):
        return joined_accept(question.blanks.accept)
    if question.type == "true_false":
        return next((choice.text for choice in question.choices if choice.correct), "")
    return "".join(LETTERS[place] for place, choice in enumerate(question.choices) if choice.correct)
