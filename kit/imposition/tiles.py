"""A poster in parts on several smaller sheets, with marks to cut and glue by: mm, no PDF."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kit.core.errors import KitError
from kit.core.rect import Rect
from kit.core.sizes import MARGIN, Size, WhiteEdge
from kit.imposition.marks import MARK_LEAST, Line, line_at
from kit.imposition.place import Placement

# Neighbouring sheets show the same strip of the poster: on one it is glued over.
OVERLAP = 10.0

# Of two sheets so much is left over, in mm, for the join to move to where it goes through no line.
# A wider edge than usual takes of it first, down to the least: else the poster would be too small
# for words that fit it anywhere else.
TO_MOVE, LEAST_TO_MOVE = 8.0, 2.0

FaceT = TypeVar("FaceT")
# Marks stand this far off the printed part, in the margin, and are this long; in a narrow margin
# both are less. So much of it is kept free for them that enough of each is seen whatever is left
# white, and for the label too, but where sheets are joined: there each mm makes the poster smaller.
MARK_GAP, MARK_LENGTH = 1.0, 4.0
FOR_MARKS, FOR_LABEL = 2.0, 3.0
# Between the slanting lines of a strip to be glued over.
HATCH = 6.0


@dataclass(frozen=True)
class Tile:
    """One sheet of a poster.

    `window` is the part of the poster that it shows, in mm of the finished poster. `poster` is
    where the whole poster would lie on this sheet, `shown` the part of the sheet it is seen in.
    `glued` are the strips that a neighbour is glued over, above and to the left; `joints` are the
    sheet's right and lower edges that are cut and laid over the next sheet, as upright and at.
    Each strip comes with the number of the sheet that is glued over it. `edge` is that of the
    printer.
    """

    number: int
    window: Rect
    poster: Rect
    shown: Rect
    glued: tuple[tuple[int, Rect], ...]
    joints: tuple[tuple[bool, float], ...]
    edge: WhiteEdge


@dataclass(frozen=True)
class Joins:
    """Where parts meet, in mm of the finished poster: each ends there, laid over the next.

    `columns` are measured from the left, between sheets side by side; `rows` from above.
    """

    columns: tuple[float, ...] = ()
    rows: tuple[float, ...] = ()


@dataclass(frozen=True)
class Tiling:
    """A poster on columns × rows of sheets: its finished size, which is `scale` times its own."""

    poster: Size
    scale: float
    paper: Size
    columns: int
    rows: int
    edge: WhiteEdge

    @property
    def margins(self) -> Size:
        """How far off the paper's edge the poster ends on each sheet: beside it, and above it."""
        return _margins(self.edge, self.columns, self.rows)

    @property
    def count(self) -> int:
        """How many sheets one poster takes."""
        return self.columns * self.rows

    @property
    def printable(self) -> Size:
        """The size of the part of a sheet that shows the poster."""
        return _inside(self.paper, self.margins)

    @property
    def joins(self) -> Joins:
        """Where parts usually meet: the poster lies in the middle of its sheets."""
        room, poster = self.printable, self.poster
        return Joins(
            tuple(_usual_joins(room.width, self.columns, poster.width)),
            tuple(_usual_joins(room.height, self.rows, poster.height)),
        )

    def tiles(self, joins: Joins | None = None) -> Iterator[Tile]:
        """The sheets in reading order, numbered from 1, which meet at these joins."""
        for number in range(self.count):
            row, column = divmod(number, self.columns)
            yield self._tile(number + 1, column, row, joins or self.joins)

    def _tile(self, number: int, column: int, row: int, joins: Joins) -> Tile:
        # What of the poster the sheet shows, as from and to.
        room, size = self.printable, self.poster
        left, right = _part_shown(column, joins.columns, room.width, size.width)
        top, bottom = _part_shown(row, joins.rows, room.height, size.height)
        beside, above = self.margins.width, self.margins.height
        poster = Rect(beside - left, above - top, size.width, size.height)
        shown = Rect(beside, above, right - left, bottom - top)
        glued, joints = [], []
        if column:
            glued.append((number - 1, Rect(shown.left, shown.top, OVERLAP, shown.height)))
        if row:
            above = number - self.columns
            glued.append((above, Rect(shown.left, shown.top, shown.width, OVERLAP)))
        if column < self.columns - 1:
            joints.append((True, shown.right))
        if row < self.rows - 1:
            joints.append((False, shown.bottom))
        whole = Rect(0, 0, size.width, size.height)
        window = Rect(left, top, shown.width, shown.height).common(whole)
        return Tile(number, window, poster, shown, tuple(glued), tuple(joints), self.edge)


