"""E106: a mock exam asks about every module that has questions."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.draw import pool_of
from portal.model.finding import Finding

CODE = "E106"
TITLE = "模拟考问到每个有题的模块"
WHY = "漏掉一个模块，模拟考合格了，这个模块也可能一点没学。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each module with questions that no line of its track's blueprint draws from."""
    for track, blueprint in catalogue.published_exams.items():
        asked = {line.module for line in blueprint.front.lines}
        there = {one.module for one in pool_of(catalogue, track)}
        for module in sorted(there - asked):
            cure = f"加一行，例如 - {{module: {module}, count: 2}}；不想问就留着这条提醒。"
            yield Finding(blueprint.marks.at("lines"), CODE, f"没有问模块 '{module}'", cure)
