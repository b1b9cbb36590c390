"""Which choices are right when a question gives each a share of the mark, as Moodle and GIFT do."""

from collections.abc import Sequence
from dataclasses import dataclass, field

MOST = 12
"""Choices that a question of a bank may have."""


@dataclass
class Judged:
    """A question of choices, by its shares."""

    type: str
    correct: tuple[bool, ...]
    errors: list[tuple[str, str]] = field(default_factory=list)
    """(reason, cure)."""
    warnings: list[tuple[str, str]] = field(default_factory=list)


def judged(shares: Sequence[float], one_only: bool | None) -> Judged:
    """Return type and right choices for shares in percent; 100 for a choice that is right alone.

    `one_only`: the question lets people choose one only; None when it does not say.
    """
    full = [share >= 99.9 for share in shares]
    positive = [share > 0 for share in shares]
    single = any(full) if one_only is None else one_only
    if single and sum(full) == 1:
        found = Judged("single", tuple(full))
        if sum(positive) > 1:
            found.warnings.append((
                "给了部分分的选项按不对读入，门户的题没有部分分",
                "真的都对，就改成多选：每个对的选项给一样的分。",
            ))  # fmt: skip
    elif sum(positive) == 1:
        found = Judged("single", tuple(positive))
        found.warnings.append(("只有一个选项给分，按单选读入", "是多选，就给每个对的选项一样的分。"))
    else:
        found = Judged("multiple", tuple(full if sum(full) > 1 else positive))
        _look_at_multiple(found, shares, single)
    if not any(found.correct):
        found.errors.append(("没有一个选项是对的", "给对的选项写上分：GIFT 用“=”，Moodle 里写 100%。"))
    if not 2 <= len(shares) <= MOST:
        found.errors.append((f"有 {len(shares)} 个选项，门户收 2 到 {MOST} 个", "增减选项，或者拆成两道题。"))
    return found


def _look_at_multiple(found: Judged, shares: Sequence[float], single: bool) -> None:
    right = [share for share, correct in zip(shares, found.correct, strict=True) if correct]
    if single and len(right) > 1:
        found.warnings.append((
            f"单选题有 {len(right)} 个对的选项，按多选读入", "只该有一个对，就改掉多出来的。"
        ))  # fmt: skip
    elif right and max(right) - min(right) > 0.5:
        found.warnings.append((
            "几个对的选项分值不一样，都按对读入，门户的多选全对才算对",
            "分值小的其实不对，就在文件里改成 0 分。",
        ))  # fmt: skip
    if right and len(right) == len(shares):
        found.errors.append(("多选题的选项全部正确", "至少有一个不对的选项；不然改成几道判断题。"))
