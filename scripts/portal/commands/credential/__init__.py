"""`portal credential …`: keys, issuing, revoking and verifying signed records of study."""

import typer

from portal.commands.credential.issue import issue
from portal.commands.credential.keys import keys
from portal.commands.credential.revoke import revoke
from portal.commands.credential.verify import verify
from portal.commands.misuse import Command, Group

credential = typer.Typer(
    name="credential", cls=Group, help="签发、撤回、核验学习记录。", no_args_is_help=True
)
for command in (keys, issue, revoke, verify):
    credential.command(cls=Command)(command)
