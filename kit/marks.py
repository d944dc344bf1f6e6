"""What stands in the waste round the cards, and how it is cut away: arithmetic in mm, no PDF."""

from dataclasses import dataclass
from typing import TypeVar

from kit.imposition import Grid, Placement, Rect
from kit.paper import Size

FaceT = TypeVar("FaceT")

# Crop marks stand this far off the trim, clear of the bleed, and are this long.
MARK_GAP, MARK_LENGTH = 3.0, 5.0
# Ruler and slug line stand just outside the bleed.
MARGIN_GAP = 3.2


@dataclass(frozen=True)
class Line:
    """A straight line from one point to another, in mm."""

    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True)
class Cut:
    """A cut right through: its number in the order of cutting, upright or level, and where."""

    number: int
    upright: bool
    at: float


def crop_marks(grid: Grid) -> tuple[Line, ...]:
    """A mark at both ends of every cut, in the waste outside the bleed."""
    near, far = MARK_GAP, MARK_GAP + MARK_LENGTH
    lines = []
    for x in grid.xs:
        lines.append(Line((x, grid.ys[0] - far), (x, grid.ys[0] - near)))
        lines.append(Line((x, grid.ys[-1] + near), (x, grid.ys[-1] + far)))
    for y in grid.ys:
        lines.append(Line((grid.xs[0] - far, y), (grid.xs[0] - near, y)))
        lines.append(Line((grid.xs[-1] + near, y), (grid.xs[-1] + far, y)))
    return tuple(lines)


def rulers(face: FaceT, size: Size, length: float, grid: Grid) -> tuple[Placement[FaceT], ...]:
    """The ruler, `length` mm long from its upper left corner, below the cards and left of them.

    It is centred on the sheet, so that a crop mark in the middle stands on its middle tick.
    """
    across = Rect(
        (grid.paper.width - length) / 2, grid.ys[-1] + MARGIN_GAP, size.width, size.height
    )
    down = Rect(
        grid.xs[0] - MARGIN_GAP - size.height,
        (grid.paper.height - length) / 2,
        size.height,
        size.width,
    )
    return (Placement(face, across, 0, across), Placement(face, down, 90, down))


def slug_line(face: FaceT, size: Size, grid: Grid) -> Placement[FaceT]:
    """The line of text that names the sheet, above its first card and clear of the crop marks."""
    trim = Rect(grid.xs[0] + 2, grid.ys[0] - MARGIN_GAP - size.height, size.width, size.height)
    return Placement(face, trim, 0, trim)


def cutting_order(grid: Grid) -> tuple[Cut, ...]:
    """Every cut, numbered so that crop marks are left to cut by for as long as can be.

    First the upright cuts from left to right, but for the last: the strip at the right keeps its
    margin. The strips are laid on each other, that one on top, and its marks show the level cuts.
    Its own margin goes last, to the width of a finished card.
    """
    upright = [(True, x) for x in grid.xs]
    order = [*upright[:-1], *((False, y) for y in grid.ys), upright[-1]]
    return tuple(Cut(number, up, at) for number, (up, at) in enumerate(order, start=1))
