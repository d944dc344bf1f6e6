"""Which card lies where on which side of which sheet: arithmetic in mm, no PDF.

Coordinates are mm from the upper left corner of the side as it lies in front of its reader, x to
the right and y down.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from kit.core.rect import Rect
from kit.core.sizes import Size
from kit.imposition.grid import Grid
from kit.session.options import Flip, Order

FaceT = TypeVar("FaceT")
FlipEdge = Literal["long", "short"]
Turn = Literal[0, 90, 180]

# Backs are painted this far over the line they share, so that no white hairline shows between them.
OVERLAP = 0.1


@dataclass(frozen=True)
class Placement(Generic[FaceT]):
    """A face whose trim lies on `trim`, turned clockwise by `turn` degrees, shown within `clip`."""

    face: FaceT
    trim: Rect
    turn: Turn
    clip: Rect

    def moved(self, x: float, y: float) -> "Placement[FaceT]":
        """The placement moved to the right and down, in mm."""
        return Placement(self.face, self.trim.moved(x, y), self.turn, self.clip.moved(x, y))


@dataclass(frozen=True)
class Card(Generic[FaceT]):
    """The two faces of a card, and the letter of its deck where there is more than one deck."""

    front: FaceT
    back: FaceT
    letter: FaceT | None = None


@dataclass(frozen=True)
class Sheet(Generic[FaceT]):
    """Both sides of a sheet; `back` is empty where only one side is printed."""

    front: tuple[Placement[FaceT], ...]
    back: tuple[Placement[FaceT], ...]


@dataclass(frozen=True)
class Scheme:
    """How cards are laid out on sheets.

    `flip` says where backs go and `order` how cards follow each other, as in Printing. `offset`
    moves backs, in mm. `letter` is where the letter of its deck stands on a front, from the upper
    left corner of the trim.
    """

    grid: Grid
    bleed: float
    flip: Flip
    order: Order
    offset: tuple[float, float] = (0.0, 0.0)
    letter: Rect | None = None


def impose(
    cards: Sequence[Card[FaceT]], blank: Card[FaceT], scheme: Scheme
) -> tuple[Sheet[FaceT], ...]:
    """The cards on as many sheets as they need; blank cards fill the places left over.

    In rows, cards follow each other in reading order, sheet for sheet. In stacks, they follow each
    other down through the pile of sheets, place for place: a pile that is cut through as one gives
    small piles which, laid on each other, are the cards in their order.
    """
    places: list[_Place[FaceT]] = [_place(number, scheme) for number in range(scheme.grid.places)]
    sheets = sheets_needed(len(cards), len(places))

    def card_at(sheet: int, place: int) -> Card[FaceT]:
        at = place * sheets + sheet if scheme.order == "stack" else sheet * len(places) + place
        return cards[at] if at < len(cards) else blank

    return tuple(
        _sheet([(card_at(sheet, number), place) for number, place in enumerate(places)], scheme)
        for sheet in range(sheets)
    )


def sheets_needed(cards: int, places: int) -> int:
    """How many sheets of so many places the cards take."""
    return -(-cards // places)


class _Spot(Generic[FaceT]):
    """A spot on every sheet; asked twice for the same face, it gives the same Placement object."""

    def __init__(self, place: Placement[None]) -> None:
        self._place = place
        self._held: dict[FaceT, Placement[FaceT]] = {}

    def holding(self, face: FaceT) -> Placement[FaceT]:
        if face not in self._held:
            place = self._place
            self._held[face] = Placement(face, place.trim, place.turn, place.clip)
        return self._held[face]


@dataclass(frozen=True)
class _Place(Generic[FaceT]):
    """Where a card lies; `back` is behind it, or beside the front where the grid has a fold."""

    front: _Spot[FaceT]
    letter: _Spot[FaceT] | None
    back: _Spot[FaceT]


def _place(number: int, scheme: Scheme) -> _Place[FaceT]:
    trim = scheme.grid.front(number)
    front = Placement(None, trim, 0, _clip(trim, scheme.grid, scheme.bleed, 0.0))
    sealed = scheme.letter.moved(trim.left, trim.top) if scheme.letter else None
    letter: _Spot[FaceT] | None = _Spot(Placement(None, sealed, 0, sealed)) if sealed else None
    return _Place(_Spot(front), letter, _Spot(_behind(number, scheme)))


def _behind(number: int, scheme: Scheme) -> Placement[None]:
    grid = scheme.grid
    if grid.fold:
        trim = grid.folded_back(number)
        # Folded backwards about a level line, what is up comes to lie down.
        turn: Turn = 180 if grid.fold == "level" else 0
        return Placement(None, trim, turn, _clip(trim, grid, scheme.bleed, 0.0))
    edge: FlipEdge = "short" if scheme.flip == "short" else "long"
    trim, turn = back_of(grid.front(number), grid.paper, edge)
    back = Placement(None, trim, turn, _clip(trim, grid, scheme.bleed, OVERLAP))
    return back.moved(*scheme.offset)


def _sheet(cards: Sequence[tuple[Card[FaceT], _Place[FaceT]]], scheme: Scheme) -> Sheet[FaceT]:
    fronts = tuple(one for card, place in cards for one in _front(card, place))
    if scheme.flip == "none":
        return Sheet(fronts, ())
    backs = tuple(place.back.holding(card.back) for card, place in cards)
    return Sheet((*fronts, *backs), ()) if scheme.flip == "fold" else Sheet(fronts, backs)


def _front(card: Card[FaceT], place: _Place[FaceT]) -> Iterator[Placement[FaceT]]:
    yield place.front.holding(card.front)
    if card.letter is not None and place.letter is not None:
        yield place.letter.holding(card.letter)


def back_of(trim: Rect, paper: Size, flip: FlipEdge) -> tuple[Rect, Turn]:
    """Where the back of a card lies on the other side of its sheet, and how it is turned.

    A sheet turned over about an upright edge swaps left and right, and its back stays upright. One
    turned over about a level edge swaps top and bottom, and its back stands on its head.
    """
    long_edge_is_upright = paper.height >= paper.width
    if long_edge_is_upright == (flip == "long"):
        x = paper.width - trim.left - trim.width
        return Rect(x, trim.top, trim.width, trim.height), 0
    y = paper.height - trim.top - trim.height
    return Rect(trim.left, y, trim.width, trim.height), 180


def _clip(trim: Rect, grid: Grid, bleed: float, overlap: float) -> Rect:
    """The trim with its bleed: all of it at the edge of the grid, and up to half of the gutter.

    Neighbours that share a cut are shown `overlap` beyond it; nothing goes over a fold.
    """
    between = min(bleed, grid.gutter / 2) if grid.gutter else overlap

    def beyond(at: float, edge: float, folds: Sequence[float]) -> float:
        if any(math.isclose(at, fold, abs_tol=1e-6) for fold in folds):
            return 0.0
        return bleed if math.isclose(at, edge, abs_tol=1e-6) else between

    upright = grid.folds if grid.fold == "upright" else ()
    level = grid.folds if grid.fold == "level" else ()
    return trim.extended(
        left=beyond(trim.left, grid.xs[0], upright),
        top=beyond(trim.top, grid.ys[0], level),
        right=beyond(trim.right, grid.xs[-1], upright),
        bottom=beyond(trim.bottom, grid.ys[-1], level),
    )
