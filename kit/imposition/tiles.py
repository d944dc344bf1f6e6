"""A poster in parts on several smaller sheets, with marks to cut and glue by: mm, no PDF."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.core.rect import Rect
from kit.core.sizes import MARGIN, Size, WhiteEdge
from kit.imposition.place import Placement

# On a sheet that a neighbour is glued over, the picture runs on so far under that neighbour, in mm,
# and on the neighbour so far beyond its cut: neither a cut nor a sheet that is a millimetre off
# leaves white in between. Before that it is blank, so that no half letters are seen; in the room of
# a line, which says so. The blank margin of the sheet is glued over as well.
RUN_ON, BEYOND_CUT, BLANK = 2.5, 1.5, 4.0
OVERLAP = BLANK + RUN_ON

# Of two sheets so much is left over, in mm, for the join to move to where it goes through no line.
# A wider edge than usual takes of it first, down to the least: else the poster would be too small
# for words that fit it anywhere else.
TO_MOVE, LEAST_TO_MOVE = 11.5, 5.5

FaceT = TypeVar("FaceT")
# So much of the margin is kept free for marks that enough of each is seen whatever is left white,
# and for the label too, but where sheets are joined: there each mm makes the poster smaller.
FOR_MARKS, FOR_LABEL = 2.0, 3.0


@dataclass(frozen=True)
class Strip:
    """A strip of a sheet that is glued over by the sheet of number `over`.

    It lies along the upper edge where it is `level`, else along the left one.
    """

    over: int
    level: bool
    area: Rect

    @property
    def blank(self) -> Rect:
        """The part of it that the picture does not run into."""
        area = self.area
        width, height = (area.width, BLANK) if self.level else (BLANK, area.height)
        return Rect(area.left, area.top, width, height)


@dataclass(frozen=True)
class Tile:
    """One sheet of a poster.

    `poster` is where the whole poster would lie on this sheet, `shown` the part of the sheet that
    is kept for it, up to its cuts. `glued` are the strips that a neighbour is glued over, above and
    to the left; `joints` are the sheet's right and lower edges that are cut and laid over the next
    sheet, as upright and at. `edge` is that of the printer.
    """

    number: int
    poster: Rect
    shown: Rect
    glued: tuple[Strip, ...]
    joints: tuple[tuple[bool, float], ...]
    edge: WhiteEdge

    @property
    def printed(self) -> Rect:
        """The part of the sheet that shows the picture: not where it is blank to be glued over."""
        blank = {strip.level for strip in self.glued}
        cut = {upright for upright, _ in self.joints}
        return self.shown.extended(
            left=-BLANK if False in blank else 0.0,
            top=-BLANK if True in blank else 0.0,
            right=BEYOND_CUT if True in cut else 0.0,
            bottom=BEYOND_CUT if False in cut else 0.0,
        )

    @property
    def window(self) -> Rect:
        """The part of the poster that it shows, in mm of the finished poster."""
        whole = Rect(0, 0, self.poster.width, self.poster.height)
        return self.printed.moved(-self.poster.left, -self.poster.top).common(whole)


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
            area = Rect(shown.left, shown.top, OVERLAP, shown.height)
            glued.append(Strip(number - 1, level=False, area=area))
        if row:
            area = Rect(shown.left, shown.top, shown.width, OVERLAP)
            glued.append(Strip(number - self.columns, level=True, area=area))
        if column < self.columns - 1:
            joints.append((True, shown.right))
        if row < self.rows - 1:
            joints.append((False, shown.bottom))
        return Tile(number, poster, shown, tuple(glued), tuple(joints), self.edge)


def tiled(poster: Size, paper: Size, edge: WhiteEdge, *, full_size: bool) -> Tiling:
    """The poster on two sheets, as large as they can hold it in whole percent, or at full size.

    On two sheets the join has room to move, so that it need not go through a line of text.
    At full size it takes as few sheets as will do. Marks stand around it, off the edge that the
    printer leaves white. Raises KitError where that leaves no room.
    """
    least = _inside(paper, _margins(edge, 1, 1))
    if min(least.width, least.height) <= 2 * OVERLAP:
        raise KitError.of(
            Message(
                "{margin:g} mm of margin leave no room on the paper: choose a smaller",
                margin=edge.rest,
            )
        )
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
    return Placement(face, tile.poster, 0, with_bleed.common(tile.printed))
