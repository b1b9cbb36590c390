"""The private folder of an assessment: what lies where in it, and where it may not lie itself."""

from pathlib import Path

from portal.credentials.in_place import write_whole
from portal.errors import PortalError, said

PLAN = "assessment.yml"
BANKS = "banks"
PICTURES = "pictures"
CANDIDATES = ("candidates.csv", "candidates.xlsx")
SEAL_KEY = "keys/seal.key"
PAPERS = "papers"
KEY = "key.json"
CODES = "codes.csv"
HANDOUT = "发卷表.csv"
HANDED_IN = "handed-in"
RESULTS = "results"
EARLIER = "earlier"
PAPER_END = ".paper.json"

_OF_THE_SITE = ("docs", "quizzes", "overrides", "scripts", "tests", ".git")
_MARKS_OF_A_SITE = ("assets/catalogue.json", "assets/release.json", "sitemap.xml")


def check_place(root: Path, folder: Path) -> None:
    """Raise PortalError where a folder would come onto the site, or into a site that is built."""
    real, home = folder.resolve(), root.resolve()
    cure = "正式考核的文件夹放在网站外面：默认是项目的 assessments 文件夹，也可以放在别的盘。"
    if real in (home, *home.parents):
        raise PortalError(f"{folder} 是项目文件夹本身或它外面的一层。{cure}")
    if real.is_relative_to(home) and real.relative_to(home).parts[0] in _OF_THE_SITE:
        raise PortalError(
            f"{folder} 在项目的 {real.relative_to(home).parts[0]} 文件夹里，会被发布出去。{cure}"
        )
    site = next(
        (one for one in (real, *real.parents) if any((one / mark).is_file() for mark in _MARKS_OF_A_SITE)),
        None,
    )
    if site:
        raise PortalError(f"{folder} 在生成好的网站 {site} 里，会被发布出去。{cure}")


def hide_from_git(folder: Path) -> None:
    """Make git ignore the whole folder, wherever it lies."""
    ignore = folder / ".gitignore"
    try:
        before = ignore.read_bytes() if ignore.is_file() else b""
    except OSError as error:
        raise PortalError(f"{ignore} 读不了：{said(error)}。检查它的权限。") from error
    if b"*" not in before.split():
        write_whole(ignore, before + b"\n*\n" if before else b"*\n")


def read_seal_key(folder: Path) -> str:
    """Return the text of the private key. Raises PortalError when it is not there."""
    path = folder / SEAL_KEY
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = said(error) if isinstance(error, OSError) else "不是文字文件"
        raise PortalError(f"{path} 读不了：{reason}。从备份里放回来；没有它，密封的答卷打不开。") from error
