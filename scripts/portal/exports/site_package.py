"""A site as one zip that opens by double click. The same site gives the same bytes."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from portal.errors import PortalError
from portal.exports.zip_dates import FIXED
from portal.progress import tracked

LONGEST = 200
"""Signs of a path in the zip: Windows allows 260 with the folder that somebody unpacks it into."""

_PRESSED = {".docx", ".pptx", ".xlsx", ".zip", ".pdf", ".png", ".jpg", ".jpeg", ".webp", ".woff2", ".gz"}
"""Endings of what is compressed already."""
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_MOST_TOLD = 5


def _is_bad(name: str) -> bool:
    return len(name) > LONGEST or any(
        _FORBIDDEN.search(part) or _RESERVED.fullmatch(part) for part in name.split("/")
    )


def check_names(names: list[str]) -> None:
    """Raise PortalError for names that Windows cannot unpack, or that are one name there."""
    seen: set[str] = set()
    bad = []
    for name in names:
        if _is_bad(name) or name.lower() in seen:
            bad.append(name)
        seen.add(name.lower())
    if bad:
        told = "、".join(bad[:_MOST_TOLD]) + ("等" if len(bad) > _MOST_TOLD else "")
        raise PortalError(
            f"这些文件在 Windows 上解不开：{told}。名字要短（{LONGEST} 个字以内）、"
            '没有 < > : " | ? *，也不能只差大小写。改好文件名再打包。'
        )


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIXED)
    entry.create_system, entry.external_attr = 3, 0o644 << 16  # else the machine that builds decides
    is_pressed = Path(name).suffix.lower() in _PRESSED
    entry.compress_type = zipfile.ZIP_STORED if is_pressed else zipfile.ZIP_DEFLATED
    return entry


def write_package(out: Path, texts: Mapping[str, bytes], site: Path, top: str) -> int:
    """Write texts, by their names, and all files of a folder below `top`/site/; return how many files.

    Raises PortalError for a name that cannot be unpacked everywhere, OSError when the disk is full.
    """
    files = sorted(file for file in site.rglob("*") if file.is_file())
    named = {f"{top}/site/{file.relative_to(site).as_posix()}": file for file in files}
    check_names([*(f"{top}/{name}" for name in texts), *named])
    with zipfile.ZipFile(out, "w") as pack:
        for name, content in texts.items():
            pack.writestr(_entry(f"{top}/{name}"), content)
        for name, file in tracked([*named.items()], "打包"):
            pack.writestr(_entry(name), file.read_bytes())
    return len(named) + len(texts)
