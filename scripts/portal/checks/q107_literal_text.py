"""Q107: the texts of a question can be rendered as they stand.

What mkdocs-quiz would silently misread is refused here, or made literal in `pages/quiz_markup.py`.
"""

import re
from collections.abc import Iterator

from portal.model.bank import GAP, BlankQuestion, Question, texts_of
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.marks import Keys

CODE = "Q107"
TITLE = "题目里没有会显示错的写法"
WHY = "有些写法在网页上会变成标题、引用或者消失。题目必须显示成作者写的样子。"
ALONE = True

_FENCE = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1 *$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}\s|^ {0,3}(=+|-+|\*{3,}) *$", re.MULTILINE)
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_TRAPS = (
    (_HEADING, "有标题或横线", "用 **加粗** 代替标题，去掉横线。"),
    (re.compile(r"\[\^[^\]]+\]"), "有脚注", "把脚注写进正文的括号里。"),
    (_PRIVATE, "有显示不出来的特殊字符", "重新输入这几个字（常见于从 Word 粘贴的符号）。"),
    (re.compile(r"^\s*--8<--|^\s*;--8<--", re.MULTILINE), "有包含语句 --8<--", "题库里直接写文字。"),
)  # fmt: skip
_SUSPECT = re.compile(r"[#=*\[;`~\ue000-\uf8ff-]")
"""What every trap holds; most texts have none of it."""
_ONE_LINE = "选项要写成一行：代码块和分段放到题干或解析里。"


def _faults(question: Question, keys: Keys, text: str) -> Iterator[tuple[str, str]]:
    plain = text
    if _SUSPECT.search(text):
        plain = _FENCE.sub("", text)
        yield from ((reason, cure) for trap, reason, cure in _TRAPS if trap.search(plain))
    if keys[-1] == "text" and "\n" in text:
        yield "选项不止一行", _ONE_LINE
    if keys == ("explanation",) and text.lstrip().startswith(">"):
        yield "解析以引用“>”开头", "先写一句话，再引用。"
    if keys != ("prompt",) and GAP in plain and isinstance(question, BlankQuestion):
        yield "空写在题干外面", f"{GAP} 只写在题干里。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each text that would not be shown as written."""
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            for keys, text in texts_of(question):
                for reason, cure in _faults(question, keys, text):
                    place = bank.marks.at("questions", number, *keys)
                    yield Finding(place, CODE, f"题目 '{question.id}'：{reason}", cure)
