"""Q116: a question that asks for what is wrong says so in bold."""

import re
from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q116"
TITLE = "问“哪个不……”的题，“不”字加粗"
WHY = "会做的人读快了，漏掉一个“不”字就答错。考的是心理健康，不是眼力。"
ALONE = True

_ASKED = re.compile(r"(?:^|(?<=[。；！\n]))[^。；！\n]*(?:哪|下列|以下|下面)[^。；！\n]*")
_NEGATIVE = re.compile(
    r"(?:是|属于)?不(?:合适|恰当|妥|应该?|对|正确|属于|符合|能|该|宜|可以|可|需要|必|是|算|会)|没有|错误|有误|除了(?![^。；！\n]*[还也])|并非"
)
_BOLD = re.compile(r"\*\*[^*\n]+\*\*|__[^_\n]+__|<strong>.*?</strong>")
_OTHER = re.compile(r"“[^”]*”|该不该|能不能|是不是|会不会|对不对|可不可以|要不要|应不应该")


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each prompt that asks for an exception without emphasis."""
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            if question.status == "retired" or question.type in ("blank", "true_false"):
                continue
            plain = _OTHER.sub("", _BOLD.sub("", question.prompt))
            for sentence in _ASKED.findall(plain):
                asked = sentence[min(sentence.find(word) for word in _WORDS if word in sentence) :]
                if match := _NEGATIVE.search(asked):
                    place = bank.marks.at("questions", number, "prompt")
                    reason = f"题目 '{question.id}' 问的是“{match[0]}”，没有加粗"
                    yield Finding(place, CODE, reason, "写成 **不**合适 这样；能改成正面的问法更好。")
                    break


_WORDS = ("哪", "下列", "以下", "下面")
