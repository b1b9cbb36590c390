"""Which reader a file needs; told by its ending, and by its first bytes where the ending says nothing."""

import importlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.errors import PortalError, said
from portal.imports.draft import LIMIT, Named, Problem, Reading

_BY_ENDING = {
    ".xlsx": "spreadsheet", ".xlsm": "spreadsheet", ".xls": "spreadsheet", ".csv": "spreadsheet",
    ".docx": "word", ".gift": "gift", ".txt": "gift", ".xml": "moodle",
}  # fmt: skip
_SAVE_AS = {
    ".doc": ".docx", ".wps": ".docx", ".rtf": ".docx", ".odt": ".docx", ".pdf": ".docx",
    ".et": ".xlsx", ".ods": ".xlsx", ".numbers": ".xlsx",
}  # fmt: skip
_FORMS = "Excel（.xlsx、.xls、.csv）、Word（.docx）、GIFT（.gift、.txt）和 Moodle XML（.xml）"

MARKED = "（要改的）"
NUMBERED = "（已编号）"
ORIGINAL = ".原件"
_MARKED = re.compile(r"（要改的(?: (\d+))?）$")


@dataclass(frozen=True)
class Form:
    """A kind of file that questions come in."""

    read: Callable[[Path], Reading]
    write_ids: Callable[[Path, Sequence[Named], Path], None]
    mark: Callable[[Path, Sequence[Problem], Path], None]


def form_of(path: Path) -> Form:
    """Return what can be done with a file.

    Raises PortalError for a file that is not there, too large, or of a kind that holds no questions.
    """
    ending = path.suffix.lower()
    if not path.is_file():
        what = "这是文件夹，请写里面的文件" if path.is_dir() else "没有这个文件，请检查名字和路径"
        raise PortalError(f"{path}：{what}。")
    try:
        size, head = path.stat().st_size, _head(path)
    except OSError as error:
        raise PortalError(f"{path} 读不了：{said(error)}。关掉打开它的程序，或检查权限。") from error
    if size > LIMIT:
        raise PortalError(
            f"{path} 有 {size // 1_000_000} MB，超过 {LIMIT // 1_000_000} MB。把它分成几个文件。"
        )
    if wanted := _SAVE_AS.get(ending):
        raise PortalError(f"{path}：{ending} 读不了。用 Word 或 WPS 打开它，另存为 {wanted}，再导入。")
    name = _BY_ENDING.get(ending) or ("moodle" if b"<quiz" in head else "")
    if not name:
        raise PortalError(f"{path}：不认识的文件。可以导入 {_FORMS}。")
    module = importlib.import_module(f"portal.imports.{name}")
    return Form(*(getattr(module, f"{verb}_{name}") for verb in ("read", "write_ids", "mark")))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(2000)


def found_files(names: Sequence[str]) -> list[Path]:
    """Return the files that the names stand for; `*` is read here, because Windows does not.

    Locks of Office and what earlier imports wrote are passed over where a pattern found them. Raises
    PortalError for a pattern that finds nothing.
    """
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if "*" not in name or path.exists():
            found.append(path)
            continue
        matches = sorted(file for file in path.parent.glob(path.name) if not _is_ours(file))
        if not matches:
            raise PortalError(f"没有文件叫 {name}。请检查名字和路径。")
        found += matches
    return list(dict.fromkeys(found))


def _is_ours(path: Path) -> bool:
    is_made = path.stem.endswith((NUMBERED, ORIGINAL)) or _MARKED.search(path.stem)
    return path.name.startswith(("~$", ".")) or bool(is_made)


def beside(source: Path, mark: str, ending: str = "") -> Path:
    """Return the path of a file that lies beside its source: 题库.xlsx → 题库（要改的）.xlsx."""
    return source.with_name(f"{source.stem}{mark}{ending or source.suffix}")


def marked_beside(source: Path) -> Path:
    """Return the path of the copy with marks; colours need a workbook. The copy of a copy is counted."""
    ending = ".xlsx" if source.suffix.lower() in (".xls", ".csv") else source.suffix
    if copy := _MARKED.search(source.stem):
        count = int(copy[1] or 1) + 1
        return source.with_name(f"{source.stem[: copy.start()]}（要改的 {count}）{ending}")
    return beside(source, MARKED, ending)


def can_be_replaced(source: Path) -> bool:
    """Tell whether ids can be written into the file itself; nothing writes the old .xls any more."""
    return source.suffix.lower() != ".xls"
