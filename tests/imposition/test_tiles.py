"""A poster in parts, over random papers and margins, in mm."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.errors import KitError
from kit.core.rect import Rect
from kit.core.sizes import ANY_EDGE, PAPERS, Size, WhiteEdge
from kit.imposition.marks import MARK_LEAST
from kit.imposition.tiles import OVERLAP, Tiling, tile_face, tile_marks, tile_words, tiled
from tests.geometry import NEAR, edges, overlap

A3, A4 = PAPERS["A3"], PAPERS["A4"]
posters = st.builds(Size, st.integers(200, 900), st.integers(200, 900))
papers = st.builds(Size, st.integers(150, 450), st.integers(150, 450))
tilings = st.builds(tiled, posters, papers, edges, full_size=st.booleans())


def test_two_lying_sheets_of_a4_hold_a3_at_88_percent() -> None:
    """With 10 mm overlap and 8 mm of margin 0.90 would do, and leave the join no room to move."""
    tiling = tiled(A3, A4, ANY_EDGE, full_size=False)
    assert (tiling.columns, tiling.rows, tiling.paper) == (1, 2, Size(297, 210))
    assert tiling.scale == 0.88
    assert (tiling.poster.width, tiling.poster.height) == pytest.approx((261.36, 369.6))


def test_four_sheets_of_a4_hold_a3_at_full_size() -> None:
    tiling = tiled(A3, A4, ANY_EDGE, full_size=True)
    assert (tiling.count, tiling.scale, tiling.poster) == (4, 1.0, A3)


def test_no_poster_is_made_larger_than_it_is() -> None:
    assert tiled(A4, A3, ANY_EDGE, full_size=False).scale == 1.0


@pytest.mark.parametrize("margin", [0, 4, 6, 8, 8.5, 9, 9.5, 10])
def test_two_sheets_of_letter_hold_the_posters_whatever_most_printers_leave_white(
    margin: float,
) -> None:
    """The posters of the default pack fit in no less than 86 percent of Tabloid."""
    tiling = tiled(PAPERS["Tabloid"], PAPERS["Letter"], WhiteEdge(margin), full_size=False)
    assert tiling.scale >= 0.86
    assert tiling.count == 2


def test_where_there_is_no_room_above_the_label_stands_beside_the_poster_clear_of_marks() -> None:
    tiling = tiled(PAPERS["Tabloid"], PAPERS["Letter"], WhiteEdge(8), full_size=False)
    for tile in tiling.tiles():
        (label, *_) = tile_words(tile, "part", Size(110, 2.8), {1: "glue"}, Size(40, 5))
        assert label.turn == 90
        assert label.trim.left >= 8
        assert label.trim.right <= tile.shown.left
        levels = {line.start[1] for line in tile_marks(tile) if line.start[1] == line.end[1]}
        assert not any(label.trim.top - 1 < at < label.trim.bottom + 1 for at in levels)


def test_a_margin_that_leaves_no_room_is_told() -> None:
    with pytest.raises(KitError, match="100 mm of margin leave no room on the paper"):
        tiled(A3, A4, WhiteEdge(100), full_size=True)


@given(tilings)
def test_the_sheets_together_show_the_whole_poster(tiling: Tiling) -> None:
    windows = [tile.window for tile in tiling.tiles()]
    xs = sorted({(round(one.left, 6), round(one.right, 6)) for one in windows})
    ys = sorted({(round(one.top, 6), round(one.bottom, 6)) for one in windows})
    for spans, length in ((xs, tiling.poster.width), (ys, tiling.poster.height)):
        assert spans[0][0] == pytest.approx(0)
        assert spans[-1][1] == pytest.approx(length)
        for (_, end), (start, _) in pairwise(spans):
            assert end - start == pytest.approx(OVERLAP, abs=1e-5)


@given(tilings)
def test_every_sheet_shows_its_part_within_the_margin(tiling: Tiling) -> None:
    for tile in tiling.tiles():
        placement = tile_face(tile, "poster", 3.0)
        clip = placement.clip
        assert clip.left >= tiling.margins.width - NEAR
        assert clip.top >= tiling.margins.height - NEAR
        assert clip.right <= tiling.paper.width - tiling.margins.width + NEAR
        assert clip.bottom <= tiling.paper.height - tiling.margins.height + NEAR
        assert (placement.trim.width, placement.trim.height) == pytest.approx(
            (tiling.poster.width, tiling.poster.height)
        )
        # The window, as the sheet shows it, lies within what is shown.
        lies = tile.window.moved(tile.poster.left, tile.poster.top)
        assert clip.left <= lies.left + NEAR
        assert clip.bottom >= lies.bottom - NEAR


@given(tilings)
def test_neighbours_glued_as_marked_show_one_picture(tiling: Tiling) -> None:
    """The edge that is cut comes to lie at the end of its neighbour's strip, at one place of the
    poster."""
    tiles = {tile.number: tile for tile in tiling.tiles()}
    for tile in tiles.values():
        for over, strip in tile.glued:
            upright = strip.height > strip.width or tile.number - over == 1
            above = tiles[over]
            cuts = dict(above.joints)
            if upright and True in cuts and tile.number - over == 1:
                assert cuts[True] - above.poster.left == pytest.approx(
                    strip.right - tile.poster.left
                )
                assert strip.width == OVERLAP
            else:
                assert cuts[False] - above.poster.top == pytest.approx(
                    strip.bottom - tile.poster.top
                )
                assert strip.height == OVERLAP


@given(tilings)
def test_marks_stand_in_the_margin_and_hatching_on_strips_to_be_glued_over(tiling: Tiling) -> None:
    for tile in tiling.tiles():
        for line in tile_marks(tile):
            (x1, y1), (x2, y2) = line.start, line.end
            if x1 != x2 and y1 != y2:
                strips = [strip for _, strip in tile.glued]
                assert any(
                    _holds(strip, line.start) and _holds(strip, line.end) for strip in strips
                )
            else:
                assert not overlap(_around(line.start, line.end), tile.shown)
                assert min(x1, y1, x2, y2) >= -NEAR
                assert max(x1, x2) <= tiling.paper.width + NEAR
                assert max(y1, y2) <= tiling.paper.height + NEAR


@given(tilings)
def test_all_that_a_poster_is_cut_and_glued_by_is_seen(tiling: Tiling) -> None:
    """No mark or label stands on the edge that the printer leaves white; enough of each is seen."""
    sheet = Rect(0, 0, tiling.paper.width, tiling.paper.height)
    glue = dict.fromkeys(range(1, tiling.count + 1), "glue")
    for tile in tiling.tiles():
        straight = [
            Rect(*line.start, line.end[0] - line.start[0], line.end[1] - line.start[1])
            for line in tile_marks(tile)
            if line.start[0] == line.end[0] or line.start[1] == line.end[1]
        ]
        assert len(straight) >= 2 * (len(tile.joints) + len(tile.glued))
        for mark in straight:
            assert sheet.margin_around(mark) >= tiling.edge.drawn - NEAR
            seen = mark.common(sheet.grown(-tiling.edge.rest))
            assert max(seen.width, seen.height) >= MARK_LEAST - NEAR
        label, *_ = tile_words(tile, "part", Size(110, 2.8), glue, Size(40, 5))
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
        [one.face for one in tile_words(tile, "part", Size(110, 2.8), glue, Size(40, 5))]
        for tile in tiling.tiles()
    ]
    assert words == [
        ["part"],
        ["part", "glue 1"],
        ["part", "glue 1"],
        ["part", "glue 3", "glue 2"],
    ]
    for tile in tiling.tiles():
        label, *strips = tile_words(tile, "part", Size(110, 2.8), glue, Size(40, 5))
        assert label.trim.bottom <= tile.shown.top
        for words_on, (_, strip) in zip(strips, tile.glued, strict=True):
            assert _holds(strip, words_on.trim.centre)
            assert words_on.turn == (90 if strip.height > strip.width else 0)


def test_the_edges_of_the_poster_and_of_joints_are_marked() -> None:
    tiling = tiled(A3, A4, ANY_EDGE, full_size=False)
    first, second = tiling.tiles()
    # The picture is 261.36 mm wide on 297, and 8.4 mm less high than both sheets could hold.
    left, right = 17.82, 279.18
    cuts = {line.start for line in tile_marks(first) if not line.dashed and _straight(line)}
    assert sorted(x for x, y in cuts if y < 5) == pytest.approx([left, right])
    assert {round(y, 3) for x, y in cuts if x < 8} == {12.2, 202}
    folded = [line for line in tile_marks(second) if line.dashed]
    assert {line.start[1] for line in folded} == {18}


def _straight(line: object) -> bool:
    (x1, y1), (x2, y2) = line.start, line.end  # type: ignore[attr-defined]
    return bool(x1 == x2 or y1 == y2)
