"""How the commands speak: plain lines on stderr, tables or JSON on stdout, files in a folder."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kit.listing import Table

Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]

# Where the output is no terminal, lines are not wrapped to suit one.
_PIPED_WIDTH = 200


@contextmanager
def told_plainly() -> Iterator[None]:
    """What the user can mend is told on stderr, a line each, and ends the command with 1."""
    from kit.errors import KitError

    try:
        yield
    except KitError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        raise typer.Exit(1) from error


def print_json(data: object) -> None:
    """Show it for programs."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_table(table: "Table") -> None:
    """Show it as wide as the terminal is."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable

    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        drawn.add_column(column)
    for row in table.rows:
        drawn.add_row(*row)
    Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH, markup=False).print(drawn)
