"""T103: one word at least of each group stands on a published page."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.folding import fold
from portal.model.search_terms import Terms

CODE = "T103"
TITLE = "搜索词表的每一组，至少有一个词在页面上"
WHY = "一组里哪个词页面上都没有，老师搜了还是空的，写词表的人却以为接上了。"


def _text(catalogue: Catalogue) -> str:
    """Return the titles, keywords and texts of all published pages, those of the list left out."""
    texts: list[str] = []
    for page, body, _ in catalogue.pages():
        if page.front.status == "published" and not isinstance(page, Terms):
            texts += (page.front.title, *getattr(page.front, "keywords", ()), body.markdown)
    if catalogue.calendar:
        texts += (text for one in catalogue.calendar.front.anchors for text in (one.title, one.what))
    return "\n".join(texts)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each group none of whose words is anywhere."""
    if catalogue.terms is None or catalogue.unread:
        return
    text, folded = _text(catalogue), ""
    for number, group in enumerate(catalogue.terms.front.synonyms):
        if not group or any(word in text for word in group):
            continue
        folded = folded or fold(text)  # seldom asked for, and slow
        if not any(fold(word) in folded for word in group):
            reason = f"“{'、'.join(group[:3])}”在网站上一个也找不到"
            cure = "添上页面真正用的那个说法；这件事还没有写成页面，就先不列。"
            yield Finding(catalogue.terms.marks.at("synonyms", number), CODE, reason, cure)
