"""How the commands speak: plain lines on stderr, tables or JSON on stdout, files in a folder."""

import codecs
import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.exit import stopped
from kit.cli.streams import answer, answer_text, for_rich, remark, say
from kit.core.language import said, speech, spoken
from kit.core.messages import Message
from kit.core.visible import visible, visible_json
from kit.system.reasons import reason_of
from kit.system.stops import begin_anew

if TYPE_CHECKING:
    from kit.core.table import Row, Table
    from kit.session.model import Session

Out = Annotated[
    Path, typer.Option("--out", metavar=Message("DIR"), help=Message("The folder to write to."))
]
AsJson = Annotated[bool, typer.Option("--json", help=Message("Print JSON, for programs."))]

# In a table, words up to this length are not broken.
_LONG_WORD = 10
# What the system says of places that a user named, and has no right to or no way into.
_REFUSALS = {errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.ELOOP, errno.EIO, errno.EROFS}
_REFUSED = Message(
    "{place}: {reason}: look at how its name is spelt, and that you may use what it leads to"
)
_NOWHERE = Message("the folder that you are in is not there any more: go to another")
# So many problems are told of at once. A file of thousands that are all alike tells no more.
_MOST_TOLD = 200


@contextmanager
def told_plainly() -> Iterator[None]:
    """Print every problem of a KitError on stderr, a line each, and end the command with 1.

    So it does where the system refuses a place, which is no fault of kit. Where it is stopped that
    is told as well, which Typer would do without a word.
    """
    from kit.core.errors import KitError

    begin_anew()
    try:
        yield
    except KitError as error:
        for problem in error.problems[:_MOST_TOLD]:
            remark(problem.told(speech(spoken())))
        if len(error.problems) > _MOST_TOLD:
            more = len(error.problems) - _MOST_TOLD
            remark(Message("and {more:,} more: mend these first", more=more))
        raise typer.Exit(1) from error
    except OSError as error:
        if not (refusal := _refusal_told(error)):
            raise
        remark(refusal)
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        raise stopped() from None


def _refusal_told(error: OSError) -> str:
    """What to tell where the system refused a place; nothing where it was anything else."""
    if error.errno == errno.ENOENT and error.filename is None:
        return _NOWHERE  # it was asked for the current folder
    if error.errno in _REFUSALS and isinstance(error.filename, (str, bytes)):
        return _REFUSED.with_values(place=os.fsdecode(error.filename), reason=reason_of(error))
    return ""


@contextmanager
def names_told(session: "Session") -> Iterator[None]:
    """Tell what was read of a list of people also where something is wrong, which it may explain.

    Where nothing is, it is told with the rest of what the session remarks.
    """
    from kit.core.errors import KitError

    try:
        yield
    except KitError:
        for line in session.names_read.lines() if session.names_read else ():
            remark(line)
        raise


@contextmanager
def told_afterwards(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """What hears lines that are told when the work is over, and no bar stands in their way.

    Where something is wrong they are told before that; `quiet` is whether they are told only then.
    """
    lines: list[str] = []
    try:
        yield lines.append
    except BaseException:
        quiet = False
        raise
    finally:
        for line in () if quiet else lines:
            remark(line)


def print_json(data: object) -> None:
    """Print data as JSON, for programs."""
    # Where letters would be written as a code page has them programs could not tell which.
    is_utf8 = codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8"
    answer_text(visible_json(json.dumps(data, ensure_ascii=not is_utf8, indent=2)) + "\n")


def print_table(table: "Table", *, is_answer: bool = True, narrow: Iterable[str] = ()) -> None:
    """Print a table as wide as the terminal is; elsewhere a line a row, for programs to read.

    `is_answer` is whether it is what was asked for, and not beside it. `narrow` are lines to print
    in its place where the terminal is narrower; without them cells are broken.
    """
    tell = answer if is_answer else say
    if not sys.stdout.isatty():
        _print_lines(table, tell)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable

    console = Console(file=for_rich(sys.stdout), markup=False, emoji=False, highlight=False)
    columns = _shown(table.columns)
    rows = [_shown(row) for row in table.rows]
    texts = list(zip(columns, *rows, strict=True))
    lines = list(narrow)
    # Two letters stand between columns.
    if lines and sum(max(map(len, column)) + 2 for column in texts) > console.width:
        for line in lines:
            tell(line)
        return
    least = [max(map(len, texts[0])), *map(_least, texts[1:])]
    # The first holds names, which stay whole if they can.
    has_room = sum(width + 2 for width in least) <= console.width
    drawn = RichTable(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for number, (column, width) in enumerate(zip(columns, least, strict=True)):
        whole = number == 0 and has_room
        drawn.add_column(
            column, no_wrap=whole, overflow="fold", min_width=width if has_room else None
        )
    for row in rows:
        drawn.add_row(*row)
    console.print(drawn)


def _print_lines(table: "Table", tell: Callable[[str], None]) -> None:
    """Tell the rows of a table as lines, its columns two spaces apart."""
    rows = [_shown(row) for row in (table.columns, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        tell("  ".join(cells).rstrip())


def _shown(cells: "Row") -> list[str]:
    """What stands in the cells of a row."""
    return [visible(said(cell)) for cell in cells]


def _least(texts: Sequence[str]) -> int:
    """How narrow a column may become: it breaks no word but a very long one."""
    return min(max(len(word) for text in texts for word in text.split(" ")), _LONG_WORD)
