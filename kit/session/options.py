"""The one table of options: every field below is an option of the commands and a key of the file.

The options of Typer, the comments of a session file, its JSON Schema and the README's tables are
made of it, and the models of a session take their fields from it. To add an option is to add a
field here, to use it, and to test that use. Nothing here loads pydantic: the command's help is made
of this.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from kit.core.messages import Message
from kit.core.paths import DEFAULT_PACK
from kit.core.sizes import CARDS, MARGIN, PAPERS, POSTERS, UNPRINTED
from kit.session.attendance import MOST_PEOPLE, MOST_TABLES
from kit.session.kinds import (
    Day,
    Line,
    Margin,
    Millimetres,
    Names,
    Numbers,
    Offset,
    People,
    PieceNames,
    Switch,
    one_of,
    whole_number,
)
from kit.session.option import Group, Option, options_of
from kit.typed.figures import DECKS, PEOPLE, TABLES

Flip = Literal["long", "short", "none", "fold"]
Order = Literal["stack", "rows"]
Marks = Literal["crop", "lines", "none"]
Side = Literal["front", "both"]
Destination = Literal["office", "print-shop", "screen"]
Ink = Literal["normal", "saver", "grey"]
PaperName = Annotated[str, one_of(PAPERS)]

# Letters tell decks apart: A to Z, then AA, AB and so on. More decks than this is a slip.
MOST_DECKS = 300
# What a session file is called that is given no name.
SESSION_FILE = "okt.yaml"


@dataclass(kw_only=True)
class SessionOptions:
    """What is asked for of a session itself: who comes, and what to choose."""

    content: Annotated[
        Path,
        Option(
            Message("A content pack of your own: the folder that holds its pack.yaml."),
            Group.KIT,
            metavar=Message("PACK"),
            example="my-pack",
            after="pieces",
            after_in_help="out",
        ),
    ] = DEFAULT_PACK
    # A file may not say it: it may come from whoever made the pack.
    allow_layouts: Annotated[
        bool | None,
        Option(
            Message("Use the pack's own layouts: only of those whom you trust."),
            Group.KIT,
            after="content",
            is_key=False,
        ),
    ] = None
    out: Annotated[
        Path,
        Option(
            Message(
                "The folder to write to. Default: out, beside the session file if there is one."
            ),
            Group.KIT,
            metavar=Message("DIR"),
            example="out",
            comment=Message("The folder to write to, beside this file."),
            after="content",
            after_in_help="pieces",
        ),
    ] = Path("out")
    title: Annotated[
        Line,
        Option(
            Message("What the session is called, for the guide and the signs."),
            Group.SESSION,
            metavar=Message("TEXT"),
        ),
    ] = ""
    date: Annotated[
        Day,
        Option(
            Message("The day of the session, such as 2026-12-03 or 3.12.2026."),
            Group.SESSION,
            metavar=Message("DATE"),
            example="2026-12-03",
        ),
    ] = None
    team: Annotated[
        Line,
        Option(
            Message("Whose session it is: filled into each action plan."),
            Group.SESSION,
            metavar=Message("TEXT"),
            example=Message("Team North"),
        ),
    ] = ""
    credit: Annotated[
        Line,
        Option(
            Message("A line beside the logo, such as who stands behind the session."),
            Group.SESSION,
            metavar=Message("TEXT"),
            example=Message("A workshop by Team North"),
            after="logo",
        ),
    ] = ""
    logo: Annotated[
        Path | None,
        Option(
            Message("A logo, .png or .jpg, for posters, guide and action plan."),
            Group.SESSION,
            metavar=Message("FILE"),
            example="logo.png",
            after="individual",
        ),
    ] = None
    people: Annotated[
        int | None,
        whole_number(MOST_PEOPLE, PEOPLE),
        Option(Message("How many take part."), Group.SESSION, metavar="N", example="24"),
    ] = None
    tables: Annotated[
        int | None,
        whole_number(MOST_TABLES, TABLES),
        Option(
            Message(
                "At how many tables: each gets its decks, its sign and the label of its envelope."
            ),
            Group.SESSION,
            metavar="N",
            example="4",
        ),
    ] = None
    participants: Annotated[
        People,
        Option(
            Message("A list of names, .csv or .xlsx: an action plan with the name of each."),
            Group.SESSION,
            metavar=Message("FILE"),
            example="participants.csv",
            comment=Message(
                "The names of those who take part, in place of people: a .csv or .xlsx, or a "
                "list such as [Kari, Ola]. Each gets an action plan with the name on it."
            ),
        ),
    ] = ()
    column: Annotated[
        Line,
        Option(
            Message(
                "The heading of the names in that list, where it is not navn or name; or its "
                "letter."
            ),
            Group.SESSION,
            metavar=Message("HEADING"),
            example=Message("name"),
        ),
    ] = ""
    sheet: Annotated[
        Line,
        Option(
            Message(
                "The sheet of the workbook that holds the names, or the sessions, where several "
                "might."
            ),
            Group.SESSION,
            metavar=Message("NAME"),
            example=Message("Sheet1"),
        ),
    ] = ""
    areas: Annotated[
        Names,
        Option(
            Message(
                "An area, with all its values: id, number or name; or several: 1-3. May be "
                "repeated."
            ),
            Group.KIT,
            metavar="A",
            flag="--area",
            comment=Message("Areas, with all their values. There are:"),
        ),
    ] = ()
    values: Annotated[
        Names,
        Option(
            Message(
                "One value, as a card: id, number such as 3.6, or name; or several. May be "
                "repeated."
            ),
            Group.KIT,
            metavar="V",
            flag="--value",
            example="[2.3]",
            comment=Message(
                "Single values, beside those areas: id, number or name. `kit list` shows them "
                "all. Of these come cards alone, unless with-area is yes."
            ),
        ),
    ] = ()
    leave_out: Annotated[
        Names,
        Option(
            Message("A value, or all of an area, to leave out. May be repeated."),
            Group.KIT,
            metavar="V",
            example="[2.3]",
            comment=Message(
                "Values of those areas to leave out, or areas where all else is chosen."
            ),
        ),
    ] = ()
    with_area: Annotated[
        Switch,
        Option(
            Message(
                "Single values bring the poster, question cards and dilemmas of their area as well."
            ),
            Group.KIT,
            example="yes",
        ),
    ] = False
    pieces: Annotated[
        PieceNames,
        Option(
            Message("Make just this piece: id or name. May be repeated."),
            Group.KIT,
            metavar="P",
            flag="--piece",
            comment=Message(
                "What the kit holds, and how many: per table, per room, per person, or a "
                "number. The guide always comes along. There are:"
            ),
        ),
    ] = ()
    printer: Annotated[
        Line,
        Option(
            Message(
                "Your printer, as you told `kit printer add` of it: it fills in what you do not "
                "say."
            ),
            Group.PRINTER,
            metavar=Message("NAME"),
            example="office",
        ),
    ] = ""
    individual: Annotated[
        Switch,
        Option(
            Message("Each action plan as a file of its own as well, to mail."),
            Group.SESSION,
            example="yes",
        ),
    ] = False
    only: Annotated[
        Numbers,
        Option(
            Message(
                "Print lost cards again: 3.6,1.2, or 3.6B for deck B alone. The rest stays as it "
                "is."
            ),
            Group.AGAIN,
            metavar=Message("CARDS"),
        ),
    ] = ()
    only_changed: Annotated[
        Path | None,
        Option(
            Message("Print the cards that changed since the build whose manifest.json this is."),
            Group.AGAIN,
            metavar=Message("MANIFEST"),
        ),
    ] = None
    json_out: Annotated[
        Switch, Option(Message("Print it all as JSON, for programs."), Group.PROGRAMS, key="json")
    ] = False


@dataclass(kw_only=True)
class PrintOptions:
    """How a kit is to be printed: on what, which way up, with which marks and ink, for whom."""

    paper: Annotated[
        PaperName,
        Option(
            Message("The paper for sheets of cards: {choices}. Default: {default}."),
            Group.PRINTER,
            metavar=Message("PAPER"),
        ),
    ] = "A4"
    card: Annotated[
        str,
        one_of(CARDS),
        Option(
            Message("The size of cards: {choices}. Default: {default}, {size}."),
            Group.SHEETS,
            metavar=Message("FORMAT"),
            values={"size": CARDS["standard"]},
        ),
    ] = "standard"
    margin: Annotated[
        Margin,
        Option(
            Message(
                "The edge that your printer leaves white: cards, rulers and marks keep off it. "
                "Default: {cards:g} for cards, {rest:g} for the rest."
            ),
            Group.PRINTER,
            example="5",
            values={"cards": MARGIN, "rest": UNPRINTED},
        ),
    ] = None
    gutter: Annotated[
        Millimetres,
        Option(
            Message("Room between cards; with none, neighbours share a cut. Default: {default}."),
            Group.SHEETS,
            after="order",
        ),
    ] = 0.0
    flip: Annotated[
        Flip,
        one_of(get_args(Flip)),
        Option(
            Message(
                "The edge that two-sided sheets of cards turn about: long or short. Or none, for "
                "fronts only; or fold, for front and back side by side on one side. "
                "Default: {default}."
            ),
            Group.PRINTER,
            metavar=Message("EDGE"),
        ),
    ] = "long"
    separate_backs: Annotated[
        Switch,
        Option(
            Message("Fronts of cards in one file and backs in another, to turn the pile by hand."),
            Group.PRINTER,
            after_in_help="full-size",
        ),
    ] = False
    order: Annotated[
        Order,
        one_of(get_args(Order)),
        Option(
            Message(
                "stack, for piles cut through as one, or rows, for scissors. Default: {default}."
            ),
            Group.SHEETS,
            metavar=Message("ORDER"),
        ),
    ] = "stack"
    decks: Annotated[
        int,
        whole_number(MOST_DECKS, DECKS),
        Option(
            Message(
                "How many whole decks of cards, each with a letter of its own. Default: {default}."
            ),
            Group.SHEETS,
            metavar="N",
            after="card",
        ),
    ] = 1
    marks: Annotated[
        Marks,
        one_of(get_args(Marks)),
        Option(
            Message(
                "crop, for marks in the margin, lines right through, or none. Default: {default}."
            ),
            Group.SHEETS,
            metavar=Message("MARKS"),
        ),
    ] = "crop"
    marks_on: Annotated[
        Side,
        one_of(get_args(Side)),
        Option(
            Message("Marks on the front, or on both sides. Default: {default}."),
            Group.SHEETS,
            metavar=Message("SIDE"),
        ),
    ] = "front"
    back_offset: Annotated[
        Offset,
        Option(
            Message(
                "Move backs to the right and down, in mm, as `kit calibrate` shows. "
                "Default: {default}."
            ),
            Group.PRINTER,
            metavar="X,Y",
        ),
    ] = (0.0, 0.0)
    # No option: a printer's profile tells it, which a facilitator tells once with a printer.
    upright_offset: Offset | None = None
    posters: Annotated[
        str,
        one_of(POSTERS),
        Option(
            Message(
                "a3, a2 or tabloid; or a4 or letter, for sheets to glue together. "
                "Default: {default}, or tabloid with --paper letter."
            ),
            Group.PRINTER,
            metavar=Message("SIZE"),
        ),
    ] = "A3"
    full_size: Annotated[
        Switch,
        Option(
            Message(
                "With --posters a4 or letter: at full size on four sheets, not smaller on two."
            ),
            Group.PRINTER,
        ),
    ] = False
    destination: Annotated[
        Destination,
        one_of(get_args(Destination)),
        Option(
            Message(
                "office; print-shop, for one face a page with bleed; screen, for slides to share."
            ),
            Group.WHOM,
            metavar=Message("WHOM"),
            key="for",
        ),
    ] = "office"
    icc: Annotated[
        Path | None,
        Option(
            Message(
                "With --for print-shop: the shop's colour profile, which makes the files PDF/X-4."
            ),
            Group.WHOM,
            metavar=Message("FILE"),
            example="shop.icc",
        ),
    ] = None
    png: Annotated[
        Switch,
        Option(
            Message(
                "With --for screen: slides (1920 × 1080) and cards (300 dpi) as pictures as well."
            ),
            Group.WHOM,
        ),
    ] = False
    ink: Annotated[
        Ink,
        one_of(get_args(Ink)),
        Option(
            Message("normal, saver for white grounds and black text, grey for no colour at all."),
            Group.SHEETS,
            metavar=Message("INK"),
        ),
    ] = "normal"
    preview: Annotated[
        Switch,
        Option(
            Message("Pictures of every file at a glance, and of a sheet of cards as if cut."),
            Group.WHOM,
        ),
    ] = False


_OF_SESSION = options_of(SessionOptions)
_OF_PRINTING = options_of(PrintOptions)
# Every option by its key.
OPTIONS = {**_OF_SESSION, **_OF_PRINTING}
OF_PRINTING = tuple(_OF_PRINTING)
# What may stand in a session file.
KEYS = tuple(key for key, option in OPTIONS.items() if option.is_key)
_BY_NAME = {option.name: key for key, option in OPTIONS.items()}


def key_of(name: str) -> str:
    """What a field of a session's models is called in a file."""
    return _BY_NAME.get(name, name.replace("_", "-"))


def flag_of(key: str) -> str:
    """What messages call an option of the command line."""
    return OPTIONS[key].flag if key in OPTIONS else f"--{key}"
