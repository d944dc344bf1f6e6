"""Crop marks, rulers and the order of cutting, around the cards on a sheet: mm, no PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from kit.core.rect import Rect
from kit.core.sizes import Size
from kit.imposition.grid import Grid
from kit.imposition.place import Placement
from kit.session.options import Marks

FaceT = TypeVar("FaceT")

# Crop marks stand this far off the trim, clear of the bleed, and are this long.
MARK_GAP, MARK_LENGTH = 3.0, 5.0
# A mark shorter than this is none.
MARK_LEAST = 1.0
# Ruler and slug line stand just outside the bleed or, where crop marks are in their way, beyond
# those. Where a sheet has room for neither they stand within the bleed.
BEYOND_BLEED, BEYOND_MARKS, WITHIN_BLEED = 3.2, 8.4, 0.1
# They keep this far off the paper's edge: what most lasers leave unprinted there (printer manuals).
UNPRINTED = 4.0
# They keep this far off the crop marks.
CLEAR_OF_MARKS = 0.5


@dataclass(frozen=True)
class Line:
    """A straight line from one point to another, in mm; a dashed one is folded, not cut."""

    start: tuple[float, float]
    end: tuple[float, float]
    dashed: bool = False

    def moved(self, x: float, y: float) -> "Line":
        """The line moved to the right and down, in mm."""
        start, end = self.start, self.end
        return Line((start[0] + x, start[1] + y), (end[0] + x, end[1] + y), self.dashed)


@dataclass(frozen=True)
class Cut:
    """A cut right through: its number in the order of cutting, upright or level, and where."""

    number: int
    upright: bool
    at: float


def marks(grid: Grid, kind: Marks) -> tuple[Line, ...]:
    """The crop marks and fold marks of a sheet.

    Crop marks stand at both ends of every cut, in the waste outside the bleed; lines run through
    from mark to mark. Folds are always marked, in the waste and by a dashed line between front and
    back, for nothing else shows them.
    """
    cuts: list[Line] = []
    if kind != "none":
        cuts += _ends(grid, grid.xs, upright=True, through=kind == "lines")
        cuts += _ends(grid, grid.ys, upright=False, through=kind == "lines")
    upright = grid.fold == "upright"
    folds = _ends(grid, grid.folds, upright=upright, through=True)
    return (*cuts, *(Line(line.start, line.end, dashed=True) for line in folds))


def _ends(grid: Grid, at: Sequence[float], *, upright: bool, through: bool) -> Iterator[Line]:
    """The marks of cuts at these places; they never leave the paper."""
    paper = grid.paper.height if upright else grid.paper.width
    first, last = (grid.ys[0], grid.ys[-1]) if upright else (grid.xs[0], grid.xs[-1])
    far = min(MARK_GAP + MARK_LENGTH, first, paper - last)
    for place in at:
        if through:
            yield line_at(place, first - far, last + far, upright=upright)
        elif far - MARK_GAP >= MARK_LEAST:
            yield line_at(place, first - far, first - MARK_GAP, upright=upright)
            yield line_at(place, last + MARK_GAP, last + far, upright=upright)


def line_at(at: float, start: float, end: float, *, upright: bool) -> Line:
    """The upright line at this x, or the level one at this y, from start to end."""
    return Line((at, start), (at, end)) if upright else Line((start, at), (end, at))


def margin_faces(
    ruler: FaceT,
    ruler_size: Size,
    length: float,
    slug: FaceT,
    slug_size: Size,
    grid: Grid,
    kind: Marks = "crop",
) -> tuple[Placement[FaceT], ...]:
    """The ruler below the cards and left of them, and the line of text that names the sheet.

    The ruler is `length` mm long from its upper left corner. Each stands where no crop mark runs
    through its words, if need be on the other side; what no margin has room for is left out.
    """
    placed: list[Placement[FaceT]] = []
    wanted: tuple[tuple[FaceT, Size, tuple[str, ...], float], ...] = (
        (ruler, ruler_size, ("below", "above"), length),
        (ruler, ruler_size, ("left", "right"), length),
        (slug, slug_size, ("above", "below", "left", "right"), 0.0),
    )
    for face, size, sides, scale in wanted:
        taken = [one.trim for one in placed]
        for trim in _places(size, scale, sides, grid, kind):
            if not any(trim.touches(other) for other in taken):
                upright = trim.height > trim.width
                placed.append(Placement(face, trim, 90 if upright else 0, trim))
                break
    return tuple(placed)


def _places(
    size: Size, scale: float, sides: Sequence[str], grid: Grid, kind: Marks
) -> Iterator[Rect]:
    """Every place in the margin where a face fits, the best first."""
    for off, side in product((BEYOND_BLEED, BEYOND_MARKS, WITHIN_BLEED), sides):
        across = side in ("above", "below")
        cuts, paper = (grid.xs, grid.paper.width) if across else (grid.ys, grid.paper.height)
        depth = grid.ys[0] if across else grid.xs[0]
        if depth - off - size.height < UNPRINTED - 1e-6:
            continue
        marked = off == BEYOND_BLEED or (off == WITHIN_BLEED and kind == "lines")
        in_the_way = cuts if marked else ()
        for start in _starts(size.width, scale, in_the_way, grid, paper, across=across):
            yield _in_margin(side, start, off, size, grid)


def _starts(
    width: float, scale: float, cuts: Sequence[float], grid: Grid, paper: float, *, across: bool
) -> Iterator[float]:
    """Where a face may begin along an edge: clear of the marks, but at a full tick of the ruler.

    A ruler has the middle of the sheet in its middle if it can; a text begins near the first card.
    """
    first = (paper - scale) / 2 if scale else (grid.xs if across else grid.ys)[0] + 2.0
    for step in range(int(paper)):
        for start in (first + step, first - step)[: 2 if step else 1]:
            inside = start >= UNPRINTED and start + width <= paper - UNPRINTED
            if inside and all(_is_clear(cut - start, width, scale) for cut in cuts):
                yield start


def _is_clear(mark: float, width: float, scale: float) -> bool:
    """Whether a crop mark so far along a face is beside it, or on a centimetre of the ruler."""
    if mark < -CLEAR_OF_MARKS or mark > width + CLEAR_OF_MARKS:
        return True
    off_tick = abs(mark - 10 * round(mark / 10))
    return scale > 0 and 0 <= mark <= scale and off_tick < 0.01


def _in_margin(side: str, start: float, off: float, size: Size, grid: Grid) -> Rect:
    area = grid.area
    if side == "above":
        return Rect(start, area.top - off - size.height, size.width, size.height)
    if side == "below":
        return Rect(start, area.bottom + off, size.width, size.height)
    if side == "left":
        return Rect(area.left - off - size.height, start, size.height, size.width)
    return Rect(area.right + off, start, size.height, size.width)


def cutting_order(grid: Grid) -> tuple[Cut, ...]:
    """Every cut in the order of cutting: marks are left to cut by, and cards stay in their order.

    First the upright cuts from right to left, but for the last: the strips at the left keep their
    margin. All strips are laid on each other, those from the left on top and the others in turn
    below, and the marks on the topmost show the level cuts. That gives a pile for each row, in
    which the cards are in reading order. The margin goes last, to the width of a finished card.
    """
    upright = [(True, x) for x in grid.xs[::-1]]
    order = [*upright[:-1], *((False, y) for y in grid.ys), upright[-1]]
    return tuple(Cut(number, up, at) for number, (up, at) in enumerate(order, start=1))


def crop_marks_show(grid: Grid) -> bool:
    """Whether crop marks come out long enough to cut by on a printer that leaves an edge white."""
    least = MARK_GAP + MARK_LEAST + UNPRINTED
    return min(grid.xs[0], grid.ys[0]) >= least - 1e-6
