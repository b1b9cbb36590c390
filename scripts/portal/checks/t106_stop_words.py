"""T106: what the search leaves out is no word that it should find."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.folding import fold

CODE = "T106"
TITLE = "搜的时候略过的话，既不在词表的组里，也不是关键词"
WHY = "略过的话不参加搜索。把有用的词略过，那一页就再也搜不出来。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each word of `stop` that stands in a group or is a keyword of a page."""
    if catalogue.terms is None:
        return
    front, marks = catalogue.terms.front, catalogue.terms.marks
    groups = {fold(word): marks.at("synonyms", number, place).line
              for number, group in enumerate(front.synonyms) for place, word in enumerate(group)}  # fmt: skip
    keywords = {
        fold(word): page.front.title
        for page, _, _ in catalogue.pages()
        for word in getattr(page.front, "keywords", ())
    }
    for number, word in enumerate(front.stop):
        if line := groups.get(fold(word)):
            reason = f"“{word}”在第 {line} 行是要搜的词"
        elif title := keywords.get(fold(word)):
            reason = f"“{word}”是《{title}》的关键词"
        else:
            continue
        yield Finding(marks.at("stop", number), CODE, reason, "从 stop 里删掉，或从另一处删掉。")
