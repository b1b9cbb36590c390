"""Which files make up the pack of a grade or a track, for the time without a network."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.model.catalogue import Catalogue
from portal.model.lesson import Grade, grade_name
from portal.model.takeaway import lesson_files, plan_files
from portal.model.track import Track
from portal.pages.offline.service_worker import is_kept
from portal.pages.offline.site_reading import SiteReading
from portal.pages.question_files import questions_file

SCHEMA = "portal-pack/1"

_FOR_ALL = (
    "index.html",
    "my/data/index.html",
    "my/offline/index.html",
    "campus/help-and-referral/index.html",
)
_FOR_LESSONS = ("lessons/index.html", "my/ledger/index.html")
_FOR_LEARNING = (
    "certificates/index.html", "my/learning/index.html", "my/mistakes/index.html", "my/exam/index.html",
)  # fmt: skip
_FOR_SCRIPTS = ("assets/catalogue.json", "search/head.json")


@dataclass(frozen=True)
class Pack:
    """What somebody fetches with one click."""

    name: str
    """Such as 五年级."""
    folder: str
    """The pages below it are the pack's own, with a slash at the end."""
    pages: tuple[str, ...]
    """Paths of all pages and of what their scripts fetch."""
    extra: tuple[str, ...] = ()
    """Paths of take-away files, for whoever wants them too."""

    @property
    def path(self) -> str:
        """Where the list lies in the site."""
        return f"{self.folder}packs.json"


def _below(folder: str, paths: Iterable[str]) -> list[str]:
    return [path for path in paths if path.startswith(folder) and path.endswith(".html")]


def _of_grade(grade: Grade, catalogue: Catalogue, paths: list[str]) -> Pack:
    folder = f"lessons/{grade.slug}/"
    months = catalogue.by_month(grade.front.grade).values()
    files = [file.path for lessons in months for one in lessons for file in lesson_files(one).values()]
    files += [file.path for file in plan_files(grade).values()]
    pages = (*_below(folder, paths), *_FOR_ALL, *_FOR_LESSONS, *_FOR_SCRIPTS)
    return Pack(grade_name(grade.front.grade), folder, pages, tuple(files))


def _of_track(track: Track, catalogue: Catalogue, paths: list[str]) -> Pack:
    folder = f"certificates/{track.slug}/"
    questions = [questions_file(unit.id) for unit in catalogue.units if unit.track == track.slug]
    pages = (*_below(folder, paths), *questions, *_FOR_ALL, *_FOR_LEARNING, *_FOR_SCRIPTS)
    return Pack(track.front.title, folder, pages)


def packs_of(catalogue: Catalogue, paths: Iterable[str]) -> Iterator[Pack]:
    """Yield the packs of all grades and tracks that the site shows. `paths`: of its files."""
    known = [*paths]
    for grade in catalogue.grades:
        if grade.front.status == "published":
            yield _of_grade(grade, catalogue, known)
    for track in catalogue.published_tracks:
        yield _of_track(track, catalogue, known)


def pack_json(pack: Pack, site: SiteReading) -> str:
    """Return a pack as the browser reads it: paths with bytes, take-away files with digests too."""
    there = set(site.paths)
    kept = sorted(path for path in site.needed_by(there & {*pack.pages}) if is_kept(path))
    extra = sorted(there & {*pack.extra})
    return json.dumps(
        {
            "schema": SCHEMA,
            "name": pack.name,
            "folder": pack.folder,
            "files": [[path, site.size(path)] for path in kept],
            "extra": [[path, site.size(path), site.digest(path)] for path in extra],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
