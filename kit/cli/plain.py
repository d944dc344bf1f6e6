"""Commands and their help as plain text, which start without anything heavy.

What Typer would load for every command and no command of ours needs: Rich for help and errors, and
pydantic to find that a text is a text. A screen reader reads out the frames that Rich draws. Typer
may be told to leave out Rich, but not pydantic: what is taken of its own classes for that, which
another release may change, stands in tests/cli/test_plain.py, and the release is pinned.

Typer makes texts of its own of what it is given and speaks English: here its words, and ours that
it was given, become messages again when they are written (kit.cli.usage has those of its errors).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any, Literal, TypeVar, get_args, get_origin

import typer
from typer._click.core import Command
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from kit.cli.usage import MISSING, said_in_whole
from kit.core.language import said
from kit.core.messages import Message
from kit.typed.paths import EMPTY_PATH, names_nothing

CommandT = TypeVar("CommandT", bound=Callable[..., Any])
# What Typer hands over is of classes that it does not name to others.
Context = Any
Formatter = Any

# Longer lines are hard to read, however wide the terminal is.
WIDEST = 120

_USAGE = Message("Usage: ")
_ARGUMENTS, _OPTIONS, _COMMANDS = Message("Arguments"), Message("Options"), Message("Commands")
_DEFAULT, _REQUIRED = Message("[default: {default}]"), Message("[required]")
# In columns: a longer name stands on a line of its own.
_LONGEST_NAME = 30
# So long is a help beside what a shell completes, as Typer has it.
_SHORT = 45
# What Typer writes behind the help of a parameter that has a default.
_ITS_DEFAULT = re.compile(r"\[default: (.*)\]")
# Messages of which Typer makes plain texts, by these: its own words, the name of an argument, and
# the helps of our commands.
_MESSAGES: dict[str, Message] = {
    one: one
    for one in (
        Message("what"),
        Message("[OPTIONS]"),
        Message("COMMAND [ARGS]..."),
        Message("Show this message and exit."),
        Message("Install completion for the current shell."),
        Message("Show completion for the current shell, to copy it or customize the installation."),
    )
}

# What is explained, each with its explanation.
Explained = list[tuple[str, str]]


def write_options(command: Any, ctx: Context, formatter: Formatter) -> None:
    """What a command takes: arguments, options, and each panel of options under its heading."""
    sections: dict[str, Explained] = {_ARGUMENTS: [], _OPTIONS: []}
    for param in command.get_params(ctx):
        told = _explained(param, ctx)
        if told is not None:
            sections.setdefault(_heading(param), []).append(told)
    _write_sections(sections, formatter)


def write_commands(commands: Mapping[str, Any], formatter: Formatter) -> None:
    """The commands of a group, each with the first sentence of its help."""
    told = [(name, _first_sentence(_said(one.help or ""))) for name, one in commands.items()]
    _write_sections({_COMMANDS: told}, formatter)


def _said(text: str) -> str:
    """What was given to Typer, or is of its own, in the language that is spoken."""
    return said(_MESSAGES.get(text, text))


def _first_sentence(text: str) -> str:
    """The first sentence of a help, on one line."""
    words = text.partition("\n\n")[0].split()
    last = next((at for at, word in enumerate(words) if word.endswith(".")), len(words))
    return " ".join(words[: last + 1])


def _explained(param: Any, ctx: Context) -> tuple[str, str] | None:
    """A parameter's name with what stands for its value, and its help with its default."""
    told = param.get_help_record(ctx)
    if told is None:
        return None
    name, text = told
    behind = text[len(param.help or "") :].strip()
    parts = (_help_of(param), _said_behind(behind))
    return name, "  ".join(part for part in parts if part)


def _help_of(param: Any) -> str:
    """The help of a parameter: what Typer was given stands whole in what describes it."""
    return _said(param.type_descriptor.parameter_info.help or param.help or "")


