"""S120: a page that touches what hurts has what protects: a note, safe ways, whom to tell, the help block."""

import re
from collections.abc import Iterator

from portal.checks.p102_help_block import INCLUDE
from portal.model.calendar_page import Calendar
from portal.model.catalogue import Catalogue, Page
from portal.model.finding import Finding, Place
from portal.model.guide import Guide
from portal.model.lesson import Lesson

CODE = "S120"
TITLE = "触及难处的页面有内容提示、安全做法、可以告诉谁和求助信息"
WHY = "四十五个孩子里，总有人正在经历这件事。老师事先知道会碰到什么、当场怎么接，才敢上这节课。"
ALONE = True

SENSITIVE = re.compile(
    "自杀|轻生|自伤|伤害自己|欺凌|欺负|侵害|侵犯|虐待|家暴|死亡|去世|离世|失去|哀伤|想念|"
    "低落|低谷|焦虑|害怕|愤怒|青春期|身体|隐私|走散|陌生人|好感|恋爱|边界|求助|危机"
)
_GUIDE_NEEDS = re.compile("自杀|轻生|自伤|伤害自己|性侵|虐待|家暴")
_WHOM = re.compile("班主任|心理(?:老师|教师)|值班校领导|校医|大人")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")

SHORTEST_NOTE = 15
SHORTEST_SAFETY = 120


def _count(text: str) -> int:
    return len(_CHINESE.findall(text))


def _is_sensitive(lesson: Lesson) -> bool:
    front = lesson.front
    words = " ".join((front.title, front.key_question, *front.keywords))
    return front.area == "生命教育" or bool(SENSITIVE.search(words))


def _lesson(lesson: Lesson) -> Iterator[Finding]:
    if _count(lesson.front.content_note) < SHORTEST_NOTE:
        cure = "写清这节课可能碰到谁的痛处、课前要知道什么、怎样留余地。"
        yield Finding(lesson.marks.at("content_note"), CODE, "内容提示太短", cure)
    section = lesson.body.section("安全提示与求助")
    if section is None:
        return
    place = Place(lesson.marks.path, section.line)
    if _count(section.full_text) < SHORTEST_SAFETY:
        cure = "写这节课要留意谁、学生说出担心的话时怎么接、当天找谁。"
        yield Finding(place, CODE, "安全提示太短，老师用不上", cure)
    elif not _WHOM.search(section.full_text):
        yield Finding(place, CODE, "安全提示没写告诉谁", "写明找班主任、心理老师还是值班校领导。")


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each piece that a sensitive lesson or guide lacks."""
    for lesson in catalogue.lessons:
        if lesson.front.status == "published" and _is_sensitive(lesson):
            yield from _lesson(lesson)
    for page, body, marks in catalogue.pages():
        if isinstance(page, Guide | Calendar) and INCLUDE not in body.markdown and _needs_help(page):
            cure = f"在合适的地方单独写一行：{INCLUDE}"
            yield Finding(marks.at(), CODE, "这一页谈到伤害，却没有求助信息", cure)


def _needs_help(page: Page) -> bool:
    written = [page.body.prose]
    if isinstance(page, Calendar):
        written += (
            text for one in page.front.anchors for text in (one.title, one.what, one.activity, one.avoid)
        )
    return page.front.status == "published" and any(map(_GUIDE_NEEDS.search, written))
