"""The command `kit`: the only place that prints, asks or exits."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kit import __version__

if TYPE_CHECKING:
    from kit.build import Kit
    from kit.listing import Table

app = typer.Typer(
    name="kit",
    help="Turns words in YAML into a printed workshop kit.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# Where the output is no terminal, lines are not wrapped to suit one.
_PIPED_WIDTH = 200

Listed = Literal["areas", "values", "dilemmas", "questions", "pieces"]
Content = Annotated[
    Path | None,
    typer.Option(
        metavar="PACK", help="A content pack of your own: the folder that holds its pack.yaml."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def _listed(what: Listed, content: Path | None) -> "Table":
    """What there is to choose from in a pack, or in the default one."""
    from kit.bundled import DEFAULT_PACK, LAYOUTS
    from kit.labels import load_labels
    from kit.listing import content_table, pieces_table
    from kit.packs import load_pack
    from kit.pieces import load_pieces
    from kit.selection import select

    pack = load_pack(content or DEFAULT_PACK)
    if what == "pieces":
        return pieces_table(load_pieces(LAYOUTS), load_labels(LAYOUTS, pack.cover.language))
    return content_table(what, select(pack))


def _ids_of(what: Listed) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """For the shell's completion: the ids that begin as typed, each with its printed name."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from kit.errors import KitError

        try:
            table = _listed(what, ctx.params.get("content"))
        except KitError:
            return []  # a broken pack is told when the command runs, not while it is typed
        at = table.columns.index("id")
        return [(row[at], row[at + 1]) for row in table.rows if row[at].startswith(incomplete)]

    return complete


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kit {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version and exit.", callback=_show_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Turns words in YAML into a printed workshop kit."""


@app.command()
def build(
    area: Annotated[
        list[str] | None,
        typer.Option(
            metavar="A",
            help="An area, with all its values: id, number or name. May be repeated.",
            autocompletion=_ids_of("areas"),
        ),
    ] = None,
    value: Annotated[
        list[str] | None,
        typer.Option(
            metavar="V",
            help="One value: id, number such as 3.6, or name. May be repeated.",
            autocompletion=_ids_of("values"),
        ),
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="V",
            help="A value to leave out. May be repeated.",
            autocompletion=_ids_of("values"),
        ),
    ] = None,
    piece: Annotated[
        list[str] | None,
        typer.Option(
            metavar="P",
            help="Make just this piece: id or name. May be repeated.",
            autocompletion=_ids_of("pieces"),
        ),
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write to.")] = Path("out"),
    content: Content = None,
    as_json: AsJson = False,
) -> None:
    """Make the kit: PDFs ready to print, and the guide that says how.

    Areas and values add up; nothing chosen means everything.
    """
    with _told_plainly():
        from kit.build import build as build_kit
        from kit.bundled import DEFAULT_PACK
        from kit.session import Session

        session = Session(
            content=content or DEFAULT_PACK,
            out=out,
            areas=tuple(area or ()),
            values=tuple(value or ()),
            leave_out=tuple(leave_out or ()),
            pieces=tuple(piece or ()),
        )
        kit = build_kit(session, lambda title: typer.echo(f"Setting {title} …", err=True))
        _report(kit, out, as_json)


@app.command("list")
def list_content(
    what: Annotated[Listed, typer.Argument(help="What to list.")] = "values",
    content: Content = None,
    as_json: AsJson = False,
) -> None:
    """List what can be chosen: areas, values, dilemmas, questions or pieces."""
    with _told_plainly():
        table = _listed(what, content)
        if as_json:
            _print_json(table.records())
        else:
            _print_table(table)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """What the user can mend is told on stderr, a line each, and ends the command with 1."""
    from kit.errors import KitError

    try:
        yield
    except KitError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        raise typer.Exit(1) from error


def _report(kit: "Kit", out: Path, as_json: bool) -> None:
    from kit.listing import Table

    for title in kit.left_out:
        typer.echo(f"Left out {title}: the chosen areas have nothing for it.", err=True)
    for name in kit.delivered.removed:
        typer.echo(f"Removed {name}: it was from an earlier build.", err=True)
    for name in kit.delivered.kept:
        typer.echo(f"Kept {name}: it was changed after an earlier build wrote it.", err=True)
    for notice in kit.notices:
        typer.echo(notice, err=True)
    if as_json:
        _print_json(kit.delivered.manifest)
        return
    jobs = [file.job for file in kit.files]
    rows = tuple(
        (job.file, job.paper, str(job.sheets), str(job.sides), job.flip or "–") for job in jobs
    )
    columns = ("file", "paper", "sheets", "sides", "flip edge")
    typer.echo(f"In {out.resolve()}")
    _print_table(Table(columns, rows))
    guide = next((job.file for job in jobs if job.piece == "guide"), None)
    if guide and len(jobs) > 1:
        typer.echo(f"Print at 100 %, not «fit to page». {guide} tells how, file by file.")


def _print_json(data: object) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _print_table(table: "Table") -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable

    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        drawn.add_column(column)
    for row in table.rows:
        drawn.add_row(*row)
    Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH, markup=False).print(drawn)
