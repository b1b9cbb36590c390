"""The steps of a package: build, links for a folder, zip, and a look into what was written."""

import json
import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from portal.commands.build import build_pages, in_words
from portal.commands.export.place import Place
from portal.commands.package.texts import note, opener
from portal.commands.publish.steps import step
from portal.errors import PortalError
from portal.exports.folder.links import LEFT_OUT_CSS, for_folder
from portal.exports.site_files import size_words
from portal.exports.site_package import write_package
from portal.load import load
from portal.model.catalogue import Catalogue
from portal.model.lesson import grade_name
from portal.releases.package_check import check_package
from portal.releases.place import room_beside

_FOR_SERVERS = ("sitemap.xml", "sitemap.xml.gz", "assets/javascripts/lunr", "assets/javascripts/workers")
"""What nobody asks for in a folder, nor on a school's own server."""
_NO_LINKS = "404.html"
_STYLE = "assets/stylesheets/package.css"
_FILES = "files"


@dataclass(frozen=True)
class Choice:
    """Whose take-away files come along; all of them when nothing is chosen."""

    grades: tuple[int, ...] = ()
    tracks: tuple[str, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether nothing was chosen."""
        return not self.grades and not self.tracks

    def has(self, path: str) -> bool:
        """Tell whether a file of the site comes along."""
        if self.is_all or not path.startswith(f"{_FILES}/"):
            return True
        return any(
            path.startswith((f"{_FILES}/grade-{one}/", f"{_FILES}/grade-{one}-")) for one in self.grades
        )

    def words(self, catalogue: Catalogue) -> str:
        """Return what it has, as the note in the package says it."""
        if self.is_all:
            return "全部网页，和全部教案、课件、活动单的文件"
        if not self.grades:
            return "全部网页；教案、课件和活动单的文件没有带"
        return f"全部网页；教案、课件和活动单的文件只带了{'、'.join(map(grade_name, self.grades))}的"

    def check(self, catalogue: Catalogue) -> None:
        """Raise PortalError for a grade or a track that the site does not have."""
        there = {grade.front.grade for grade in catalogue.grades if grade.front.status == "published"}
        slugs = {track.slug for track in catalogue.published_tracks}
        for wrong, known in (
            ([f"--grade {one}" for one in self.grades if one not in there], map(str, sorted(there))),
            ([f"--track {one}" for one in self.tracks if one not in slugs], sorted(slugs)),
        ):
            if wrong:
                raise PortalError(f"网站上没有 {wrong[0]}。能写的有：{'、'.join(known)}。")


def _is_there(site: Path, page: str, choice: Choice) -> Callable[[str], bool]:
    def is_there(address: str) -> bool:
        path = unquote(address.split("?")[0].split("#")[0])
        return choice.has(normpath(join(dirname(page), path)))

    return is_there


def _fit(site: Path, choice: Choice) -> None:
    """Make a built site one that opens from a folder."""
    for name in _FOR_SERVERS:
        shutil.rmtree(site / name, ignore_errors=True)
        (site / name).unlink(missing_ok=True)
    for file in [file for file in site.rglob("*") if file.is_file()]:
        path = file.relative_to(site).as_posix()
        if file.suffix == ".map" or not choice.has(path):
            file.unlink()
        elif file.suffix == ".html" and path != _NO_LINKS:
            page = for_folder(file.read_text("utf-8"), _is_there(site, path, choice))
            file.write_text(_styled(page, path, choice), encoding="utf-8", newline="\n")
    if not choice.is_all:
        (site / _STYLE).write_text(_hiding(choice), encoding="utf-8", newline="\n")


def _styled(page: str, path: str, choice: Choice) -> str:
    if choice.is_all:
        return page
    address = f"{'../' * path.count('/')}{_STYLE}"
    return page.replace("</head>", f'<link rel="stylesheet" href="{address}"></head>', 1)


def _hiding(choice: Choice) -> str:
    """Hide also the links that scripts make to files which do not come along."""
    kept = "".join(
        f':not([href*="{_FILES}/grade-{one}/"]):not([href*="{_FILES}/grade-{one}-"])' for one in choice.grades
    )
    return f'{LEFT_OUT_CSS}a[href*="{_FILES}/grade-"]{kept} {{ display: none !important; }}\n'


def _for_servers(site: Path, catalogue: Catalogue) -> str:
    """Make the service worker of the changed pages; return the name of the site."""
    from portal.pages.offline import MANIFEST, add_offline

    try:
        manifest = json.loads((site / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:  # a site without a service worker
        return "心育学堂"
    add_offline(site, catalogue, manifest["name"], manifest["description"])
    return str(manifest["name"])


def run(root: Path, out: Path | None, choice: Choice, may_replace: bool) -> None:
    """Write a package. Raises PortalError when it cannot be made; nothing is left behind then."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    catalogue = load(root).catalogue
    choice.check(catalogue)
    place = Place(root, may_replace)
    target = (out or Path(f"心育学堂-{catalogue.release}.zip")).absolute()
    if target.suffix.lower() != ".zip":
        raise PortalError(f"--out {out} 要写一个 .zip 文件的名字。")
    place.check(target)
    with in_words(root / "site"), room_beside(root / "site") as room:
        site = room / "new"
        with step("生成网页和文件"):
            build_pages(root, site)
        with step("改成双击就能打开的样子"):
            _fit(site, choice)
            name = _for_servers(site, catalogue)
        told = _written(
            place, target, site, name, note(name, catalogue.release, choice.words(catalogue)), root
        )
    print(told)


def _written(place: Place, target: Path, site: Path, name: str, about: str, root: Path) -> str:
    unpacked = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())

    def write(part: Path) -> tuple[str, ...]:
        with step("打包") as doing:
            count = write_package(
                part, {"打开网站.html": opener(name), "说明.txt": about.encode("utf-8-sig")}, site, name
            )
            doing.result = f"{count} 个文件"
        with step("打开看一遍") as doing, TemporaryDirectory(prefix=".look-", dir=site.parent) as room:
            doing.result = f"{check_package(part, root, Path(room))} 处链接都有着落"
        return ()

    place.write(target, write)
    size = size_words(target.stat().st_size)
    return f"写好了 {target}：{size}，解压以后 {size_words(unpacked)}。解压，双击“打开网站.html”。"
