"""`portal credential keys`: makes the key that signs, publishes its public half, changes it for a new one."""

from typing import Annotated

import typer

from portal.commands.credential.places import KeysOption, key_folder, only_one, today
from portal.commands.root import project_root


def keys(
    name: Annotated[str | None, typer.Option(help="签发单位的名称，写在每份记录上")] = None,
    identity: Annotated[
        str | None, typer.Option("--id", help="签发单位的网址，https:// 开头；不写就编一个。不会有人去打开它")
    ] = None,
    rotate: Annotated[bool, typer.Option("--rotate", help="换一把新的；旧的留着，它签过的照样有效")] = False,
    distrust: Annotated[
        str | None, typer.Option(help="作废一把密钥，写它的编号；它签过的全部失效，要重新签发")
    ] = None,
    folder: KeysOption = None,
) -> None:
    """做签发用的密钥：私钥留在这台电脑，公钥写进 docs/credentials，随网站发布。"""
    from datetime import UTC, datetime

    from portal.credentials.issuer_files import IssuerFiles, by_list
    from portal.credentials.key_changes import changed
    from portal.credentials.keys import KeyFolder
    from portal.credentials.register import Register

    place = KeyFolder(key_folder(folder))
    files = IssuerFiles(project_root())
    with only_one(place.folder):
        register = Register(place.folder)
        made = changed(files, place, today(), name, identity, rotate, distrust)
        signer = place.current(made.issuer)
        files.write_issuer(made.issuer)
        files.bring_up_to_date(made.issuer, signer, by_list(register.revoked()), datetime.now(UTC))
    print("\n".join([*made.told, f"公钥：{files.path}，发布网站以后才能核验。", f"私钥：{place.folder}"]))
