"""Commands that tell of themselves in plain text, and start without anything heavy.

What Typer would load for every command and no command of ours needs: Rich for help and errors, and
pydantic to find that a text is a text.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from kit.cli.plain_help import WIDEST, write_commands, write_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from typer._click import Context, HelpFormatter
    from typer._click.core import Parameter
    from typer.models import CommandFunctionType


class PlainApp(typer.Typer):
    """An app, or a part of one, whose commands are plain. Without a command it shows its help."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            cls=PlainGroup,
            rich_markup_mode=None,
            no_args_is_help=True,
            pretty_exceptions_enable=False,
            context_settings={
                "help_option_names": ["--help", "-h"],
                "max_content_width": WIDEST,
            },
            **settings,
        )

    def command(
        self, name: str | None = None, **settings: Any
    ) -> "Callable[[CommandFunctionType], CommandFunctionType]":
        """Add a command, as Typer does."""
        return super().command(name, cls=PlainCommand, **settings)


class PlainCommand(TyperCommand):
    """A command whose help has a section for each panel of options."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """What was typed; raises typer's usage errors."""
        _take_as_typed(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write arguments and options into the help."""
        write_options(self, ctx, formatter)


class PlainGroup(TyperGroup):
    """Commands under one name."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """What was typed before the command; raises typer's usage errors."""
        _take_as_typed(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write options and commands into the help."""
        write_options(self, ctx, formatter)
        write_commands(self.commands, formatter)


class _Option(TyperOption):
    def process_value(self, ctx: "Context", value: Any) -> Any:
        if _is_path(self, value):
            return Path(value)
        if not _is_as_wanted(self, ctx, value):
            return super().process_value(ctx, value)
        return self.callback(ctx, self, value) if self.callback else value


class _Argument(TyperArgument):
    def process_value(self, ctx: "Context", value: Any) -> Any:
        if _is_path(self, value):
            return Path(value)
        return value if _is_as_wanted(self, ctx, value) else super().process_value(ctx, value)

    def display_type_rich(self, ctx: "Context") -> str:
        # What Python calls the type of an argument tells its reader nothing.
        return self.display_type(ctx) if self.type_descriptor.is_choice else ""


def _take_as_typed(params: "Iterable[Parameter]") -> None:
    """Make them our own: Typer builds all of them, its --help too, of its own classes."""
    for param in params:
        if isinstance(param, TyperOption):
            param.__class__ = _Option
        elif isinstance(param, TyperArgument):
            param.__class__ = _Argument


def _is_path(param: TyperOption | TyperArgument, value: Any) -> bool:
    """Whether a path is wanted, and one was typed.

    Typer would look whether it can be read, and end in its own words; whoever reads it tells that.
    """
    return isinstance(value, str) and param.type_descriptor.annotation is Path


def _is_as_wanted(param: TyperOption | TyperArgument, ctx: "Context", value: Any) -> bool:
    """Whether a value needs no reading: it was left out, or a text or a choice is wanted.

    For all else Typer builds a pydantic model, one for each parameter. Raises its usage errors.
    """
    if value is None and param.required:
        ctx.fail(f"Missing {param.param_type_name} {param.get_error_hint()}.")
    if not isinstance(value, str):
        return value is None
    wanted: Any = param.type_descriptor.annotation
    choices = get_args(wanted) if get_origin(wanted) is Literal else ()
    if choices and value not in choices:
        raise typer.BadParameter(f"choose one of {', '.join(choices)}")
    return bool(choices) or wanted is str