def _said_behind(text: str) -> str:
    """What Typer writes behind a help, in brackets."""
    if found := _ITS_DEFAULT.fullmatch(text):
        return said(_DEFAULT.with_values(default=found[1]))
    return said(_REQUIRED) if text == _REQUIRED else text


def _heading(param: Any) -> str:
    """Where a parameter stands: in its panel, if it is in one."""
    panel: str | None = param.rich_help_panel
    return panel or (_ARGUMENTS if param.param_type_name == "argument" else _OPTIONS)


def _write_sections(sections: Mapping[str, Explained], formatter: Formatter) -> None:
    """All sections that hold something, their explanations below one another throughout."""
    width = _widest(name for told in sections.values() for name, _ in told)
    for heading, told in sections.items():
        if told:
            with formatter.section(said(heading)):
                formatter.write_dl([(name.ljust(width), text) for name, text in told])


def _widest(names: Iterable[str]) -> int:
    """The width of the widest name that has its explanation beside it."""
    return max((len(name) for name in names if len(name) <= _LONGEST_NAME), default=0)


class PlainApp(typer.Typer):
    """An app, or a part of one, whose commands are plain. Without a command it shows its help."""

    def __init__(self, **options: Any) -> None:
        _keep_help(options)
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
        """Add a command, as Typer does; its `help` is a message."""
        _keep_help(options)
        return super().command(name, cls=PlainCommand, **options)


def _keep_help(options: Mapping[str, Any]) -> None:
    """Keep the message of a help, of which Typer makes a plain text."""
    told = options.get("help")
    if isinstance(told, Message):
        _MESSAGES[told] = told


class _Said(Command):
    """What is alike in commands and groups: they say their help in the language spoken."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """What was typed; raises typer's usage errors."""
        _take_as_typed(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: Context, formatter: Formatter) -> None:
        """Write how it is called."""
        pieces = " ".join(map(_said, self.collect_usage_pieces(ctx)))
        formatter.write_usage(ctx.command_path, pieces, said(_USAGE))

    def format_help_text(self, ctx: Context, formatter: Formatter) -> None:  # noqa: ARG002
        """Write what it does."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_said(self.help))

    def get_short_help_str(self, limit: int = _SHORT) -> str:
        """The first sentence of its help, for a shell that completes commands."""
        return shorten(_first_sentence(_said(self.help or "")), limit, placeholder="...")

    def shell_complete(self, ctx: Context, incomplete: str) -> list[Any]:
        """What a shell may complete, each with its help."""
        helps = {param.help: _help_of(param) for param in self.get_params(ctx)}  # type: ignore[attr-defined]
        found = super().shell_complete(ctx, incomplete)
        for one in found:
            one.help = helps.get(one.help, one.help)
        return found


class PlainCommand(_Said, TyperCommand):
    """A command whose help has a section for each panel of options."""

    def format_options(self, ctx: Context, formatter: Formatter) -> None:
        """Write arguments and options into the help."""
        write_options(self, ctx, formatter)


class PlainGroup(_Said, TyperGroup):
    """Commands under one name."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Context = None, **extra: Any
    ) -> Context:
        """Read what was typed before the command; raises usage errors in our words."""
        with said_in_whole():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Context) -> Any:
        """Run the command that was typed; raises usage errors in our words."""
        with said_in_whole():
            return super().invoke(ctx)

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

    def display_type_rich(self, ctx: Context) -> str | None:
        # What stands for its value.
        return said(self.metavar) if self.metavar else super().display_type_rich(ctx)


class _Argument(TyperArgument):
    @property
    def display_name_raw(self) -> str:
        return _said(super().display_name_raw)

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
        ctx.fail(MISSING[param.param_type_name].with_values(name=param.get_error_hint()))
    if not isinstance(value, str):
        return value is None
    wanted: Any = param.type_descriptor.annotation
    choices = get_args(wanted) if get_origin(wanted) is Literal else ()
    if choices and value not in choices:
        raise typer.BadParameter(Message("choose one of {choices}", choices=choices))
    return bool(choices) or wanted is str
