"""Where the parts of a poster meet, over random posters and lines, in mm."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.rect import Rect
from kit.core.sizes import ANY_EDGE, PAPERS
from kit.imposition.joins import CLEAR, joins_between
from kit.imposition.tiles import BEYOND_CUT, OVERLAP, RUN_ON, Tiling, tiled
from tests.geometry import NEAR
from tests.imposition.test_tiles import tilings

TWO = tiled(PAPERS["A3"], PAPERS["A4"], ANY_EDGE, full_size=False)
FOUR = tiled(PAPERS["A3"], PAPERS["A4"], ANY_EDGE, full_size=True)


def lines(*spans: tuple[float, float]) -> list[Rect]:
    return [Rect(20, top, 200, bottom - top) for top, bottom in spans]


def clear_of(join: float, *spans: tuple[float, float]) -> float:
    return min(max(top - join, join - bottom) for top, bottom in spans)


def test_a_join_that_goes_through_nothing_stays_in_the_middle() -> None:
    """Two lying sheets of A4 reach 8.4 mm further than a poster of 369.6 mm."""
    assert TWO.joins.columns == ()
    assert [*TWO.joins.rows] == pytest.approx([(369.6 + OVERLAP) / 2])
    assert joins_between(TWO, []) == TWO.joins
    assert joins_between(TWO, lines((20, 180), (200, 360))) == TWO.joins


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        # A line in the way: just below it, where there is room for 5 mm on both sides; or above it.
        ([(100, 188), (200, 360)], 193),
        ([(100, 181), (191, 360)], 186),
        # No farther than the sheets reach, which is from 182.1 to 194 mm.
        ([(100, 192), (220, 360)], 194),
        ([(100, 165), (184.5, 360)], 182.1),
        # Nowhere 5 mm: in the middle of the widest gap.
        ([(100, 187), (189, 191), (195, 360)], 193),
        ([(100, 186), (190, 192), (193, 360)], 188),
    ],
)
def test_a_join_moves_to_the_best_gap_in_reach(
    spans: list[tuple[float, float]], expected: float
) -> None:
    assert [*joins_between(TWO, lines(*spans)).rows] == pytest.approx([expected])


def test_where_nothing_is_clear_a_join_goes_through_the_fewest_letters() -> None:
    """A line of many letters beside a few that stand between it and the next."""
    many = [Rect(20 + 5 * number, top, 4, 5) for number in range(9) for top in (178, 185, 192)]
    few = [Rect(150, 170, 5, 40)]
    (join,) = joins_between(TWO, [*many, *few]).rows
    assert sum(one.top < join < one.bottom for one in [*many, *few]) == 1
    # The gap that is nearest to the middle, at 188.05 mm.
    assert join == pytest.approx(191)


def test_lines_side_by_side_are_all_kept_clear_of() -> None:
    left = [Rect(20, 100, 90, 88), Rect(20, 200, 90, 100)]
    right = [Rect(130, 100, 90, 91), Rect(130, 202, 90, 100)]
    (join,) = joins_between(TWO, [*left, *right]).rows
    assert clear_of(join, (100, 191), (200, 302)) == pytest.approx(3)


def test_sheets_side_by_side_meet_between_columns() -> None:
    columns = [Rect(20, 30, 118, 300), Rect(158, 30, 118, 300)]
    joins = joins_between(FOUR, columns)
    assert 143 - NEAR <= joins.columns[0] <= 153 + NEAR


spans = st.lists(
    st.tuples(st.floats(0, 880), st.floats(1, 60)).map(lambda one: (one[0], one[0] + one[1])),
    max_size=12,
)


@given(tilings, spans)
def test_wherever_parts_meet_they_show_the_whole_poster(
    tiling: Tiling, held: list[tuple[float, float]]
) -> None:
    """Within the margins of their sheets, with as much to be glued over, and in one picture."""
    joins = joins_between(tiling, [Rect(top, top, end - top, end - top) for top, end in held])
    tiles = [*tiling.tiles(joins)]
    for tile in tiles:
        shown = tile.shown
        assert shown.left >= tiling.margins.width - NEAR
        assert shown.top >= tiling.margins.height - NEAR
        assert shown.right <= tiling.paper.width - tiling.margins.width + NEAR
        assert shown.bottom <= tiling.paper.height - tiling.margins.height + NEAR
    across = {(round(one.window.left, 5), round(one.window.right, 5)) for one in tiles}
    down = {(round(one.window.top, 5), round(one.window.bottom, 5)) for one in tiles}
    for sides, length in ((across, tiling.poster.width), (down, tiling.poster.height)):
        in_order = sorted(sides)
        assert in_order[0][0] == pytest.approx(0, abs=1e-4)
        assert in_order[-1][1] == pytest.approx(length, abs=1e-4)
        for (_, end), (start, _) in pairwise(in_order):
            assert end - start == pytest.approx(RUN_ON + BEYOND_CUT, abs=1e-4)


@given(spans)
def test_a_moved_join_is_never_less_clear_than_the_usual_one(
    held: list[tuple[float, float]],
) -> None:
    if held:
        (usual,), (moved,) = TWO.joins.rows, joins_between(TWO, lines(*held)).rows
        reached = min(clear_of(usual, *held), CLEAR)
        assert clear_of(moved, *held) >= reached - 0.1 or reached < 0
