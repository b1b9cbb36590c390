"""Runs pandoc; what it says when it fails, in words for whoever wrote the lesson."""

import errno
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pypandoc  # type: ignore[import-untyped]

from portal.errors import PortalError, said

_EPOCH = "1767225600"
"""1 January 2026, the date that every file bears."""

_REPAIR = "重新运行 start.py，把 pandoc 装回来。"


def run_pandoc(options: Sequence[str], text: str = "", folder: Path | None = None) -> bytes:
    """Return what pandoc writes to its output; `text` is its input, `folder` where it looks for files.

    Raises PortalError with the reason when it refuses or does not run, OSError when the disk is full.
    """
    environment = {**os.environ, "SOURCE_DATE_EPOCH": _EPOCH}
    try:
        command = [pypandoc.get_pandoc_path(), *options]
        return subprocess.run(
            command, input=text.encode(), cwd=folder, check=True, capture_output=True, env=environment
        ).stdout
    except subprocess.CalledProcessError as error:
        raise _refusal(error) from error
    except OSError as error:
        raise PortalError(f"pandoc 打不开（{said(error)}）。{_REPAIR}") from error


def _refusal(error: subprocess.CalledProcessError) -> Exception:
    words = error.stderr.decode("utf-8", "replace").strip()
    if "resource exhausted" in words:
        return OSError(errno.ENOSPC, words)
    if error.returncode < 0:
        return PortalError("pandoc 中途停了，多半是内存或磁盘不够。关掉别的程序，再生成一次。")
    return PortalError(f"pandoc 说“{words}”。检查正文里的表格、图和 HTML。")
