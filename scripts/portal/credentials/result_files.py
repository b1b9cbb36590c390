"""The results of an assessment as files: `results.json`, `results.xlsx`, `audit.jsonl`; all new or none."""

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from portal.credentials.audit import Broken, continued, files_of
from portal.errors import PortalError, said
from portal.model.paper_key import PaperKey
from portal.model.paper_results import PersonResult, Results

JSON, WORKBOOK, AUDIT = "results.json", "results.xlsx", "audit.jsonl"


def results_data(results: Results, key: PaperKey, graded: str) -> dict[str, Any]:
    """Return what `results.json` holds. `graded`: the instant of grading."""
    return {
        "schema": "portal-results/1",
        "assessment": key.assessment,
        "track": key.track,
        "pass_percent": key.pass_percent,
        "graded": graded,
        "people": [_person(person) for person in results.people],
        "absent": [person.number for person in results.absent],
    }


def _person(person: PersonResult) -> dict[str, Any]:
    candidate, graded = person.candidate, person.graded
    ruling = {"ruling": "valid" if person.ruling.is_valid else "invalid"} if person.ruling else {}
    return {
        "number": candidate.number,
        "name": candidate.name,
        "school": candidate.school,
        "paper": graded.submission.paper,
        "right": graded.right,
        "total": person.total,
        "percent": person.percent,
        "passed": person.passed,
        "flags": list(dict.fromkeys(flag.kind.title for flag in graded.flags)),
        **ruling,
    }


def key_mark(key: PaperKey) -> str:
    """Return the SHA-256 of the key that answers were graded against."""
    return sha256(_as_text(key.as_data()).encode()).hexdigest()


def _as_text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _kept_instant(folder: Path, results: Results, key: PaperKey, now: str) -> str:
    """Return the instant of the last grading where nothing has changed since, else now."""
    try:
        before = json.loads((folder / JSON).read_text("utf-8"))
        at = str(before["graded"])
    except (OSError, ValueError, LookupError, TypeError):
        return now
    return at if results_data(results, key, at) == before else now


def write_results(
    folder: Path, results: Results, key: PaperKey, now: str, workbook: Callable[[str], bytes]
) -> str:
    """Write the results into a folder and return the audit log; the same results change nothing.

    `workbook` returns the workbook for the instant of grading. Raises PortalError, with everything as it was,
    when the log was tampered with or a file is open in another program.
    """
    graded = _kept_instant(folder, results, key, now)
    files = {
        WORKBOOK: workbook(graded),
        JSON: _as_text(results_data(results, key, graded)).encode(),
    }
    marks = {name: sha256(data).hexdigest() for name, data in files.items()}
    log = _log(folder)
    try:
        text = continued(log, results, marks, key_mark(key), now)
    except Broken as error:
        raise PortalError(_tampered(folder, error)) from error
    _put(folder, {**files, AUDIT: text.encode()})
    return text


def _log(folder: Path) -> str:
    path = folder / AUDIT
    try:
        return path.read_bytes().decode("utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        reason = said(error) if isinstance(error, OSError) else "不是文字文件"
        raise PortalError(f"{path} 读不了：{reason}。关掉打开着它的程序，或者从备份里放回来。") from error


def _tampered(folder: Path, error: Broken) -> str:
    cure = "它只能由本命令往后加。从备份里把它放回来；要留证，先把整个 results 文件夹另存一份。"
    return f"{folder / AUDIT}：{error}。{cure}"


def _put(folder: Path, files: dict[str, bytes]) -> None:
    """Move all files into place, the one that may be open in Excel first; or leave what was there."""
    parts: dict[Path, str] = {}
    before: dict[Path, bytes | None] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name, data in files.items():
            handle, parts[folder / name] = tempfile.mkstemp(prefix=".part-", dir=folder)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for path, part in parts.items():
            before[path] = path.read_bytes() if path.is_file() else None
            os.replace(part, path)
    except OSError as error:
        _put_back(before)
        cure = "关掉打开着它的 Excel 窗口，检查磁盘空间和权限，再运行一次。"
        place = error.filename2 or error.filename or folder
        raise PortalError(f"{place} 没有写成：{said(error)}。{cure}") from error
    finally:
        for part in parts.values():
            with suppress(OSError):
                os.unlink(part)


def _put_back(before: dict[Path, bytes | None]) -> None:
    for path, data in before.items():
        with suppress(OSError):
            if data is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != data:
                path.write_bytes(data)


def verify(folder: Path) -> tuple[int, str]:
    """Return how many lines the audit log has, and its text; the newest results must be those it tells of.

    Raises PortalError with what does not fit.
    """
    text = _log(folder)
    if not text:
        raise PortalError(f"{folder / AUDIT} 还没有。先用 portal paper grade 判一次分。")
    try:
        told = files_of(text)
    except Broken as error:
        raise PortalError(_tampered(folder, error)) from error
    for name, mark in told.items():
        path = folder / name
        try:
            same = sha256(path.read_bytes()).hexdigest() == mark
        except OSError as error:
            raise PortalError(f"{path} 读不了：{said(error)}。再判一次分，会重新写出来。") from error
        if not same:
            cure = "有人改过它。再判一次分，会从答卷重新写出来；要留证，先另存一份。"
            raise PortalError(f"{path} 和日志里记的不一样。{cure}")
    return len(text.splitlines()), text
