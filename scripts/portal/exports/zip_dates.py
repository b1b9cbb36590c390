"""Writes zip files without a clock: the same content gives the same bytes (.docx, .pptx, .xlsx, packs)."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

FIXED = (2026, 1, 1, 0, 0, 0)
"""The date that every file in a zip of ours bears."""


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files to a zip, in the order given, with fixed dates; pictures are not pressed again.

    Raises OSError when the place cannot be written.
    """
    with zipfile.ZipFile(path, "w") as pack:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, FIXED)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = (
                zipfile.ZIP_STORED if name.endswith((".png", ".jpeg")) else zipfile.ZIP_DEFLATED
            )
            pack.writestr(entry, content)


def read_zip(path: Path) -> dict[str, bytes]:
    """Return name → content of every file in a zip, in its order."""
    with zipfile.ZipFile(path) as pack:
        return {entry.filename: pack.read(entry) for entry in pack.infolist() if not entry.is_dir()}


def fix_dates(path: Path) -> None:
    """Write a zip anew with fixed dates."""
    write_zip(path, read_zip(path))
