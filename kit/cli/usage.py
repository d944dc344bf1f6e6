"""What is wrong with what was typed, where Typer finds it, in the language that is spoken.

Typer raises errors with English texts. They are told apart by these, and become messages.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import typer
from typer._click.exceptions import NoArgsIsHelpError, NoSuchOption, UsageError

from kit.cli.streams import remark
from kit.core.messages import Message

# What is missing, by what Typer calls its kind.
MISSING = {
    "argument": Message("Missing argument {name}."),
    "option": Message("Missing option {name}."),
}
# Before a command it says which language kit speaks.
LANGUAGE = "--language"

_FAULT = Message("Error: {fault}")
_HINT = Message("Try '{command} {option}' for help.")
_INVALID = Message("Invalid value for {name}: {fault}")
_LANGUAGE_FIRST = Message(
    "No such option: --language. It goes before the command, as in `{program} --language nb "
    "{command}`"
)
# What Typer says of all else; of those that begin alike the longer comes first.
_FAULTS = (
    Message("No such option: {option} (Possible options: {options})"),
    Message("No such option: {option}"),
    Message("No such command {name}. Did you mean {names}?"),
    Message("No such command {name}."),
    Message("Missing command."),
    Message("Option {option} requires an argument."),
    Message("Option {option} does not take a value."),
    Message("Got unexpected extra argument(s) ({words})"),
    *MISSING.values(),
    _INVALID,
)


class SaidUsageError(UsageError):
    """A usage error whose text is a message."""

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002 - where it is told is ours
        """Tell how the command is called, where to find help, and what is wrong."""
        if self.ctx is not None:
            for line in self.ctx.get_usage().splitlines():
                remark(line)
            option = self.ctx.help_option_names[0]
            remark(_HINT.with_values(command=self.ctx.command_path, option=option))
            remark("")
        remark(_FAULT.with_values(fault=self.message))


@contextmanager
def said_in_whole() -> Iterator[None]:
    """Make of Typer's usage errors some that are told in the language that is spoken."""
    try:
        yield
    except (SaidUsageError, NoArgsIsHelpError):
        raise
    except UsageError as error:
        raise SaidUsageError(_fault(error), error.ctx) from error


def _fault(error: UsageError) -> str:
    """What is wrong, as a message."""
    if isinstance(error, NoSuchOption) and error.option_name == LANGUAGE and error.ctx:
        program, _, command = error.ctx.command_path.partition(" ")
        return _LANGUAGE_FIRST.with_values(program=program, command=command)
    if isinstance(error.message, Message):
        if isinstance(error, typer.BadParameter) and error.param:
            return _INVALID.with_values(name=error.param.get_error_hint(), fault=error.message)
        return error.message
    return _recognised(error.format_message())


def _recognised(text: str) -> str:
    """The message that Typer's text is one of; the text itself where it is none."""
    for one in _FAULTS:
        named = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(one.id))
        if found := re.fullmatch(named, text, re.DOTALL):
            return one.with_values(**found.groupdict())
    return text
