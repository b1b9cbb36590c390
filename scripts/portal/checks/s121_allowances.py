"""S121: an `allow` covers something that a rule about words would report, and nothing else."""

from collections.abc import Iterator

from portal.checks.wording import WORDINGS, is_allowed
from portal.model.authored import Allowance
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.passage import Passage

CODE = "S121"
TITLE = "每条 allow 都用得上：写的那句话在这里，而且确实有规则管它"
WHY = "句子改了、allow 还留着，下一次同样的话溜进来就没有人看见。"


def _is_used(allowance: Allowance, passages: list[Passage]) -> bool:
    return any(
        is_allowed(passage, match, (allowance,))
        for passage in passages
        if allowance.text in passage.text
        for words in WORDINGS
        for match in words.matches(passage)
    )


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each `allow` that lets nothing stand."""
    owners: dict[tuple[Place, tuple[Allowance, ...]], list[Passage]] = {}
    for passage in catalogue.passages:
        if passage.allow:
            owners.setdefault((passage.allowed_at, passage.allow), []).append(passage)
    for (place, allow), passages in owners.items():
        for allowance in allow:
            if not _is_used(allowance, passages):
                cure = "删掉这一条；或照页面上的原话改，一个字也不差。"
                yield Finding(place, CODE, f"allow 里的“{allowance.text}”没有用上", cure)
