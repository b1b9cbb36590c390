"""P106: a paragraph stands on one page; what is common is written once and included."""

import re
from collections.abc import Iterator

from portal.checks.known import looked_at
from portal.checks.sameness import alike, letters
from portal.model.body import Body
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place

CODE = "P106"
TITLE = "没有一段话（40 字以上）几乎原样写在两页上"
WHY = "同一段话写在两处，改了一处就有了两种说法；读的人也会觉得是凑出来的。"

SHORTEST = 40
MOST = 0.8
"""Share of the shorter paragraph's 8-character runs that may stand in the other one."""

_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.、]|#|>|\|)\s?)")
_FIGURE = re.compile(r"<figure.*?</figure>|<svg.*?</svg>", re.DOTALL)


def _paragraphs(body: Body) -> Iterator[tuple[int, str]]:
    """Yield (line in the file, letters) of each paragraph, list item and table row that is long enough."""
    text = _FIGURE.sub(lambda match: "\n" * match[0].count("\n"), body.prose)
    start = 0
    for end in [*(match.start() for match in _BLOCK.finditer(text)), len(text)]:
        words = letters(text[start:end])
        if len(words) >= SHORTEST:
            skipped = len(text[start:end]) - len(text[start:end].lstrip())
            yield body.line + text.count("\n", 0, start + skipped), words
        start = end


def looks_at(catalogue: Catalogue) -> Iterator[str]:
    """Yield the texts of all pages, and what else their findings name."""
    yield from looked_at(
        (marks.path, body.line, page.front.status, body.markdown) for page, body, marks in catalogue.pages()
    )


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding, at the second place, for each paragraph that stands nearly the same on two pages."""
    places: list[Place] = []
    texts: list[str] = []
    for page, body, marks in catalogue.pages():
        if page.front.status == "published":
            for line, words in _paragraphs(body):
                places.append(Place(marks.path, line))
                texts.append(words)
    for first, second, _ in alike(texts, MOST):
        if places[first].path != places[second].path:
            reason = f"这一段几乎原样写在 {places[first].path}:{places[first].line}"
            cure = "重写其中一段；真正通用的话放进 docs/_includes/，用 --8<-- 包含。"
            yield Finding(places[second], CODE, reason, cure)
