"""How many cards a sheet holds and where they lie, proved over random papers and cards."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.errors import KitError
from kit.core.sizes import CARDS, MARGIN, PAPERS, Size
from kit.imposition.grid import Grid, best_grid, fits
from tests.geometry import NEAR, grids, gutters, margins, overlap, papers, rounded, sizes


def test_eight_cards_or_four_wide_ones_lie_on_a4() -> None:
    small = best_grid(Size(68, 95), PAPERS["A4"], MARGIN)
    assert (small.columns, small.rows, small.paper) == (4, 2, Size(297, 210))
    assert (small.area.left, small.area.top) == (12.5, 10)
    wide = best_grid(Size(136, 95), PAPERS["A4"], MARGIN)
    assert (wide.columns, wide.rows) == (2, 2)
    assert set(wide.xs) < set(small.xs)
    assert wide.ys == small.ys


@pytest.mark.parametrize(
    ("card", "columns", "rows", "paper"),
    [
        ("poker", 3, 3, Size(210, 297)),
        ("business", 2, 5, Size(210, 297)),
        ("A7", 2, 2, Size(210, 297)),
        ("A6", 2, 1, Size(297, 210)),
        ("tarot", 2, 2, Size(210, 297)),
    ],
)
def test_the_named_cards_on_a4(card: str, columns: int, rows: int, paper: Size) -> None:
    """print.md: poker 3 × 3 upright, business 2 × 5, A7 four and A6 two with office margins."""
    grid = best_grid(CARDS[card], PAPERS["A4"], MARGIN)
    assert (grid.columns, grid.rows, grid.paper) == (columns, rows, paper)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("card", CARDS)
def test_every_card_fits_every_paper_also_folded(card: str, paper: str) -> None:
    assert fits(CARDS[card], PAPERS[paper], MARGIN)
    assert fits(CARDS[card], PAPERS[paper], MARGIN, folded=True)


def test_a_card_larger_than_its_paper_is_told_with_the_papers_that_hold_it() -> None:
    with pytest.raises(KitError) as caught:
        best_grid(Size(205, 290), PAPERS["A4"], MARGIN)
    assert str(caught.value) == (
        "a card of 205 × 290 mm does not fit on its paper with 8 mm of margin: "
        "choose A3, Tabloid or SRA3 with --paper"
    )
    with pytest.raises(KitError, match=r"mm, beside its back, does not fit .*: choose SRA3 with"):
        best_grid(Size(210, 297), PAPERS["A4"], MARGIN, folded=True)
    with pytest.raises(KitError, match="nor on any other: choose a smaller card or margin"):
        best_grid(Size(305, 440), PAPERS["A3"], MARGIN)


@given(sizes, papers, margins, gutters, st.booleans())
def test_the_grid_holds_the_most_cards_that_the_room_allows(
    card: Size, paper: Size, margin: float, gutter: float, folded: bool
) -> None:
    places = [Size(card.width * 2, card.height), Size(card.width, card.height * 2)]
    most = 0
    for lying in (paper.portrait, paper.landscape):
        for place in places if folded else [card]:
            columns = _count(lying.width - 2 * margin, place.width, gutter)
            rows = _count(lying.height - 2 * margin, place.height, gutter)
            most = max(most, columns * rows)
    if most == 0:
        with pytest.raises(KitError, match="does not fit"):
            best_grid(card, paper, margin, gutter, folded=folded)
    else:
        grid = best_grid(card, paper, margin, gutter, folded=folded)
        assert grid.places == most
        assert bool(grid.fold) == folded
        assert grid.area.left >= margin - 1e-3
        assert grid.area.top >= margin - 1e-3


def _count(room: float, length: float, gutter: float) -> int:
    """Counted by laying one card after the other."""
    count, taken = 0, length
    while taken <= room + 1e-4:
        count, taken = count + 1, taken + gutter + length
    return count


@given(grids())
def test_cards_lie_centred_and_never_overlap(grid: Grid) -> None:
    cells = [grid.cell(place) for place in range(grid.places)]
    assert not any(overlap(one, other) for one, other in combinations(cells[:30], 2))
    assert grid.area.centre == pytest.approx((grid.paper.width / 2, grid.paper.height / 2))
    assert (cells[0].left, cells[0].top) == pytest.approx((grid.area.left, grid.area.top))
    assert (cells[-1].right, cells[-1].bottom) == pytest.approx((grid.area.right, grid.area.bottom))
    for one, beside in pairwise(cells[: grid.columns]):
        assert beside.left - one.right == pytest.approx(grid.gutter)


@given(grids())
def test_cuts_are_the_edges_of_the_cards_and_run_through_none(grid: Grid) -> None:
    cells = [grid.cell(place) for place in range(grid.places)]
    edges_x = {round(x, 6) for cell in cells for x in (cell.left, cell.right)}
    edges_y = {round(y, 6) for cell in cells for y in (cell.top, cell.bottom)}
    assert {round(x, 6) for x in grid.xs} == edges_x
    assert {round(y, 6) for y in grid.ys} == edges_y
    assert len(grid.xs) == (2 * grid.columns if grid.gutter else grid.columns + 1)
    for cell in cells:
        assert not any(cell.left + NEAR < x < cell.right - NEAR for x in grid.xs)
        assert not any(cell.top + NEAR < y < cell.bottom - NEAR for y in grid.ys)


@given(grids(folded=True))
def test_front_and_back_share_their_place_and_meet_at_the_fold(grid: Grid) -> None:
    for place in range(min(grid.places, 30)):
        cell, front, back = grid.cell(place), grid.front(place), grid.folded_back(place)
        for half in (front, back):
            assert (half.width, half.height) == (grid.card.width, grid.card.height)
            assert half.left >= cell.left - NEAR
            assert half.right <= cell.right + NEAR
            assert half.top >= cell.top - NEAR
            assert half.bottom <= cell.bottom + NEAR
        assert not overlap(front, back)
        if grid.fold == "upright":
            assert front.right == pytest.approx(back.left)
            assert any(fold == pytest.approx(back.left) for fold in grid.folds)
        else:
            assert back.bottom == pytest.approx(front.top)
            assert any(fold == pytest.approx(front.top) for fold in grid.folds)


@given(grids(folded=False))
def test_without_a_fold_a_front_is_its_whole_place(grid: Grid) -> None:
    assert grid.folds == ()
    last = grid.places - 1
    assert rounded(grid.front(last)) == rounded(grid.cell(last))


def test_of_two_grids_alike_the_one_of_fewest_cuts_is_taken() -> None:
    """Four tarot cards side by side would be a cut more; of two quite alike the sheet stands."""
    tarot = best_grid(CARDS["tarot"], PAPERS["A4"], MARGIN)
    assert (tarot.columns, tarot.rows, len(tarot.xs) + len(tarot.ys)) == (2, 2, 6)
    square = best_grid(Size(90, 90), PAPERS["A4"], MARGIN)
    assert (square.paper, square.columns, square.rows) == (Size(210, 297), 2, 3)


def test_binary_fractions_cost_no_card() -> None:
    """Three of 0.1 are more than 0.3 to a computer."""
    grid = best_grid(Size(70.1, 90), Size(210.3, 100), 0)
    assert grid.places == 3


def test_what_would_fit_is_told_for_the_margin_asked_for() -> None:
    with pytest.raises(KitError, match="with 50 mm of margin: choose A3, Tabloid or SRA3"):
        best_grid(CARDS["A6"], PAPERS["A4"], 50, folded=True)
