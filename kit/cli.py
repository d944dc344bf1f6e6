"""The command `kit`: what it takes, and what it tells of what it did."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit import __version__, options
from kit.cli_check import check
from kit.cli_content import Areas, Content, LeftOut, Pieces, Values, list_content, write_text
from kit.cli_printers import calibrate, printers
from kit.terminal import AsJson, Out, print_json, print_table, told_plainly

if TYPE_CHECKING:
    from kit.build import Kit

app = typer.Typer(
    name="kit",
    help="Turns words in YAML into a printed workshop kit.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

BACKS_LEFT_OUT = (
    "Left out the backs of cards: --flip fold puts them beside their fronts, --separate-backs in a "
    "file of their own."
)

MADE_OTHERWISE = (
    "The other files there were made with other options, and a guide there tells of those: leave "
    "out --piece to make all of them alike."
)


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
    area: Areas = None,
    value: Values = None,
    leave_out: LeftOut = None,
    piece: Pieces = None,
    out: Out = Path("out"),
    content: Content = None,
    printer: options.Printer = None,
    paper: options.Paper = None,
    margin: options.Margin = None,
    flip: options.Flip = None,
    back_offset: options.BackOffset = None,
    posters: options.Posters = None,
    full_size: options.FullSize = False,
    separate_backs: options.SeparateBacks = False,
    card: options.Card = None,
    decks: options.Decks = None,
    order: options.Order = None,
    gutter: options.Gutter = None,
    marks: options.Marks = None,
    marks_on: options.MarksOn = None,
    ink: options.Ink = None,
    whom: options.Whom = None,
    icc: options.Icc = None,
    png: options.Png = False,
    preview: options.Preview = False,
    as_json: AsJson = False,
) -> None:
    """Make the kit: PDFs ready to print, and the guide that says how.

    Areas and values add up; nothing chosen means everything.
    """
    how = options.given(
        {
            "paper": paper,
            "margin": margin,
            "flip": flip,
            "back_offset": back_offset,
            "posters": posters,
            "full_size": full_size,
            "separate_backs": separate_backs,
            "card": card,
            "decks": decks,
            "order": order,
            "gutter": gutter,
            "marks": marks,
            "marks_on": marks_on,
            "ink": ink,
            "whom": whom,
            "icc": icc,
            "png": png,
            "preview": preview,
        }
    )
    with told_plainly():
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
            printing=options.printing_of(how, printer),
        )
        kit = build_kit(session, lambda title: typer.echo(f"Setting {title} …", err=True))
        _report(kit, out, as_json)


# In the help the commands stand in this order.
app.command("list")(list_content)
app.command("text")(write_text)
app.command()(check)
app.command()(calibrate)
app.add_typer(printers, name="printer")


def _report(kit: "Kit", out: Path, as_json: bool) -> None:
    from kit.listing import jobs_table

    for title in kit.left_out:
        typer.echo(f"Left out {title}: the chosen areas have nothing for it.", err=True)
    for name, percent in kit.smaller.items():
        typer.echo(f"Set in {percent} % of its type, to fit: {name}", err=True)
    for name in kit.delivered.removed:
        typer.echo(f"Removed {name}: it was from an earlier build.", err=True)
    for name in kit.delivered.kept:
        typer.echo(f"Kept {name}: it was changed after an earlier build wrote it.", err=True)
    if kit.delivered.differ:
        typer.echo(MADE_OTHERWISE, err=True)
    if kit.printing.flip == "none" and any(file.job.grid for file in kit.files):
        typer.echo(BACKS_LEFT_OUT, err=True)
    for notice in kit.notices:
        typer.echo(notice, err=True)
    if as_json:
        print_json(kit.delivered.manifest)
        return
    typer.echo(f"In {out.resolve()}")
    print_table(jobs_table([file.job for file in kit.files], kit.printing))
    if kit.pictures:
        folders = sorted({name.partition("/")[0] for name in kit.pictures})
        typer.echo(f"{len(kit.pictures)} pictures in {' and '.join(folders)}")
    guide = next((file.job.file for file in kit.files if file.job.piece == "guide"), None)
    if guide and len(kit.files) > 1:
        if kit.printing.destination == "office":
            typer.echo(f'Print at 100 %, not "fit to page". {guide} tells how, file by file.')
        else:
            typer.echo(f"{guide} tells what to do with each file.")
