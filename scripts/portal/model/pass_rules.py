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


def region_of(catalogue: Catalogue, track: Track) -> Region | None:
    """Return what is different for a track in the site's place; None where nothing is."""
    page = region_page(catalogue)
    return track.front.regions.get(page.front.region) if page and page.front.region else None


def rules_of(catalogue: Catalogue, track: Track) -> Rules:
    """Return a track's rules with the members of its place put in."""
    own, region = track.front.rules, region_of(catalogue, track)
    if region is None:
        return own
    return own.model_copy(
        update={name: getattr(region.rules, name) for name in region.rules.model_fields_set}
    )


def audience_of(catalogue: Catalogue, track: Track) -> str:
    """Return for whom a track is, in the site's place."""
    region = region_of(catalogue, track)
    return region.audience if region and region.audience else track.front.audience


def pass_rules(catalogue: Catalogue, track: Track) -> PassRules:
    """Return the rules by which everybody is judged: in the browser, and by the trainer's report."""
    rules, front = rules_of(catalogue, track), track.front
    page = region_page(catalogue)
    place = [page.front.region] if page and region_of(catalogue, track) and page.front.region else []
    return PassRules(
        "/".join([track.slug, *place, str(rules.version)]),
        front.pass_percent,
        front.hours if rules.hours is None else rules.hours,
        rules.mock_exam,
        _mock_percent(catalogue, track),
        rules.assessment,
        rules.practice,
        rules.requires,
    )


def rules_json(rules: PassRules) -> dict[str, Any]:
    """Return rules as the browser reads them."""
    return asdict(rules) | {"practice": [work.model_dump() for work in rules.practice]}


def _mock_percent(catalogue: Catalogue, track: Track) -> int:
    """Return the pass mark of the track's blueprint; that of its units while there is none."""
    exam = catalogue.published_exams.get(track.slug)
    return exam.front.pass_percent if exam else track.front.pass_percent
