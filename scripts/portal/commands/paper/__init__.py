"""`portal paper …`: a formal assessment, from its private folder to its papers."""

import typer

from portal.commands.misuse import Command, Group
from portal.commands.paper.check import check
from portal.commands.paper.grade import grade
from portal.commands.paper.make import make
from portal.commands.paper.new import new

paper = typer.Typer(
    name="paper", cls=Group, help="正式考核：建文件夹、查、出卷、判分。", no_args_is_help=True
)
for command in (new, check, make, grade):
    paper.command(cls=Command)(command)
