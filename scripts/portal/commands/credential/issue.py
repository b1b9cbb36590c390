"""`portal credential issue`: those who passed → signed records of study, as JSON, PDF and PNG."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from portal.commands.credential.places import KeysOption, key_folder, only_one, today
from portal.commands.root import project_root


class Only(StrEnum):
    """What is made."""

    json = "json"
    pdf = "pdf"
    png = "png"


def issue(
    passed: Annotated[Path, typer.Argument(metavar="通过名单", help="portal report 写出的 passed-轨道.json")],
    out: Annotated[
        Path | None, typer.Option(help="放在哪个文件夹；默认在私钥文件夹的 issued 里，以轨道和日期为名")
    ] = None,
    expires: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="有效期至哪一天；不写是长期有效")
    ] = None,
    only: Annotated[Only | None, typer.Option(help="只做一种；默认三种都做")] = None,
    again: Annotated[bool, typer.Option("--again", help="撤回过的人也重新签发，给新编号")] = False,
    keys: KeysOption = None,
) -> None:
    """给通过的人签发学习记录。同一个人再签发一次，编号不变。"""
    from portal.credentials.issuer_files import IssuerFiles
    from portal.credentials.issuing import plan
    from portal.credentials.keys import KeyFolder
    from portal.credentials.open_badge import Number
    from portal.credentials.passed_file import read_passed
    from portal.credentials.register import Register
    from portal.exports.credential_files import FORMS, Made, stems, write_credentials

    place = KeyFolder(key_folder(keys))
    issuer = IssuerFiles(project_root()).issuer()
    signer = place.current(issuer)
    until = expires.date().isoformat() if expires else ""
    people = read_passed(passed, issuer.name, until, today())
    with only_one(place.folder):
        register = Register(place.folder)
        planned = plan(people, register, issuer.name, until, today(), again)
        if planned.new:
            register.save()
    names = stems([(row.number or row.name, row.id) for row in planned.rows])
    made = []
    for row, stem in zip(planned.rows, names, strict=True):
        one = row.credential(signer.kid)
        number = Number.of(row.number, row.salt) if row.number else None
        made.append(Made(stem, one, signer.compact(one), signer.open_badge(one, issuer.id, number)))
    target = out or place.folder / "issued" / f"{people.track}-{people.date}"
    write_credentials(made, (only.value,) if only else FORMS, target)
    print("\n".join([*planned.told(), f"放在 {target}。"]))
