"""What stands on the sheets of a poster in parts, so that they can be cut and glued together."""

import math
from collections.abc import Iterator, Mapping
from typing import TypeVar

from kit.core.sizes import Size
from kit.imposition.grid import Rect
from kit.imposition.marks import Line, line_at
from kit.imposition.place import Placement
from kit.imposition.tiles import Tile, common

FaceT = TypeVar("FaceT")

# Marks stand this far off the printed part, in the margin, and are this long.
MARK_GAP, MARK_LENGTH = 1.0, 4.0
# Between the slanting lines of a strip to be glued over.
HATCH = 6.0


def tile_face(tile: Tile, face: FaceT, bleed: float) -> Placement[FaceT]:
    """The poster as this sheet shows it, with its bleed where the sheet has room for it."""
    with_bleed = tile.poster.grown(bleed, bleed, bleed, bleed)
    return Placement(face, tile.poster, 0, common(with_bleed, tile.shown))


def tile_words(
    tile: Tile, label: FaceT, label_size: Size, glue: Mapping[int, FaceT], glue_size: Size
) -> Iterator[Placement[FaceT]]:
    """The label that tells which sheet this is, above the poster, and the words on glued strips.

    `glue` has the words for each sheet that is glued over another.
    """
    # Clear of the mark at the end of a strip that is glued over.
    beside = [strip.right for _, strip in tile.glued if strip.height > strip.width]
    left = max(tile.poster.x, tile.shown.x, *beside) + 2 * MARK_GAP
    top = tile.shown.y - MARK_GAP - label_size.height
    if top >= MARK_GAP:
        trim = Rect(left, top, label_size.width, label_size.height)
        yield Placement(label, trim, 0, trim)
    for over, strip in tile.glued:
        x, y = common(strip, tile.poster).centre
        level = strip.width > strip.height
        size = glue_size if level else Size(glue_size.height, glue_size.width)
        trim = Rect(x - size.width / 2, y - size.height / 2, size.width, size.height)
        yield Placement(glue[over], trim, 0 if level else 90, trim)


def tile_marks(tile: Tile) -> Iterator[Line]:
    """Where the sheet is cut, where its neighbour's edge is laid (dashed), and what is glued over.

    The cuts are the poster's own edges, and the edges that are laid over a neighbour.
    """
    shown, poster = tile.shown, tile.poster
    uprights = [x for x in (poster.x, poster.right) if _between(shown.x, x, shown.right)]
    levels = [y for y in (poster.y, poster.bottom) if _between(shown.y, y, shown.bottom)]
    for upright, at in (*((True, x) for x in uprights), *((False, y) for y in levels)):
        yield from _at_both_ends(shown, at, upright=upright)
    for upright, at in tile.joints:
        yield from _at_both_ends(shown, at, upright=upright)
    for _, strip in tile.glued:
        upright = strip.height > strip.width
        at = strip.right if upright else strip.bottom
        for line in _at_both_ends(shown, at, upright=upright):
            yield Line(line.start, line.end, dashed=True)
        yield from _hatching(common(strip, poster))


def _at_both_ends(shown: Rect, at: float, *, upright: bool) -> Iterator[Line]:
    near, far = (shown.y, shown.bottom) if upright else (shown.x, shown.right)
    # The margin is as wide on every side.
    length = min(MARK_GAP + MARK_LENGTH, near)
    for start, end in (
        (near - length, near - MARK_GAP),
        (far + MARK_GAP, far + length),
    ):
        if end > start:
            yield line_at(at, start, end, upright=upright)


def _hatching(strip: Rect) -> Iterator[Line]:
    """Slanting lines over a strip, from edge to edge."""
    across, down = strip.width, strip.height
    # Rounded, so that none is left over that is a mere point in the corner.
    for step in range(1, math.ceil(round((across + down) / HATCH, 6))):
        reach = step * HATCH
        start = (strip.x + min(reach, across), strip.y + max(0.0, reach - across))
        end = (strip.x + max(0.0, reach - down), strip.y + min(reach, down))
        yield Line(start, end)


def _between(low: float, at: float, high: float) -> bool:
    return low - 1e-6 <= at <= high + 1e-6
