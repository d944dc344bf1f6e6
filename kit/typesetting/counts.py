"""The files that a piece becomes and how each is printed, counted: nothing is typeset or drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from kit.core.sizes import paper_named
from kit.imposition.grid import Grid
from kit.imposition.marks import margin_faces
from kit.imposition.place import Card, FlipEdge, Placement, sheets_needed
from kit.imposition.print_job import Part, PrintJob
from kit.imposition.print_plan import GuidePlan
from kit.layout.faces import Deck, Face, Faces
from kit.layout.formats import tiling_of
from kit.layout.pieces import Piece
from kit.layout.subjects import subjects
from kit.session.print_settings import Printing
from kit.system.cache import Store
from kit.system.keys import inputs, key_of
from kit.system.memory import Memory
from kit.typesetting.job import JobContext
from kit.typesetting.margin_text import RULER, SLUG
from kit.typesetting.print_rules import (
    begun_job,
    decks_of,
    format_of,
    made_for,
    printing_of,
)
from kit.typesetting.stages import DrawnPiece


def jobs(drawn: DrawnPiece, pages: int, context: JobContext) -> tuple[PrintJob, ...]:
    """The files of a piece; `pages` is how many its faces are, or flow over."""
    if drawn.faces.deck:
        return card_jobs(drawn, drawn.faces.deck, context)
    return (page_job(drawn, pages, context),)


def counted_piece(
    name: str, piece: Piece, plan: GuidePlan, context: JobContext
) -> DrawnPiece | None:
    """A piece of cards or posters with as many faces as it has, none of them drawn.

    None for what has to be drawn to be counted: texts, slides, a pack's own layouts, faces that
    are pages for a screen, and posters that may be alike. A piece without subjects has no faces.
    """
    printed = printing_of(piece, context.printing)
    is_card = piece.made_as == "cards"
    if context.layouts.own or not (is_card or piece.made_as == "posters"):
        return None
    words, attendance = context.labels.pieces[name], context.event.attendance
    about = [one.about for one in subjects(piece, context.selection, words, attendance)]
    # Faces with the same content are one, and a poster shows what it is about.
    if (is_card and printed.destination == "screen") or len({*about}) < len(about):
        return None
    ids = [f"face-{number}" for number, _ in enumerate(about, 1)]
    faces = tuple(Face(*one, "", "", Markup()) for one in zip(ids, about, strict=True))
    deck = Deck(tuple(Card(id_, id_) for id_ in ids), Card("blank", "blank")) if is_card else None
    format_ = format_of(piece, printed, context.looks)
    return DrawnPiece(name, piece, printed, format_, Faces(faces, _no_document, deck), plan)


def uncounted_text(
    name: str, piece: Piece, plan: GuidePlan, context: JobContext
) -> DrawnPiece | None:
    """A text of which nobody has counted the pages: it has none. None for what has to be drawn."""
    words, attendance = context.labels.pieces[name], context.event.attendance
    if context.layouts.own or not any(subjects(piece, context.selection, words, attendance)):
        return None
    return _of_pages(name, piece, plan, context, 0)


def _of_pages(
    name: str, piece: Piece, plan: GuidePlan, context: JobContext, pages: int
) -> DrawnPiece:
    """A text of so many pages that is not drawn."""
    printed = printing_of(piece, context.printing)
    format_ = format_of(piece, printed, context.looks)
    none = Faces((), _no_document)
    return DrawnPiece(name, piece, printed, format_, none, plan, known_pages=pages)


def _no_document(_: Sequence[Face]) -> str:
    raise AssertionError("what is only counted is not typeset")


class PageCounts:
    """Over how many pages the texts of a kit flow, where they were typeset before.

    They are known by all that a text is drawn with, so that it need not be drawn to be counted.
    """

    def __init__(self, context: JobContext, store: Store | None, made_of: object) -> None:
        """`made_of` tells layouts and typefaces from others."""
        self._context = context
        self._store = store
        self._made_of = made_of

    def counted(self, name: str, piece: Piece, plan: GuidePlan) -> DrawnPiece | None:
        """A text with its pages counted and nothing drawn; None where nobody has counted them."""
        context = self._context
        pages = None if context.layouts.own else self._taken(self._key(name, piece, plan))
        return None if pages is None else _of_pages(name, piece, plan, context, pages)

    def keep(self, drawn: DrawnPiece, pages: int) -> None:
        """Remember how many pages a text is; of a pack's own layouts nothing is remembered."""
        if self._context.layouts.own:
            return
        key = self._key(drawn.name, drawn.piece, drawn.plan)
        if _pages.take(key) != pages:
            _pages.keep(key, pages)
            if self._store:
                self._store.keep(key, str(pages).encode())

    def _taken(self, key: str) -> int | None:
        pages = _pages.take(key)
        if pages is None and self._store and (held := self._store.take(key)):
            pages = _pages.keep(key, int(held))
        return pages

    def _key(self, name: str, piece: Piece, plan: GuidePlan) -> str:
        context = self._context
        printed = context.selection.printed_pack.digest
        told = (piece, plan, context.selection, context.event, context.printing, context.amounts)
        beside = (printed, context.files, context.shown)
        return key_of("pages", name, self._made_of, inputs((told, beside)))


