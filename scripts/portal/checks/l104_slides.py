"""L104: a deck has 6 to 10 slides that can be read from the last row, each with a speaker note."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.lesson import slide_text

CODE = "L104"
TITLE = "课件 6—10 页，每页最多 40 个字，都有备注"
WHY = "字多了，最后一排看不清；没有备注，换一位老师不知道这一页要做什么。"
ALONE = True

NOTE = "> 备注："
LONGEST = 40


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for a deck of the wrong size, a slide too full, or a missing note."""
    for lesson in catalogue.lessons:
        deck = lesson.body.section("课件")
        if deck is None:
            continue
        if not 6 <= len(lesson.slides) <= 10:
            place = Place(lesson.marks.path, deck.line)
            yield Finding(place, CODE, f"课件有 {len(lesson.slides)} 页", "分成 6—10 页，每页一个“###”。")
        for slide in lesson.slides:
            place = Place(lesson.marks.path, slide.line)
            length = len(slide_text(slide))
            if length > LONGEST:
                reason = f"这一页有 {length} 个字，最后一排看不清"
                yield Finding(place, CODE, reason, f"留 {LONGEST} 字以内，其余放进备注。")
            if NOTE not in slide.full_text:
                yield Finding(place, CODE, "这一页没有备注", f"加一行“{NOTE}…”，写老师此时做什么、说什么。")
