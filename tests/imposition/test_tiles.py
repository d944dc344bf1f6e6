"""A poster in parts, over random papers and margins, in mm."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.errors import KitError
from kit.core.rect import Rect
from kit.core.sizes import ANY_EDGE, PAPERS, Size, WhiteEdge
from kit.imposition.tiles import BEYOND_CUT, BLANK, OVERLAP, RUN_ON, Tiling, tile_face, tiled
from tests.geometry import NEAR, edges, overlap, rounded

A3, A4 = PAPERS["A3"], PAPERS["A4"]
posters = st.builds(Size, st.integers(200, 900), st.integers(200, 900))
papers = st.builds(Size, st.integers(150, 450), st.integers(150, 450))
tilings = st.builds(tiled, posters, papers, edges, full_size=st.booleans())


def test_two_lying_sheets_of_a4_hold_a3_at_88_percent() -> None:
    """0.92 would do, and leave the join no room to move."""
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
            assert end - start == pytest.approx(RUN_ON + BEYOND_CUT, abs=1e-5)


@given(tilings)
def test_every_sheet_shows_its_part_where_the_printer_prints(tiling: Tiling) -> None:
    """Within the margin; beyond it, by a little, only what is cut off where sheets are joined."""
    paper, margins = tiling.paper, tiling.margins
    for tile in tiling.tiles():
        placement = tile_face(tile, "poster", 3.0)
        clip = placement.clip
        beyond = {upright: BEYOND_CUT for upright, _ in tile.joints}
        assert clip.left >= margins.width - NEAR
        assert clip.top >= margins.height - NEAR
        assert clip.right <= paper.width - margins.width + beyond.get(True, 0.0) + NEAR
        assert clip.bottom <= paper.height - margins.height + beyond.get(False, 0.0) + NEAR
        sheet = Rect(0, 0, paper.width, paper.height)
        assert sheet.margin_around(clip) >= tiling.edge.rest - NEAR
        assert (placement.trim.width, placement.trim.height) == pytest.approx(
            (tiling.poster.width, tiling.poster.height)
        )
        # The window, as the sheet shows it, is what it is clipped to, but for the bleed.
        lies = tile.window.moved(tile.poster.left, tile.poster.top)
        assert rounded(lies) == rounded(clip.common(tile.poster))


@given(tilings)
def test_neighbours_glued_as_marked_show_one_picture(tiling: Tiling) -> None:
    """The edge that is cut comes to lie at the end of its neighbour's strip, at one place of the
    poster."""
    tiles = {tile.number: tile for tile in tiling.tiles()}
    for tile in tiles.values():
        for strip in tile.glued:
            above = tiles[strip.over]
            assert tile.number - strip.over == (tiling.columns if strip.level else 1)
            cut = dict(above.joints)[not strip.level]
            area = strip.area
            if strip.level:
                assert cut - above.poster.top == pytest.approx(area.bottom - tile.poster.top)
                assert area.height == OVERLAP
            else:
                assert cut - above.poster.left == pytest.approx(area.right - tile.poster.left)
                assert area.width == OVERLAP


@given(tilings)
def test_what_a_neighbour_is_glued_over_is_blank_but_for_what_hides_a_slip(tiling: Tiling) -> None:
    """A cut or a sheet a millimetre off shows no white, and two do not show half letters.

    Where the next part begins beneath, and how far the part above it is printed, by the edge of
    the one that is cut, in mm along the poster.
    """
    tiles = {tile.number: tile for tile in tiling.tiles()}
    for tile in tiles.values():
        beneath = tile_face(tile, "poster", 3.0).clip
        for strip in tile.glued:
            above = tiles[strip.over]
            upper = tile_face(above, "poster", 3.0).clip
            cut = dict(above.joints)[not strip.level]
            if strip.level:
                begins, ends = strip.area.bottom - beneath.top, upper.bottom - cut
            else:
                begins, ends = strip.area.right - beneath.left, upper.right - cut
            # The cut is 1 mm short and the sheet lies 1 mm too far off; the cut is 1 mm too wide.
            assert begins >= 1 + 1 + 0.4
            assert ends >= 1 + 0.4
            # No more of it runs on than is hidden, and the rest of the strip is for the words.
            assert begins <= 3
            assert not overlap(beneath, strip.blank)
            lies = strip.area.extended(left=NEAR, top=NEAR, right=NEAR, bottom=NEAR)
            assert lies.holds(strip.blank)
            assert (strip.blank.height if strip.level else strip.blank.width) == BLANK
