"""The command line in Chinese: what typer says in English about help, and about a wrong order."""

import re
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import typer
from typer._click.core import Command as AnyCommand
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer._click.globals import get_current_context
from typer.core import TyperCommand, TyperGroup

from portal.errors import PortalError

if TYPE_CHECKING:
    from rich.text import Text
    from typer._click.core import Context
    from typer._click.formatting import HelpFormatter
    from typer.core import TyperOption

_NUMBERS = {int: "整数", float: "数"}


def _name(param: Any) -> str:
    return str(param.opts[0] if param.param_type_name == "option" else param.metavar or param.name)


def _allowed(param: Any) -> str:
    """Return what may stand at a parameter."""
    kind = param.type_descriptor
    if kind.choices:
        return "可用：" + "、".join(getattr(choice, "value", choice) for choice in kind.choices)
    if kind.is_ranged:
        low, high = kind.parameter_info.min, kind.parameter_info.max
        return f"请写 {low:g} 到 {high:g} 的{_NUMBERS[kind.annotation]}"
    if kind.annotation in _NUMBERS:
        return f"请写{_NUMBERS[kind.annotation]}"
    if kind.annotation is datetime:
        return "请写成 2026-09-01 这样的日期"
    return f"这里写：{param.help}"


def _given(error: BadParameter) -> str:
    """Return the value that was refused, as it was typed; nothing when it is not known."""
    errors: list[dict[str, Any]] = getattr(error.__cause__, "errors", list)()
    return f"“{errors[0]['input']}”" if errors else ""


def _like(given: str, names: list[str], prefix: str = "", closeness: float = 0.5) -> str:
    close = get_close_matches(given, names, cutoff=closeness)
    return f"是不是 {prefix}{'、'.join(close)}？" if close else ""


def _told(error: UsageError, path: str) -> str:
    """Return what is wrong with an order, without the cure."""
    match error:
        case NoSuchOption(option_name=name):
            return f"{path} 没有选项 {name}。" + _like(name, list(error.possibilities or []), closeness=0.65)
        case MissingParameter():
            return _lacks(error.param, path)
        case BadParameter() if error.param is not None:
            return f"{_name(error.param)} 不能是{_given(error) or '这个值'}：{_allowed(error.param)}。"
        case BadOptionUsage(option_name=name) if "requires" in error.message:
            return f"选项 {name} 后面要写一个值。"
        case BadOptionUsage(option_name=name):
            return f"选项 {name} 后面不写值。"
    extra = re.fullmatch(r"Got unexpected extra argument\(s\) \((.*)\)", error.message, re.DOTALL)
    return f"{path} 后面多写了：{extra[1]}。有空格的要加引号。" if extra else f"{path} 的写法不对。"


def _lacks(param: Any, path: str) -> str:
    return f"{path} 后面缺少“{_name(param)}”：{getattr(param, 'help', '')}。"


def _cure(ctx: "Context") -> str:
    return f"用 {ctx.command_path} --help 看用法。"


def missing(name: str) -> PortalError:
    """Return the error of an order without a parameter that other orders of the same command do without."""
    ctx = get_current_context()
    param = next(one for one in ctx.command.params if one.name == name)
    return PortalError(_lacks(param, ctx.command_path) + _cure(ctx))


_TYPES = (
    (r"<(bool|list\[str\])>", ""),
    (r"<str>", "文字"),
    (r"<path>", "路径"),
    (r"<int( range)?>", "整数"),
    (r"<float( range)?>", "数"),
    (r"<%Y-%m-%d>", "年-月-日"),
    (r"\[([\d.]+)<=x<=([\d.]+)\]", r"\1—\2"),
)


def _named(text: "Text") -> "Text":
    """Return the kind of an option's value in Chinese; a switch has none."""
    for english, chinese in _TYPES:
        text.plain = re.sub(english, chinese, text.plain)
    return text


def _folded(text: "str | Text") -> "Text":
    """Return a highlighted text that may break anywhere: rich cuts off Chinese, which has no spaces."""
    from typer.rich_utils import OptionHighlighter

    made = OptionHighlighter()(text)
    made.overflow = "fold"
    return made


class _Chinese(AnyCommand):
    """What commands and groups share: their help, and what they say of a wrong order."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Raise PortalError where typer raises its own."""
        try:
            return super().parse_args(ctx, args)
        except NoArgsIsHelpError as error:  # making it has shown the help
            raise typer.Exit(2) from error
        except UsageError as error:
            raise PortalError(f"{_told(error, ctx.command_path)}{_cure(ctx)}") from error

    def get_help_option(self, ctx: "Context") -> "TyperOption | None":
        """Return `--help` with a Chinese text."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这份说明"
        return option

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the line that typer begins with “Usage”."""
        words = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]...": "[参数]..."}
        pieces = " ".join(self.collect_usage_pieces(ctx))
        for english, chinese in words.items():
            pieces = pieces.replace(english, chinese)
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_help(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Name the parts of the help in Chinese; rich is imported only here, because it is slow."""
        from typer import rich_utils

        vars(rich_utils).update(
            ARGUMENTS_PANEL_TITLE="参数",
            OPTIONS_PANEL_TITLE="选项",
            COMMANDS_PANEL_TITLE="命令",
            DEFAULT_STRING="[默认：{}]",
            REQUIRED_LONG_STRING="[必写]",
            highlighter=_folded,
            types_highlighter=_named,
        )
        super().format_help(ctx, formatter)


class Command(_Chinese, TyperCommand):
    """A command that speaks Chinese."""


class Group(_Chinese, TyperGroup):
    """A group of commands that speaks Chinese."""

    def resolve_command(
        self, ctx: "Context", args: list[str]
    ) -> "tuple[str | None, AnyCommand | None, list[str]]":
        """Raise PortalError for a command that is not there, and name those that look like it."""
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        there = f"可用：{'、'.join(self.commands)}。"
        like = _like(args[0], list(self.commands), f"{ctx.command_path} ")
        raise PortalError(f"没有命令 {ctx.command_path} {args[0]}。{like}{there}{_cure(ctx)}")
