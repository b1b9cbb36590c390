"""T101: a word of the search stands in one group only."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.folding import fold

CODE = "T101"
TITLE = "搜索词表里，一个词只在一组"
WHY = "一个词放在两组，搜它的人不知道会被带到哪里，两组的页面混在一起。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each word that stands a second time, naming both places."""
    if catalogue.terms is None:
        return
    front, marks = catalogue.terms.front, catalogue.terms.marks
    first: dict[str, tuple[int, int]] = {}
    for number, group in enumerate(front.synonyms):
        for place, word in enumerate(group):
            before = first.setdefault(fold(word), (number, place))
            if before != (number, place):
                line = marks.at("synonyms", *before).line
                where = "这一组" if before[0] == number else f"第 {line} 行"
                cure = "留下搜它的人多半想找的那一处；两组说的是一回事，就并成一组。"
                at = marks.at("synonyms", number, place)
                yield Finding(at, CODE, f"“{word}”在{where}已经有了", cure)
