"""Which names of foreign questions are permanent ids of ours, and which of their folders may be units."""

import re

from portal.model.authored import SLUG

_SLUG = SLUG.strip("^$")
_FULL = re.compile(rf"{_SLUG}/{_SLUG}")
_SHORT = re.compile(rf"(?=.*[a-z]){_SLUG}")
_PLACES = re.compile(r"\$(?:course|system|module|cat[a-z1]*)\$|top", re.IGNORECASE)
_DEFAULT = re.compile(r"(?:Default for|默认).*", re.IGNORECASE | re.DOTALL)
_LONGEST = 83
"""Characters: a track, two slugs and what joins them."""


def own_id(name: str, full: bool = False) -> str:
    """Return a name if it is a permanent id, `unit-id/slug` or (unless `full`) `slug`; else nothing."""
    name = name.strip()
    if len(name) > _LONGEST:
        return ""
    return name if _FULL.fullmatch(name) or (not full and _SHORT.fullmatch(name)) else ""


def unit_named(category: str) -> str:
    """Return what may be a unit's name: the last part of a category's path; nothing for Moodle's own ones."""
    parts = [part.strip().replace("\0", "/") for part in category.replace("//", "\0").split("/")]
    named = [part for part in parts if part and not _PLACES.fullmatch(part)]
    return "" if not named or _DEFAULT.fullmatch(named[-1]) else named[-1]
