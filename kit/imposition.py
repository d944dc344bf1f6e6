"""Where each card lies on which side of which sheet: arithmetic in mm, no PDF.

Coordinates are mm from the upper left corner of the side as it lies in front of its reader, x to
the right and y down.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from kit.errors import KitError
from kit.paper import Size

FaceT = TypeVar("FaceT")
FlipEdge = Literal["long", "short"]
Turn = Literal[0, 90, 180]

# Backs are painted this far over the line they share, so that no white hairline shows between them.
OVERLAP = 0.1


@dataclass(frozen=True)
class Rect:
    """A rectangle in mm."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the rectangle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def grown(self, left: float, top: float, right: float, bottom: float) -> "Rect":
        """The rectangle with each of its sides moved outwards."""
        return Rect(
            self.x - left, self.y - top, self.width + left + right, self.height + top + bottom
        )


@dataclass(frozen=True)
class Placement(Generic[FaceT]):
    """A face whose trim lies on `trim`, turned clockwise by `turn` degrees, shown within `clip`."""

    face: FaceT
    trim: Rect
    turn: Turn
    clip: Rect


@dataclass(frozen=True)
class Grid:
    """Cards edge to edge in the middle of a sheet: neighbours share their cuts."""

    paper: Size
    card: Size
    columns: int
    rows: int

    @property
    def left(self) -> float:
        """The margin to the left of the cards, and to their right."""
        return (self.paper.width - self.columns * self.card.width) / 2

    @property
    def top(self) -> float:
        """The margin above the cards, and below them."""
        return (self.paper.height - self.rows * self.card.height) / 2

    @property
    def places(self) -> int:
        """How many cards a sheet holds."""
        return self.columns * self.rows

    @property
    def xs(self) -> tuple[float, ...]:
        """The upright cuts from left to right."""
        return tuple(self.left + i * self.card.width for i in range(self.columns + 1))

    @property
    def ys(self) -> tuple[float, ...]:
        """The level cuts from top to bottom."""
        return tuple(self.top + i * self.card.height for i in range(self.rows + 1))

    @property
    def area(self) -> Rect:
        """All cards together."""
        width, height = self.columns * self.card.width, self.rows * self.card.height
        return Rect(self.left, self.top, width, height)

    def cell(self, place: int) -> Rect:
        """The trim of the card at a place, counted from 0 in reading order."""
        row, column = divmod(place, self.columns)
        return Rect(self.xs[column], self.ys[row], self.card.width, self.card.height)


@dataclass(frozen=True)
class Card(Generic[FaceT]):
    """The two faces of a card."""

    front: FaceT
    back: FaceT


@dataclass(frozen=True)
class Sheet(Generic[FaceT]):
    """Both sides of a sheet."""

    front: tuple[Placement[FaceT], ...]
    back: tuple[Placement[FaceT], ...]


def best_grid(card: Size, paper: Size, margin: float) -> Grid:
    """The grid of most cards on the paper, either way up; of two alike the one of fewest cuts.

    `margin` in mm is kept free at every edge. Raises KitError where not one card fits.
    """
    grids = []
    for lying in (paper.portrait, paper.landscape):
        columns = _how_many(lying.width - 2 * margin, card.width)
        rows = _how_many(lying.height - 2 * margin, card.height)
        grids.append(Grid(lying, card, columns, rows))
    best = max(grids, key=lambda grid: (grid.places, -grid.columns - grid.rows))
    if best.places == 0:
        size = f"{card.width:g} × {card.height:g} mm"
        raise KitError.of(f"a card of {size} does not fit on its paper: choose a larger one")
    return best


def _how_many(room: float, length: float) -> int:
    # Rounded before the floor, so that 4 × 68 mm fill 272 mm whatever binary fractions say.
    return max(0, math.floor(round(room / length, 6)))


def impose(
    cards: Sequence[Card[FaceT]], blank: Card[FaceT], grid: Grid, bleed: float, flip: FlipEdge
) -> tuple[Sheet[FaceT], ...]:
    """The cards in reading order on as many sheets as they need; blank cards fill the last one."""
    sheets = []
    for start in range(0, len(cards), grid.places):
        on_sheet = list(cards[start : start + grid.places])
        on_sheet += [blank] * (grid.places - len(on_sheet))
        fronts, backs = [], []
        for place, card in enumerate(on_sheet):
            trim = grid.cell(place)
            behind, turn = back_of(trim, grid.paper, flip)
            fronts.append(Placement(card.front, trim, 0, _clip(trim, grid, bleed, 0.0)))
            backs.append(Placement(card.back, behind, turn, _clip(behind, grid, bleed, OVERLAP)))
        sheets.append(Sheet(tuple(fronts), tuple(backs)))
    return tuple(sheets)


def back_of(trim: Rect, paper: Size, flip: FlipEdge) -> tuple[Rect, Turn]:
    """Where the back of a card lies on the other side of its sheet, and how it is turned.

    A sheet turned over about an upright edge swaps left and right, and its back stays upright. One
    turned over about a level edge swaps top and bottom, and its back stands on its head.
    """
    long_edge_is_upright = paper.height >= paper.width
    if long_edge_is_upright == (flip == "long"):
        x = paper.width - trim.x - trim.width
        return Rect(x, trim.y, trim.width, trim.height), 0
    y = paper.height - trim.y - trim.height
    return Rect(trim.x, y, trim.width, trim.height), 180


def _clip(trim: Rect, grid: Grid, bleed: float, overlap: float) -> Rect:
    """The trim with bleed at the edge of the grid, and overlap where it has a neighbour."""

    def beyond(at: float, edge: float) -> float:
        return bleed if math.isclose(at, edge, abs_tol=1e-6) else overlap

    return trim.grown(
        left=beyond(trim.x, grid.xs[0]),
        top=beyond(trim.y, grid.ys[0]),
        right=beyond(trim.x + trim.width, grid.xs[-1]),
        bottom=beyond(trim.y + trim.height, grid.ys[-1]),
    )
