"""Print rules: how a piece is printed, in how many copies, into which files, and for whom.

Each rule is a function of a piece and of the job context, or of how the kit is printed.
"""

from collections.abc import Sequence
from dataclasses import replace

from kit.core.messages import Message
from kit.core.spelling import plain
from kit.imposition.place import FlipEdge
from kit.imposition.print_job import Part, PrintJob
from kit.imposition.print_plan import GuidePlan, plan_for_guide
from kit.layout.formats import Format, card_format, page_format, poster_format
from kit.layout.pieces import CardLooks, Piece
from kit.pdf.ink_mixes import BlackAlone
from kit.pdf.save import DocumentInfo
from kit.session.attendance import Amount, Attendance, first_letters
from kit.session.options import Destination, Ink
from kit.session.print_settings import Printing
from kit.typesetting.job import JobContext
from kit.typesetting.stages import DrawnPiece, TypesetPiece

# How many characters of a digest stand on paper: enough to tell two kits apart.
_DIGEST_LENGTH = 8


def printing_of(piece: Piece, printing: Printing) -> Printing:
    """How a piece is printed: cards without backs have no edge to turn about."""
    if piece.sides == 2:
        return printing
    fronts_only = {"flip": "none", "separate_backs": False, "marks_on": "front"}
    return printing.model_copy(update=fronts_only)


def format_of(piece: Piece, printing: Printing, looks: CardLooks) -> Format:
    """How large a piece is printed, and how large its layout is drawn for that."""
    if piece.made_as == "cards":
        return card_format(piece, printing, looks)
    return (poster_format if piece.is_wall_sized else page_format)(piece, printing)


def keeps_pages(piece: Piece, printing: Printing) -> bool:
    """Whether the pages of a piece stay as they are typeset, in their order.

    Those that do are tagged, to be read aloud; what is laid out on sheets is not.
    """
    if piece.made_as == "cards":
        return printing.destination == "screen"
    return not (piece.is_wall_sized and printing.posters_in_parts)


def place_of_texts(piece: Piece, printing: Printing) -> Message:
    """What messages call the place where a text of the piece stands."""
    if piece.made_as == "cards":
        card = printing.card
        an_a6 = card.startswith("A")
        return (
            Message("an {card} card", card=card) if an_a6 else Message("a {card} card", card=card)
        )
    if piece.made_as == "slides":
        return Message("its slide")
    return Message("its poster") if piece.is_wall_sized else Message("its page")


def made_for(piece: Piece, context: JobContext) -> Destination:
    """Whom the file of a piece is for.

    Where a print shop prints, the guide stays with the one who leads, and so do forms with names.
    """
    to = context.printing.destination
    own = piece.tells_of_the_kit or (piece.fillable and context.event.attendance.names)
    return "office" if to == "print-shop" and own else to


def amount_of(name: str, piece: Piece, context: JobContext) -> Amount:
    """How many of a piece are made: as asked for, or as the piece says itself."""
    return context.amounts.get(name, piece.per)


def decks_of(name: str, piece: Piece, context: JobContext) -> tuple[str, ...]:
    """The letters that tell the decks of a piece of cards apart; empty where there is but one."""
    amount, attendance = amount_of(name, piece, context), context.event.attendance
    return deck_letters(piece, amount, context.printing, attendance)


def deck_letters(
    piece: Piece, amount: Amount, printing: Printing, attendance: Attendance
) -> tuple[str, ...]:
    """The letters of the decks of a piece of which `amount` is made; empty where there is one."""
    if not piece.comes_in_decks or printing.destination == "screen":
        return ()
    return first_letters(printing.decks) if printing.decks > 1 else attendance.decks(amount)


def copies_of(name: str, piece: Piece, context: JobContext) -> int | None:
    """How often the file of a piece is printed; None where nobody said how many are needed.

    All decks of cards are in the one file.
    """
    amount, attendance = amount_of(name, piece, context), context.event.attendance
    if context.printing.destination == "screen" or decks_of(name, piece, context):
        return 1
    if not attendance.is_known and not isinstance(amount, int):
        return None
    return attendance.copies(amount)


def begun_job(drawn: DrawnPiece, context: JobContext) -> PrintJob:
    """What is known of the file of a piece before its pages and sheets are counted."""
    name, piece = drawn.name, drawn.piece
    return PrintJob(
        piece=name,
        title=context.labels.pieces[name].title,
        file=context.pdf_name(name),
        paper="",
        weight=piece.weight,
        amount=amount_of(name, piece, context),
        copies=copies_of(name, piece, context),
        letters=decks_of(name, piece, context),
        size=drawn.format.printed,
        pages=0,
        made_for=made_for(piece, context),
    )


def guide_plan(jobs: Sequence[PrintJob], context: JobContext) -> GuidePlan:
    """What the guide tells of these jobs."""
    profile = context.files.profile.name if context.files.profile else ""
    digest = context.selection.pack.digest[:_DIGEST_LENGTH]
    plan = plan_for_guide(context.printing, jobs, context.printed_event, profile, digest)
    return replace(plan, shown=context.shown)


def document_info(
    made: TypesetPiece,
    context: JobContext,
    flip: FlipEdge | None = None,
    part: Part = "whole",
) -> DocumentInfo:
    """What the file of a piece, or of a part of it, tells its reader and printer.

    `flip` is as in DocumentInfo.
    """
    cover = context.selection.pack.cover
    to = made_for(made.piece, context)
    title = ", ".join([context.labels.pieces[made.name].title, *context.told_apart(part)])
    return DocumentInfo(
        title=f"{title} – {plain(cover.title)}",
        language=cover.language,
        flip=flip,
        to_print=to == "office",
        profile=context.files.profile if to == "print-shop" else None,
        black_alone=_black_alone(context.printing.ink, to),
    )


def _black_alone(ink: Ink, to: Destination) -> BlackAlone:
    """What is printed in black ink alone; an office printer mixes soft black of all its colours."""
    if ink == "grey":
        return "all"
    if to == "print-shop":
        return "nearly black"
    return "neutrals" if ink == "saver" else "nothing"
