"""What a preview shows of content that has slips: a file that cannot be read keeps its last good text."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from portal.model.body import Body
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.guide import Guide, GuideFront
from portal.model.marks import Marks
from portal.pages.preview.trouble import error_page
from portal.pages.sources import TextOf

_GROUP_OF = {"Track": "tracks", "Unit": "units", "Grade": "grades", "Lesson": "lessons", "Guide": "guides"}
_NO_PAGES = ("docs/_includes/", "docs/_templates/")


@dataclass(frozen=True)
class Content:
    """A catalogue with a page for every page file, and the text of each file as it is shown."""

    catalogue: Catalogue
    texts: Mapping[str, str | None]
    """Path → text, of every page, bank and included file."""
    instead: frozenset[str] = frozenset()
    """Paths of the files that cannot be read now."""
    stand_ins: frozenset[str] = frozenset()
    """Paths of the files among them that never could: a page that says so is shown."""

    def text_of(self, path: str) -> str | None:
        """Return the text that is shown of a file."""
        return self.texts.get(path)


def _stand_in(path: str, findings: Iterable[Finding]) -> tuple[Guide, str]:
    uri = path.removeprefix("docs/")
    name = PurePosixPath(path)
    title = name.parent.name if name.stem == "index" and name.parent.name != "docs" else name.stem
    words = error_page([finding for finding in findings if finding.place.path == path])
    front = GuideFront(title=title, status="published")
    text = f"---\n{json.dumps({'title': title}, ensure_ascii=False)}\n---\n\n{words}\n"
    return Guide(uri, front, Body(words, 4, words, ()), Marks(path)), text


def _with_page(catalogue: Catalogue, page: Any) -> Catalogue:
    group = _GROUP_OF.get(type(page).__name__)
    if not group:
        return replace(catalogue, calendar=page)
    pages = sorted((*getattr(catalogue, group), page), key=lambda one: one.marks.path)
    changed: dict[str, Any] = {group: tuple(pages)}
    return replace(catalogue, **changed)


def content_of(
    catalogue: Catalogue, findings: Iterable[Finding], read: TextOf, last: Content | None
) -> Content:
    """Return what to show, given what was shown last.

    `read` gives the text of the files that could be read.
    """
    instead: dict[str, str] = {}
    stand_ins = set()
    whole = catalogue
    for path in sorted(catalogue.unread):
        before = last.text_of(path) if last and path not in last.stand_ins else None
        if path.startswith("quizzes/exams/"):
            exams = [exam for exam in last.catalogue.blueprints if exam.marks.path == path] if last else []
            whole = replace(whole, blueprints=(*whole.blueprints, *exams))
        elif path.startswith("quizzes/"):
            banks = [bank for bank in last.catalogue.banks if bank.marks.path == path] if last else []
            whole = replace(
                whole, banks=tuple(sorted((*whole.banks, *banks), key=lambda one: one.marks.path))
            )
            instead[path] = (before if banks else None) or ""
        elif path.endswith(".md") and not path.startswith(_NO_PAGES):
            page = last.catalogue.page_at.get(path.removeprefix("docs/")) if last else None
            if page and before is not None:
                instead[path] = before
            else:
                page, instead[path] = _stand_in(path, findings)
                stand_ins.add(path)
            whole = _with_page(whole, page)
    paths = (
        *(f"docs/{uri}" for uri in catalogue.page_at),
        *(f"docs/_includes/{name}" for name in catalogue.includes),
        *(bank.marks.path for bank in catalogue.banks),
    )
    texts = {path: read(path) for path in paths} | instead
    return Content(whole, texts, frozenset(instead), frozenset(stand_ins))
