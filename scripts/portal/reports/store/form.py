"""The tables of one part of the store: names and types of their columns."""

PART = {
    "sources": "part int, source int, path varchar, inside varchar, size bigint, changed bigint",
    "heads": (
        "record bigint, source int, item int, suffix varchar, learner varchar, exported varchar, "
        "exported_at bigint, release varchar, problems varchar, units varchar, work varchar, "
        "answers int, backwards int, earliest bigint, first_until bigint, latest_until bigint, "
        "until bigint"
    ),
    "unread": "part int, source int, item int, suffix varchar, reason varchar, ignored int",
    "answers": "record bigint, first bigint, first_at bigint, latest bigint, latest_at bigint, tries int",
    "given": "given bigint, question varchar, value varchar",
}
"""Table → columns. Texts are clean UTF-8: what a file may hold in any form stands as JSON.

`record`: part × 2^20 + its place in the part. `suffix`: what stands behind the source's name where it holds
several records. `work`: attempts and lessons. `backwards`: 1 when any time is before one that it must follow.
`earliest`, `first_until`: first and last of the first answers' times; `latest_until`: last of the latest
answers'; `until`: last of all times but the export's and the lessons'; in seconds since 1970, 0 without any.
`exported_at`: 0 where `exported` is empty.
"""

PLACES = 2**20
"""So many records have room in a part."""


def columns_of(table: str) -> list[tuple[str, str]]:
    """Return name and type of a table's columns."""
    pairs = (column.split() for column in PART[table].split(","))
    return [(name, kind) for name, kind in pairs]
