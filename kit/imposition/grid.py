"""How many cards a sheet holds, and where their edges lie: arithmetic in mm, no PDF.

Coordinates are mm from the upper left corner of the side as it lies in front of its reader, x to
the right and y down.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.core.rect import Rect
from kit.core.sizes import PAPERS, Size
from kit.core.wording import either

# The line between a front and the back beside it, that they are folded about.
Fold = Literal["upright", "level"]


@dataclass(frozen=True)
class Grid:
    """A grid of cards in the middle of a sheet: edge to edge, or `gutter` mm apart.

    In a grid with a fold every place holds a front and its back side by side.
    """

    paper: Size
    card: Size
    columns: int
    rows: int
    gutter: float = 0.0
    fold: Fold | None = None

    @property
    def place(self) -> Size:
        """The size of one place: a card, or a front and its back before they are folded."""
        width, height = self.card.width, self.card.height
        return Size(
            width * 2 if self.fold == "upright" else width,
            height * 2 if self.fold == "level" else height,
        )

    @property
    def places(self) -> int:
        """How many cards a sheet holds."""
        return self.columns * self.rows

    @cached_property
    def area(self) -> Rect:
        """All cards together, with the gutters between them."""
        width = self.columns * self.place.width + (self.columns - 1) * self.gutter
        height = self.rows * self.place.height + (self.rows - 1) * self.gutter
        left, top = (self.paper.width - width) / 2, (self.paper.height - height) / 2
        return Rect(left, top, width, height)

    @cached_property
    def xs(self) -> tuple[float, ...]:
        """The upright cuts from left to right; neighbours without a gutter share theirs."""
        return self._cuts(self.area.left, self.columns, self.place.width)

    @cached_property
    def ys(self) -> tuple[float, ...]:
        """The level cuts from top to bottom."""
        return self._cuts(self.area.top, self.rows, self.place.height)

    def _cuts(self, start: float, count: int, length: float) -> tuple[float, ...]:
        if not self.gutter:
            return tuple(start + i * length for i in range(count + 1))
        begins = [start + i * (length + self.gutter) for i in range(count)]
        return tuple(at for begin in begins for at in (begin, begin + length))

    @cached_property
    def folds(self) -> tuple[float, ...]:
        """Where the sheet is folded: x of upright folds from the left, y of level ones from top."""
        if self.fold == "upright":
            return tuple(self.cell(i).centre[0] for i in range(self.columns))
        if self.fold == "level":
            return tuple(self.cell(i * self.columns).centre[1] for i in range(self.rows))
        return ()

    def cell(self, place: int) -> Rect:
        """The rectangle that is cut out at a place, counted from 0 in reading order."""
        row, column = divmod(place, self.columns)
        size = self.place
        x = self.area.left + column * (size.width + self.gutter)
        y = self.area.top + row * (size.height + self.gutter)
        return Rect(x, y, size.width, size.height)

    def front(self, place: int) -> Rect:
        """The trim of the front at a place: before a fold it is the left or the lower half."""
        cell = self.cell(place)
        return Rect(cell.left, cell.bottom - self.card.height, self.card.width, self.card.height)

    def folded_back(self, place: int) -> Rect:
        """The trim of the back beside the front, where the grid has a fold."""
        cell = self.cell(place)
        return Rect(cell.right - self.card.width, cell.top, self.card.width, self.card.height)


def best_grid(
    card: Size, paper: Size, margin: float, gutter: float = 0.0, *, folded: bool = False
) -> Grid:
    """The grid that fits most cards on the paper, either way up; of equals that of fewest cuts.

    `margin` in mm is kept free at every edge. Raises KitError where not one card fits, naming the
    papers on which it would.
    """
    grid = _fullest(card, paper, margin, gutter, folded=folded)
    if grid is None:
        raise KitError.of(_no_fit_text(card, margin, folded=folded))
    return grid


def fits(card: Size, paper: Size, margin: float, *, folded: bool = False) -> bool:
    """Whether the paper holds even one card."""
    return _fullest(card, paper, margin, 0.0, folded=folded) is not None


def _fullest(card: Size, paper: Size, margin: float, gutter: float, *, folded: bool) -> Grid | None:
    grids = [
        grid
        for lying in (paper.portrait, paper.landscape)
        for grid in _grids_filling(card, lying, margin, gutter, folded=folded)
        if grid.places
    ]
    fewest_cuts = sorted(grids, key=lambda grid: len(grid.xs) + len(grid.ys))
    return max(fewest_cuts, key=lambda grid: grid.places, default=None)


def _grids_filling(
    card: Size, lying: Size, margin: float, gutter: float, *, folded: bool
) -> Iterator[Grid]:
    folds: tuple[Fold | None, ...] = ("upright", "level") if folded else (None,)
    for fold in folds:
        place = Grid(lying, card, 1, 1, gutter, fold).place
        columns = _how_many(lying.width - 2 * margin, place.width, gutter)
        rows = _how_many(lying.height - 2 * margin, place.height, gutter)
        yield Grid(lying, card, columns, rows, gutter, fold)


def _how_many(room: float, length: float, gutter: float) -> int:
    # Rounded before the floor, so that 4 × 68 mm fill 272 mm whatever binary fractions say.
    return max(0, math.floor(round((room + gutter) / (length + gutter), 6)))


def _no_fit_text(card: Size, margin: float, *, folded: bool) -> str:
    found = [name for name in PAPERS if fits(card, PAPERS[name], margin, folded=folded)]
    if folded and found:
        text = Message(
            "a card of {card}, beside its back, does not fit on its paper with {margin:g} mm of "
            "margin: choose {papers} with --paper"
        )
    elif folded:
        text = Message(
            "a card of {card}, beside its back, does not fit on its paper with {margin:g} mm of "
            "margin, nor on any other: choose a smaller card or margin"
        )
    elif found:
        text = Message(
            "a card of {card} does not fit on its paper with {margin:g} mm of margin: choose "
            "{papers} with --paper"
        )
    else:
        text = Message(
            "a card of {card} does not fit on its paper with {margin:g} mm of margin, nor on any "
            "other: choose a smaller card or margin"
        )
    papers = {"papers": either(found)} if found else {}
    return text.with_values(card=str(card), margin=margin, **papers)
