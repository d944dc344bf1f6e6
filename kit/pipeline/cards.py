"""Typeset cards become files: sheets to cut, or one face a page for a print shop or the screen."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

from kit.core.rect import Rect
from kit.core.sizes import Size
from kit.imposition.cut_out import CutOut
from kit.imposition.grid import Grid
from kit.imposition.marks import marks
from kit.imposition.place import Card, Placement, Scheme, Sheet, impose
from kit.imposition.print_job import Part
from kit.layout.faces import Deck
from kit.layout.formats import letter_place
from kit.pdf.face_store import FaceSource, Side
from kit.pipeline.result import FinishedFile
from kit.pipeline.sheets import pages_pdf, sides_pdf
from kit.session.print_settings import Printing
from kit.typesetting.counts import card_jobs, in_margin
from kit.typesetting.job import JobContext
from kit.typesetting.print_rules import decks_of, document_info
from kit.typesetting.stages import TypesetPiece, bookmarks
from kit.typesetting.workspace import Workspace


def card_files(made: TypesetPiece, deck: Deck, workspace: Workspace) -> Iterator[FinishedFile]:
    """The files of a piece of cards: two where fronts and backs are apart, else one."""
    to = workspace.context.printing.destination
    if to == "screen":
        yield _for_screen(made, deck, workspace.context)
    elif to == "print-shop":
        yield _for_print_shop(made, deck, workspace)
    else:
        yield from _on_sheets(made, deck, workspace)


def _for_screen(made: TypesetPiece, deck: Deck, context: JobContext) -> FinishedFile:
    info = replace(document_info(made, context), bookmarks=bookmarks(made))
    (job,) = card_jobs(made, deck, context)
    pdf = pages_pdf(made.typeset.pdf, info, clear=made.typeset.clear)
    return FinishedFile(job, pdf, made.picture_names)


def _for_print_shop(made: TypesetPiece, deck: Deck, workspace: Workspace) -> FinishedFile:
    """Front and back of every card in turn, each a page with its bleed."""
    context = workspace.context
    cards, sources = _decks(made, deck, workspace)
    bleed, size = made.format.bleed, made.format.printed
    paper = Size(size.width + 2 * bleed, size.height + 2 * bleed)
    trim = Rect(bleed, bleed, size.width, size.height)
    letter = letter_place(made.format, context.looks).moved(bleed, bleed)
    both = (_both_faces(card, trim, letter, paper) for card in cards)
    sides = [side for faces in both for side in islice(faces, made.piece.sides)]
    (job,), info = card_jobs(made, deck, context), document_info(made, context)
    return FinishedFile(job, sides_pdf(sources, sides, paper, info, trim))


def _both_faces(card: Card[str], trim: Rect, letter: Rect, paper: Size) -> Iterator[Side]:
    whole = Rect(0, 0, paper.width, paper.height)
    front = Placement(card.front, trim, 0, whole)
    sealed = [Placement(card.letter, letter, 0, letter)] if card.letter else []
    yield Side((front, *sealed))
    yield Side((Placement(card.back, trim, 0, whole),))


@dataclass(frozen=True)
class ShownSheet:
    """One sheet as a PDF of its own: its front and, if it `has_back`, its back behind it.

    `fronts` and `backs` are where its cards lie.
    """

    pdf: bytes
    fronts: tuple[CutOut, ...]
    backs: tuple[CutOut, ...]
    has_back: bool


def one_sheet(made: TypesetPiece, deck: Deck, number: int, workspace: Workspace) -> ShownSheet:
    """One of the sheets of a piece of cards, counted from 1."""
    sheets, sources = _imposed(made, deck, workspace)
    sheet, grid = sheets[number - 1], made.grid
    together = made.printing.model_copy(update={"separate_backs": False})
    (sides,) = _parts([sheet], in_margin(grid, workspace.context), grid, together)
    shown = {one.face for side in sides for one in side.faces}
    some = [_OnlySome.of(source, shown) for source in sources]
    pdf = sides_pdf(some, sides, grid.paper, document_info(made, workspace.context))
    return ShownSheet(pdf, *_cut_outs(sheet, grid, "whole"), has_back=len(sides) > 1)


@dataclass(frozen=True)
class _OnlySome:
    """Some of the faces of a source."""

    pdf: bytes
    clear: float
    pages: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, source: FaceSource, faces: Set[str]) -> "_OnlySome":
        """Those of the source's faces that are among these."""
        pages = {face: at for face, at in source.pages.items() if face in faces}
        return cls(source.pdf, source.clear, pages)


