"""What the templates are given as `portal`: the page's model, all content, and what lists and counts it."""

from dataclasses import asdict
from typing import Any

from portal.model.catalogue import Catalogue, Page
from portal.model.flag_words import FLAG_WORDS
from portal.model.guide import MICRO
from portal.model.lesson import AREAS, grade_name, minutes_of
from portal.model.pass_rules import audience_of
from portal.model.related import related
from portal.model.takeaway import lesson_files, month_pack, plan_files, term_packs
from portal.pages.issuer_pages import pinned
from portal.pages.pass_words import passing


def page_data(seen: Catalogue, content: Page, moved: dict[str, str]) -> dict[str, Any]:
    """Return what the templates read of the model: `seen` is all that they see of the other pages."""
    return {
        "content": content,
        "catalogue": seen,
        "moved": moved,
        "by_month": seen.by_month,
        "areas": AREAS,
        "grade_name": grade_name,
        "minutes_of": minutes_of,
        "related": related,
        "audience_of": audience_of,
        "passing": passing,
        "lesson_files": lesson_files,
        "plan_files": plan_files,
        "month_pack": month_pack,
        "term_packs": term_packs,
        "micro": MICRO,
        "credentials": pinned(seen),
        "flag_words": {kind: asdict(words) for kind, words in FLAG_WORDS.items()},
    }
