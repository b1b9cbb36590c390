"""A fingerprint of the program itself: what another version of it has kept counts as not there."""

import os
import sys
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def _digest_of_folder(folder: str) -> bytes:
    sum_of = blake2b(digest_size=16)
    for place, inside, names in os.walk(_HERE / folder):
        inside[:] = sorted(name for name in inside if name != "__pycache__")
        for name in sorted(names):
            with open(os.path.join(place, name), "rb") as file:
                raw = file.read()
            sum_of.update(f"{place[len(str(_HERE)) :]} {name} {len(raw)}\n".encode())
            sum_of.update(raw)
    return sum_of.digest()


def digest_of_code(folders: Sequence[str], packages: Sequence[str]) -> bytes:
    """Return a fingerprint of folders of this package, and of the versions of other packages and Python."""
    sum_of = blake2b(sys.version.encode(), digest_size=16)
    for name in packages:
        try:
            sum_of.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            sum_of.update(f"{name} is not there\n".encode())
    for folder in folders:
        sum_of.update(_digest_of_folder(folder))
    return sum_of.digest()
