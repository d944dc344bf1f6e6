"""Geometry proved over random papers, cards and counts: all of it in mm."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import KitError
from kit.imposition import (
    OVERLAP,
    Card,
    FlipEdge,
    Grid,
    Placement,
    Rect,
    back_of,
    best_grid,
    impose,
)
from kit.paper import MARGIN, PAPERS, Size
from tests.geometry import NEAR, flips, grids, margins, overlap, papers, sizes


def test_eight_cards_or_four_wide_ones_lie_on_a4() -> None:
    small = best_grid(Size(68, 95), PAPERS["A4"], MARGIN)
    assert (small.columns, small.rows, small.paper) == (4, 2, Size(297, 210))
    assert (small.left, small.top) == (12.5, 10)
    wide = best_grid(Size(136, 95), PAPERS["A4"], MARGIN)
    assert (wide.columns, wide.rows) == (2, 2)
    assert set(wide.xs) < set(small.xs)
    assert wide.ys == small.ys


@pytest.mark.parametrize(
    ("card", "columns", "rows"),
    [(Size(63, 88), 3, 3), (Size(85, 55), 2, 5)],
)
def test_other_cards_lie_on_upright_a4(card: Size, columns: int, rows: int) -> None:
    grid = best_grid(card, PAPERS["A4"], MARGIN)
    assert (grid.columns, grid.rows, grid.paper) == (columns, rows, Size(210, 297))


def test_a_card_larger_than_the_paper_is_refused() -> None:
    with pytest.raises(KitError, match="a card of 205 × 290 mm does not fit"):
        best_grid(Size(205, 290), PAPERS["A4"], MARGIN)


@given(sizes, papers, margins)
def test_the_grid_holds_the_most_cards_that_the_room_allows(
    card: Size, paper: Size, margin: float
) -> None:
    most = 0
    for lying in (paper.portrait, paper.landscape):
        columns = int(round((lying.width - 2 * margin) / card.width, 6) // 1)
        rows = int(round((lying.height - 2 * margin) / card.height, 6) // 1)
        most = max(most, max(columns, 0) * max(rows, 0))
    if most == 0:
        with pytest.raises(KitError, match="does not fit"):
            best_grid(card, paper, margin)
    else:
        grid = best_grid(card, paper, margin)
        assert grid.places == most
        assert grid.left >= margin - 1e-3
        assert grid.top >= margin - 1e-3


@given(grids())
def test_cards_lie_centred_and_never_overlap(grid: Grid) -> None:
    cells = [grid.cell(place) for place in range(grid.places)]
    assert not any(overlap(one, other) for one, other in combinations(cells[:30], 2))
    assert grid.area.centre == pytest.approx((grid.paper.width / 2, grid.paper.height / 2))
    assert cells[0].x == pytest.approx(grid.left)
    last = cells[-1]
    assert last.x + last.width == pytest.approx(grid.paper.width - grid.left)
    assert last.y + last.height == pytest.approx(grid.paper.height - grid.top)


@given(grids(), st.integers(0, 60), flips)
def test_every_card_lies_once_and_its_back_behind_it(
    grid: Grid, count: int, flip: FlipEdge
) -> None:
    cards = [Card(f"front {n}", f"back {n % 3}") for n in range(count)]
    blank = Card("blank", "blank back")
    sheets = impose(cards, blank, grid, 3.0, flip)
    assert len(sheets) == -(-count // grid.places)
    fronts = Counter(one.face for sheet in sheets for one in sheet.front)
    blanks = fronts.pop("blank", 0)
    assert fronts == Counter(card.front for card in cards)
    assert blanks == len(sheets) * grid.places - count < grid.places
    back_for = {card.front: card.back for card in [*cards, blank]}
    for sheet in sheets:
        behind = {turned_over(one.trim, grid.paper, flip): one.face for one in sheet.back}
        assert len(behind) == grid.places
        for one in sheet.front:
            assert behind[rounded(one.trim)] == back_for[one.face]


@given(grids(), flips)
def test_reading_order_is_left_to_right_and_down(grid: Grid, flip: FlipEdge) -> None:
    cards = [Card(n, n) for n in range(grid.places)]
    (sheet,) = impose(cards, Card(-1, -1), grid, 3.0, flip)
    places = [(round(one.trim.y, 6), round(one.trim.x, 6)) for one in sheet.front]
    assert [one.face for one in sheet.front] == list(range(grid.places))
    assert places == sorted(places)


def rounded(rect: Rect) -> tuple[float, float, float, float]:
    return (round(rect.x, 6), round(rect.y, 6), round(rect.width, 6), round(rect.height, 6))


def turned_over(rect: Rect, paper: Size, flip: FlipEdge) -> tuple[float, float, float, float]:
    """Where something on the back comes to lie when the sheet is turned front up again.

    Written anew from the corners: each is carried round the edge that the sheet turns about.
    """
    upright_edge = (flip == "long") == (paper.height >= paper.width)
    corners = [(rect.x, rect.y), (rect.x + rect.width, rect.y + rect.height)]
    if upright_edge:
        corners = [(paper.width - x, y) for x, y in corners]
    else:
        corners = [(x, paper.height - y) for x, y in corners]
    (x1, y1), (x2, y2) = corners
    return rounded(Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)))


def test_backs_stand_on_their_head_when_the_sheet_turns_about_a_level_edge() -> None:
    portrait, landscape = Size(210, 297), Size(297, 210)
    trim = Rect(20, 30, 60, 90)
    assert back_of(trim, portrait, "long") == (Rect(130, 30, 60, 90), 0)
    assert back_of(trim, portrait, "short") == (Rect(20, 177, 60, 90), 180)
    assert back_of(trim, landscape, "long") == (Rect(20, 90, 60, 90), 180)
    assert back_of(trim, landscape, "short") == (Rect(217, 30, 60, 90), 0)


@given(grids(), flips)
def test_bleed_reaches_outwards_only_and_backs_overlap(grid: Grid, flip: FlipEdge) -> None:
    (sheet,) = impose([Card("f", "b")] * grid.places, Card("", ""), grid, 3.0, flip)
    for side, inside in ((sheet.front, 0.0), (sheet.back, OVERLAP)):
        for one in side:
            for reach, outer in reaches(one, grid):
                assert reach == pytest.approx(3.0 if outer else inside, abs=1e-6)


def reaches(one: Placement[str], grid: Grid) -> list[tuple[float, bool]]:
    """How far each side is shown beyond the trim, and whether it is at the edge of the grid."""
    trim, clip, area = one.trim, one.clip, grid.area
    return [
        (trim.x - clip.x, abs(trim.x - area.x) < NEAR),
        (trim.y - clip.y, abs(trim.y - area.y) < NEAR),
        (
            clip.x + clip.width - trim.x - trim.width,
            abs(trim.x + trim.width - area.x - area.width) < NEAR,
        ),
        (
            clip.y + clip.height - trim.y - trim.height,
            abs(trim.y + trim.height - area.y - area.height) < NEAR,
        ),
    ]