def _imposed(
    made: TypesetPiece, deck: Deck, workspace: Workspace
) -> tuple[tuple[Sheet[str], ...], list[FaceSource]]:
    """The sheets of a piece, and what all that lies on them is taken from."""
    context, margin_text = workspace.context, workspace.margin_text
    printing, grid = made.printing, made.grid
    letter = letter_place(made.format, context.looks)
    bleed, offset = made.format.bleed, printing.offset_on(grid.paper)
    cards, sources = _decks(made, deck, workspace)
    scheme = Scheme(grid, bleed, printing.flip, printing.order, offset, letter)
    sources += [
        margin_text.typeset(margin_text.ruler),
        margin_text.slug(made.name, printing.flip),
    ]
    return impose(cards, deck.blank, scheme), sources


def _on_sheets(made: TypesetPiece, deck: Deck, workspace: Workspace) -> Iterator[FinishedFile]:
    context, printing, grid = workspace.context, made.printing, made.grid
    sheets, sources = _imposed(made, deck, workspace)
    parts = _parts(sheets, in_margin(grid, context), grid, printing)
    for job, sides in zip(card_jobs(made, deck, context), parts, strict=True):
        info = document_info(made, context, job.flip, job.part)
        pdf = sides_pdf(sources, sides, grid.paper, info)
        yield FinishedFile(job, pdf, (), *_cut_outs(sheets[0], grid, job.part))


def _decks(
    made: TypesetPiece, deck: Deck, workspace: Workspace
) -> tuple[list[Card[str]], list[FaceSource]]:
    """The cards of all decks, one deck after the other, and what their faces are taken from."""
    letters = decks_of(made.name, made.piece, workspace.context)
    if not letters:
        return list(deck.cards), list(made.batches)
    cards = [replace(card, letter=f"deck-{card.letter}") for card in deck.in_decks(letters)]
    seals = workspace.margin_text.letters(letters, made.format.scale)
    return cards, [*made.batches, *map(workspace.margin_text.typeset, seals)]


def _parts(
    sheets: Sequence[Sheet[str]],
    margin: tuple[Placement[str], ...],
    grid: Grid,
    printing: Printing,
) -> Iterator[list[Side]]:
    """The sides of each file in the order of its pages, fronts before backs.

    Backs in a file of their own come last sheet first: a pile of fronts that is laid back as it
    came out has its last sheet on top.
    """
    lines = marks(grid, printing.marks, printing.edge)
    behind = lines if printing.marks_on == "both" else ()
    moved = tuple(line.moved(*printing.offset_on(grid.paper)) for line in behind)
    fronts = [Side((*sheet.front, *margin), lines) for sheet in sheets]
    backs = [Side(sheet.back, moved) for sheet in sheets if sheet.back]
    if printing.separate_backs:
        yield fronts
        yield backs[::-1]
    elif backs:
        pairs = zip(fronts, backs, strict=True)
        yield [side for pair in pairs for side in pair]
    else:
        yield fronts


def _cut_outs(
    sheet: Sheet[str], grid: Grid, part: Part
) -> tuple[tuple[CutOut, ...], tuple[CutOut, ...]]:
    """Fronts and backs of the first sheet; where they are in two files, one of the two."""
    behind = sheet.front[-grid.places :] if grid.fold else sheet.back
    on_page = 1 if part == "whole" and sheet.back else 0
    backs = tuple(CutOut(on_page, one.trim, one.turn) for one in behind)
    fronts = tuple(CutOut(0, grid.front(place), 0) for place in range(grid.places))
    if part == "backs":
        return backs, ()
    return fronts, backs if part == "whole" else ()
