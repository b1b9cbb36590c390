"""C105: every unit has its bank and every bank its unit, under the same slug."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "C105"
TITLE = "每个单元有一份同名题库，每份题库有一个同名单元"
WHY = "没有题库，学完没法练；没有单元，题目没有地方放。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each unit without a bank and each bank without a unit."""
    for unit in catalogue.units:
        path = f"quizzes/{unit.track}/{unit.slug}.yml"
        if unit.id not in catalogue.bank_of and path not in catalogue.unread:
            yield Finding(unit.marks.at(), CODE, "这个单元没有题库", f"新建 {path}。")
    for bank in catalogue.banks:
        path = f"docs/certificates/{bank.track}/{bank.slug}.md"
        if bank.unit_id not in catalogue.unit_of and path not in catalogue.unread:
            yield Finding(bank.marks.at(), CODE, "这份题库没有单元", f"新建 {path}，或改题库的文件名。")
