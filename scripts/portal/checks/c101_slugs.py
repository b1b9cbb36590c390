"""C101: folder = file = URL = id, so every name is a slug."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from portal.model.authored import SLUG
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.lesson import OTHER_LESSON

CODE = "C101"
TITLE = "文件和文件夹的名字是小写英文词加连字符，最多 40 个字符"
WHY = "文件名就是网址，也是学习记录里的编号。中文、空格、大写在别的系统上会变样，链接就断了。"


def _is_bad(name: str) -> bool:
    return not re.fullmatch(SLUG, name) or len(name) > 40


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each page or bank whose path has a name that is no slug."""
    banks = [bank.marks.path.removeprefix("quizzes/") for bank in catalogue.banks]
    pages = [marks.path.removeprefix("docs/") for _, _, marks in catalogue.pages()]
    for folder, paths in (("docs/", pages), ("quizzes/", banks)):
        for path in paths:
            parts = PurePosixPath(path).with_suffix("").parts
            for name in (part for part in parts if _is_bad(part)):
                yield Finding(
                    Place(folder + path),
                    CODE,
                    f"名字 '{name}' 不能做网址",
                    "改成小写英文词加连字符，如 five-minute-talk；不要中文、空格、大写和序号。",
                )
    for lesson in catalogue.lessons:
        if lesson.slug == OTHER_LESSON:
            yield Finding(
                Place(lesson.marks.path),
                CODE,
                f"教案不能叫 '{OTHER_LESSON}'：课时台账用这个名字记学校自己的课",
                "换一个说得出内容的名字，如 why-i-learn。",
            )
