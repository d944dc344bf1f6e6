"""The options that say how a kit is printed: their names and their help."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kit.paper import CARDS, PAPERS

if TYPE_CHECKING:
    from kit.printing import Printing

_PRINTER, _SHEETS, _WHOM = "Your printer", "Cards and posters", "For whom"


def _one_of(names: Mapping[str, object]) -> str:
    return ", ".join(names).lower()


def printer_names(incomplete: str) -> list[str]:
    """For the shell's completion: the printers that begin as typed."""
    from kit.errors import KitError
    from kit.printers import all_printers, profiles_folder

    try:
        return [name for name in all_printers(profiles_folder()) if name.startswith(incomplete)]
    except KitError:
        return []  # a broken profile is told when the command runs, not while it is typed


Printer = Annotated[
    str | None,
    typer.Option(
        "--printer",
        metavar="NAME",
        help="Your printer, as you told `kit printer add` of it: it fills in what you do not say.",
        rich_help_panel=_PRINTER,
        autocompletion=printer_names,
    ),
]
Paper = Annotated[
    str | None,
    typer.Option(
        "--paper",
        metavar="PAPER",
        help=f"The paper for sheets of cards: {_one_of(PAPERS)}. Default: a4.",
        rich_help_panel=_PRINTER,
    ),
]
Margin = Annotated[
    str | None,
    typer.Option(
        "--margin",
        metavar="MM",
        help="What is kept free at every edge, for printers cannot print there. Default: 8.",
        rich_help_panel=_PRINTER,
    ),
]
Flip = Annotated[
    str | None,
    typer.Option(
        "--flip",
        metavar="EDGE",
        help="The edge that two-sided sheets of cards turn about: long or short. Or none, for "
        "fronts only; or fold, for front and back side by side on one side. Default: long.",
        rich_help_panel=_PRINTER,
    ),
]
BackOffset = Annotated[
    str | None,
    typer.Option(
        "--back-offset",
        metavar="X,Y",
        help="Move backs to the right and down, in mm, as `kit calibrate` shows. Default: 0,0.",
        rich_help_panel=_PRINTER,
    ),
]
Posters = Annotated[
    str | None,
    typer.Option(
        "--posters",
        metavar="SIZE",
        help="a3, a2, or a4 for sheets to glue together. Default: a3.",
        rich_help_panel=_PRINTER,
    ),
]
SeparateBacks = Annotated[
    bool,
    typer.Option(
        "--separate-backs",
        help="Fronts in one file and backs in another, to turn the pile by hand.",
        rich_help_panel=_PRINTER,
    ),
]
FullSize = Annotated[
    bool,
    typer.Option(
        "--full-size",
        help="With --posters a4: at full size on four sheets, not smaller on two.",
        rich_help_panel=_PRINTER,
    ),
]
Card = Annotated[
    str | None,
    typer.Option(
        "--card",
        metavar="FORMAT",
        help=f"The size of cards: {_one_of(CARDS)}. Default: standard, 68 × 95 mm.",
        rich_help_panel=_SHEETS,
    ),
]
Decks = Annotated[
    str | None,
    typer.Option(
        "--decks",
        metavar="N",
        help="How many whole decks of cards, each with a letter of its own. Default: 1.",
        rich_help_panel=_SHEETS,
    ),
]
Order = Annotated[
    str | None,
    typer.Option(
        "--order",
        metavar="ORDER",
        help="stack, for piles cut through as one, or rows, for scissors. Default: stack.",
        rich_help_panel=_SHEETS,
    ),
]
Gutter = Annotated[
    str | None,
    typer.Option(
        "--gutter",
        metavar="MM",
        help="Room between cards; with none, neighbours share a cut. Default: 0.",
        rich_help_panel=_SHEETS,
    ),
]
Marks = Annotated[
    str | None,
    typer.Option(
        "--marks",
        metavar="MARKS",
        help="crop, for marks in the margin, lines right through, or none. Default: crop.",
        rich_help_panel=_SHEETS,
    ),
]
MarksOn = Annotated[
    str | None,
    typer.Option(
        "--marks-on",
        metavar="SIDE",
        help="Marks on the front, or on both sides. Default: front.",
        rich_help_panel=_SHEETS,
    ),
]
Ink = Annotated[
    str | None,
    typer.Option(
        "--ink",
        metavar="INK",
        help="normal, saver for white grounds and black text, grey for no colour at all.",
        rich_help_panel=_SHEETS,
    ),
]
Whom = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="WHOM",
        help="office; print-shop, for one face a page with bleed; screen, for video meetings.",
        rich_help_panel=_WHOM,
    ),
]
Icc = Annotated[
    Path | None,
    typer.Option(
        "--icc",
        metavar="FILE",
        help="With --for print-shop: the shop's colour profile, which makes the files PDF/X-4.",
        rich_help_panel=_WHOM,
    ),
]
Png = Annotated[
    bool,
    typer.Option(
        "--png",
        help="With --for screen: every face as a picture as well, 300 dpi.",
        rich_help_panel=_WHOM,
    ),
]
Preview = Annotated[
    bool,
    typer.Option(
        "--preview",
        help="Pictures of every file at a glance, and of a sheet of cards as if cut.",
        rich_help_panel=_WHOM,
    ),
]


def called(key: str) -> str:
    """What messages call an option."""
    return f"--{key}"


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a command as its parameters name them, keyed as in a session file.

    A switch that is off was not given.
    """
    keys = {"whom": "for"}
    return {
        keys.get(name, name.replace("_", "-")): None if value is False else value
        for name, value in options.items()
    }


def printing_of(how: dict[str, Any], printer: str | None) -> "Printing":
    """How to print: as asked for and, where nothing was said, as the printer needs it.

    Raises KitError for all that is wrong in that.
    """
    from kit.printers import applied, find_printer, profiles_folder
    from kit.printing import printing

    if printer is None:
        return printing(how, called)
    return printing(how, called, applied(how, printer, find_printer(printer, profiles_folder())))
