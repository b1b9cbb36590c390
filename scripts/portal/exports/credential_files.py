"""Makes the files that people get, on all processors, and puts them in place when every one is made."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from portal.errors import PortalError, said
from portal.model.credential import SCHEMA, Credential
from portal.progress import tracked

FORMS = ("json", "pdf", "png")

_FEW = 8
"""Up to so many are made in this process: others would take longer to start."""
_MARKS = (b"XYC1.", b"openbadgecredential")
"""By which a file is known for a credential of ours, which may be replaced."""
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@dataclass(frozen=True)
class Made:
    """A signed credential on its way into files."""

    stem: str
    """Name of its files, without ending."""
    credential: Credential
    compact: str
    jwt: str


def stems(names: Sequence[tuple[str, str]]) -> list[str]:
    """Return names of files for (number or name, id of the credential), no two alike on any system."""
    found: list[str] = []
    seen: set[str] = set()
    for wanted, one_id in names:
        stem = re.sub(r"[^\w·.-]+", "-", wanted).strip(".-")[:60]
        if not stem or _RESERVED.fullmatch(stem) or stem.lower() in seen:
            stem = f"{stem}-{one_id}".strip("-")
        seen.add(stem.lower())
        found.append(stem)
    return found


def _bytes(form: str, made: Made, qr: str) -> bytes:
    from portal.exports.credential_pdf import credential_card, credential_pdf
    from portal.exports.credential_png import baked

    if form == "json":
        data = {"schema": SCHEMA, "compact": made.compact, "jwt": made.jwt}
        return (json.dumps(data, indent=1) + "\n").encode()
    if form == "pdf":
        return credential_pdf(made.credential, made.compact, qr)
    return baked(credential_card(made.credential, made.compact, qr), made.jwt)


def _make(made: Made, forms: Sequence[str], folder: Path) -> str:
    """Make the files of one person; return what went wrong, or nothing."""
    from portal.exports.credential_pdf import qr_svg

    qr = qr_svg(made.compact) if set(forms) - {"json"} else ""
    try:
        for form in forms:
            (folder / f"{made.stem}.{form}").write_bytes(_bytes(form, made, qr))
    except PortalError as error:
        return str(error)
    return ""


def _all(everybody: Sequence[Made], forms: Sequence[str], folder: Path) -> Iterator[str]:
    make = partial(_make, forms=forms, folder=folder)
    workers = min(os.cpu_count() or 1, len(everybody))
    if len(everybody) <= _FEW or workers == 1 or forms == ("json",):
        yield from map(make, tracked(everybody, "签发"))
        return
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            results = pool.map(make, everybody, chunksize=4)
            for _, problem in zip(tracked(everybody, "签发"), results, strict=True):
                yield problem
    except BrokenProcessPool:
        yield "做文件的程序中途停了，多半是内存不够。关掉别的程序，再运行一次。"


def _strangers(names: Sequence[str], out: Path) -> list[str]:
    """Return which files that stand in the way are none of ours."""
    there = [name for name in names if os.path.lexists(out / name)]
    return [name for name in there if not _is_ours(out / name)]


def _is_ours(path: Path) -> bool:
    return path.is_file() and any(mark in path.read_bytes() for mark in _MARKS)


def write_credentials(everybody: Sequence[Made], forms: Sequence[str], out: Path) -> None:
    """Write the files of all people to a folder; credentials that stand there are replaced.

    Raises PortalError, with nothing changed, when a file would replace somebody else's or the disk is full.
    When only some people's files cannot be made or replaced, it tells whose; the others are in place.
    """
    names = [f"{made.stem}.{form}" for made in everybody for form in forms]
    try:
        if strangers := _strangers(names, out):
            shown = "、".join(strangers[:3])
            raise PortalError(f"{out} 里有同名的别的文件（{shown}），没有动它们。请用 --out 另选一个文件夹。")
        out.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".portal-work-", dir=out))
    except OSError as error:
        raise PortalError(f"不能写入 {out}：{said(error)}。请用 --out 另选一个地方。") from error
    try:
        problems = [problem for problem in _all(everybody, forms, work) if problem]
        _put_in_place([name for name in names if (work / name).exists()], work, out)
    except OSError as error:
        raise PortalError(f"不能写入 {out}：{said(error)}。腾出磁盘空间，再运行一次。") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if problems:
        told = [f"有 {len(problems)} 人的文件没有做全，其余的都放在 {out}：", *problems[:20]]
        raise PortalError("\n".join(told))


def _put_in_place(names: Sequence[str], work: Path, out: Path) -> None:
    held = []
    for name in names:
        try:
            os.replace(work / name, out / name)
        except PermissionError as error:
            held.append(f"{name}（{said(error)}）")
    if held:
        raise PortalError(
            f"{out} 里有 {len(held)} 个文件没有换成：{'、'.join(held[:5])}。"
            "关掉打开着它们的窗口，再运行一次。"
        )