_pages: Memory[int] = Memory(20_000)


def card_jobs(drawn: DrawnPiece, deck: Deck, context: JobContext) -> tuple[PrintJob, ...]:
    """The files of a piece of cards: two where fronts and backs are apart, else one."""
    cards = deck.in_decks(decks_of(drawn.name, drawn.piece, context))
    letters = tuple(dict.fromkeys(card.letter for card in cards if card.letter))
    whole = replace(begun_job(drawn, context), cards=len(cards), letters=letters)
    to, sides = context.printing.destination, drawn.piece.sides
    if to == "screen":
        return (replace(whole, pages=len(drawn.faces.faces)),)
    if to == "print-shop":
        return (replace(whole, pages=whole.cards * sides, sides=sides),)
    return tuple(_on_sheets(whole, drawn, context))


def _on_sheets(job: PrintJob, drawn: DrawnPiece, context: JobContext) -> Iterator[PrintJob]:
    printing, grid = drawn.printing, drawn.grid
    sheets = sheets_needed(job.cards, grid.places)
    whole = replace(
        job,
        paper=paper_named(grid.paper),
        blanks=sheets * grid.places - job.cards,
        grid=grid,
        rulers=sum(one.face == RULER for one in in_margin(grid, context)),
    )
    if grid.fold:
        # What is folded becomes twice as thick.
        lightest, heaviest = whole.weight
        whole = replace(whole, weight=(lightest // 2, heaviest // 2))
    parts: tuple[Part, ...] = ("fronts", "backs") if printing.separate_backs else ("whole",)
    for part in parts:
        yield replace(
            _printed(whole, part, sheets, printing), file=context.pdf_name(drawn.name, part)
        )


def in_margin(grid: Grid, context: JobContext) -> tuple[Placement[str], ...]:
    """What stands in the margin of each front: rulers, and the line that names the sheet."""
    ruler, slug = context.margin.ruler, context.margin.slug
    kind, edge = context.printing.marks, context.printing.edge
    return margin_faces(RULER, ruler.size, ruler.length, SLUG, slug.size, grid, kind, edge)


def _printed(job: PrintJob, part: Part, sheets: int, printing: Printing) -> PrintJob:
    """The job of one file; the backs alone take no paper, for they go onto that of their fronts."""
    duplex = part == "whole" and printing.flip in ("long", "short")
    flip: FlipEdge | None = ("short" if printing.flip == "short" else "long") if duplex else None
    return replace(
        job,
        part=part,
        pages=2 * sheets if duplex else sheets,
        sheets=0 if part == "backs" else sheets,
        sides=2 if duplex else 1,
        flip=flip,
    )


def page_job(drawn: DrawnPiece, pages: int, context: JobContext) -> PrintJob:
    """The file of a piece that is not cards; `pages` is how many its faces are, or flow over."""
    if drawn.piece.is_wall_sized and context.printing.posters_in_parts:
        return _glued(drawn, pages, context)
    flip = _flip(drawn.piece, pages, context)
    sides = 2 if flip else 1
    to_print = made_for(drawn.piece, context) == "office"
    job = replace(
        begun_job(drawn, context),
        paper=paper_named(drawn.format.printed) if to_print else "",
        pages=pages,
        sheets=-(-pages // sides) if to_print else 0,
        sides=sides,
        flip=flip,
    )
    names = context.event.attendance.names
    return _for_each(job, len(names)) if drawn.piece.fillable and names else job


def _for_each(job: PrintJob, people: int) -> PrintJob:
    """The file of a form once for each person by name, each of whom begins on a new sheet."""
    pages = job.sheets * job.sides or job.pages
    return replace(job, pages=pages * people, sheets=job.sheets * people, copies=1, people=people)


def _flip(piece: Piece, pages: int, context: JobContext) -> FlipEdge | None:
    """Texts stand upright on both sides of a sheet, so they turn like the leaf of a book.

    Backs apart are for thick paper, which none of this is printed on.
    """
    printing = context.printing
    one_sided = printing.flip in ("none", "fold") or not printing.turns_sheets
    if piece.made_as == "posters" or pages == 1 or one_sided:
        return None
    return None if printing.destination == "screen" else "long"


def _glued(drawn: DrawnPiece, posters: int, context: JobContext) -> PrintJob:
    """Posters in parts: every part a page, poster for poster."""
    tiling = tiling_of(context.printing)
    pages = posters * tiling.count
    paper = paper_named(tiling.paper)
    return replace(begun_job(drawn, context), paper=paper, pages=pages, sheets=pages, tiling=tiling)