def tiled(poster: Size, paper: Size, edge: WhiteEdge, *, full_size: bool) -> Tiling:
    """The poster on two sheets, as large as they can hold it in whole percent, or at full size.

    On two sheets the join has room to move, so that it need not go through a line of text.
    At full size it takes as few sheets as will do. Marks stand around it, off the edge that the
    printer leaves white. Raises KitError where that leaves no room.
    """
    least = _inside(paper, _margins(edge, 1, 1))
    if min(least.width, least.height) <= 2 * OVERLAP:
        text = f"{edge.rest:g} mm of margin leave no room on the paper: choose a smaller"
        raise KitError.of(text)
    if full_size:
        all_of_them = [_at_full_size(poster, lying, edge) for lying in _both_ways(paper)]
        return min(all_of_them, key=lambda tiling: tiling.count)
    return max(
        (
            _on(poster, lying, edge, columns, rows)
            for lying in _both_ways(paper)
            for columns, rows in ((1, 2), (2, 1))
        ),
        key=lambda tiling: tiling.scale,
    )


def _both_ways(paper: Size) -> tuple[Size, Size]:
    return paper.portrait, paper.landscape


def _at_full_size(poster: Size, paper: Size, edge: WhiteEdge) -> Tiling:
    room = _inside(paper, _margins(edge, 1, 1))
    columns = _needed(poster.width, room.width)
    rows = _needed(poster.height, room.height)
    return Tiling(poster, 1.0, paper, columns, rows, edge)


def _on(poster: Size, paper: Size, edge: WhiteEdge, columns: int, rows: int) -> Tiling:
    room = _inside(paper, _margins(edge, columns, rows))
    # A mm at each edge of both sheets.
    to_move = max(LEAST_TO_MOVE, TO_MOVE - 4 * max(0.0, edge.rest - MARGIN))
    across = _reach(room.width, columns) - (to_move if columns > 1 else 0.0)
    down = _reach(room.height, rows) - (to_move if rows > 1 else 0.0)
    largest = min(across / poster.width, down / poster.height, 1.0)
    scale = math.floor(round(largest * 100, 6)) / 100
    size = Size(poster.width * scale, poster.height * scale)
    return Tiling(size, scale, paper, columns, rows, edge)


def _margins(edge: WhiteEdge, columns: int, rows: int) -> Size:
    beside = FOR_MARKS if columns > rows == 1 else FOR_LABEL
    above = FOR_MARKS if rows > columns == 1 else FOR_LABEL
    return Size(max(edge.cards, edge.rest + beside), max(edge.cards, edge.rest + above))


def _inside(paper: Size, margins: Size) -> Size:
    return Size(paper.width - 2 * margins.width, paper.height - 2 * margins.height)


def _reach(room: float, count: int) -> float:
    """How long so many overlapping sheets are together, in mm."""
    return count * room - (count - 1) * OVERLAP


def _spare(room: float, count: int, length: float) -> float:
    """Half of what the sheets together have to spare beyond the poster."""
    return (_reach(room, count) - length) / 2


def _usual_joins(room: float, count: int, length: float) -> Iterator[float]:
    for number in range(1, count):
        yield _reach(room, number) - _spare(room, count, length)


def _part_shown(
    place: int, joins: Sequence[float], room: float, length: float
) -> tuple[float, float]:
    """What a sheet shows along one side of the poster, by its place in the row or column.

    The first has its join at the end of what can be printed, and those after it begin there with
    the strip that is glued over.
    """
    if not joins:
        spare = _spare(room, 1, length)
        return -spare, room - spare
    start = joins[place - 1] - OVERLAP if place else joins[0] - room
    return start, joins[place] if place < len(joins) else start + room


def _needed(length: float, room: float) -> int:
    return math.ceil(round((length - OVERLAP) / (room - OVERLAP), 6))


