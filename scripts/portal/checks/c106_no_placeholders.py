"""C106: nothing of a template's `〔写：…〕` stands on a published page or in a published question."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place

CODE = "C106"
TITLE = "已发布的内容里没有模板留下的“〔写：…〕”"
WHY = "模板里的提示语是写给作者的，学员和学生不该看到。"
ALONE = True

SIGN = "〔写："
_CURE = "写上真正的内容；还没写好就用 status: draft。"


def _pages(catalogue: Catalogue) -> Iterator[Finding]:
    for page, body, marks in catalogue.pages():
        if page.front.status == "draft":
            continue
        if SIGN in page.front.model_dump_json():
            yield Finding(marks.at(), CODE, "页首还有模板的话", _CURE)
        for line, text in body.lines:
            if SIGN in text:
                yield Finding(Place(marks.path, line, text.index(SIGN) + 1), CODE, "正文还有模板的话", _CURE)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each published page or question that still holds a template's words."""
    yield from _pages(catalogue)
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            if question.status == "published" and SIGN in question.model_dump_json():
                place = bank.marks.at("questions", number)
                yield Finding(place, CODE, f"题目 '{question.id}' 还有模板的话", _CURE)
