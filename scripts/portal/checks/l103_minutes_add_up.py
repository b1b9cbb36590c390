"""L103: the steps make the stage's minutes, the four stages the lesson's."""

import re
from collections.abc import Iterator
from math import isclose

from portal.model.body import Section
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.lesson import STAGES, Lesson, minutes_of

CODE = "L103"
TITLE = "步骤分钟数之和等于阶段，四个阶段之和等于课长"
WHY = "分钟数对不上的教案，下课铃响的时候课还没上完，最要紧的收尾和求助就被挤掉了。"
ALONE = True


def _stage(lesson: Lesson, stage: Section) -> Iterator[Finding]:
    place = Place(lesson.marks.path, stage.line)
    claimed = minutes_of(stage.title)
    if claimed is None:
        yield Finding(place, CODE, f"阶段“{stage.title}”没写分钟", "写成“### 暖身（5 分钟）：小标题”。")
        return
    for step in stage.children:
        if minutes_of(step.title) is None:
            cure = "写成“#### 1. 步骤名（2 分钟）”，半分钟写 1.5。"
            yield Finding(Place(lesson.marks.path, step.line), CODE, f"步骤“{step.title}”没写分钟", cure)
    summed = sum(minutes_of(step.title) or 0 for step in stage.children)
    if not isclose(summed, claimed):
        reason = f"步骤共 {summed:g} 分钟，阶段写的是 {claimed:g}"
        yield Finding(place, CODE, reason, "调整步骤或阶段的分钟数。")


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each stage that is missing or whose minutes do not add up."""
    for lesson in catalogue.lessons:
        process = lesson.body.section("教学过程")
        if process is None:
            continue
        place = Place(lesson.marks.path, process.line)
        names = tuple(re.split("[（(：]", stage.title)[0].strip() for stage in lesson.stages)
        if names != STAGES:
            cure = f"用四个“###”：{' · '.join(STAGES)}，各写分钟。"
            yield Finding(place, CODE, f"教学过程的阶段是：{'、'.join(names) or '（没有）'}", cure)
            continue
        for stage in lesson.stages:
            yield from _stage(lesson, stage)
        total = sum(minutes_of(stage.title) or 0 for stage in lesson.stages)
        if not isclose(total, lesson.front.minutes):
            reason = f"四个阶段共 {total:g} 分钟，页首写的是 {lesson.front.minutes}"
            yield Finding(place, CODE, reason, "调整阶段的分钟数，或改 minutes。")
