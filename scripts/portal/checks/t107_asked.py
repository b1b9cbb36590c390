"""T107: what people ask is a short sentence, and leads to one page."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.folding import fold

CODE = "T107"
TITLE = "页首的 asked 是 4 到 30 个字的一句话，一句话只写在一页"
WHY = "太短的是词，放进 keywords；太长没有人会打。同一句写在两页，搜索就不知道该先给哪一页。"

SHORTEST, LONGEST = 4, 30


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each sentence that is too short, too long, or stands a second time."""
    seen: dict[str, str] = {}
    for page, _, marks in catalogue.pages():
        for number, text in enumerate(getattr(page.front, "asked", ())):
            at, other = marks.at("asked", number), seen.get(fold(text))
            seen.setdefault(fold(text), page.front.title)
            if not SHORTEST <= len(text) <= LONGEST:
                cure = f"写 {SHORTEST} 到 {LONGEST} 个字的一句话；一个词就放进 keywords。"
                yield Finding(at, CODE, f"“{text}”{'太短' if len(text) < SHORTEST else '太长'}", cure)
            elif other:
                cure = "留在最能回答它的那一页，另一处删掉，或者换一种问法。"
                yield Finding(at, CODE, f"“{text}”在《{other}》里已经有了", cure)
