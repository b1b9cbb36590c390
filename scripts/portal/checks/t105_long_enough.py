"""T105: a word of the search is two characters at least, and not a sentence."""

import re
from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "T105"
TITLE = "搜索词表的词是 2 到 16 个字，中间没有标点隔开的几句"
WHY = "一个字到处都是，想找的那一页被淹没；一整句话没有人会一字不差地打。"

SHORTEST, LONGEST = 2, 16
_BETWEEN = re.compile(r"[，。、；：！？,;!?\n]")


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each word that is too short, too long, or several in one."""
    if catalogue.terms is None:
        return
    for number, group in enumerate(catalogue.terms.front.synonyms):
        for place, word in enumerate(group):
            at = catalogue.terms.marks.at("synonyms", number, place)
            if _BETWEEN.search(word):
                cure = "一个词一项，词之间用英文逗号和空格隔开。"
                yield Finding(at, CODE, f"“{word}”里有标点，像是几个词连在一起", cure)
            elif not SHORTEST <= len(word) <= LONGEST:
                cure = f"写 {SHORTEST} 到 {LONGEST} 个字、别人会打进搜索框的说法。"
                yield Finding(at, CODE, f"“{word}”{'太短' if len(word) < SHORTEST else '太长'}", cure)
