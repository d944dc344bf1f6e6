"""`kit calibrate` and `kit printer`: to know the printer, and to keep what is known of it."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli import options
from kit.cli.plain import PlainApp
from kit.cli.streams import remark, say
from kit.cli.terminal import AsJson, Out, print_json, print_table, told_plainly
from kit.session.options import flag_of
from kit.typed.paths import quoted

printers = PlainApp(help="Keep what you know of your printers, for `kit build --printer`.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="What you call it.")]
KnownName = Annotated[
    str,
    typer.Argument(metavar="NAME", help="What you call it.", autocompletion=options.printer_names),
]


def calibrate(
    paper: Annotated[
        str | None, typer.Option(metavar="PAPER", help="The paper to print on. Default: a4.")
    ] = None,
    card: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT",
            help="The cards that you print: the sheet lies as theirs do. Default: standard.",
        ),
    ] = None,
    printer: options.Printer = None,
    back_offset: options.BackOffset = None,
    out: Out = Path("calibration"),
) -> None:
    """Make a test sheet that shows what your printer does: its margin, its scale, how backs lie.

    The sheet says what to read off it, and where to type it. With --printer, its backs are moved
    as that printer needs it, to see whether they lie right.
    """
    with told_plainly():
        from kit.content.packs import load_pack
        from kit.core.paths import DEFAULT_PACK, FONTS, LAYOUTS
        from kit.core.sizes import CARDS, PAPERS
        from kit.imposition.grid import best_grid
        from kit.layout.labels import load_labels
        from kit.output.deliver import deliver_apart
        from kit.pipeline.calibration import calibration_pdf
        from kit.typed.figures import offset_remark

        wishes = {"paper": paper, "card": card, "back-offset": back_offset}
        how = options.printing_of(wishes, printer)
        if said := offset_remark(back_offset):
            remark(f"--back-offset {back_offset}: {said}")
        # A printer's error is fixed to its feed, so it is measured on sheets that lie as cards do.
        lying = best_grid(CARDS[how.card], PAPERS[how.paper], how.edge.cards).paper
        labels = load_labels(LAYOUTS, load_pack(DEFAULT_PACK).cover.language)
        pdf = calibration_pdf(lying, how.card, labels, LAYOUTS, FONTS, how.offset_on(lying))
        name = f"{labels.calibration_file}-{how.paper.lower()}-{how.card.lower()}.pdf"
        deliver_apart(out, {name: pdf}, remark)
        say(f"In {(out / name).resolve()}")
        say("Print it at 100 %, two-sided, on the long edge. It says what to read off it.")


@printers.command()
def add(
    name: Name,
    offset: Annotated[
        str | None,
        typer.Option(
            metavar="X,Y", help="Move backs on sheets that lie, in mm right and down. Default: 0,0."
        ),
    ] = None,
    upright_offset: Annotated[
        str | None,
        typer.Option(metavar="X,Y", help="The same on sheets that stand. Default: 0,0."),
    ] = None,
    margin: Annotated[
        str | None,
        typer.Option(metavar="MM", help="The edge that it leaves white, as `kit calibrate` shows."),
    ] = None,
    duplex: Annotated[
        str | None,
        typer.Option(
            metavar="EDGE",
            help="The edge that sheets turn about, long or short; or none. Default: long.",
        ),
    ] = None,
    papers: Annotated[
        str | None, typer.Option(metavar="P,P", help="What it prints on: a4,a3. Default: a4.")
    ] = None,
) -> None:
    """Keep a printer, or what you know now of one that is kept already."""
    with told_plainly():
        from kit.cli.tables import printers_table
        from kit.session.printers import add as add_printer
        from kit.session.printers import profiles_folder

        given = {
            "offset": offset,
            "upright-offset": upright_offset,
            "margin": margin,
            "duplex": duplex,
            "papers": papers,
        }
        printer = add_printer(name, given, flag_of, profiles_folder())
        print_table(printers_table({name: printer}), is_answer=False)
        _say_moved("lie on their side", printer.offset)
        _say_moved("stand upright", printer.upright_offset)
        say(f"Kept {name}. Use it so: kit build --printer {quoted(name)}")


def _say_moved(sheets: str, offset: tuple[float, float]) -> None:
    """Tell in words what the two numbers mean, since 0,5 typed with a comma is not half a mm."""
    x, y = offset
    if x or y:
        across = f"{abs(x):g} mm to the {'left' if x < 0 else 'right'}"
        down = f"{abs(y):g} mm {'up' if y < 0 else 'down'}"
        say(f"Backs on sheets that {sheets} are moved {across} and {down}.")


@printers.command("list")
def list_printers(as_json: AsJson = False) -> None:
    """List the printers that are kept."""
    with told_plainly():
        from kit.cli.tables import printers_table
        from kit.session.printers import all_printers, profiles_folder

        table = printers_table(all_printers(profiles_folder()))
        if as_json:
            print_json(table.records())
        elif table.rows:
            print_table(table)
        else:
            remark("No printer is kept yet: `kit calibrate`, then `kit printer add`.")


@printers.command()
def show(name: KnownName, as_json: AsJson = False) -> None:
    """Show what is known of a printer."""
    with told_plainly():
        from kit.cli.tables import printers_table
        from kit.session.printers import find_printer, profiles_folder

        table = printers_table({name: find_printer(name, profiles_folder())})
        if as_json:
            print_json(table.records()[0])
        else:
            print_table(table)


@printers.command()
def remove(name: KnownName) -> None:
    """Forget a printer."""
    with told_plainly():
        from kit.session.printers import profiles_folder
        from kit.session.printers import remove as remove_printer

        remove_printer(name, profiles_folder())
        say(f"Removed {name}.")
