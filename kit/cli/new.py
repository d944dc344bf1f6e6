"""`kit new`: a session file, from answers, from options, or as a template to fill in."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kit.cli import options
from kit.cli.streams import remark, say
from kit.cli.terminal import told_plainly
from kit.core.language import said
from kit.core.messages import Message
from kit.session.options import OPTIONS, SESSION_FILE

if TYPE_CHECKING:
    from kit.interview.interview import Answers
    from kit.pipeline.request import Request

FILE = Path(SESSION_FILE)


NEW_HELP = Message(
    "Write a session file, with every key explained: who comes, and what to choose.\n\n"
    "In a terminal it asks, and shows every file of the kit before it writes. With any option "
    "it asks nothing and writes what the options say; without a terminal it writes a "
    "template. No file is ever overwritten."
)


@options.takes_session_options(of_one_run=False)
def new(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=Message("FILE"),
            help=Message("The file to write; .yaml may be left out."),
            show_default=True,
        ),
    ] = FILE,
    **wishes: Any,
) -> None:
    """The command `kit new`."""
    with told_plainly():
        from kit.cli.tables import counted_line
        from kit.interview.interview import request_of
        from kit.pipeline.plan import counted
        from kit.session.which_file import session_file_to_write
        from kit.typed.paths import quoted

        meant = session_file_to_write(file)
        _check_free(meant.path)
        if meant.said:
            remark(meant.said)
        given = options.given(wishes)
        apart = _apart(meant.path)
        is_asked = all(told is None for told in given.values()) and _is_terminal()
        if is_asked:
            given = _asked(meant.path, apart)
        elif all(told is None for told in given.values()):
            given = _template()
        if given.get("out") is None:
            given = {**given, **apart}
        request = request_of(given)
        told = counted_line(counted(request))
        _write_new(meant.path, _session_text(request, meant.path))
        # In the interview it was told what was read.
        for notice in () if is_asked else request.session.notices:
            remark(notice)
        say(Message("In {file}: {holds}", file=meant.path.resolve(), holds=told))
        name = quoted(meant.path)
        say(
            Message(
                "`kit plan {file}` tells paper and time, `kit build {file}` makes the kit.",
                file=name,
            )
        )


def _is_terminal() -> bool:
    # Without an input that is open there is none.
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def _apart(file: Path) -> "Answers":
    """A folder of its own for the kit, where another session file lies beside this one."""
    from kit.session.which_file import bare_name, session_files

    return {"out": file.parent / bare_name(file.name)} if session_files(file.parent) else {}


def _asked(file: Path, apart: "Answers") -> "Answers":
    """The answers of the user in the terminal. Raises KeyboardInterrupt where it is broken off."""
    from kit.cli.prompts import TerminalPrompts, in_this_terminal
    from kit.interview.interview import asked
    from kit.interview.questions import QUESTIONS
    from kit.interview.summary import confirmed

    prompts = TerminalPrompts()
    try:
        with in_this_terminal():
            return asked(
                QUESTIONS, prompts, lambda answers: confirmed({**answers, **apart}, file, prompts)
            )
    except EOFError as end:
        raise KeyboardInterrupt from end


def _template() -> "Answers":
    """The answers that stand in a template: an example of how many come."""
    return {key: OPTIONS[key].example for key in ("people", "tables")}


def _session_text(request: "Request", file: Path) -> str:
    from kit.authoring.new_session import choices_of, session_text, wishes_of
    from kit.authoring.schemas import SCHEMAS, schema_file, schema_line
    from kit.core.paths import LAYOUTS
    from kit.layout.pieces import load_pieces
    from kit.session.printers import all_printers, profiles_folder

    pieces = load_pieces(LAYOUTS)
    printers = tuple(all_printers(profiles_folder()))
    choices = choices_of(request.selection.pack, pieces, request.labels, printers)
    text = session_text(wishes_of(request, pieces, file.parent), choices, said)
    # Beside a pack that was begun with `kit new-pack` editors know what may stand there.
    has_schema = (file.parent / SCHEMAS / schema_file("session")).is_file()
    return schema_line("session", SCHEMAS) + text if has_schema else text


def _check_free(file: Path) -> None:
    """KitError where the file is there already, or has no folder to stand in."""
    from kit.core.errors import KitError
    from kit.system.files import is_folder

    if os.path.lexists(file):
        taken = Message("this file is there already: change it by hand, or choose another name")
        raise KitError.of(taken, str(file))
    if not is_folder(file.parent):
        raise KitError.of(Message("this folder is not there: make it first"), str(file.parent))


def _write_new(file: Path, text: str) -> None:
    from kit.core.errors import KitError
    from kit.output.new import new_file
    from kit.system.reasons import reason_of

    try:
        new_file(file, text.encode(), remark)
    except OSError as error:
        fault = Message(
            "the file cannot be written: {reason}; choose another place", reason=reason_of(error)
        )
        raise KitError.of(fault, str(file)) from error
