"""The steps of each piece: draw it as HTML, begin to typeset it, and wait until it is typeset."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.core.sizes import LARGEST_CARD
from kit.core.spelling import plain
from kit.core.wording import joined
from kit.imposition.print_plan import Ending, GuidePlan
from kit.layout.drawing import PieceDrawing
from kit.layout.faces import Face, Faces
from kit.layout.pieces import Piece
from kit.pdf.layout_faults import files_of_face
from kit.session.print_settings import Printing
from kit.typesetting.counts import page_job
from kit.typesetting.fit import smallest
from kit.typesetting.job import JobContext
from kit.typesetting.margin_text import USUAL_LETTERS, Scaled
from kit.typesetting.overflow import Advice, Faults, Misfit
from kit.typesetting.own_length import BOTTOM, TOP
from kit.typesetting.print_rules import (
    decks_of,
    format_of,
    keeps_pages,
    made_for,
    place_of_texts,
    printing_of,
)
from kit.typesetting.stages import DrawnPiece, OwnLength, TypesetPiece
from kit.typesetting.text_check import layout_remedy
from kit.typesetting.workspace import Workspace

# How many pages the guide mostly is, by the characters of its HTML to a mm: only tried first.
_PAGES_ANYWAY = 0.6
_HTML_TO_A_MM = 27.6
_OURS = Message("{face}: {why}: the layout {layout} is at fault, no text is: please tell us")
# Whether others are named that may be at fault as well, and whether texts stand on the face.
_AT_FAULT: Mapping[tuple[bool, bool], Message] = {
    (False, False): Message("{face}: {why}: this layout is at fault: {do}"),
    (False, True): Message("{face}: {why}: this layout is at fault, no text is: {do}"),
    (True, False): Message("{face}: {why}: this layout is at fault (or {others}): {do}"),
    (True, True): Message("{face}: {why}: this layout is at fault (or {others}), no text is: {do}"),
}


def draw(
    name: str, piece: Piece, plan: GuidePlan, workspace: Workspace, printing: Printing | None = None
) -> DrawnPiece | None:
    """Draw a piece as HTML, or return None where the selection leaves it empty.

    `plan` is what the guide tells. `printing` is another way to print than that of the job, to see
    what would become of the piece.
    """
    context = workspace.context
    printed = printing_of(piece, printing or context.printing)
    format_ = format_of(piece, printed, context.looks)
    # What is read aloud is no more than was chosen, in its order.
    tagged = keeps_pages(piece, printed)
    stock = None if tagged else context.whole_pack

    def faces_with(told: GuidePlan) -> Faces | None:
        drawing = PieceDrawing(workspace.layouts, name, piece, format_, told)
        return drawing.faces(context.selection, stock, blanks=printed.destination == "office")

    faces = faces_with(plan)
    if faces is None:
        return None
    # A print shop takes no form fields: PDF/X knows none.
    fillable = piece.fillable and made_for(piece, context) != "print-shop"
    drawn = DrawnPiece(name, piece, printed, format_, faces, plan, fillable, tagged)
    return _telling_its_length(drawn, lambda told: faces_with(told) or faces, context)


def _telling_its_length(
    drawn: DrawnPiece, draw_with: Callable[[GuidePlan], Faces], context: JobContext
) -> DrawnPiece:
    """The piece as it tells of its own pages, if it tells of the kit; else as it is."""
    plan = drawn.plan
    if not drawn.piece.tells_of_the_kit or not plan.jobs:
        return drawn
    counts_paper = drawn.printing.destination == "office"

    def as_long(pages: int, spare: int, ending: Ending) -> Faces:
        own = page_job(drawn, pages, context) if counts_paper else plan.own
        return draw_with(replace(plan, own=own, spare_pages=spare, ending=ending))

    room = drawn.format.drawn.height - TOP - BOTTOM
    if not counts_paper:
        return replace(drawn, length=OwnLength(0, as_long, room))
    html = sum(len(face.html) for face in drawn.faces.faces)
    length = OwnLength(round(_PAGES_ANYWAY + html / _HTML_TO_A_MM / room), as_long, room)
    return replace(drawn, faces=as_long(length.first, 0, "flowing"), length=length)


def begin_margin_text(pieces: Iterable[Piece], workspace: Workspace) -> None:
    """Begin with the smallest that a kit needs: see TypesettingQueue.begin_small."""
    on_sheets = workspace.context.printing.destination == "office"
    if on_sheets and any(piece.made_as == "cards" for piece in pieces):
        workspace.margin_text.begin(workspace.margin_text.ruler)


def begin(drawn: DrawnPiece, workspace: Workspace) -> None:
    """Begin to typeset a piece and the margin text of its sheets, while others are drawn."""
    for small in _margin_text(drawn, workspace):
        workspace.margin_text.begin(small)
    workspace.queue.begin(drawn)
    for small in _usual_letters(drawn, workspace):
        workspace.margin_text.begin(small)


def wait_for_margin_text(drawn: DrawnPiece, workspace: Workspace) -> None:
    """Typeset the margin text of a piece, so that the processes forked from here on have it."""
    for small in _margin_text(drawn, workspace):
        workspace.margin_text.typeset(small)


def typeset(drawn: DrawnPiece, workspace: Workspace) -> TypesetPiece:
    """Wait until a piece is typeset. Raises KitError for what does not fit, with advice."""
    made = workspace.queue.piece(drawn, lambda: _advice(drawn, workspace))
    if drawn.piece.made_as == "pages":
        workspace.page_counts.keep(drawn, made.typeset.page_count)
    return made


def misfit_problems(drawn: DrawnPiece, faults: Faults, workspace: Workspace) -> list[Problem]:
    """What a build says of faces of a piece with these faults, which fit in no size."""
    return workspace.queue.misfit_problems(drawn, faults, lambda: _advice(drawn, workspace))


def _margin_text(drawn: DrawnPiece, workspace: Workspace) -> Iterator[Scaled]:
    """What stands on the sheets of a piece of cards beside its own faces."""
    context, margin_text = workspace.context, workspace.margin_text
    if drawn.piece.made_as == "cards" and drawn.printing.destination != "screen":
        # The smallest first: nothing else is typeset meanwhile.
        if drawn.printing.destination == "office":
            yield margin_text.ruler
            yield margin_text.slugs(drawn.printing.flip)
        decks = decks_of(drawn.name, drawn.piece, context)
        yield from margin_text.letters(decks, drawn.format.scale)


def _usual_letters(drawn: DrawnPiece, workspace: Workspace) -> Iterator[Scaled]:
    """The letters that other kits with these cards are likely to need, if a cache keeps them."""
    on_paper = drawn.printing.destination != "screen"
    if workspace.store and drawn.piece.comes_in_decks and on_paper:
        yield from workspace.margin_text.letters(USUAL_LETTERS, drawn.format.scale)


def _advice(drawn: DrawnPiece, workspace: Workspace) -> Advice:
    return Advice(
        place_of_texts(drawn.piece, drawn.printing),
        flows=drawn.piece.made_as == "pages",
        otherwise=partial(_other_remedies, drawn, workspace),
        session=workspace.context.event.origins,
        layout=partial(_layout_at_fault, drawn, workspace),
    )


def _layout_at_fault(
    drawn: DrawnPiece, workspace: Workspace, face: Face, misfit: Misfit
) -> Problem | None:
    """The problem of a face that no text is at fault for: the pack's own layout, or the program's.

    Of a pack's own it is the first that the face is drawn with: its template before the styles.
    None for a face of the program's that holds but labels, which may be too long for it.
    """
    own = workspace.context.layouts.own
    files = [str(one) for one in files_of_face(own, drawn.name, face.kind)]
    if not files and not face.origins:
        return None
    if not files:
        ours = f"{drawn.name}/{face.kind}.html"
        return Problem("", 0, 0, _OURS.with_values(face=misfit.called, why=misfit.why, layout=ours))
    do = layout_remedy(misfit.faults, drawn.format.drawn.clear)
    if not face.origins and own and (own / "labels").is_dir():
        do = Message("{do}, or shorten the labels on it", do=do)
    told = _AT_FAULT[len(files) > 1, bool(face.origins)]
    others = tuple(files[1:])
    text = told.with_values(face=misfit.called, why=misfit.why, others=others, do=do)
    return Problem(files[0], 0, 0, text)


def _other_remedies(drawn: DrawnPiece, workspace: Workspace, tight: Faces) -> dict[str, str]:
    """What to do other than to shorten a text, by the ids of the faces that are too full.

    A larger card, or posters on more sheets, are advised where the face was found to fit on them.
    """
    context, piece = workspace.context, drawn.piece
    printing = context.printing
    if piece.is_wall_sized:
        several = {plain(area.title) for area in context.selection.areas if len(area.values) > 1}
        some = [face.id for face in tight.faces if face.about in several]
        fewer = Message(", or choose fewer values")
        advice: dict[str, str] = dict.fromkeys(some, fewer)
        if printing.posters_in_parts and not printing.full_size:
            larger = Message(", or use --full-size")
            for face in _that_fit(drawn, workspace, tight, full_size=True):
                advice[face] = joined([larger, fewer], "") if face in advice else larger
        return advice
    if piece.made_as != "cards" or printing.card == LARGEST_CARD:
        return {}
    fitting = _that_fit(drawn, workspace, tight, card=LARGEST_CARD)
    return dict.fromkeys(fitting, Message(", or use --card {card}", card=LARGEST_CARD.lower()))


def _that_fit(
    drawn: DrawnPiece, workspace: Workspace, tight: Faces, **otherwise: object
) -> tuple[str, ...]:
    """The ids of those of the faces that fit where they are printed otherwise."""
    printing = workspace.context.printing.model_copy(update=otherwise)
    on_larger = draw(drawn.name, drawn.piece, drawn.plan, workspace, printing)
    if on_larger is None:
        return ()
    same = smallest(on_larger.faces.only(tight.names))
    faults = workspace.queue.typeset_faces(on_larger)(same).faults
    return tuple(face for face in same.names if face not in faults)
