"""What stands on the parts of a poster to cut and glue by: marks, and words that say what to do."""

import math
from collections.abc import Iterator, Mapping
from typing import TypeVar

from kit.core.rect import Rect
from kit.core.sizes import Size
from kit.imposition.marks import MARK_LEAST, Line, line_at
from kit.imposition.place import Placement
from kit.imposition.tiles import Strip, Tile

# Marks stand this far off the printed part, in the margin, and are this long; in a narrow margin
# both are less.
MARK_GAP, MARK_LENGTH = 1.0, 4.0
# Between the slanting lines of a strip to be glued over.
HATCH = 6.0

FaceT = TypeVar("FaceT")


def tile_words(
    tile: Tile, label: FaceT, label_size: Size, glue: Mapping[int, FaceT], glue_size: Size
) -> Iterator[Placement[FaceT]]:
    """The label that tells which sheet this is, and the words on glued strips.

    It stands above the poster, or left of it where there is no room. `glue` has the words for each
    sheet that is glued over another.
    """
    if place := _label_place(tile, label_size):
        yield Placement(label, place, 90 if place.height > place.width else 0, place)
    for strip in tile.glued:
        trim = _words_on(strip, tile.poster, glue_size)
        yield Placement(glue[strip.over], trim, 0 if strip.level else 90, trim)


def _words_on(strip: Strip, poster: Rect, size: Size) -> Rect:
    """Where the words of a strip stand: in its middle, along it."""
    x, y = strip.blank.common(poster).centre
    width, height = (size.width, size.height) if strip.level else (size.height, size.width)
    return Rect(x - width / 2, y - height / 2, width, height)


def _label_place(tile: Tile, size: Size) -> Rect | None:
    """Where the label stands, clear of the mark at the end of a strip that is glued over."""
    shown, poster, rest = tile.shown, tile.poster, tile.edge.rest
    above, beside = shown.top - size.height, shown.left - size.height
    if above >= rest:
        strips = [strip.area.right for strip in tile.glued if not strip.level]
        left = max(poster.left, shown.left, *strips) + 2 * MARK_GAP
        return Rect(left, max(above - MARK_GAP, rest), size.width, size.height)
    if beside >= rest:
        strips = [strip.area.bottom for strip in tile.glued if strip.level]
        top = max(poster.top, shown.top, *strips) + 2 * MARK_GAP
        top = max(shown.top, min(top, shown.bottom - size.width))
        return Rect(max(beside - MARK_GAP, rest), top, size.height, size.width)
    return None


def tile_marks(tile: Tile, glue_size: Size) -> Iterator[Line]:
    """Where the sheet is cut, where its neighbour's edge is laid (dashed), and what is glued over.

    The cuts are the poster's own edges, and the edges that are laid over a neighbour. No line goes
    through the words of a glued strip, which have `glue_size`: marks are drawn over all faces.
    """
    shown, poster = tile.shown, tile.poster
    uprights = [x for x in (poster.left, poster.right) if _between(shown.left, x, shown.right)]
    levels = [y for y in (poster.top, poster.bottom) if _between(shown.top, y, shown.bottom)]
    for upright, at in (*((True, x) for x in uprights), *((False, y) for y in levels)):
        yield from _at_both_ends(tile, at, upright=upright)
    for upright, at in tile.joints:
        yield from _at_both_ends(tile, at, upright=upright)
    for strip in tile.glued:
        at = strip.area.bottom if strip.level else strip.area.right
        for line in _at_both_ends(tile, at, upright=not strip.level):
            yield Line(line.start, line.end, dashed=True)
        words = _words_on(strip, poster, glue_size)
        yield from _hatching(strip.blank.common(poster), words)


def _at_both_ends(tile: Tile, at: float, *, upright: bool) -> Iterator[Line]:
    shown = tile.shown
    near, far = (shown.top, shown.bottom) if upright else (shown.left, shown.right)
    # At its other end the margin is as wide, or wider where the sheet is not full.
    length = min(MARK_GAP + MARK_LENGTH, near - tile.edge.drawn)
    gap = min(MARK_GAP, near - tile.edge.rest - MARK_LEAST)
    yield line_at(at, near - length, near - gap, upright=upright)
    yield line_at(at, far + gap, far + length, upright=upright)


def _hatching(strip: Rect, words: Rect) -> Iterator[Line]:
    """Slanting lines over a strip, from edge to edge, but for where its words stand."""
    across, down = strip.width, strip.height
    # Rounded, so that none is left over that is a mere point in the corner.
    for step in range(1, math.ceil(round((across + down) / HATCH, 6))):
        reach = step * HATCH
        start = (strip.left + min(reach, across), strip.top + max(0.0, reach - across))
        end = (strip.left + max(0.0, reach - down), strip.top + min(reach, down))
        # It goes down to the left.
        if not Rect.between(end[0], start[1], start[0], end[1]).touches(words):
            yield Line(start, end)


def _between(low: float, at: float, high: float) -> bool:
    return low - 1e-6 <= at <= high + 1e-6
