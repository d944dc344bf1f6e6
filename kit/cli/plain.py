"""Commands and their help as plain text, which start without anything heavy.

What Typer would load for every command and no command of ours needs: Rich for help and errors, and
pydantic to find that a text is a text. A screen reader reads out the frames that Rich draws. Typer
may be told to leave out Rich, but not pydantic: what is taken of its own classes for that, which
another release may change, stands in tests/cli/test_plain.py, and the release is pinned.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from kit.typed.paths import EMPTY_PATH, names_nothing

CommandT = TypeVar("CommandT", bound=Callable[..., Any])
# What Typer hands over is of classes that it does not name to others.
Context = Any
Formatter = Any

# Longer lines are hard to read, however wide the terminal is.
WIDEST = 120

_ARGUMENTS, _OPTIONS, _COMMANDS = "Arguments", "Options", "Commands"
# In columns: a longer name stands on a line of its own.
_LONGEST_NAME = 30
# Nothing is cut off the first sentence of a command's help.
_WHOLE = 1000

# What is explained, each with its explanation.
Explained = list[tuple[str, str]]


def write_options(command: Any, ctx: Context, formatter: Formatter) -> None:
    """What a command takes: arguments, options, and each panel of options under its heading."""
    sections: dict[str, Explained] = {_ARGUMENTS: [], _OPTIONS: []}
    for param in command.get_params(ctx):
        told = param.get_help_record(ctx)
        if told is not None:
            sections.setdefault(_heading(param), []).append(told)
    _write_sections(sections, formatter)


def write_commands(commands: Mapping[str, Any], formatter: Formatter) -> None:
    """The commands of a group, each with the first sentence of its help."""
    told = [(name, one.get_short_help_str(_WHOLE)) for name, one in commands.items()]
    _write_sections({_COMMANDS: told}, formatter)


def _heading(param: Any) -> str:
    """Where a parameter stands: in its panel, if it is in one."""
    panel: str | None = param.rich_help_panel
    return panel or (_ARGUMENTS if param.param_type_name == "argument" else _OPTIONS)


def _write_sections(sections: Mapping[str, Explained], formatter: Formatter) -> None:
    """All sections that hold something, their explanations below one another throughout."""
    width = _widest(name for told in sections.values() for name, _ in told)
    for heading, told in sections.items():
        if told:
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), text) for name, text in told])


def _widest(names: Iterable[str]) -> int:
    """The width of the widest name that has its explanation beside it."""
    return max((len(name) for name in names if len(name) <= _LONGEST_NAME), default=0)


class PlainApp(typer.Typer):
    """An app, or a part of one, whose commands are plain. Without a command it shows its help."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            cls=PlainGroup,
            rich_markup_mode=None,
            no_args_is_help=True,
            pretty_exceptions_enable=False,
            context_settings={
                "help_option_names": ["--help", "-h"],
                "max_content_width": WIDEST,
            },
            **options,
        )

    def command(self, name: str | None = None, **options: Any) -> Callable[[CommandT], CommandT]:
        """Add a command, as Typer does."""
        return super().command(name, cls=PlainCommand, **options)


class PlainCommand(TyperCommand):
    """A command whose help has a section for each panel of options."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """What was typed; raises typer's usage errors."""
        _take_as_typed(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def format_options(self, ctx: Context, formatter: Formatter) -> None:
        """Write arguments and options into the help."""
        write_options(self, ctx, formatter)


class PlainGroup(TyperGroup):
    """Commands under one name."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """What was typed before the command; raises typer's usage errors."""
        _take_as_typed(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def format_options(self, ctx: Context, formatter: Formatter) -> None:
        """Write options and commands into the help."""
        write_options(self, ctx, formatter)
        write_commands(self.commands, formatter)


class _Option(TyperOption):
    def process_value(self, ctx: Context, value: Any) -> Any:
        if _is_path(self, value):
            return _paths(value)
        if not _is_as_wanted(self, ctx, value):
            return super().process_value(ctx, value)
        return self.callback(ctx, self, value) if self.callback else value


class _Argument(TyperArgument):
    def process_value(self, ctx: Context, value: Any) -> Any:
        if _is_path(self, value):
            return _paths(value)
        return value if _is_as_wanted(self, ctx, value) else super().process_value(ctx, value)

    def display_type_rich(self, ctx: Context) -> str:
        # What Python calls the type of an argument tells its reader nothing.
        return self.display_type(ctx) if self.type_descriptor.is_choice else ""


def _take_as_typed(params: Iterable[object]) -> None:
    """Make them our own: Typer builds all of them, its --help too, of its own classes."""
    for param in params:
        if isinstance(param, TyperOption):
            param.__class__ = _Option
        elif isinstance(param, TyperArgument):
            param.__class__ = _Argument


def _is_path(param: TyperOption | TyperArgument, value: Any) -> bool:
    """Whether a path is wanted, and one was typed; or several.

    Typer would look whether it can be read, and end in its own words; ours come when it is read.
    """
    wanted: Any = param.type_descriptor.annotation
    if wanted == list[Path]:
        return bool(value) and all(isinstance(one, str) for one in value)
    return isinstance(value, str) and wanted is Path


def _paths(typed: str | Sequence[str]) -> Path | list[Path]:
    """What was typed as a path, or as several. To Python an empty one is the current folder."""
    several = [typed] if isinstance(typed, str) else typed
    if any(map(names_nothing, several)):
        raise typer.BadParameter(EMPTY_PATH)
    return Path(typed) if isinstance(typed, str) else [Path(one) for one in typed]


def _is_as_wanted(param: TyperOption | TyperArgument, ctx: Context, value: Any) -> bool:
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
