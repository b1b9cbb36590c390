"""T102: a group of the search has two words at least."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "T102"
TITLE = "搜索词表的一组至少有两个词"
WHY = "一组是“搜这个，也找那个”。只有一个词，什么也没有接上。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each group of one word, or of none."""
    if catalogue.terms is None:
        return
    for number, group in enumerate(catalogue.terms.front.synonyms):
        if len(group) < 2:
            shown = f"只有“{group[0]}”" if group else "一个词也没有"
            place = catalogue.terms.marks.at("synonyms", number)
            yield Finding(place, CODE, f"这一组{shown}", "添上同样意思的说法，或删掉这一行。")
