"""L105: the worksheet can be printed as it is: room to write or draw, nothing of the teacher's."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.lesson import ROOM_TO_WRITE

CODE = "L105"
TITLE = "学生活动单有可写可画的地方，没有老师的话"
WHY = "活动单是直接印给学生的。没处下笔，或者印上了老师的话，都得返工。"

_TEACHER = ("- 教师：", "> 备注：", "- 为什么：")


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for a worksheet without room to write, or with teacher's text in it."""
    for lesson in catalogue.lessons:
        sheet = lesson.body.section("学生活动单")
        if sheet is None:
            continue
        place = Place(lesson.marks.path, sheet.line)
        text = sheet.full_text
        if not ROOM_TO_WRITE.search(text):
            yield Finding(place, CODE, "活动单上没有可写可画的地方", "加 ＿＿＿ 横线、☐ 方框、空格子或图。")
        for words in (words for words in _TEACHER if words in text):
            yield Finding(place, CODE, f"活动单上有老师的话“{words}”", "移到教学过程里；活动单直接印给学生。")
