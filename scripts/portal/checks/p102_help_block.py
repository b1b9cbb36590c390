"""P102: every page that touches distress or safety carries the common help block.

Law 2 of the design. Units and lessons always do; guides by their tags.
"""

from collections.abc import Iterator

from portal.model.calendar_page import Calendar
from portal.model.catalogue import Catalogue, Page
from portal.model.finding import Finding
from portal.model.guide import Guide
from portal.model.lesson import Lesson
from portal.model.search_terms import Terms
from portal.model.unit import Unit

CODE = "P102"
TITLE = "单元、教案和涉及求助的页面都有求助信息"
WHY = "谈到难处的页面，旁边就要有去处。看到的人可能正需要它。"

INCLUDE = '--8<-- "help.md"'
_TAGS = frozenset({"help", "crisis", "safety"})


def _needs_help(page: Page) -> bool:
    if isinstance(page, Guide | Calendar | Terms):
        return bool(_TAGS & set(page.front.tags))
    return isinstance(page, Unit | Lesson)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each page that needs the help block and has none."""
    for page, body, marks in catalogue.pages():
        if not _needs_help(page):
            continue
        where, text = "页面", body.markdown
        if isinstance(page, Lesson):
            section = body.section("安全提示与求助")
            where, text = "“安全提示与求助”", section.full_text if section else ""
        if not any(line.strip() == INCLUDE for line in text.split("\n")):
            yield Finding(marks.at(), CODE, f"{where}没有求助信息", f"在合适的地方单独写一行：{INCLUDE}")
