"""E104: the time of an exam fits the number of its questions."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "E104"
TITLE = "时间和题数相称"
WHY = "一道题不到半分钟，读都读不完；超过五分钟，多半是把题数或时间写错了。"

_LEAST, _MOST = 0.5, 5


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each blueprint with less than half a minute or more than five for a question."""
    for blueprint in catalogue.blueprints:
        minutes, count = blueprint.front.minutes, blueprint.front.count
        if not _LEAST * count <= minutes <= _MOST * count:
            reason = f"{count} 题用 {minutes} 分钟，一题 {minutes / count:.1f} 分钟"
            cure = f"{count} 题通常给 {count} 到 {count * 2} 分钟；每题 0.5 到 5 分钟之间都可以。"
            yield Finding(blueprint.marks.at("minutes"), CODE, reason, cure)
