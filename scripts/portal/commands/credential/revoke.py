"""`portal credential revoke`: takes records back by putting them on the public status list."""

from typing import Annotated

import typer

from portal.commands.credential.places import KeysOption, key_folder, only_one, today
from portal.commands.root import project_root


def revoke(
    words: Annotated[
        list[str], typer.Argument(metavar="记录编号…", help="记录编号；也可以写人的编号或姓名，只有一份时")
    ],
    keys: KeysOption = None,
) -> None:
    """撤回学习记录：写进撤回名单。发布网站以后，核验页就说“已撤回”。"""
    from datetime import UTC, datetime

    from portal.credentials.issuer_files import IssuerFiles, by_list
    from portal.credentials.keys import KeyFolder
    from portal.credentials.register import Register
    from portal.credentials.revoking import chosen

    place = KeyFolder(key_folder(keys))
    files = IssuerFiles(project_root())
    issuer = files.issuer()
    signer = place.current(issuer)
    with only_one(place.folder):
        register = Register(place.folder)
        rows = chosen(words, register)
        register.revoke({row.id for row in rows}, today())
        register.save()
        files.bring_up_to_date(issuer, signer, by_list(register.revoked()), datetime.now(UTC))
    for row in rows:
        print(f"撤回了 {row.id}　{row.name}　{row.title}　{row.date}")
    print("现在发布网站：portal publish。发布以前，核验页还会说它有效。")
