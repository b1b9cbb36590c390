"""T103: one word at least of each group stands on a published page."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.folding import fold
from portal.model.search_terms import Terms

CODE = "T103"
TITLE = "搜索词表的每一组，至少有一个词在页面上"
WHY = "一组里哪个词页面上都没有，老师搜了还是空的，写词表的人却以为接上了。"


def _texts(catalogue: Catalogue) -> tuple[str, str]:
    """Return the titles and keywords of all published pages, then their texts; those of the list left out."""
    names: list[str] = []
    texts: list[str] = []
    for page, body, _ in catalogue.pages():
        if page.front.status == "published" and not isinstance(page, Terms):
            names += (page.front.title, *getattr(page.front, "keywords", ()))
            texts.append(body.markdown)
    if catalogue.calendar:
        texts += (text for one in catalogue.calendar.front.anchors for text in (one.title, one.what))
    return fold("\n".join(names)), fold("\n".join(texts))


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each group none of whose words is anywhere."""
    if catalogue.terms is None or catalogue.unread:
        return
    names, text = _texts(catalogue)
    for number, group in enumerate(catalogue.terms.front.synonyms):
        if group and not any(fold(word) in names or fold(word) in text for word in group):
            reason = f"“{'、'.join(group[:3])}”在网站上一个也找不到"
            cure = "添上页面真正用的那个说法；这件事还没有写成页面，就先不列。"
            yield Finding(catalogue.terms.marks.at("synonyms", number), CODE, reason, cure)
