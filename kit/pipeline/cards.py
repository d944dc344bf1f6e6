"""Typeset cards become files: sheets to cut, or one face a page for a print shop or the screen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kit.core.sizes import Size
from kit.imposition.grid import Grid, Rect
from kit.imposition.marks import marks
from kit.imposition.place import Card, Placement, Scheme, Sheet, impose
from kit.imposition.print_job import Part
from kit.layout.faces import Deck
from kit.layout.formats import letter_place
from kit.pdf.face_store import FaceSource, Side
from kit.pdf.pictures import CutOut
from kit.pipeline.result import PrintFile
from kit.pipeline.sheets import pages_pdf, sides_pdf
from kit.session.print_settings import Printing
from kit.typesetting.counts import card_jobs, grid_of, in_margin
from kit.typesetting.job import Setting
from kit.typesetting.stages import TypesetPiece, bookmarks


def card_files(made: TypesetPiece, deck: Deck, setting: Setting) -> Iterator[PrintFile]:
    """The files of a piece of cards: two where fronts and backs are apart, else one."""
    to = setting.printing.destination
    if to == "screen":
        yield _for_screen(made, deck, setting)
    elif to == "print-shop":
        yield _for_print_shop(made, deck, setting)
    else:
        yield from _on_sheets(made, deck, setting)


def _for_screen(made: TypesetPiece, deck: Deck, setting: Setting) -> PrintFile:
    wishes = replace(setting.wishes(made), bookmarks=bookmarks(made))
    (job,) = card_jobs(made, deck, setting)
    pdf = pages_pdf(made.typeset.pdf, wishes, clear=made.typeset.clear)
    return PrintFile(job, pdf, made.faces.faces)


def _for_print_shop(made: TypesetPiece, deck: Deck, setting: Setting) -> PrintFile:
    """Front and back of every card in turn, each a page with its bleed."""
    cards, sources = _decks(made, deck, setting)
    bleed, size = made.format.bleed, made.format.printed
    paper = Size(size.width + 2 * bleed, size.height + 2 * bleed)
    trim = Rect(bleed, bleed, size.width, size.height)
    letter = letter_place(made.format, setting.looks).moved(bleed, bleed)
    both = (_both_faces(card, trim, letter, paper) for card in cards)
    sides = [side for faces in both for side in islice(faces, made.piece.sides)]
    (job,) = card_jobs(made, deck, setting)
    return PrintFile(job, sides_pdf(sources, sides, paper, setting.wishes(made), trim))


def _both_faces(card: Card[str], trim: Rect, letter: Rect, paper: Size) -> Iterator[Side]:
    whole = Rect(0, 0, paper.width, paper.height)
    front = Placement(card.front, trim, 0, whole)
    sealed = [Placement(card.letter, letter, 0, letter)] if card.letter else []
    yield Side((front, *sealed))
    yield Side((Placement(card.back, trim, 0, whole),))


def _on_sheets(made: TypesetPiece, deck: Deck, setting: Setting) -> Iterator[PrintFile]:
    printing, grid = setting.printed(made.piece), grid_of(made, setting)
    letter = letter_place(made.format, setting.looks)
    bleed, offset = made.format.bleed, printing.offset_on(grid.paper)
    cards, sources = _decks(made, deck, setting)
    scheme = Scheme(grid, bleed, printing.flip, printing.order, offset, letter)
    sheets = impose(cards, deck.blank, scheme)
    sources += [
        setting.margin_text.typeset(setting.margin_text.ruler),
        setting.margin_text.slug(made.name, printing.flip),
    ]
    parts = _parts(sheets, in_margin(grid, setting), grid, printing)
    for job, sides in zip(card_jobs(made, deck, setting), parts, strict=True):
        wishes = setting.wishes(made, job.flip)
        pdf = sides_pdf(sources, sides, grid.paper, wishes)
        yield PrintFile(job, pdf, (), *_cut_outs(sheets[0], grid, job.part))


def _decks(
    made: TypesetPiece, deck: Deck, setting: Setting
) -> tuple[list[Card[str]], list[FaceSource]]:
    """The cards of all decks, one deck after the other, and what their faces are taken from."""
    letters = setting.decks(made.name, made.piece)
    if not letters:
        return list(deck.cards), list(made.batches)
    faces = [f"deck-{letter}" for letter in letters]
    cards = [Card(card.front, card.back, letter) for letter in faces for card in deck.cards]
    seals = setting.margin_text.letters(letters, made.format.scale)
    return cards, [*made.batches, *map(setting.margin_text.typeset, seals)]


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
    lines = marks(grid, printing.marks)
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
