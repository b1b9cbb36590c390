"""Which bundles of files the content asks for, and what each is made from."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path

from portal.exports.lesson_files import make_lesson_files
from portal.exports.packs import Member, make_pack
from portal.exports.plan_files import make_plan_files
from portal.exports.store import Bundle, Store
from portal.model.body import Body
from portal.model.catalogue import Catalogue
from portal.model.lesson import Grade, Lesson
from portal.model.takeaway import TERMS, TakeAway, lesson_files, month_pack, plan_files, term_pack

_LIBRARIES = (
    "markdown", "pymdown-extensions", "lxml", "pypandoc-binary", "python-docx", "python-pptx", "typst",
    "pylopdf-fonts-zh-cn", "xlsxwriter", "icalendar",
)  # fmt: skip


@dataclass(frozen=True)
class Bundles:
    """All bundles of the site; packs are made from the files of the others."""

    single: tuple[Bundle, ...]
    packs: tuple[Bundle, ...]

    @property
    def all(self) -> tuple[Bundle, ...]:
        """Everything, packs last."""
        return (*self.single, *self.packs)


@lru_cache(maxsize=1)
def _tools() -> bytes:
    """Everything besides the content that decides how a file looks: our own code and the libraries."""
    here = Path(__file__).parent
    sources = [*here.iterdir(), *(here.parent / "model").glob("*.py")]
    digest = hashlib.sha256()
    for file in sorted(source for source in sources if source.is_file()):
        digest.update(file.read_bytes())
    digest.update(repr([(name, version(name)) for name in _LIBRARIES]).encode())
    return digest.digest()


def _fingerprint(*parts: str) -> str:
    digest = hashlib.sha256(_tools())
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()[:32]


def _content(lesson: Lesson) -> str:
    return f"{lesson.id}{lesson.front.model_dump_json()}{lesson.body.markdown}"


def lesson_bundle(lesson: Lesson, includes: Mapping[str, Body]) -> Bundle:
    """Return the bundle of one lesson; `includes` are the catalogue's."""
    blocks = {name: body.markdown for name, body in includes.items() if f'"{name}"' in lesson.body.markdown}
    paths = tuple(file.path for file in lesson_files(lesson).values())
    fingerprint = _fingerprint(_content(lesson), repr(sorted(blocks.items())))
    make = partial(make_lesson_files, lesson, blocks)
    return Bundle(f"《{lesson.front.title}》", fingerprint, paths, make)


def _plan_bundle(grade: Grade, catalogue: Catalogue) -> Bundle:
    lessons = catalogue.by_month(grade.front.grade)
    year = catalogue.school_year
    content = [_content(lesson) for found in lessons.values() for lesson in found]
    paths = tuple(file.path for file in plan_files(grade).values())
    fingerprint = _fingerprint(grade.front.model_dump_json(), year.as_text, *content)
    make = partial(make_plan_files, grade, lessons, year)
    return Bundle(f"“{grade.front.title}”的教学进度表", fingerprint, paths, make)


def _pack_bundle(pack: TakeAway, months: Mapping[int, list[Lesson]], made: Mapping[str, Bundle],
                 store: Store) -> Bundle:  # fmt: skip
    members = [
        Member(lesson, {
            kind: store.file(made[lesson.id], file.path) for kind, file in lesson_files(lesson).items()
        })
        for lessons in months.values()
        for lesson in lessons
    ]  # fmt: skip
    prints = tuple(made[member.lesson.id].fingerprint for member in members)
    make = partial(make_pack, pack, members)
    fingerprint = _fingerprint(pack.path, pack.name, *prints)
    return Bundle(f"“{pack.name}”", fingerprint, (pack.path,), make, needs=prints)


def _packs(grade: Grade, catalogue: Catalogue, made: Mapping[str, Bundle], store: Store) -> Iterator[Bundle]:
    of_months = catalogue.by_month(grade.front.grade)
    for month, lessons in of_months.items():
        yield _pack_bundle(month_pack(grade, month), {month: lessons}, made, store)
    for term, (_, months) in TERMS.items():
        if of_term := {month: of_months[month] for month in months if month in of_months}:
            yield _pack_bundle(term_pack(grade, term), of_term, made, store)


def bundles_of(catalogue: Catalogue, store: Store) -> Bundles:
    """Return the bundles of all published lessons and grades."""
    lessons = [lesson for lesson in catalogue.lessons if lesson.front.status == "published"]
    grades = [grade for grade in catalogue.grades if grade.front.status == "published"]
    made = {lesson.id: lesson_bundle(lesson, catalogue.includes) for lesson in lessons}
    plans = [_plan_bundle(grade, catalogue) for grade in grades]
    packs = [bundle for grade in grades for bundle in _packs(grade, catalogue, made, store)]
    return Bundles((*made.values(), *plans), tuple(packs))
