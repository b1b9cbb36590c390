"""Model → the navigation. Order is data: tracks and grades name it, guides carry `order`."""

from collections.abc import Iterator
from typing import Any

from portal.model.catalogue import Catalogue
from portal.model.guide import MICRO
from portal.model.lesson import grade_name

Item = str | dict[str, Any]

_SECTIONS = (("campus", "学校怎么做"), ("my", "我的"), ("updates", "更新"), ("handbook", "发布"))


def _certificates(catalogue: Catalogue) -> Iterator[Item]:
    published = {unit.id for unit in catalogue.units if unit.front.status == "published"}
    yield "certificates/index.md"
    for track in catalogue.published_tracks:
        base = f"certificates/{track.slug}"
        modules: list[Item] = []
        for module in track.front.modules:
            units = [slug for slug in module.units if f"{track.slug}-{slug}" in published]
            if module.status == "published":
                modules.append({module.title: [f"{base}/{slug}.md" for slug in units]})
        yield {track.front.title: [f"{base}/index.md", *modules]}


def _lessons(catalogue: Catalogue) -> Iterator[Item]:
    yield "lessons/index.md"
    for grade in sorted(catalogue.grades, key=lambda page: page.front.grade):
        months = [
            {f"{month} 月": [f"lessons/{lesson.id}.md" for lesson in found]}
            for month, found in catalogue.by_month(grade.front.grade).items()
        ]
        yield {grade_name(grade.front.grade): [f"lessons/{grade.slug}/index.md", *months]}


def _micro_lessons(catalogue: Catalogue) -> list[Item]:
    return [
        {title: [page.path for page in pages]}
        for folder, title in MICRO.items()
        if (pages := catalogue.guides_in(f"micro/{folder}"))
    ]


def navigation(catalogue: Catalogue) -> list[Item]:
    """Return MkDocs' `nav`: every published page once."""
    rest = [
        {title: [page.path for page in pages]}
        for folder, title in _SECTIONS
        if (pages := catalogue.guides_in(folder))
    ]
    return [
        "index.md",
        {"学证书": list(_certificates(catalogue))},
        {"上课": list(_lessons(catalogue))},
        *([{"微课": micro}] if (micro := _micro_lessons(catalogue)) else []),
        *rest,
    ]
