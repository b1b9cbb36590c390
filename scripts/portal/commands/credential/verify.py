"""`portal credential verify`: is a file or code a record of ours, and what was signed?"""

import os
from pathlib import Path
from typing import Annotated

import typer

from portal.commands.credential.places import today
from portal.commands.root import project_root


def verify(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="文件…", help="学习记录的 JSON、PDF、PNG，存着码的文字文件，或者它们的文件夹"),
    ],
) -> None:
    """核验学习记录：照 docs/credentials 里的公钥和撤回名单，不用联网。"""
    from portal.credentials.issuer_files import IssuerFiles
    from portal.credentials.reading import counted, files_of, told, verify_file

    pinned = IssuerFiles(project_root()).pinned()
    verdicts = [(file, verify_file(file, pinned, today())) for file in files_of(files)]
    for file, verdict in verdicts:
        shown = os.fsencode(file).decode("utf-8", "replace")
        print("\n".join([shown, *(f"  {line}" for line in told(verdict))]))
    if len(verdicts) > 1:
        print(counted([verdict for _, verdict in verdicts]))
    if any(verdict.standing != "valid" for _, verdict in verdicts):
        raise typer.Exit(1)
