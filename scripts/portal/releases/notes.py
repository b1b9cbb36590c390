"""The draft of a release's notes: what differs, told to teachers, with links to the pages.

It stands on `docs/updates/index.md` later, so links are written from there.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from portal.model.bank import GAP
from portal.model.catalogue import Catalogue
from portal.model.lesson import Lesson, grade_name
from portal.model.release import PageFacts
from portal.model.release_diff import (
    Differences,
    ExamDifference,
    PageDifference,
    QuestionDifference,
    UnitDifference,
)
from portal.releases.updates_page import UPDATES_PATH

FIRST_RELEASE = "第一次发布。"
NOTHING_TO_READ = "- 内容没有变，网站的样子或程序有改动。"
NOT_COMPARED = "- 〔写：这次更新了什么〕"

_MANY = 5
"""From so many on, new pages of one place are told in one line."""
_PROMPT = 30
"""Characters of a question by which a learner knows it again."""
_PICTURE_OR_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"[*`_\\<>\[\]#|]")

_LESSONS, _SCHOOL, _TRAINERS, _SITE = "上课", "学校怎么做", "培训者", "网站"
_SHARED = {"help.md": "求助信息", "class-rules.md": "课堂约定"}
"""Blocks that many pages include → what readers call them."""
_GROUP_OF = {"lessons": _LESSONS, "micro": _LESSONS, "campus": _SCHOOL, "handbook": _TRAINERS}
"""Folder of `docs/` → the group of its guides; those of others are the site's own."""


def _link(page: PageFacts, title: str | None = None) -> str:
    words = (title or page.title).replace("[", "\\[").replace("]", "\\]")
    if page.path == UPDATES_PATH:
        return words
    return f"[{words}](../{page.path.removeprefix('docs/')})"


def _quoted(question: QuestionDifference) -> str:
    """Return a question as it is called in a sentence: the start of its prompt, without markup."""
    text = _PICTURE_OR_LINK.sub(r"\1", question.question.prompt.replace(GAP, "……"))
    plain = _MARKUP.sub("", " ".join(text.split()))
    return f"“{plain[:_PROMPT]}……”" if len(plain) > _PROMPT else f"“{plain}”"


def _lines(found: PageDifference) -> str:
    told = "".join(line if line.endswith(("。", "！", "？")) else f"{line}。" for line in found.lines)
    return told or "文字有改动。"


def _page_line(found: PageDifference, name: str) -> str:
    link = _link(found.page, name)
    match found.news:
        case "added":
            return f"新增{link}。"
        case "revised":
            return f"{link}改了：{_lines(found)}"
        case "wording":
            return f"{link}改了几处文字。"
        case "moved":
            return f"{link}换了网址，旧网址会自己转过去。"
        case "retired":
            return f"{link}停用了，旧链接还能打开。"
        case "returned":
            return f"{link}重新启用。"
    return f"{name}撤下了。"


def _counted(questions: Sequence[QuestionDifference], verb: str) -> Iterator[str]:
    if questions:
        yield f"{verb} {len(questions)} 题"


def _of_questions(unit: UnitDifference) -> Iterator[str]:
    """Yield what became of a unit's questions: counts first, then each corrected key."""
    counts = [
        *_counted(unit.with_news("added"), "新增"),
        *_counted(unit.with_news("retired"), "停用"),
        *_counted(unit.with_news("returned"), "重新启用"),
        *_counted(unit.with_news("choices"), "添了选项的有"),
    ]
    reworded = [one for one in unit.with_news("wording") if "corrected" not in one.news]
    counts += _counted(reworded, "改了说法的有")
    if counts:
        yield "，".join(counts) + "。"
    for question in unit.with_news("corrected"):
        why = f"（{question.line.rstrip('。')}）" if question.line else ""
        yield f"{_quoted(question)}一题的答案更正了{why}，做过的已按新答案重新判分。"


