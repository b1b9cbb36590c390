"""L108: the board is drawn, so that a teacher sees at a glance what will stand on it."""

import re
from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place

CODE = "L108"
TITLE = "板书设计里有一张图"
WHY = "老师在黑板前只看一眼。板书用话描述，到了课上来不及读。"

_PICTURE = re.compile(r"<svg\b|!\[[^\]]+\]\(")


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each 板书设计 without a picture."""
    for lesson in catalogue.lessons:
        board = lesson.body.section("板书设计")
        if board and not _PICTURE.search(board.full_text):
            place = Place(lesson.marks.path, board.line)
            yield Finding(place, CODE, "板书只有文字，没有图", "画一张 SVG，写法见手册“写一份教案”。")
