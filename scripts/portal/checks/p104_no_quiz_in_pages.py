"""P104: questions stand in banks; a `<quiz>` in a page would swallow text and publish its answers."""

import re
from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place

CODE = "P104"
TITLE = "页面里不直接写 <quiz> 题目"
WHY = "题目写在题库里才有永久编号，学员的答案才不会跟错题。"
ALONE = True

_TAG = re.compile(r"</?\??quiz\b|^\s*[-*+] \[[xX]\] ", re.IGNORECASE)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each quiz tag or ticked answer in a page."""
    for _, body, marks in catalogue.pages():
        lower = body.markdown.lower()
        for line, text in body.lines if "quiz" in lower or "[x]" in lower else ():
            match = _TAG.search(text)
            if match:
                place = Place(marks.path, line, match.start() + 1)
                reason = f"页面里有题目的写法 {match[0].strip()!r}"
                yield Finding(place, CODE, reason, "题目写在 quizzes/ 的题库里；空的勾选框用 ☐。")
