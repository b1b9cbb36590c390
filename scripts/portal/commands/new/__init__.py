"""`portal new …`: drafts that already pass the checks, from `docs/_templates/`."""

import typer

from portal.commands.misuse import Command, Group
from portal.commands.new.exam import exam
from portal.commands.new.lesson import lesson
from portal.commands.new.page import guide, micro_lesson
from portal.commands.new.term import term
from portal.commands.new.track import module, track
from portal.commands.new.unit import bank, unit

new = typer.Typer(name="new", cls=Group, help="新建一份草稿，建好就能通过检查。", no_args_is_help=True)
for command in (track, module, unit, bank, exam, lesson, guide, term):
    new.command(cls=Command)(command)
new.command("micro-lesson", cls=Command)(micro_lesson)
