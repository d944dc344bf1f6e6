"""Help as plain text: headings, and lists that line up, in lines as long as the terminal's.

Typer's own help is drawn by Rich, which takes longer to load than all else that help needs; and a
screen reader reads out the frames that it draws.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter
    from typer._click.core import Command

# Longer lines are hard to read, however wide the terminal is.
WIDEST = 120

_ARGUMENTS, _OPTIONS, _COMMANDS = "Arguments", "Options", "Commands"
# In columns: a longer name stands on a line of its own.
_LONGEST_NAME = 30
# Nothing is cut off the first sentence of a command's help.
_WHOLE = 1000

# What is explained, each with its explanation.
Explained = list[tuple[str, str]]


def write_options(command: "Command", ctx: "Context", formatter: "HelpFormatter") -> None:
    """What a command takes: arguments, options, and each panel of options under its heading."""
    sections: dict[str, Explained] = {_ARGUMENTS: [], _OPTIONS: []}
    for param in command.get_params(ctx):
        told = param.get_help_record(ctx)
        if told is not None:
            sections.setdefault(_heading(param), []).append(told)
    _write(sections, formatter)


def write_commands(commands: Mapping[str, "Command"], formatter: "HelpFormatter") -> None:
    """The commands of a group, each with the first sentence of its help."""
    told = [(name, one.get_short_help_str(_WHOLE)) for name, one in commands.items()]
    _write({_COMMANDS: told}, formatter)


def _heading(param: Any) -> str:
    """Where a parameter stands: in its panel, if it is in one."""
    panel: str | None = param.rich_help_panel
    return panel or (_ARGUMENTS if param.param_type_name == "argument" else _OPTIONS)


def _write(sections: Mapping[str, Explained], formatter: "HelpFormatter") -> None:
    """All sections that hold something, their explanations below one another throughout."""
    width = _widest(name for told in sections.values() for name, _ in told)
    for heading, told in sections.items():
        if told:
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), text) for name, text in told])


def _widest(names: Iterable[str]) -> int:
    """Of the names that have an explanation beside them."""
    return max((len(name) for name in names if len(name) <= _LONGEST_NAME), default=0)
