"""What the template of a page may read of the other pages, so that most pages outlive changes elsewhere.

A template is given this part of the catalogue and no other: what is not in it, it cannot show.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from portal.model.body import Body
from portal.model.catalogue import Catalogue, Page
from portal.model.guide import Guide
from portal.model.lesson import Lesson
from portal.model.moves import moved_ids
from portal.model.related import related
from portal.model.unit import Unit
from portal.pages.digests import digest_of
from portal.pages.sources import TextOf
from portal.pages.templates import template_of

_ALONE = (None, "micro-lesson.html")
"""Templates of guides that read nothing of other pages, the number of the release aside."""
_NO_TEXT = Body("", 1, "", ())
_GROUPS = ("tracks", "units", "grades", "lessons", "guides")
_SINGLE = ("calendar", "terms")

AnyPage = TypeVar("AnyPage")


def _textless(pages: Iterable[AnyPage]) -> tuple[AnyPage, ...]:
    return tuple(replace(page, body=_NO_TEXT) for page in pages)  # type: ignore[type-var]


class Seen:
    """A catalogue as the templates of its pages see it."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Look at a catalogue."""
        self._whole = catalogue
        self.moved = moved_ids(catalogue)

    @cached_property
    def facts(self) -> Catalogue:
        """Everything but the texts below the front matter, which no list of pages shows."""
        changed: dict[str, Any] = {name: _textless(getattr(self._whole, name)) for name in _GROUPS}
        for name in _SINGLE:
            (changed[name],) = _textless([page]) if (page := getattr(self._whole, name)) else (None,)
        return replace(self._whole, **changed, includes={}, files=frozenset(), pictures={})

    @cached_property
    def _little(self) -> Catalogue:
        guides = (guide for guide in self._whole.guides if guide.front.release)
        return Catalogue(guides=_textless(guides))

    def by(self, content: Page) -> Catalogue:
        """Return what a page's template reads: of lessons, units and plain guides only what they name."""
        if isinstance(content, Lesson):
            named = sorted(
                (one.lesson for one in related(content, self._whole)), key=lambda one: one.marks.path
            )
            return replace(self._little, lessons=_textless(named))
        if isinstance(content, Unit):
            before = {f"{content.track}-{slug}" for slug in content.front.prerequisites}
            return replace(
                self._little,
                tracks=_textless(one for one in self._whole.tracks if one.slug == content.track),
                units=_textless(one for one in self._whole.units if one.id in before),
            )
        if isinstance(content, Guide) and template_of(content) in _ALONE:
            return self._little
        return self.facts


class SeenDigests:
    """Fingerprints of what templates see, from the texts that it was read from."""

    def __init__(self, seen: Seen, text_of: TextOf) -> None:
        """Tell what the templates of a catalogue see; the texts are those of its files."""
        self._seen, self._text_of = seen, text_of
        self._moved = repr(sorted(seen.moved.items()))

    def _front(self, path: str) -> str:
        front, end, _ = (self._text_of(path) or "").partition("\n---\n")
        return f"{path}\n{front}{end}"

    def _fronts(self, catalogue: Catalogue) -> Iterator[str]:
        for _, _, marks in catalogue.pages():
            yield self._front(marks.path)

    @cached_property
    def _facts(self) -> bytes:
        facts = self._seen.facts
        others = [bank.marks.path for bank in facts.banks] + [exam.marks.path for exam in facts.blueprints]
        texts = (f"{path}\n{self._text_of(path)}" for path in others)
        return digest_of(*self._fronts(facts), *texts, repr(facts.issuer), repr(facts.status_lists))

    def of(self, content: Page) -> bytes:
        """Return the fingerprint of all that a page's template sees of the model."""
        seen = self._seen.by(content)
        others = [self._facts] if seen is self._seen.facts else [*self._fronts(seen)]
        return digest_of(self._text_of(content.marks.path) or "", self._moved, *others)
