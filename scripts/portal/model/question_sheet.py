"""How questions stand in a workbook: its columns, what else people call them, and its words.

Reader and writer share this. A text is Markdown only where the heading of its column says so
(`题干（Markdown）`, as our own workbooks have it); elsewhere it is plain, and `*` is a star. Nobody who
types `3*4*5` into a sheet of his own means emphasis, and nobody who exported `**不**` means four stars.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LETTERS = "ABCDEFGHIJKL"
"""The choices that a question can have."""

MARKDOWN = "（Markdown）"
"""Stands behind the heading of the prompt where the texts of a sheet are Markdown."""

INSTRUCTIONS = "填写说明"
"""The sheet of our own workbooks that says what to write where; it holds no questions."""

NOTES = "要改的地方"
"""The column that a marked copy has; reading passes over it."""

NO_ID = "-"
"""Stands among the ids of the choices for a column that holds no choice."""


@dataclass(frozen=True)
class Heading:
    """A column of our own workbooks."""

    field: str
    title: str
    width: float
    """In digits, as Excel counts."""
    meaning: str
    """What is to be written there, for the sheet of instructions."""


_BEFORE = (
    Heading("id", "题目编号", 12, "门户给的永久编号，如 c-get-help/hotline。新题空着；有编号的不要改。"),
    Heading("choice_ids", "选项编号", 10, "选项的永久编号，按 A、B、C 的次序，空格隔开。新题空着。"),
    Heading("unit", "单元", 14, "题目属于哪个单元：写单元的标题或编号。"),
    Heading("type", "题型", 9, "单选题、多选题、判断题、填空题。门户只有这四种。"),
    Heading("prompt", "题干", 42, "题目。填空题的每个空写四个下划线 ____。"),
)  # fmt: skip
_AFTER_CHOICES = (
    Heading(
        "answer",
        "正确答案",
        14,
        "写选项的字母，几个就连着写：ABD。判断题写“对”或“错”。填空题见“填空题的答案”。",
    ),
    Heading("explanation", "答案解析", 40, "为什么对、为什么错，出处在哪里。空着的题先收作草稿。"),
)
_LAST = (
    Heading("difficulty", "难度", 6, "易、中、难。"),
    Heading("objective", "目标", 20, "这道题考单元的哪个目标：写目标的编号，或照抄目标的文字。"),
    Heading("status", "状态", 7, "草稿：只有预览时看得到；发布：学员看得到；停用：不再出现，旧作答仍认得。"),
    Heading("replaces", "替代", 16, "这道题顶替了本单元哪道停用的题：写那道题的编号。一般空着。"),
)


def headings(choices: int) -> tuple[Heading, ...]:
    """Return the columns of our own workbooks, in order, with room for that many choices."""
    letters = LETTERS[:choices]
    texts = (Heading(f"choice {one}", f"选项{one}", 24, "选项的文字，写成一行。") for one in letters)
    words = (
        Heading(f"feedback {one}", f"反馈{one}", 24, "选了它的人看到的话，可以空着。") for one in letters
    )
    return (*_BEFORE, *texts, *_AFTER_CHOICES, *words, *_LAST)


TYPES = {"single": "单选题", "multiple": "多选题", "true_false": "判断题", "blank": "填空题"}
DIFFICULTIES = {1: "易", 2: "中", 3: "难"}
STATUSES = {"draft": "草稿", "published": "发布", "retired": "停用"}
AGREE = {"agree": "对", "disagree": "错"}
"""The choices of every true_false question: permanent id → text, in this order."""

_CALLED = {
    "id": "门户题目编号 题目编号 题目id 试题编号 试题id",
    "serial id": "编号 id 题号",
    "choice_ids": "选项编号 选项id",
    "unit": "单元 课程 题库 所属单元 单元名称 课程名称 题库名称 所属题库 所属课程 unit course",
    "type": "题型 试题类型 类型 题目类型 试题题型 题类 questiontype type",
    "prompt": (
        "题干 题干内容 试题题干 题目题干 大题题干 题目内容 试题内容 问题内容 题目描述 题目 试题 问题 "
        "题目名称 试题名称 标题 question stem title"
    ),
    "choices": "选项 备选项 备选答案 选项内容 候选项 答案选项 全部选项 可选项 options choices",
    "answer": (
        "正确答案 答案 标准答案 参考答案 试题答案 题目答案 正确选项 答案内容 正确答案内容 正确选项编号 "
        "answer key correct correctanswer"
    ),
    "explanation": (
        "答案解析 解析 试题解析 备注说明 题目解析 解析说明 详解 答案详解 解答 解答过程 试题分析 试题详解 "
        "答案说明 解释 题解 explanation analysis"
    ),
    "difficulty": "难度 难易度 难易程度 试题难度 题目难度 难度等级 难度级别 difficulty",
    "difficulty share": "难度系数",
    "objective": (
        "目标 学习目标 教学目标 知识点 所属知识点 关联知识点 考点 考核点 知识模块 所属章节 章节 目录 "
        "objective"
    ),
    "status": "状态 题目状态 试题状态 是否发布 发布状态 status",
    "replaces": "替代 替代题目 顶替 replaces",
    "notes": NOTES,
    "score": "分值 分数 得分 每题分值 题目分值 试题分值 默认分值 score",
    "serial": "序号 序 顺序 no. no 行号 #",
}
_FIELDS = {word: (field, rank) for field, words in _CALLED.items() for rank, word in enumerate(words.split())}
_LONGEST = 60
"""Characters of a heading; what is longer is a text."""
_ORDINALS = {sign: LETTERS[place] for place, sign in enumerate("一二三四五六七八九十")}
_LETTER = r"(?P<letter>[a-l]|[一二三四五六七八九十]|1[0-2]|[1-9])"
_CHOICE = re.compile(
    rf"(?:(?:备选|候选|试题|题目|答案)?(?:选项|答案|选择|选择项|项)(?:内容)?|option|choice)?-?{_LETTER}"
    r"(?:选项|项)?(?:内容|文字)?[.、]?"
)
_FEEDBACK = re.compile(
    rf"(?:选项|答案|option)?(?:反馈|解析|feedback){_LETTER}|"
    rf"(?:选项|答案|option)?{_LETTER.replace('letter', 'other')}"
    r"(?:选项|项)?的?(?:反馈|解析|说明|feedback)"
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_MARKS = re.compile(r"[\s*＊★※:：,，;；。\"“”'<>《》/]+")


def folded(text: str) -> str:
    """Return a heading or a word of a list as it is compared: half width, lower case, bare."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _MARKS.sub("", _ASIDE.sub("", plain)) or _MARKS.sub("", plain).strip("()[]【】")


def _as_letter(sign: str) -> str:
    if sign.isdigit():
        return LETTERS[int(sign) - 1]
    return _ORDINALS.get(sign) or sign.upper()


@lru_cache(maxsize=4096)  # asked of every cell below the headings, too
def field_of(heading: str) -> tuple[str, int]:
    """Return what a column holds: `prompt`, `choice A`, `feedback B` …; empty if nobody knows.

    The number tells how surely: of two columns for one field, the lower one is meant.
    """
    if heading.partition("\n")[0].strip() == NOTES:  # below it, what is to be changed in the headings
        return "notes", 0
    if len(heading) > _LONGEST:
        return "", 0
    name = folded(heading)
    if found := _FIELDS.get(name):
        return found
    if match := _FEEDBACK.fullmatch(name):
        return f"feedback {_as_letter(match['letter'] or match['other'])}", 0
    if match := _CHOICE.fullmatch(name):
        return f"choice {_as_letter(match['letter'])}", 0
    return "", 0


def is_markdown(heading: str) -> bool:
    """Tell whether the heading of the prompt says that the sheet's texts are Markdown."""
    return "markdown" in unicodedata.normalize("NFKC", heading).lower()
