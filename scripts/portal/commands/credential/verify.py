"""`portal credential verify`: is a file or code a record of ours, and what was signed?"""

from pathlib import Path
from typing import Annotated

import typer

from portal.commands.credential.places import today
from portal.commands.root import project_root


def verify(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="文件…", help="学习记录的 JSON、PDF、PNG，或者存着码的文字文件"),
    ],
) -> None:
    """核验学习记录：照 docs/credentials 里的公钥和撤回名单，不用联网。"""
    from portal.credentials.issuer_files import IssuerFiles
    from portal.credentials.reading import told, verify_file

    pinned = IssuerFiles(project_root()).pinned()
    verdicts = [(file, verify_file(file, pinned, today())) for file in files]
    for file, verdict in verdicts:
        print("\n".join([f"{file}", *(f"  {line}" for line in told(verdict))]))
    if any(verdict.standing != "valid" for _, verdict in verdicts):
        raise typer.Exit(1)
