"""Findings as a person reads them: every error; of a rule's warnings in one file only the first few."""

from collections import Counter
from collections.abc import Iterator, Sequence

from portal.model.finding import Finding

_MOST_ALIKE = 3
"""Warnings of one rule in one file that are printed: 150 alike would bury the error between them."""


def folded(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield findings as lines, in their order."""
    warnings = [finding for finding in findings if finding.severity == "warning"]
    all_ = Counter((finding.place.path, finding.code) for finding in warnings)
    shown: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        kind = path, code = finding.place.path, finding.code
        shown[kind] += finding.severity == "warning"
        if finding.severity == "error" or shown[kind] <= _MOST_ALIKE:
            yield finding.as_text()
        elif shown[kind] == all_[kind]:
            more = all_[kind] - _MOST_ALIKE
            yield f"{path}: 还有 {more} 处 {code} 提醒，用 check --format json 列出全部。"


def as_read(findings: Sequence[Finding]) -> str:
    """Return sorted findings as lines, with their number at the end."""
    warnings = sum(finding.severity == "warning" for finding in findings)
    count = f"共 {len(findings)} 处"
    if warnings:
        count += "，都是提醒" if warnings == len(findings) else f"，其中 {warnings} 处是提醒"
    return "\n".join([*folded(findings), f"\n{count}。每条规则的说明见手册“检查规则”。"])
