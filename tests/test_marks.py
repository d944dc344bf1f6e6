"""What stands in the waste, and the cuts: all of it in mm."""

import pytest
from hypothesis import given

from kit.imposition import Grid, best_grid
from kit.marks import crop_marks, cutting_order, rulers, slug_line
from kit.paper import MARGIN, PAPERS, Size
from tests.geometry import NEAR, grids, overlap


@given(grids())
def test_crop_marks_stand_in_the_waste_at_both_ends_of_every_cut(grid: Grid) -> None:
    marks = crop_marks(grid)
    assert len(marks) == 2 * (len(grid.xs) + len(grid.ys))
    area = grid.area
    for mark in marks:
        (x1, y1), (x2, y2) = mark.start, mark.end
        assert abs(x1 - x2) + abs(y1 - y2) == pytest.approx(5)
        # From the cards to the near end of the mark, along it: the 3 mm that the bleed takes.
        nearest = min(
            max(area.x - x, x - area.x - area.width, area.y - y, y - area.y - area.height)
            for x, y in (mark.start, mark.end)
        )
        assert nearest == pytest.approx(3)
    assert {mark.start[0] for mark in marks if mark.start[0] == mark.end[0]} == set(grid.xs)
    assert {mark.start[1] for mark in marks if mark.start[1] == mark.end[1]} == set(grid.ys)


@given(grids())
def test_cuts_run_through_no_card_and_each_is_made_once(grid: Grid) -> None:
    cuts = cutting_order(grid)
    assert [cut.number for cut in cuts] == list(range(1, len(cuts) + 1))
    assert sorted(cut.at for cut in cuts if cut.upright) == sorted(grid.xs)
    assert sorted(cut.at for cut in cuts if not cut.upright) == sorted(grid.ys)
    for place in range(grid.places):
        cell = grid.cell(place)
        for cut in cuts:
            low, high = (cell.x, cell.width) if cut.upright else (cell.y, cell.height)
            assert not low + NEAR < cut.at < low + high - NEAR


def test_marks_are_left_to_cut_by() -> None:
    """Level cuts need a margin at the side, upright cuts one above: eight cuts for eight cards."""
    grid = best_grid(Size(68, 95), PAPERS["A4"], MARGIN)
    cuts = cutting_order(grid)
    assert len(cuts) == 8
    assert [cut.upright for cut in cuts] == [True] * 4 + [False] * 3 + [True]
    assert cuts[-1].at == grid.xs[-1]


def test_rulers_and_slug_line_stand_outside_the_bleed_and_on_the_paper() -> None:
    for card in (Size(68, 95), Size(136, 95)):
        grid = best_grid(card, PAPERS["A4"], MARGIN)
        bleed = grid.area.grown(3, 3, 3, 3)
        across, down = rulers("ruler", Size(114, 2.4), 100, grid)
        slug = slug_line("slug", Size(64, 2.8), grid)
        assert (across.turn, down.turn, slug.turn) == (0, 90, 0)
        for one in (across, down, slug):
            assert not overlap(one.trim, bleed)
            # 4 mm are lost at the edge by most lasers; the scale itself is nearer the cards.
            assert one.trim.x >= 4
            assert one.trim.y >= 4
            assert one.trim.x + one.trim.width <= grid.paper.width - 4
            assert one.trim.y + one.trim.height <= grid.paper.height - 4
        # From its first tick to its last, the ruler has the middle of the sheet in its middle.
        assert across.trim.x + 50 == pytest.approx(grid.paper.width / 2)
        assert down.trim.y + 50 == pytest.approx(grid.paper.height / 2)
