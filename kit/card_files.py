"""Typeset cards become files: sheets to cut, or one face a page for a print shop or the screen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kit.faces import Deck
from kit.formats import letter_place
from kit.grids import Grid, Rect, best_grid
from kit.imposition import Card, FlipEdge, Placement, Scheme, Sheet, impose
from kit.marks import margin_faces, marks
from kit.paper import PAPERS, Size, paper_named
from kit.preview import CutOut
from kit.print_file import PrintFile
from kit.print_job import Part, PrintJob
from kit.printing import Flip, Printing
from kit.setting import SetPiece, Setting, bookmarks
from kit.sheets import FaceSource, Side, pages_pdf, sides_pdf

RULER, SLUG = "ruler", "slug"


def card_files(made: SetPiece, deck: Deck, setting: Setting) -> Iterator[PrintFile]:
    """The files of a piece of cards: two where fronts and backs are apart, else one."""
    to = setting.printing.destination
    if to == "screen":
        yield _for_screen(made, deck, setting)
    elif to == "print-shop":
        yield _for_print_shop(made, deck, setting)
    else:
        yield from _on_sheets(made, deck, setting)


def _for_screen(made: SetPiece, deck: Deck, setting: Setting) -> PrintFile:
    wishes = replace(setting.wishes(made), bookmarks=bookmarks(made))
    job = replace(setting.job(made), pages=made.typeset.page_count, cards=len(deck.cards))
    pdf = pages_pdf(made.typeset.pdf, wishes, clear=made.typeset.clear)
    return PrintFile(job, pdf, made.faces.faces)


def _for_print_shop(made: SetPiece, deck: Deck, setting: Setting) -> PrintFile:
    """Front and back of every card in turn, each a page with its bleed."""
    cards, sources = _decks(made, deck, setting)
    bleed, size = made.format.bleed, made.format.printed
    paper = Size(size.width + 2 * bleed, size.height + 2 * bleed)
    trim = Rect(bleed, bleed, size.width, size.height)
    letter = letter_place(made.format, setting.looks).moved(bleed, bleed)
    both = (_both_faces(card, trim, letter, paper) for card in cards)
    sides = [side for faces in both for side in islice(faces, made.piece.sides)]
    job = replace(
        setting.job(made),
        pages=len(sides),
        sides=made.piece.sides,
        cards=len(cards),
    )
    return PrintFile(job, sides_pdf(sources, sides, paper, setting.wishes(made), trim))


def _both_faces(card: Card[str], trim: Rect, letter: Rect, paper: Size) -> Iterator[Side]:
    whole = Rect(0, 0, paper.width, paper.height)
    front = Placement(card.front, trim, 0, whole)
    sealed = [Placement(card.letter, letter, 0, letter)] if card.letter else []
    yield Side((front, *sealed))
    yield Side((Placement(card.back, trim, 0, whole),))


def _on_sheets(made: SetPiece, deck: Deck, setting: Setting) -> Iterator[PrintFile]:
    printing = _printing(made, setting)
    grid = best_grid(
        made.format.printed,
        PAPERS[printing.paper],
        printing.margin,
        printing.gutter,
        folded=printing.flip == "fold",
    )
    letter = letter_place(made.format, setting.looks)
    bleed, offset = made.format.bleed, printing.offset_on(grid.paper)
    cards, sources = _decks(made, deck, setting)
    scheme = Scheme(grid, bleed, printing.flip, printing.order, offset, letter)
    sheets = impose(cards, deck.blank, scheme)
    margin, furniture = _margin(made.name, grid, printing.flip, setting)
    whole = replace(
        setting.job(made),
        paper=paper_named(grid.paper),
        cards=len(cards),
        blanks=len(sheets) * grid.places - len(cards),
        grid=grid,
        rulers=sum(one.face == RULER for one in margin),
    )
    if grid.fold:
        # What is folded becomes twice as thick.
        lightest, heaviest = whole.weight
        whole = replace(whole, weight=(lightest // 2, heaviest // 2))
    for part, sides in _parts(sheets, margin, grid, printing):
        job = _printed(whole, part, len(sides), len(sheets), printing)
        job = replace(job, file=setting.file(made.name, part))
        wishes = setting.wishes(made, job.flip)
        pdf = sides_pdf([*sources, *furniture], sides, grid.paper, wishes)
        yield PrintFile(job, pdf, (), *_cut_outs(sheets[0], grid, part))


def _printing(made: SetPiece, setting: Setting) -> Printing:
    """How the piece is printed: cards without backs have no edge to turn about."""
    if made.piece.sides == 2:
        return setting.printing
    fronts_only = {"flip": "none", "separate_backs": False, "marks_on": "front"}
    return setting.printing.model_copy(update=fronts_only)


def _decks(
    made: SetPiece, deck: Deck, setting: Setting
) -> tuple[list[Card[str]], list[FaceSource]]:
    """The cards of all decks, one deck after the other, and what their faces are taken from."""
    letters = setting.decks(made.name, made.piece)
    if not letters:
        return list(deck.cards), [made.typeset]
    cards = [replace(card, letter=f"deck-{letter}") for letter in letters for card in deck.cards]
    return cards, [made.typeset, setting.letters(letters, made.format.scale)]


def _margin(
    name: str, grid: Grid, flip: Flip, setting: Setting
) -> tuple[tuple[Placement[str], ...], tuple[FaceSource, ...]]:
    """What stands in the margin of each front, and what its faces are taken from."""
    ruler, slug = setting.margin.ruler, setting.margin.slug
    title = setting.labels.pieces[name].title
    text = setting.labels.slug[flip].format(title=title)
    kind = setting.printing.marks
    placed = margin_faces(RULER, ruler.size, ruler.length, SLUG, slug.size, grid, kind)
    return placed, (setting.ruler(), setting.words("slug", slug.size, {SLUG: text}))


def _parts(
    sheets: Sequence[Sheet[str]],
    margin: tuple[Placement[str], ...],
    grid: Grid,
    printing: Printing,
) -> Iterator[tuple[Part, list[Side]]]:
    """The sides of each file in the order of its pages.

    Backs in a file of their own come last sheet first: a pile of fronts that is laid back as it
    came out has its last sheet on top.
    """
    lines = marks(grid, printing.marks)
    behind = lines if printing.marks_on == "both" else ()
    moved = tuple(line.moved(*printing.offset_on(grid.paper)) for line in behind)
    fronts = [Side((*sheet.front, *margin), lines) for sheet in sheets]
    backs = [Side(sheet.back, moved) for sheet in sheets if sheet.back]
    if printing.separate_backs:
        yield "fronts", fronts
        yield "backs", backs[::-1]
    elif backs:
        pairs = zip(fronts, backs, strict=True)
        yield "whole", [side for pair in pairs for side in pair]
    else:
        yield "whole", fronts


def _printed(job: PrintJob, part: Part, pages: int, sheets: int, printing: Printing) -> PrintJob:
    """The job of one file; the backs alone take no paper, for they go onto that of their fronts."""
    duplex = part == "whole" and printing.flip in ("long", "short")
    flip: FlipEdge | None = ("short" if printing.flip == "short" else "long") if duplex else None
    return replace(
        job,
        part=part,
        pages=pages,
        sheets=0 if part == "backs" else sheets,
        sides=2 if duplex else 1,
        flip=flip,
    )


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
