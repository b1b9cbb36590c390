"""Which rules hold: those of a track's page, as the place changes them that the site is made for."""

from dataclasses import asdict
from typing import Any

from portal.model.catalogue import Catalogue
from portal.model.guide import Guide
from portal.model.rules import Region, Rules
from portal.model.standing import PassRules
from portal.model.track import Track

REGION_PATH = "certificates/index.md"
"""The page whose `region` says for which place the site is made."""


def region_page(catalogue: Catalogue) -> Guide | None:
    """Return the page that names the place, if there is such a page."""
    found = catalogue.page_at.get(REGION_PATH)
    return found if isinstance(found, Guide) else None


def _place(catalogue: Catalogue, track: Track) -> str | None:
    """Return the site's place where the track knows it."""
    page = region_page(catalogue)
    place = page.front.region if page else None
    return place if place in track.front.regions else None


def region_of(catalogue: Catalogue, track: Track) -> Region | None:
    """Return what is different for a track in the site's place; None where nothing is."""
    place = _place(catalogue, track)
    return track.front.regions[place] if place else None


def audience_of(catalogue: Catalogue, track: Track) -> str:
    """Return for whom a track is, in the site's place."""
    region = region_of(catalogue, track)
    return region.audience if region and region.audience else track.front.audience


def _merged(track: Track, place: str | None) -> Rules:
    """Return a track's rules with the members of a place put in."""
    if place is None:
        return track.front.rules
    own = track.front.regions[place].rules
    return track.front.rules.model_copy(update={name: getattr(own, name) for name in own.model_fields_set})


def _in_place(catalogue: Catalogue, track: Track, place: str | None) -> PassRules:
    rules, front = _merged(track, place), track.front
    return PassRules(
        "/".join([track.slug, *([place] if place else []), str(rules.version)]),
        front.pass_percent,
        front.hours if rules.hours is None else rules.hours,
        rules.mock_exam,
        _mock_percent(catalogue, track),
        rules.assessment,
        rules.practice,
        rules.requires,
    )


def pass_rules(catalogue: Catalogue, track: Track) -> PassRules:
    """Return the rules by which everybody is judged: in the browser, and by the trainer's report."""
    return _in_place(catalogue, track, _place(catalogue, track))


def all_rules(catalogue: Catalogue) -> dict[str, tuple[Track, PassRules]]:
    """Return name → track and rules, of every place that the published tracks know."""
    found = (
        (track, _in_place(catalogue, track, place))
        for track in catalogue.published_tracks
        for place in (None, *track.front.regions)
    )
    return {rules.name: (track, rules) for track, rules in found}


def rules_json(rules: PassRules) -> dict[str, Any]:
    """Return rules as the browser reads them."""
    return asdict(rules) | {"practice": [work.model_dump() for work in rules.practice]}


def _mock_percent(catalogue: Catalogue, track: Track) -> int:
    """Return the pass mark of the track's blueprint; that of its units while there is none."""
    exam = catalogue.published_exams.get(track.slug)
    return exam.front.pass_percent if exam else track.front.pass_percent
