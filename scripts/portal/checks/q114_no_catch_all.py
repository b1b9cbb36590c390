"""Q114: no choice refers to the other choices.

“All of the above” rewards whoever recognises two, “none of the above” never shows what is right
(Haladyna, Downing & Rodriguez 2002, guidelines on both).
"""

import re
from collections.abc import Iterator

from portal.model.bank import ChoiceQuestion
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q114"
TITLE = "选项里没有“以上都对”“以上都不对”"
WHY = "认出两个对的就能猜到“都对”；选了“都不对”的人，到最后也不知道什么是对的。"
ALONE = True

_CATCH_ALL = re.compile(
    r"(?:以上|上述|前面|前[两三]项|[ABCD][和、与][ABCD])[^。]{0,6}(?:都|均|全)(?:不|没有)?(?:对|是|正确|可以|错|行)|"
    r"^(?:都|全)不?(?:对|正确|是)[。！]?$|^以上(?:皆|均)(?:是|非)"
)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each choice that stands for all or none of the others."""
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            if not isinstance(question, ChoiceQuestion) or question.status == "retired":
                continue
            for position, choice in enumerate(question.choices):
                if _CATCH_ALL.search(choice.text):
                    place = bank.marks.at("questions", number, "choices", position, "text")
                    cure = "改成一个具体的选项；几个都对，就用多选题。"
                    yield Finding(place, CODE, f"题目 '{question.id}' 有“{choice.text}”", cure)
