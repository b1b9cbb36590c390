"""The command line: one verb a file in `commands/`; errors end in a sentence and status 2."""

import os
import subprocess
import sys

import typer

from portal.commands.build import build
from portal.commands.check import check
from portal.commands.credential import credential
from portal.commands.export import export
from portal.commands.import_ import import_
from portal.commands.misuse import Command, Group
from portal.commands.new import new
from portal.commands.package import package
from portal.commands.paper import paper
from portal.commands.publish import publish
from portal.commands.report import report
from portal.commands.serve import serve
from portal.errors import PortalError, said

app = typer.Typer(
    cls=Group,
    help="心育学堂：写、查、看、发布、汇总。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(cls=Command)(serve)
app.command(cls=Command)(build)
app.command(cls=Command)(check)
app.add_typer(new)
app.command("import", cls=Command)(import_)
app.command(cls=Command)(export)
app.command(cls=Command)(publish)
app.command(cls=Command)(package)
app.command(cls=Command)(report)
app.add_typer(paper)
app.add_typer(credential)


def _in_utf8() -> None:
    """Start again in UTF-8 mode: mkdocs-quiz cannot be imported under a GBK locale otherwise."""
    if sys.flags.utf8_mode:
        return
    command = [sys.executable, "-X", "utf8", "-m", "portal", *sys.argv[1:]]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if os.name != "nt":  # there it would return to the prompt at once
        os.execve(sys.executable, command, environment)
    child = subprocess.Popen(command, env=environment)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:  # the terminal has told the child as well: let it clear up
            continue


def main() -> None:
    """Run the command line."""
    _in_utf8()
    try:
        sys.exit(app(prog_name="portal", standalone_mode=False))
    except PortalError as error:
        sys.exit(_said(str(error)))
    except typer.TyperException:
        sys.exit(_said("命令没有写全。用 portal --help 看用法。"))
    except OSError as error:
        sys.exit(_said(f"读写文件失败：{error.filename or ''} {said(error)}。检查磁盘空间和权限。"))
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)


def _said(message: str) -> int:
    print(message, file=sys.stderr)
    return 2
