"""`earliest/` holds one record as the first release of the site exported it, in its three carriers.

Such files lie on people's disks and are read for ever; they are never made anew. That release kept no log of
answers, no marks of pools, no favourites, and did not say when an entry of the ledger was written.
"""

import json
from pathlib import Path

import pytest

from portal.records.collect import Found, read_found
from portal.records.merge import merge

FOLDER = Path(__file__).parent / "earliest"
TEXT = (FOLDER / "record.json").read_text("utf-8")


@pytest.mark.parametrize("file", sorted(FOLDER.iterdir()), ids=lambda file: file.suffix)
def test_each_carrier_of_the_first_release_is_read_whole(file: Path) -> None:
    [item] = read_found(Found(file.name, file))
    assert item.record
    assert (item.record.problems, merge(item.record.data, {})) == ((), merge(json.loads(TEXT), {}))


def test_the_first_release_kept_less_than_is_kept_today() -> None:
    assert [name for name in ("log", "favourites", "pool", "earlier") if f'"{name}"' in TEXT] == []
