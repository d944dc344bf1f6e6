"""`kit calibrate` and `kit printer`: to know the printer, and to keep what is known of it."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli import options
from kit.cli.plain import PlainApp
from kit.cli.streams import remark, say
from kit.cli.terminal import AsJson, Out, print_json, print_table, told_plainly
from kit.core.messages import Message
from kit.core.wording import joined
from kit.session.options import flag_of
from kit.typed.paths import quoted

printers = PlainApp(help=Message("Keep what you know of your printers, for `kit build --printer`."))

_ON_LYING = Message("Backs on sheets that lie on their side are moved {across} and {down}.")
_ON_UPRIGHT = Message("Backs on sheets that stand upright are moved {across} and {down}.")

Name = Annotated[str, typer.Argument(metavar=Message("NAME"), help=Message("What you call it."))]
KnownName = Annotated[
    str,
    typer.Argument(
        metavar=Message("NAME"),
        help=Message("What you call it."),
        autocompletion=options.printer_names,
    ),
]


CALIBRATE_HELP = Message(
    "Make a test sheet that shows what your printer does: its margin, its scale, how backs "
    "lie.\n\n"
    "The sheet says what to read off it, and where to type it. With --printer, its backs are "
    "moved as that printer needs it, to see whether they lie right."
)


def calibrate(
    paper: Annotated[
        str | None,
        typer.Option(metavar=Message("PAPER"), help=Message("The paper to print on. Default: a4.")),
    ] = None,
    card: Annotated[
        str | None,
        typer.Option(
            metavar=Message("FORMAT"),
            help=Message(
                "The cards that you print: the sheet lies as theirs do. Default: standard."
            ),
        ),
    ] = None,
    printer: options.Printer = None,
    back_offset: options.BackOffset = None,
    out: Out = Path("calibration"),
) -> None:
    """The command `kit calibrate`."""
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
            remark(joined([f"--back-offset {back_offset}", said], ": "))
        # A printer's error is fixed to its feed, so it is measured on sheets that lie as cards do.
        lying = best_grid(CARDS[how.card], PAPERS[how.paper], how.edge.cards).paper
        labels = load_labels(LAYOUTS, load_pack(DEFAULT_PACK).cover.language)
        pdf = calibration_pdf(lying, how.card, labels, LAYOUTS, FONTS, how.offset_on(lying))
        name = f"{labels.calibration_file}-{how.paper.lower()}-{how.card.lower()}.pdf"
        deliver_apart(out, {name: pdf}, remark)
        say(Message("In {file}", file=(out / name).resolve()))
        say(Message("Print it at 100 %, two-sided, on the long edge. It says what to read off it."))


@printers.command(help=Message("Keep a printer, or what you know now of one that is kept already."))
def add(
    name: Name,
    offset: Annotated[
        str | None,
        typer.Option(
            metavar="X,Y",
            help=Message("Move backs on sheets that lie, in mm right and down. Default: 0,0."),
        ),
    ] = None,
    upright_offset: Annotated[
        str | None,
        typer.Option(metavar="X,Y", help=Message("The same on sheets that stand. Default: 0,0.")),
    ] = None,
    margin: Annotated[
        str | None,
        typer.Option(
            metavar="MM", help=Message("The edge that it leaves white, as `kit calibrate` shows.")
        ),
    ] = None,
    duplex: Annotated[
        str | None,
        typer.Option(
            metavar=Message("EDGE"),
            help=Message("The edge that sheets turn about, long or short; or none. Default: long."),
        ),
    ] = None,
    papers: Annotated[
        str | None,
        typer.Option(metavar="P,P", help=Message("What it prints on: a4,a3. Default: a4.")),
    ] = None,
) -> None:
    """The command `kit printer add`."""
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
        _say_moved(_ON_LYING, printer.offset)
        _say_moved(_ON_UPRIGHT, printer.upright_offset)
        use = Message("Kept {name}. Use it so: kit build --printer {typed}")
        say(use.with_values(name=name, typed=quoted(name)))


def _say_moved(told: Message, offset: tuple[float, float]) -> None:
    """Tell in words what the two numbers mean, since 0,5 typed with a comma is not half a mm."""
    x, y = offset
    if x or y:
        left, right = Message("{mm:g} mm to the left"), Message("{mm:g} mm to the right")
        up, down = Message("{mm:g} mm up"), Message("{mm:g} mm down")
        across = (left if x < 0 else right).with_values(mm=abs(x))
        say(told.with_values(across=across, down=(up if y < 0 else down).with_values(mm=abs(y))))


@printers.command("list", help=Message("List the printers that are kept."))
def list_printers(as_json: AsJson = False) -> None:
    """The command `kit printer list`."""
    with told_plainly():
        from kit.cli.tables import printers_table
        from kit.session.printers import all_printers, profiles_folder

        table = printers_table(all_printers(profiles_folder()))
        if as_json:
            print_json(table.records())
        elif table.rows:
            print_table(table)
        else:
            remark(Message("No printer is kept yet: `kit calibrate`, then `kit printer add`."))


@printers.command(help=Message("Show what is known of a printer."))
def show(name: KnownName, as_json: AsJson = False) -> None:
    """The command `kit printer show`."""
    with told_plainly():
        from kit.cli.tables import printers_table
        from kit.session.printers import find_printer, profiles_folder

        table = printers_table({name: find_printer(name, profiles_folder())})
        if as_json:
            print_json(table.records()[0])
        else:
            print_table(table)


@printers.command(help=Message("Forget a printer."))
def remove(name: KnownName) -> None:
    """The command `kit printer remove`."""
    with told_plainly():
        from kit.session.printers import profiles_folder
        from kit.session.printers import remove as remove_printer

        remove_printer(name, profiles_folder())
        say(Message("Removed {name}.", name=name))
