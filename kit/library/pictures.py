"""Pictures of what a kit will be, one at a time: of a card, of a page, of a sheet.

Only what is asked for is laid out and drawn. Faces are taken from the cache, or typeset as for a
build where nobody typeset them before.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal, get_args

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.core.progress import Progress, Unwatched
from kit.core.spelling import as_typed
from kit.core.wording import cut_short, in_short
from kit.layout.faces import Face
from kit.layout.limits import done_within_bounds
from kit.layout.pieces import named_pieces
from kit.library.turns import cache_store, in_turn, places
from kit.pdf.pictures import cut_sheet, page_picture
from kit.pipeline.cards import one_sheet
from kit.pipeline.plan import drawn_alone
from kit.pipeline.request import Request, request_for
from kit.session.arguments import Session, asked_for
from kit.system.cache import Store
from kit.system.keys import inputs, key_of
from kit.system.memory import Memory
from kit.system.workers import SideBySide
from kit.typesetting.counts import card_jobs
from kit.typesetting.stages import TypesetPiece
from kit.typesetting.steps import begin, typeset
from kit.typesetting.workspace import Workspace, workspace_for

Side = Literal["front", "back"]

# In pixels.
_NARROWEST, _WIDEST = 16, 4000
# So many cards are named in a message.
_MOST_NAMED = 8

# Makes a picture of a piece that was typeset.
_Show = Callable[[TypesetPiece, Workspace], bytes]


def picture_of_card(
    session: Session,
    piece: str,
    card: str,
    *,
    side: Side = "front",
    width: int = 400,
    cache: bool | str | Path = True,
    workers: int | None = None,
) -> bytes:
    """A card as a PNG that is `width` pixels wide, as it will be cut; its front or its back.

    `piece` is its id or name, such as value-cards, and `card` the id, the number or the name of
    what it is about, as `kit list` tells them: chosen or not, since all cards of a pack are typeset
    together. `cache` and `workers` are those of `build`. Raises KitError for what is wrong with the
    session, and where it has no such piece or card.
    """
    _check(width, side)
    show = partial(_card, card=card, side=side, width=width)
    return _picture(session, piece, show, cache, workers, of_all=True)


def picture_of_page(
    session: Session,
    piece: str,
    page: int = 1,
    *,
    width: int = 800,
    cache: bool | str | Path = True,
    workers: int | None = None,
) -> bytes:
    """A poster, or a page of a text such as the guide, as a PNG that is `width` pixels wide.

    `page` counts from 1. A poster is shown whole, however many sheets it is glued of, and a form is
    empty. `piece`, `cache`, `workers` and errors are those of `picture_of_card`.
    """
    _check(width)
    return _picture(session, piece, partial(_page, page=page, width=width), cache, workers)


def picture_of_sheet(
    session: Session,
    piece: str,
    sheet: int = 1,
    *,
    side: Side = "front",
    cut: bool = False,
    width: int = 800,
    cache: bool | str | Path = True,
    workers: int | None = None,
) -> bytes:
    """A sheet of cards as a PNG that is `width` pixels wide: as it will be printed, marks and all.

    `sheet` counts from 1. With `cut` it is shown as it will look cut: the fronts apart from each
    other and, right of them, the backs; `side` then says nothing. `piece`, `cache`, `workers` and
    errors are those of `picture_of_card`.
    """
    _check(width, side)
    show = partial(_sheet, sheet=sheet, side=side, cut=cut, width=width)
    return _picture(session, piece, show, cache, workers)


def _check(width: int, side: Side = "front") -> None:
    if not _NARROWEST <= width <= _WIDEST:
        raise ValueError(f"width is {_NARROWEST} to {_WIDEST} pixels")
    if side not in get_args(Side):
        raise ValueError(f"side is {' or '.join(get_args(Side))}")


def _picture(
    session: Session,
    piece: str,
    show: _Show,
    cache: bool | str | Path,
    workers: int | None,
    *,
    of_all: bool = False,
) -> bytes:
    """What `show` gives for a piece of a session; `of_all` the pack, whatever was chosen."""
    asked, store = asked_for(session), cache_store(cache)
    with in_turn():
        request = request_for(asked, beside=False)
        (name,) = named_pieces(request.pieces, request.labels, (piece,))
        work = partial(_shown, name, request, show, store, places(workers), of_all=of_all)
        return done_within_bounds(work, request.layouts, Unwatched())


def _shown(
    name: str,
    request: Request,
    show: _Show,
    store: Store | None,
    workers: int | None,
    _: Progress,
    *,
    of_all: bool,
) -> bytes:
    """The picture; a process of its own gives the same."""
    with SideBySide(workers) as side_by_side:
        workspace = workspace_for(request.context, store, side_by_side)
        make = partial(_typeset, name, request, workspace, of_all=of_all)
        key = _key(name, request, workspace, of_all=of_all)
        return show(_before.made(key, make) if key else make(), workspace)


# In bytes of PDF: some 50 packs of cards.
_before: Memory[TypesetPiece] = Memory(
    50_000_000, lambda made: sum(len(batch.pdf) for batch in made.batches)
)


def _key(name: str, request: Request, workspace: Workspace, *, of_all: bool) -> str:
    """The key of a piece that was typeset; empty where it is not to be remembered.

    That is where a pack brings layouts, and where people are named.
    """
    context = request.context
    if context.layouts.own or context.event.attendance.names:
        return ""
    chosen = context.whole_pack if of_all else context.selection
    told = (
        (name, tuple(request.pieces.items()), chosen, chosen.printed_pack.digest),
        (context.printing, context.event, context.amounts, context.files, context.shown),
    )
    return key_of(workspace.layouts.made_of, inputs(told))


def _typeset(name: str, request: Request, workspace: Workspace, *, of_all: bool) -> TypesetPiece:
    drawn = drawn_alone(name, request, workspace, of_all=of_all)
    if drawn is None:
        raise KitError.of(
            Message("{piece}: this holds nothing", piece=request.labels.pieces[name].title)
        )
    begin(drawn, workspace)
    return typeset(drawn, workspace)


def _card(made: TypesetPiece, _: Workspace, *, card: str, side: Side, width: int) -> bytes:
    faces = {face.id: face for face in made.faces.faces}
    cards = made.faces.deck.cards if made.faces.deck else ()
    for one in cards:
        if as_typed(card) & _spellings(faces[one.front]):
            shown = one.front if side == "front" else one.back
            batch = next(batch for batch in made.batches if shown in batch.pages)
            return page_picture(batch.pdf, batch.pages[shown][0], width)
    known = [faces[one.front].subject for one in cards]
    asked = cut_short(card)
    if not known:
        text = Message(
            "no card {card} of {piece}: there are none, for it is not cards",
            card=asked,
            piece=made.name,
        )
        raise KitError.of(text)
    some = in_short(known, _MOST_NAMED)
    raise KitError.of(
        Message(
            "no card {card} of {piece}: there are {cards}",
            card=asked,
            piece=made.name,
            cards=some,
        )
    )


def _spellings(face: Face) -> set[str]:
    """How the card of a face may be called: by its id, its number, its name, or as it is listed."""
    number, _, name = face.about.partition(" ")
    return set().union(*map(as_typed, filter(None, (face.subject, face.about, number, name))))


def _page(made: TypesetPiece, _: Workspace, *, page: int, width: int) -> bytes:
    if made.faces.deck:
        raise KitError.of(
            Message("{piece} are cards: ask for one of them, or for a sheet", piece=made.name)
        )
    pages = made.typeset.page_count
    if not 1 <= page <= pages:
        raise KitError.of(
            Message(
                "no page {page} of {piece}: there are {count}",
                page=page,
                piece=made.name,
                count=pages,
            )
        )
    return page_picture(made.typeset.pdf, page - 1, width)


def _sheet(
    made: TypesetPiece, workspace: Workspace, *, sheet: int, side: Side, cut: bool, width: int
) -> bytes:
    deck = made.faces.deck
    if deck is None or workspace.context.printing.destination != "office":
        raise KitError.of(
            Message("{piece} is not laid on sheets: ask for a page, or for a card", piece=made.name)
        )
    count = card_jobs(made, deck, workspace.context)[0].sheets
    if not 1 <= sheet <= count:
        raise KitError.of(
            Message(
                "no sheet {sheet} of {piece}: there are {count}",
                sheet=sheet,
                piece=made.name,
                count=count,
            )
        )
    found = one_sheet(made, deck, sheet, workspace)
    if cut:
        return cut_sheet(found.pdf, found.fronts, found.backs, widest=width)
    if side == "back" and not found.has_back:
        raise KitError.of(Message("the sheets of {piece} have no back", piece=made.name))
    return page_picture(found.pdf, 1 if side == "back" else 0, width)
