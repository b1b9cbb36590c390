"""Permanent ids in the form that XML and learning platforms accept, and back again."""

import re

_NAME = re.compile(r"_?[a-z0-9][a-z0-9_-]*")


def name_of(permanent_id: str) -> str:
    """Return an id as an XML name: `c-care/first-words` → `c-care_first-words`, `3-steps` → `_3-steps`.

    Our ids have no underscore, so nothing is mistaken on the way back.
    """
    name = permanent_id.replace("/", "_")
    return f"_{name}" if name[0].isdigit() else name


def id_of(name: str) -> str:
    """Return the permanent id that became this name. Raises ValueError for a name of another's making."""
    if not _NAME.fullmatch(name) or name.lstrip("_").count("_") > 1:
        raise ValueError(name)
    return name.removeprefix("_").replace("_", "/")
