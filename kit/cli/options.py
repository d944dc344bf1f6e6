"""The options that say how a kit is printed: their names and their help."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kit.core.sizes import CARDS, PAPERS

if TYPE_CHECKING:
    from kit.session.print_settings import Printing

_THIS_RUN, _SESSION, _PRINTER, _SHEETS, _WHOM, _AGAIN = (
    "This run",
    "The session",
    "Your printer",
    "Cards and posters",
    "For whom",
    "Print again",
)


def _one_of(names: Mapping[str, object]) -> str:
    return ", ".join(names).lower()


def printer_names(incomplete: str) -> list[str]:
    """For the shell's completion: the printers that begin as typed."""
    from kit.core.errors import KitError
    from kit.session.printers import all_printers, profiles_folder

    try:
        return [name for name in all_printers(profiles_folder()) if name.startswith(incomplete)]
    except KitError:
        return []  # a broken profile is told when the command runs, not while it is typed


Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="The folder to write to.", show_default="out"),
]
SessionFile = Annotated[
    Path | None,
    typer.Argument(
        metavar="SESSION.YAML",
        help="A session file: every option is a key of it. An option that you give goes before it.",
        show_default=False,
    ),
]
Title = Annotated[
    str | None,
    typer.Option(
        "--title",
        metavar="TEXT",
        help="What the session is called, for the guide and the signs.",
        rich_help_panel=_SESSION,
    ),
]
Date = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="DATE",
        help="The day of the session, such as 2026-12-03 or 3.12.2026.",
        rich_help_panel=_SESSION,
    ),
]
Team = Annotated[
    str | None,
    typer.Option(
        "--team",
        metavar="TEXT",
        help="Whose session it is: filled into each action plan.",
        rich_help_panel=_SESSION,
    ),
]
People = Annotated[
    str | None,
    typer.Option("--people", metavar="N", help="How many take part.", rich_help_panel=_SESSION),
]
Tables = Annotated[
    str | None,
    typer.Option(
        "--tables",
        metavar="N",
        help="At how many tables: each gets its decks, its sign and the label of its envelope.",
        rich_help_panel=_SESSION,
    ),
]
Participants = Annotated[
    Path | None,
    typer.Option(
        "--participants",
        metavar="FILE",
        help="A list of names, .csv or .xlsx: an action plan with the name of each.",
        rich_help_panel=_SESSION,
    ),
]
Column = Annotated[
    str | None,
    typer.Option(
        "--column",
        metavar="HEADING",
        help="The heading of the names in that list, where it is not navn or name.",
        rich_help_panel=_SESSION,
    ),
]
Individual = Annotated[
    bool | None,
    typer.Option(
        "--individual/--no-individual",
        help="Each action plan as a file of its own as well, to mail.",
        rich_help_panel=_SESSION,
    ),
]
Logo = Annotated[
    Path | None,
    typer.Option(
        "--logo",
        metavar="FILE",
        help="A logo, .png or .jpg, for posters, guide and action plan.",
        rich_help_panel=_SESSION,
    ),
]
Credit = Annotated[
    str | None,
    typer.Option(
        "--credit",
        metavar="TEXT",
        help="A line beside the logo, such as who stands behind the session.",
        rich_help_panel=_SESSION,
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="CARDS",
        help="Print lost cards again: 3.6,1.2. The rest of the kit stays as it is.",
        rich_help_panel=_AGAIN,
    ),
]
OnlyChanged = Annotated[
    Path | None,
    typer.Option(
        "--only-changed",
        metavar="MANIFEST",
        help="Print the cards that changed since the build whose manifest.json this is.",
        rich_help_panel=_AGAIN,
    ),
]
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
    bool | None,
    typer.Option(
        "--separate-backs/--no-separate-backs",
        help="Fronts in one file and backs in another, to turn the pile by hand.",
        rich_help_panel=_PRINTER,
    ),
]
FullSize = Annotated[
    bool | None,
    typer.Option(
        "--full-size/--no-full-size",
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
    bool | None,
    typer.Option(
        "--png/--no-png",
        help="With --for screen: every face as a picture as well, 300 dpi.",
        rich_help_panel=_WHOM,
    ),
]
Preview = Annotated[
    bool | None,
    typer.Option(
        "--preview/--no-preview",
        help="Pictures of every file at a glance, and of a sheet of cards as if cut.",
        rich_help_panel=_WHOM,
    ),
]

Json = Annotated[
    bool | None, typer.Option("--json/--no-json", help="Print what was made as JSON, for programs.")
]

Watch = Annotated[
    bool,
    typer.Option(
        "--watch",
        help="Make the kit again whenever what it is made of is saved, until Ctrl-C.",
        rich_help_panel=_THIS_RUN,
    ),
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help="Make everything anew, and keep nothing for the next time.",
        rich_help_panel=_THIS_RUN,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet",
        "-q",
        help="Tell nothing, unless something is wrong.",
        rich_help_panel=_THIS_RUN,
    ),
]
Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help="Tell how long each stage took as well.",
        rich_help_panel=_THIS_RUN,
    ),
]


def called(key: str) -> str:
    """What messages call an option."""
    return f"--{key}"


# Parameters that are not called as their keys are in a session file.
_KEYS = {"whom": "for", "area": "areas", "value": "values", "piece": "pieces"}


def given(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a command, keyed as in a session file; None is what was not given."""
    return {
        # An option that may be repeated is a list, with nothing in it if it was not given.
        _KEYS.get(name, name.replace("_", "-")): None if told in ([], ()) else told
        for name, told in parameters.items()
    }


def printing_of(how: dict[str, Any], printer: str | None) -> "Printing":
    """How to print: as asked for and, where nothing was said, as the printer needs it.

    Raises KitError for all that is wrong in that.
    """
    from kit.session.print_settings import printing
    from kit.session.printers import applied, find_printer, profiles_folder

    if printer is None:
        return printing(how, called)
    return printing(how, called, applied(how, printer, find_printer(printer, profiles_folder())))
