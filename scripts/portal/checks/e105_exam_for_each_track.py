"""E105: a published track of some length has a mock exam."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "E105"
TITLE = "发布了的轨道有模拟考"
WHY = "没有蓝图，学员只能一个单元一个单元地练，考前没法照整条轨道试一次。"

LONG = 8
"""Hours of published units; a shorter track is known from the practice of its units."""


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each published track that could have an exam and has none."""
    for track in catalogue.published_tracks:
        path = f"quizzes/exams/{track.slug}.yml"
        units = (unit for unit in catalogue.units if unit.track == track.slug)
        hours = sum(unit.front.hours for unit in units if unit.front.status == "published")
        if hours >= LONG and track.slug not in catalogue.published_exams and path not in catalogue.unread:
            cure = f"用 portal new exam --track {track.slug} 新建 {path}，写好后把 status 改成 published。"
            reason = f"已发布 {hours:g} 学时的单元，还没有模拟考"
            yield Finding(track.marks.at(), CODE, reason, cure)
