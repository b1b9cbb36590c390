"""Writes and builds the peer: the same pages as stock Material with jieba searches them.

What our pages show of their front matter, and `asked`, stands as text in the peer's pages, keywords are its
tags: both that search can use. `lang` and `separator` are those of Material's own page on Chinese.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from measuring import timed_python
from sites import SEARCHED, write_twin

from portal.load import load
from portal.model.calendar_page import Calendar
from portal.model.catalogue import Catalogue, Page
from portal.model.lesson import Grade, Lesson, LessonFront, grade_name
from portal.model.track import Track
from portal.model.unit import Unit

STOCK = "stock"
SEPARATOR = r"[\s\u200b\-]"


def _of_lesson(lesson: LessonFront) -> Iterator[str]:
    yield f"{grade_name(lesson.grade)} {lesson.month} 月 {lesson.area}"
    aims = lesson.objectives
    yield from (lesson.key_question, aims.know, aims.feel, aims.do, *lesson.materials)


def _of_track(track: Track, catalogue: Catalogue) -> Iterator[str]:
    for module in track.front.modules:
        units = [catalogue.unit_of[f"{track.slug}-{slug}"].front.title for slug in module.units]
        yield f"## {module.title}\n\n{'、'.join(units)}"


def _of_grade(grade: int, catalogue: Catalogue) -> Iterator[str]:
    for month, lessons in catalogue.by_month(grade).items():
        yield f"## {month} 月\n\n{'、'.join(lesson.front.title for lesson in lessons)}"


def _shown(page: Page, catalogue: Catalogue) -> Iterable[str]:
    """Return the paragraphs of front matter that our page shows."""
    if isinstance(page, Lesson):
        return _of_lesson(page.front)
    if isinstance(page, Unit):
        return page.front.objectives.values()
    if isinstance(page, Track):
        return _of_track(page, catalogue)
    if isinstance(page, Grade):
        return _of_grade(page.front.grade, catalogue)
    if isinstance(page, Calendar):
        return (
            f"## {day.title}\n\n{day.what}\n\n{day.activity}\n\n{day.notice or ''}"
            for day in page.front.anchors
        )
    return [getattr(page.front, "summary", None) or ""]


def _enrich(file: Path, page: Page, catalogue: Catalogue) -> None:
    _, _, body = file.read_text("utf-8").partition("\n---\n")
    front = {"title": page.front.title, "tags": list(getattr(page.front, "keywords", ()))}
    shown = "\n\n".join((*_shown(page, catalogue), *getattr(page.front, "asked", ())))
    file.write_text(f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n{shown}\n\n{body}", "utf-8")


_BUILD = """
from pathlib import Path
from portal.commands.build import build_site
build_site(Path({project!r}), Path({site!r}), False)
"""


def build_ours(project: Path, target: Path) -> Path:
    """Build a copied project into a folder, without the files that teachers take away."""
    timed_python(["-c", _BUILD.format(project=str(project), site=str(target))], project)
    return target


def build_stock(project: Path, target: Path) -> Path:
    """Build the peer of a copied project into a folder."""
    write_twin(project)
    catalogue = load(project).catalogue
    for page, _, marks in catalogue.pages():
        file = project / "bare-docs" / Path(marks.path).relative_to("docs")
        if file.exists():
            _enrich(file, page, catalogue)
    settings = json.loads((project / f"{SEARCHED}.yml").read_text("utf-8"))
    settings["plugins"] = [{"search": {"lang": ["zh"], "separator": SEPARATOR}}]
    (project / f"{STOCK}.yml").write_text(json.dumps(settings, ensure_ascii=False), "utf-8")
    shutil.rmtree(target, ignore_errors=True)
    timed_python(["-m", "mkdocs", "build", "-q", "-f", f"{STOCK}.yml", "-d", str(target)], project)
    return target
