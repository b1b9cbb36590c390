"""C113: pass rules that ask for something else have a version of their own."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.pass_rules import all_rules
from portal.model.release import Release, rules_digest

CODE = "C113"
TITLE = "通过条件改了，version 也加了"
WHY = "学习记录上写着是按哪一版条件给的。同一版前后两个样，拿到记录的人不知道自己做到的是哪一种。"


def _version(name: str) -> int:
    return int(name.rpartition("/")[2])


def check(catalogue: Catalogue, published: Release) -> Iterator[Finding]:
    """Yield a finding for rules that changed under their old version, and for a version that went back."""
    newest: dict[str, int] = {}
    for name in published.rules:
        kind = name.rpartition("/")[0]
        newest[kind] = max(newest.get(kind, 0), _version(name))
    for name, (track, rules) in all_rules(catalogue).items():
        kind, now = name.rpartition("/")[0], _version(name)
        before = newest.get(kind, now)
        if now < before:
            reason = f"通过条件的 version 是 {now}，上次发布时已经是 {before}（{kind}）"
        elif published.rules.get(name, rules_digest(rules)) != rules_digest(rules):
            reason = f"通过条件改了，version 还是 {now}（{kind}）"
        else:
            continue
        start = ("regions", *kind.split("/")[1:], "rules") if "/" in kind else ("rules",)
        cure = f"在这里的 rules 写 version: {before + 1}；没想改，就改回上次发布的条件。"
        yield Finding(track.marks.at(*start, "version"), CODE, reason, cure)