def tile_face(tile: Tile, face: FaceT, bleed: float) -> Placement[FaceT]:
    """The poster as this sheet shows it, with its bleed where the sheet has room for it."""
    with_bleed = tile.poster.grown(bleed)
    return Placement(face, tile.poster, 0, with_bleed.common(tile.shown))


def tile_words(
    tile: Tile, label: FaceT, label_size: Size, glue: Mapping[int, FaceT], glue_size: Size
) -> Iterator[Placement[FaceT]]:
    """The label that tells which sheet this is, and the words on glued strips.

    It stands above the poster, or left of it where there is no room. `glue` has the words for each
    sheet that is glued over another.
    """
    if place := _label_place(tile, label_size):
        yield Placement(label, place, 90 if place.height > place.width else 0, place)
    for over, strip in tile.glued:
        x, y = strip.common(tile.poster).centre
        level = strip.width > strip.height
        size = glue_size if level else Size(glue_size.height, glue_size.width)
        trim = Rect(x - size.width / 2, y - size.height / 2, size.width, size.height)
        yield Placement(glue[over], trim, 0 if level else 90, trim)


def _label_place(tile: Tile, size: Size) -> Rect | None:
    """Where the label stands, clear of the mark at the end of a strip that is glued over."""
    shown, poster, rest = tile.shown, tile.poster, tile.edge.rest
    above, beside = shown.top - size.height, shown.left - size.height
    if above >= rest:
        strips = [strip.right for _, strip in tile.glued if strip.height > strip.width]
        left = max(poster.left, shown.left, *strips) + 2 * MARK_GAP
        return Rect(left, max(above - MARK_GAP, rest), size.width, size.height)
    if beside >= rest:
        strips = [strip.bottom for _, strip in tile.glued if strip.width > strip.height]
        top = max(poster.top, shown.top, *strips) + 2 * MARK_GAP
        top = max(shown.top, min(top, shown.bottom - size.width))
        return Rect(max(beside - MARK_GAP, rest), top, size.height, size.width)
    return None


def tile_marks(tile: Tile) -> Iterator[Line]:
    """Where the sheet is cut, where its neighbour's edge is laid (dashed), and what is glued over.

    The cuts are the poster's own edges, and the edges that are laid over a neighbour.
    """
    shown, poster = tile.shown, tile.poster
    uprights = [x for x in (poster.left, poster.right) if _between(shown.left, x, shown.right)]
    levels = [y for y in (poster.top, poster.bottom) if _between(shown.top, y, shown.bottom)]
    for upright, at in (*((True, x) for x in uprights), *((False, y) for y in levels)):
        yield from _at_both_ends(tile, at, upright=upright)
    for upright, at in tile.joints:
        yield from _at_both_ends(tile, at, upright=upright)
    for _, strip in tile.glued:
        upright = strip.height > strip.width
        at = strip.right if upright else strip.bottom
        for line in _at_both_ends(tile, at, upright=upright):
            yield Line(line.start, line.end, dashed=True)
        yield from _hatching(strip.common(poster))


def _at_both_ends(tile: Tile, at: float, *, upright: bool) -> Iterator[Line]:
    shown = tile.shown
    near, far = (shown.top, shown.bottom) if upright else (shown.left, shown.right)
    # At its other end the margin is as wide, or wider where the sheet is not full.
    length = min(MARK_GAP + MARK_LENGTH, near - tile.edge.drawn)
    gap = min(MARK_GAP, near - tile.edge.rest - MARK_LEAST)
    yield line_at(at, near - length, near - gap, upright=upright)
    yield line_at(at, far + gap, far + length, upright=upright)


def _hatching(strip: Rect) -> Iterator[Line]:
    """Slanting lines over a strip, from edge to edge."""
    across, down = strip.width, strip.height
    # Rounded, so that none is left over that is a mere point in the corner.
    for step in range(1, math.ceil(round((across + down) / HATCH, 6))):
        reach = step * HATCH
        start = (strip.left + min(reach, across), strip.top + max(0.0, reach - across))
        end = (strip.left + max(0.0, reach - down), strip.top + min(reach, down))
        yield Line(start, end)


def _between(low: float, at: float, high: float) -> bool:
    return low - 1e-6 <= at <= high + 1e-6
