"""The releases that are kept on this computer: the one in `site/`, and the one before it."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.errors import PortalError
from portal.releases.number import parts_of

PUBLISHED_PATH = "assets/published.json"
"""Only `portal publish` writes it into a site; a mere build has none."""


@dataclass(frozen=True)
class Kept:
    """A published site on this computer."""

    folder: Path
    number: str
    """Such as 2026.11.4."""
    day: str
    """When it was published, such as 2026-11-22."""


def previous_of(site: Path) -> Path:
    """Return where the release before that in `site` is kept."""
    return site.with_name(f"{site.name}.previous")


def mark_published(site: Path, number: str, day: date) -> None:
    """Note in a finished site that it is a release; Jekyll on a code host is told to leave it alone."""
    text = json.dumps({"release": number, "published": day.isoformat()}, indent=1)
    (site / PUBLISHED_PATH).write_text(text + "\n", encoding="utf-8")
    (site / ".nojekyll").touch()


def kept_in(folder: Path) -> Kept | None:
    """Return what release lies in a folder; None if it is no published site."""
    try:
        data = json.loads((folder / PUBLISHED_PATH).read_text("utf-8"))
        return Kept(folder, str(data["release"]), str(data["published"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_release(folder: Path) -> bool:
    """Tell whether a folder holds a published site."""
    return kept_in(folder) is not None


def kept_releases(site: Path) -> list[Kept]:
    """Return the releases that are kept here, the newest first."""
    found = [kept for folder in (site, previous_of(site)) if (kept := kept_in(folder))]
    return sorted(found, key=lambda kept: parts_of(kept.number) or (0, 0, 0), reverse=True)


def check_is_ours(site: Path) -> None:
    """Raise PortalError when a folder holds anything but a site of this portal."""
    if site.exists() and not (site / "assets" / "catalogue.json").exists() and any(site.iterdir()):
        raise PortalError(f"{site} 里有别的文件，不敢覆盖。请换一个空文件夹。")
