"""T104: what the search knows as a grade, month, track, kind or area is no word of the list."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.facets import facet_words
from portal.model.finding import Finding
from portal.model.folding import fold
from portal.model.marks import Keys

CODE = "T104"
TITLE = "搜索词表里没有年级、月份、证、领域的名称"
WHY = "这些词搜索自己认得，当作筛选。写进词表，它就到不了词表，写了也不起作用。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each word, or word to leave out, that is taken for a facet before."""
    if catalogue.terms is None:
        return
    front, marks = catalogue.terms.front, catalogue.terms.marks
    known = facet_words(track.slug for track in catalogue.tracks)
    words: dict[Keys, str] = {
        ("synonyms", number, place): word
        for number, group in enumerate(front.synonyms)
        for place, word in enumerate(group)
    }
    words |= {("stop", number): word for number, word in enumerate(front.stop)}
    for keys, word in words.items():
        if fold(word).replace(" ", "") in known:
            yield Finding(marks.at(*keys), CODE, f"“{word}”是筛选用的词", "从词表里删掉，直接搜就行。")
