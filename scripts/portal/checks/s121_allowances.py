"""S121: an `allow` covers one passage that a rule about words would report, and nothing else."""

from collections.abc import Iterator

from portal.checks.sameness import letters
from portal.checks.wording import matches_in
from portal.model.authored import Allowance
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.passage import Passage, joined

CODE = "S121"
TITLE = "每条 allow 只放过一处，写的那句话在这里，而且确实有规则管它"
WHY = "句子改了、allow 还留着，或者一个 allow 放过一大片，下一次同样的话溜进来就没有人看见。"
ALONE = True

LONGEST = 60
CONTEXT = 1
"""Letters at least that an `allow` must have besides what it lets stand, so that it names one passage."""
_REASON = 5
"""Different characters that a reason has at least."""


def _covered(allowance: Allowance, passages: list[Passage]) -> list[str]:
    """Return what the rules would report, were it not for the allowance."""
    return [
        match[0]
        for passage in passages
        if joined(allowance.text) in passage.joined
        for words, match in matches_in(passage)
        if words.allows(passage, match, (allowance,))
    ]


def _faults(allowance: Allowance, passages: list[Passage]) -> Iterator[tuple[str, str]]:
    times = sum(passage.joined.count(joined(allowance.text)) for passage in passages)
    covered = _covered(allowance, passages)
    if times == 0:
        yield "在这里找不到", "句子改过了，就照现在的原话改 text；反例已经删掉，就把这一条 allow 也删掉。"
    elif times > 1:
        yield f"在这里出现了 {times} 次", "连前后几个字一起写，让它只指一处；几处都要留，就写几条。"
    elif not covered:
        yield (
            "没有规则管它，或者没有盖住整句",
            "对着检查结果里引号中的话，把它整个写进 text；没有规则管就删掉。",
        )
    elif len(letters(allowance.text)) < max(len(letters(words)) for words in covered) + CONTEXT:
        yield "太短，分不清指哪一处", "连前后几个字一起写，例如带上是谁说的。"
    elif len(allowance.text) > LONGEST:
        yield f"超过 {LONGEST} 个字", "只写那一句；几处都要留，就写几条。"
    if len(set(letters(allowance.reason))) < _REASON:
        yield "没有说明为什么可以留", "在 reason 里写这是谁的话、下文怎样改正。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each `allow` that lets nothing stand, too much, or gives no reason."""
    owners: dict[tuple[Place, tuple[Allowance, ...]], list[Passage]] = {}
    for passage in catalogue.passages:
        if passage.allow:
            owners.setdefault((passage.allowed_at, passage.allow), []).append(passage)
    for (place, allow), passages in owners.items():
        for allowance in allow:
            for reason, cure in _faults(allowance, passages):
                yield Finding(place, CODE, f"allow 里的“{allowance.text[:30]}”{reason}", cure)
