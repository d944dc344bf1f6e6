"""Marks and words on the parts of a poster, over random papers and margins, in mm."""

import pytest
from hypothesis import given

from kit.core.rect import Rect
from kit.core.sizes import ANY_EDGE, PAPERS, Size, WhiteEdge
from kit.imposition.marks import MARK_LEAST
from kit.imposition.tile_marks import tile_marks, tile_words
from kit.imposition.tiles import Tiling, tiled
from tests.geometry import NEAR, overlap
from tests.imposition.test_tiles import A3, A4, tilings

# The words on a strip.
GLUE = Size(40, 3.6)


def test_where_there_is_no_room_above_the_label_stands_beside_the_poster_clear_of_marks() -> None:
    tiling = tiled(PAPERS["Tabloid"], PAPERS["Letter"], WhiteEdge(8), full_size=False)
    for tile in tiling.tiles():
        (label, *_) = tile_words(tile, "part", Size(110, 2.8), {1: "glue"}, GLUE)
        assert label.turn == 90
        assert label.trim.left >= 8
        assert label.trim.right <= tile.shown.left
        levels = {line.start[1] for line in tile_marks(tile, GLUE) if line.start[1] == line.end[1]}
        assert not any(label.trim.top - 1 < at < label.trim.bottom + 1 for at in levels)


@given(tilings)
def test_marks_stand_in_the_margin_and_hatching_on_strips_to_be_glued_over(tiling: Tiling) -> None:
    for tile in tiling.tiles():
        for line in tile_marks(tile, GLUE):
            (x1, y1), (x2, y2) = line.start, line.end
            if x1 != x2 and y1 != y2:
                strips = [strip.blank for strip in tile.glued]
                assert any(
                    _holds(strip, line.start) and _holds(strip, line.end) for strip in strips
                )
            else:
                assert not overlap(_around(line.start, line.end), tile.shown)
                assert min(x1, y1, x2, y2) >= -NEAR
                assert max(x1, x2) <= tiling.paper.width + NEAR
                assert max(y1, y2) <= tiling.paper.height + NEAR


@given(tilings)
def test_no_line_goes_through_the_words_of_a_strip_and_some_are_beside_them(tiling: Tiling) -> None:
    glue = dict.fromkeys(range(1, tiling.count + 1), "glue")
    for tile in tiling.tiles():
        slanting = [
            _around(line.start, line.end).grown(-0.02)
            for line in tile_marks(tile, GLUE)
            if not _straight(line)
        ]
        _, *strips = tile_words(tile, "part", Size(110, 2.8), glue, GLUE)
        for words in strips:
            assert not any(line.touches(words.trim) for line in slanting)
        for strip in tile.glued:
            blank = strip.blank.common(tile.poster)
            if max(blank.width, blank.height) > GLUE.width + 30:
                assert any(line.touches(blank) for line in slanting)


@given(tilings)
def test_all_that_a_poster_is_cut_and_glued_by_is_seen(tiling: Tiling) -> None:
    """No mark or label stands on the edge that the printer leaves white; enough of each is seen."""
    sheet = Rect(0, 0, tiling.paper.width, tiling.paper.height)
    glue = dict.fromkeys(range(1, tiling.count + 1), "glue")
    for tile in tiling.tiles():
        straight = [
            Rect(*line.start, line.end[0] - line.start[0], line.end[1] - line.start[1])
            for line in tile_marks(tile, GLUE)
            if line.start[0] == line.end[0] or line.start[1] == line.end[1]
        ]
        assert len(straight) >= 2 * (len(tile.joints) + len(tile.glued))
        for mark in straight:
            assert sheet.margin_around(mark) >= tiling.edge.drawn - NEAR
            seen = mark.common(sheet.grown(-tiling.edge.rest))
            assert max(seen.width, seen.height) >= MARK_LEAST - NEAR
        label, *_ = tile_words(tile, "part", Size(110, 2.8), glue, GLUE)
        assert label.face == "part"
        assert min(label.trim.top, label.trim.left) >= tiling.edge.rest - NEAR
        shown = tile.shown
        upright = label.trim.height > label.trim.width
        assert (label.trim.right <= shown.left) if upright else (label.trim.bottom <= shown.top)
        if upright and shown.height > label.trim.height:
            assert label.trim.bottom <= shown.bottom + NEAR


def _holds(strip: Rect, point: tuple[float, float]) -> bool:
    x, y = point
    across = strip.left - NEAR <= x <= strip.right + NEAR
    return across and strip.top - NEAR <= y <= strip.bottom + NEAR


def _around(start: tuple[float, float], end: tuple[float, float]) -> Rect:
    x, y = min(start[0], end[0]), min(start[1], end[1])
    return Rect(x, y, abs(start[0] - end[0]), abs(start[1] - end[1])).grown(0.01)


def test_every_part_is_labelled_and_every_strip_says_what_is_glued_over_it() -> None:
    tiling = tiled(A3, A4, ANY_EDGE, full_size=True)
    glue = {number: f"glue {number}" for number in range(1, 5)}
    words = [
        [one.face for one in tile_words(tile, "part", Size(110, 2.8), glue, GLUE)]
        for tile in tiling.tiles()
    ]
    assert words == [
        ["part"],
        ["part", "glue 1"],
        ["part", "glue 1"],
        ["part", "glue 3", "glue 2"],
    ]
    for tile in tiling.tiles():
        label, *strips = tile_words(tile, "part", Size(110, 2.8), glue, GLUE)
        assert label.trim.bottom <= tile.shown.top
        for words_on, strip in zip(strips, tile.glued, strict=True):
            assert strip.blank.holds(words_on.trim)
            assert words_on.turn == (0 if strip.level else 90)


def test_the_edges_of_the_poster_and_of_joints_are_marked() -> None:
    tiling = tiled(A3, A4, ANY_EDGE, full_size=False)
    first, second = tiling.tiles()
    # The picture is 261.36 mm wide on 297, and 11.9 mm less high than both sheets could hold.
    left, right = 17.82, 279.18
    cuts = {line.start for line in tile_marks(first, GLUE) if not line.dashed and _straight(line)}
    assert sorted(x for x, y in cuts if y < 5) == pytest.approx([left, right])
    assert {round(y, 3) for x, y in cuts if x < 8} == {13.95, 202}
    folded = [line for line in tile_marks(second, GLUE) if line.dashed]
    assert {line.start[1] for line in folded} == {14.5}


def _straight(line: object) -> bool:
    (x1, y1), (x2, y2) = line.start, line.end  # type: ignore[attr-defined]
    return bool(x1 == x2 or y1 == y2)
