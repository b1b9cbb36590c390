"""C109: the revision of a page never goes back."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.moves import opened_by
from portal.model.release import Release

CODE = "C109"
TITLE = "revision 不比上次发布的小"
WHY = "学过的人记着自己学的是第几版。版号倒退，下一次真有更新，他们就看不到了。"


def check(catalogue: Catalogue, published: Release) -> Iterator[Finding]:
    """Yield a finding for each page with a smaller revision than it was published with."""
    opened = opened_by(catalogue)
    for address, old in published.pages.items():
        now = opened.get(address)
        revision = getattr(now.front, "revision", old.revision) if now else old.revision
        if now and revision < old.revision:
            reason = f"revision 是 {revision}，上次发布时已经是 {old.revision}"
            cure = f"写 revision: {old.revision}；这次意思又变了，写 {old.revision + 1}。"
            yield Finding(now.marks.at("revision"), CODE, reason, cure)
