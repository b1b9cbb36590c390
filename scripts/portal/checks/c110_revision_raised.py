"""C110: a unit or lesson of which much was rewritten has a new revision."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.lesson import Lesson
from portal.model.moves import opened_by
from portal.model.release import Release, digest_of, kept_share, page_facts
from portal.model.unit import Unit

CODE = "C110"
TITLE = "单元和教案改动大，revision 就加 1"
WHY = "学过的老师、取走过教案的老师，只看 revision 才知道有更新。改了不加，他们手里的就一直是旧的。"

LEAST_KEPT = 0.85
"""Share of the sentences. A lesson has about 200: thirty rewritten ones are more than slips of the pen."""


def check(catalogue: Catalogue, published: Release) -> Iterator[Finding]:
    """Yield a finding for each unit or lesson that kept its revision and not its sentences."""
    opened = opened_by(catalogue)
    for address, old in published.pages.items():
        now = opened.get(address)
        if not isinstance(now, Unit | Lesson) or now.front.revision != old.revision or not old.sketch:
            continue
        if digest_of(now) == old.digest:
            continue
        kept = kept_share(old.sketch, page_facts(now).sketch)
        if kept < LEAST_KEPT:
            reason = (
                f"和上次发布的比，大约 {round((1 - kept) * 100)}% 的句子不同，revision 还是 {old.revision}"
            )
            cure = f"意思变了，就写 revision: {old.revision + 1}，在 changes 里写一句；只改了说法，不用管。"
            yield Finding(now.marks.at("revision"), CODE, reason, cure)
