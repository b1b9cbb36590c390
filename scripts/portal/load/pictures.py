"""Looks at the pictures that questions may show: how large each is, and what its first bytes say."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from portal.model.picture import LARGEST, Picture, shape_of

_PLACE = re.compile(r"certificates/[^/]+/pictures/.+\.[A-Za-z]+")


def look_at_pictures(docs: Path, files: Iterable[str]) -> Iterator[tuple[str, Picture]]:
    """Yield (path below `docs/`, picture) of every file in the folders of questions' pictures.

    A file that cannot be opened counts as none.
    """
    for path in files:
        if not _PLACE.fullmatch(path):
            continue
        file = docs / path
        try:
            with file.open("rb") as opened:
                shape = shape_of(opened.read(LARGEST))
            yield path, Picture(file, file.stat().st_size, shape)
        except OSError:
            continue