def _unit_lines(differences: Differences, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield (track, line) of each unit with any difference, text and questions together."""
    questions = {unit.id: unit for unit in differences.units}
    for found in differences.of("unit"):
        mine = questions.pop(found.page.id, None)
        line = _page_line(found, f"《{found.page.title}》")
        if found.news == "added":
            bank = catalogue.bank_of.get(found.page.id)
            count = sum(one.status == "published" for one in bank.questions) if bank else 0
            line = f"{line.removesuffix('。')}，练习 {count} 题。" if count else line
        elif mine:
            line += "练习：" + "".join(_of_questions(mine))
        yield found.address.split("/")[1], line
    for unit in questions.values():
        told = "".join(_of_questions(unit))
        page = catalogue.unit_of.get(unit.id)
        if told and page:
            link = f"[《{unit.title}》](../{page.marks.path.removeprefix('docs/')})"
            yield page.track, f"{link}的练习：{told}"


def _exam_line(found: ExamDifference) -> str:
    exam = found.exam
    asks = f"{exam.count} 题，{exam.minutes} 分钟，{exam.pass_percent}% 合格"
    match found.news:
        case "added":
            return f"新增 {exam.title}：{asks}。"
        case "revised":
            return f"{exam.title}的抽题或规则改了，现在是 {asks}；考过的不受影响。"
    return f"{exam.title}撤下了；考过的记录还在。"


def _certificates(differences: Differences, catalogue: Catalogue) -> Iterator[str]:
    titles = {track.slug: track.front.title for track in catalogue.tracks}
    by_track: dict[str, list[str]] = {}
    for found in differences.of("track"):
        by_track.setdefault(found.address.split("/")[1], []).append(_page_line(found, found.page.title))
    for track, line in _unit_lines(differences, catalogue):
        by_track.setdefault(track, []).append(line)
    for exam in differences.exams:
        by_track.setdefault(exam.track, []).append(_exam_line(exam))
    for track in sorted(by_track, key=lambda slug: list(titles).index(slug) if slug in titles else 99):
        yield from (f"{titles.get(track, track)}：{line}" for line in by_track[track])


def _lesson_name(found: PageDifference, catalogue: Catalogue) -> str:
    lesson = catalogue.page_at.get(found.page.path.removeprefix("docs/"))
    if not isinstance(lesson, Lesson):
        return f"《{found.page.title}》"
    return f"《{found.page.title}》（{lesson.front.month} 月第 {lesson.front.period} 课）"


def _told(pages: Iterable[PageDifference], name: Callable[[PageDifference], str]) -> Iterator[str]:
    """Yield a line for each page; those with nothing but other words share one."""
    found = list(pages)
    yield from (_page_line(page, name(page)) for page in found if page.news != "wording")
    reworded = [_link(page.page, name(page)) for page in found if page.news == "wording"]
    if reworded:
        yield f"改了几处文字：{'、'.join(reworded)}。"


def _lessons(differences: Differences, catalogue: Catalogue) -> Iterator[str]:
    for folder, lessons in differences.lessons_of_grade.items():
        grade = grade_name(int(folder.removeprefix("grade-")))
        added = [found for found in lessons if found.news == "added"]
        if len(added) >= _MANY:
            yield f"[{grade}](../lessons/{folder}/index.md)新增 {len(added)} 份教案。"
            lessons = tuple(found for found in lessons if found.news != "added")
        yield from (
            f"{grade}：{line}" for line in _told(lessons, lambda found: _lesson_name(found, catalogue))
        )
    yield from _told(differences.of("grade", "calendar"), lambda found: found.page.title)


def _guides(differences: Differences, group: str) -> Iterator[str]:
    pages = [
        found
        for found in differences.of("guide", "terms")
        if found.page.path != UPDATES_PATH and _GROUP_OF.get(found.page.path.split("/")[1], _SITE) == group
    ]
    yield from _told(pages, lambda found: found.page.title)
    if group == _SITE:
        yield from (f"各页共用的“{_SHARED.get(name, name)}”改过了。" for name in differences.shared)


def _group(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield f"- **{title}**"
        yield from (f"    - {line}" for line in told)


def draft_of(differences: Differences, catalogue: Catalogue) -> str:
    """Return the Markdown of the notes; empty when there is nothing to tell."""
    lines = [
        *_group("学证书", _certificates(differences, catalogue)),
        *_group(_LESSONS, [*_lessons(differences, catalogue), *_guides(differences, _LESSONS)]),
        *(
            line
            for group in (_SCHOOL, _SITE, _TRAINERS)
            for line in _group(group, _guides(differences, group))
        ),
    ]
    return "\n".join(lines)
