"""U102: 做一做 gives the teacher something to fill in, printed on a page of its own."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.lesson import ROOM_TO_WRITE

CODE = "U102"
TITLE = "“做一做”里有一张能打印、能填写的表"
WHY = "学完不做，过两周就忘了。手里有一张表，老师才会真的去试一次。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each published unit whose 做一做 leaves no room to write."""
    for unit in catalogue.units:
        exercise = unit.body.section("做一做")
        text = exercise.full_text.strip() if exercise else ""  # an empty one is U101's
        if exercise and text and unit.front.status == "published" and not ROOM_TO_WRITE.search(text):
            cure = "加一个“### 表名 { .new-page }”，下面放横线 ＿＿＿、方框 ☐ 或空格子的表。"
            yield Finding(Place(unit.marks.path, exercise.line), CODE, "“做一做”里没有可以填写的表", cure)
