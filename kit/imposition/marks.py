"""Crop marks, rulers and the order of cutting, around the cards on a sheet: mm, no PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from kit.core.rect import Rect
from kit.core.sizes import ANY_EDGE, Size, WhiteEdge
from kit.imposition.grid import Grid
from kit.session.options import Marks

if TYPE_CHECKING:
    from kit.imposition.place import Placement

FaceT = TypeVar("FaceT")

# Crop marks stand this far off the trim, clear of the bleed, and are this long.
MARK_GAP, MARK_LENGTH = 3.0, 5.0
# So much of a mark must be seen to cut by it. Where the margin is narrow they stand within the
# bleed for that, which is cut off with them, but never nearer to a card than this.
MARK_LEAST, MARK_NEAREST = 1.4, 1.0
# Ruler and slug line stand just outside the bleed or, where crop marks are in their way, beyond
# those. Where a sheet has room for neither they stand within the bleed, as far off the cards as
# they can, but never nearer than this.
BEYOND_BLEED, BEYOND_MARKS, WITHIN_BLEED = 3.2, 8.4, 0.1
# Of a dashed or a through line there is something at every distance from the cards.
ALL_THE_WAY = (0.0, MARK_GAP + MARK_LENGTH)
# They keep this far off the crop marks along the edge, and this far where they lie beside them.
CLEAR_OF_MARKS, BESIDE_MARKS = 0.5, 0.1


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


def marks(grid: Grid, kind: Marks, edge: WhiteEdge = ANY_EDGE) -> tuple[Line, ...]:
    """The crop marks and fold marks of a sheet, for a printer that leaves this edge white.

    Crop marks stand at both ends of every cut, in the waste; lines run through from mark to mark.
    Folds are always marked, in the waste and by a dashed line between front and back, for nothing
    else shows them. Crop marks that would not be seen are left out.
    """
    cuts: list[Line] = []
    if kind != "none":
        cuts += _ends(grid, grid.xs, edge, upright=True, through=kind == "lines")
        cuts += _ends(grid, grid.ys, edge, upright=False, through=kind == "lines")
    upright = grid.fold == "upright"
    folds = _ends(grid, grid.folds, edge, upright=upright, through=True)
    return (*cuts, *(Line(line.start, line.end, dashed=True) for line in folds))


def _ends(
    grid: Grid, at: Sequence[float], edge: WhiteEdge, *, upright: bool, through: bool
) -> Iterator[Line]:
    """The marks of cuts at these places; none leaves the paper, or stands on an edge told of."""
    first, last = (grid.ys[0], grid.ys[-1]) if upright else (grid.xs[0], grid.xs[-1])
    seen = _seen_marks(first, edge)
    for place in at:
        if through:
            far = _farthest(first, edge)
            yield line_at(place, first - far, last + far, upright=upright)
        elif seen:
            near, far = seen
            yield line_at(place, first - far, first - near, upright=upright)
            yield line_at(place, last + near, last + far, upright=upright)


def _farthest(room: float, edge: WhiteEdge) -> float:
    """How far off the cards the marks in a margin of this width end."""
    return max(0.0, min(MARK_GAP + MARK_LENGTH, room - edge.drawn))


def _seen_marks(room: float, edge: WhiteEdge) -> tuple[float, float] | None:
    """From where to where crop marks stand off the cards in a margin of this width.

    None where too little of them would be seen to cut by.
    """
    near = min(MARK_GAP, room - edge.rest - MARK_LEAST)
    if near < MARK_NEAREST - 1e-6:
        return None
    return near, _farthest(room, edge)


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
    edge: WhiteEdge = ANY_EDGE,
) -> "tuple[Placement[FaceT], ...]":
    """The ruler below the cards and left of them, and the line of text that names the sheet.

    The ruler is `length` mm long from its upper left corner. Each stands where no mark runs through
    its words, if need be on the other side, and off the edge that the printer leaves white; what no
    margin has room for is left out.
    """
    from kit.imposition.place import Placement

    placed: list[Placement[FaceT]] = []
    wanted: tuple[tuple[FaceT, Size, tuple[str, ...], float], ...] = (
        (ruler, ruler_size, ("below", "above"), length),
        (ruler, ruler_size, ("left", "right"), length),
        (slug, slug_size, ("above", "below", "left", "right"), 0.0),
    )
    for face, size, sides, scale in wanted:
        taken = [one.trim for one in placed]
        for trim in _places(size, scale, sides, grid, kind, edge):
            if not any(trim.touches(other) for other in taken):
                upright = trim.height > trim.width
                placed.append(Placement(face, trim, 90 if upright else 0, trim))
                break
    return tuple(placed)


def _places(
    size: Size, scale: float, sides: Sequence[str], grid: Grid, kind: Marks, edge: WhiteEdge
) -> Iterator[Rect]:
    """Every place in the margin where a face fits, the best first."""
    for how, side in product(("beyond bleed", "beyond marks", "within bleed"), sides):
        across = side in ("above", "below")
        depth = grid.ys[0] if across else grid.xs[0]
        room = depth - edge.rest - size.height
        near, _ = _seen_marks(depth, edge) or (MARK_GAP, 0.0)
        within = max(WITHIN_BLEED, min(room, near - size.height - BESIDE_MARKS))
        off = {"beyond bleed": BEYOND_BLEED, "beyond marks": BEYOND_MARKS}.get(how, within)
        if off > room + 1e-6:
            continue
        in_the_way = tuple(_in_the_way((off, off + size.height), grid, kind, edge, across=across))
        for start in _starts(size.width, scale, in_the_way, grid, edge, across=across):
            yield _in_margin(side, start, off, size, grid)


def _in_the_way(
    span: tuple[float, float], grid: Grid, kind: Marks, edge: WhiteEdge, *, across: bool
) -> Iterator[float]:
    """The cuts and folds whose marks come by a face so far off the cards, from and to."""
    room = grid.ys[0] if across else grid.xs[0]
    crop = _seen_marks(room, edge) if kind == "crop" else None
    of_cuts = ALL_THE_WAY if kind == "lines" else crop
    span = (span[0] - BESIDE_MARKS + 1e-6, span[1] + BESIDE_MARKS - 1e-6)
    if of_cuts and of_cuts[0] < span[1] and span[0] < of_cuts[1]:
        yield from grid.xs if across else grid.ys
    if (grid.fold == "upright") == across and span[0] < ALL_THE_WAY[1]:
        yield from grid.folds


def _starts(
    width: float,
    scale: float,
    in_the_way: Sequence[float],
    grid: Grid,
    edge: WhiteEdge,
    *,
    across: bool,
) -> Iterator[float]:
    """Where a face may begin along an edge: clear of the marks, but at a full tick of the ruler.

    A ruler has the middle of the sheet in its middle if it can; a text begins near the first card.
    """
    paper = grid.paper.width if across else grid.paper.height
    first = (paper - scale) / 2 if scale else (grid.xs if across else grid.ys)[0] + 2.0
    for step in range(int(paper)):
        for start in (first + step, first - step)[: 2 if step else 1]:
            inside = start >= edge.rest and start + width <= paper - edge.rest
            if inside and all(_is_clear(mark - start, width, scale) for mark in in_the_way):
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


def crop_marks_show(grid: Grid, edge: WhiteEdge = ANY_EDGE) -> bool:
    """Whether every cut has crop marks that come out long enough to cut by."""
    return all(_seen_marks(room, edge) for room in (grid.xs[0], grid.ys[0]))
