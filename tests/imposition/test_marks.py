"""Marks, rulers and cuts over random grids, in mm."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.paths import LAYOUTS
from kit.core.rect import Rect
from kit.core.sizes import ANY_EDGE, CARDS, MARGIN, PAPERS, Size, WhiteEdge
from kit.imposition.grid import Grid, best_grid
from kit.imposition.marks import (
    MARK_LEAST,
    Line,
    crop_marks_show,
    cutting_order,
    margin_faces,
    marks,
)
from kit.imposition.place import Card, Placement, Scheme, impose
from kit.layout.pieces import load_margin_faces
from kit.session.options import Flip, Marks
from tests.geometry import NEAR, grids, overlap, sheets

FACES = load_margin_faces(LAYOUTS)
KINDS: tuple[Marks, ...] = ("crop", "lines", "none")


def placed(
    grid: Grid, kind: Marks = "crop", edge: WhiteEdge = ANY_EDGE
) -> tuple[Placement[str], ...]:
    ruler, slug = FACES.ruler, FACES.slug
    return margin_faces("ruler", ruler.size, ruler.length, "slug", slug.size, grid, kind, edge)


def printable(paper: Size, edge: float) -> Rect:
    """What of the paper is not nearer to its edge than this."""
    return Rect(0, 0, paper.width, paper.height).grown(-edge)


def is_within(one: Rect, whole: Rect) -> bool:
    return whole.margin_around(one) >= -NEAR


def box(line: Line) -> Rect:
    (x1, y1), (x2, y2) = line.start, line.end
    return Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


@given(sheets())
def test_crop_marks_stand_in_the_waste_at_both_ends_of_every_cut(
    sheet: tuple[Grid, WhiteEdge],
) -> None:
    grid, edge = sheet
    cuts = [line for line in marks(grid, "crop", edge) if not line.dashed]
    for line in cuts:
        lies = box(line)
        assert lies.width == pytest.approx(0, abs=NEAR) or lies.height == pytest.approx(0, abs=NEAR)
        assert not overlap(lies.grown(0.01), grid.area.grown(0.98))
        assert MARK_LEAST - NEAR <= max(lies.width, lies.height) <= 7 + NEAR
    uprights = sorted(round(line.start[0], 6) for line in cuts if line.start[0] == line.end[0])
    levels = sorted(round(line.start[1], 6) for line in cuts if line.start[1] == line.end[1])
    roomy_y, roomy_x = (room - edge.rest > 2.4 - NEAR for room in (grid.ys[0], grid.xs[0]))
    assert uprights == sorted([round(x, 6) for x in grid.xs] * 2 if roomy_y else [])
    assert levels == sorted([round(y, 6) for y in grid.ys] * 2 if roomy_x else [])
    assert crop_marks_show(grid, edge) == (roomy_x and roomy_y)


@given(sheets())
def test_no_mark_stands_on_the_edge_that_is_left_white_and_enough_of_each_is_seen(
    sheet: tuple[Grid, WhiteEdge],
) -> None:
    grid, edge = sheet
    for kind in KINDS:
        for line in marks(grid, kind, edge):
            lies = box(line)
            assert is_within(lies, printable(grid.paper, edge.drawn))
            seen = lies.common(printable(grid.paper, edge.rest))
            assert max(seen.width, seen.height) >= MARK_LEAST - NEAR


@given(sheets())
def test_marks_stand_clear_of_the_bleed_where_there_is_room(sheet: tuple[Grid, WhiteEdge]) -> None:
    grid, edge = sheet
    if min(grid.xs[0], grid.ys[0]) - edge.rest >= 4.4 + NEAR:
        for line in marks(grid, "crop", edge):
            assert line.dashed or not overlap(box(line).grown(0.01), grid.area.grown(2.98))


@given(grids())
def test_lines_run_through_along_every_cut_and_through_no_card(grid: Grid) -> None:
    lines = [line for line in marks(grid, "lines") if not line.dashed]
    assert len(lines) == len(grid.xs) + len(grid.ys)
    cells = [grid.cell(place) for place in range(min(grid.places, 30))]
    for line in lines:
        lies = box(line)
        for cell in cells:
            assert not overlap(lies, cell)
        if lies.width < NEAR:
            assert lies.top <= grid.area.top + NEAR
            assert lies.bottom >= grid.area.bottom - NEAR
        else:
            assert lies.left <= grid.area.left + NEAR
            assert lies.right >= grid.area.right - NEAR


@given(grids())
def test_without_marks_only_folds_are_shown(grid: Grid) -> None:
    assert marks(grid, "none") == tuple(line for line in marks(grid, "crop") if line.dashed)


@given(grids(folded=True))
def test_folds_are_marked_from_edge_to_edge_by_dashed_lines(grid: Grid) -> None:
    for kind in KINDS:
        dashed = [line for line in marks(grid, kind) if line.dashed]
        axis = 0 if grid.fold == "upright" else 1
        assert [line.start[axis] for line in dashed] == pytest.approx(list(grid.folds))
        for line in dashed:
            assert line.start[axis] == line.end[axis]
            across = 1 - axis
            start, end = (
                (grid.area.top, grid.area.bottom) if across else (grid.area.left, grid.area.right)
            )
            assert line.start[across] <= start + NEAR
            assert line.end[across] >= end - NEAR


@given(sheets())
def test_what_stands_in_the_margin_is_clear_of_cards_white_edges_and_each_other(
    sheet: tuple[Grid, WhiteEdge],
) -> None:
    grid, edge = sheet
    faces = placed(grid, "crop", edge)
    for one in faces:
        assert not overlap(one.trim, grid.area)
        assert is_within(one.trim, printable(grid.paper, edge.rest))
        assert one.turn == (90 if one.trim.height > one.trim.width else 0)
    for first, second in combinations(faces, 2):
        assert not overlap(first.trim, second.trim)


@given(sheets())
def test_no_mark_runs_through_words_nor_beside_a_tick(sheet: tuple[Grid, WhiteEdge]) -> None:
    """A ruler may be crossed where it has a full centimetre, and nothing else may be crossed."""
    grid, edge = sheet
    for kind in KINDS:
        assert_clear(placed(grid, kind, edge), [box(line) for line in marks(grid, kind, edge)])


def assert_clear(faces: tuple[Placement[str], ...], drawn: list[Rect]) -> None:
    for one in faces:
        for mark in drawn:
            if not overlap(mark.grown(0.05), one.trim):
                continue
            assert one.face == "ruler"
            upright = one.turn == 90
            along = mark.top - one.trim.top if upright else mark.left - one.trim.left
            assert along == pytest.approx(round(along / 10) * 10, abs=0.02)
            assert along <= FACES.ruler.length + NEAR


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("gutter", [0.0, 4.0])
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("card", CARDS)
def test_every_named_card_on_every_paper_has_both_rulers_and_its_name(
    card: str, paper: str, gutter: float, folded: bool
) -> None:
    for widths in (1, 2):
        size = Size(CARDS[card].width * widths, CARDS[card].height)
        if card == "A6" and widths == 2 and folded and paper in ("A4", "Letter"):
            continue  # there it is one card wide
        grid = best_grid(size, PAPERS[paper], MARGIN, gutter, folded=folded)
        faces = [(one.face, one.turn) for one in placed(grid)]
        assert ("ruler", 0) in faces
        assert ("ruler", 90) in faces
        assert "slug" in [face for face, _ in faces]


def test_the_usual_sheet_is_as_it_was_where_nobody_told_of_the_printer() -> None:
    """8 standard cards on A4: rulers 4.4 mm from the edge, crop marks from 2 to 7 mm of it."""
    grid = best_grid(Size(68, 95), PAPERS["A4"], ANY_EDGE.cards)
    across, down, _ = placed(grid)
    assert round(grid.paper.height - across.trim.bottom, 6) == 4.4
    assert round(down.trim.left, 6) == 6.9
    upright = next(line for line in marks(grid, "crop") if line.start[0] == line.end[0])
    assert (upright.start[1], upright.end[1]) == pytest.approx((2, 7))


def test_on_a_wide_white_edge_a_ruler_moves_nearer_to_the_cards() -> None:
    """Of the 10 mm beside the cards a printer that leaves 5 white has room for it in the bleed."""
    edge = WhiteEdge(5)
    grid = best_grid(Size(68, 95), PAPERS["A4"], edge.cards)
    across, _, _ = placed(grid, "crop", edge)
    assert round(grid.paper.height - across.trim.bottom, 6) == 7.1
    assert round(across.trim.top - grid.area.bottom, 6) == 0.5


def test_rulers_have_the_middle_of_the_sheet_in_their_middle() -> None:
    grid = best_grid(Size(68, 95), PAPERS["A4"], MARGIN)
    across, down, slug = placed(grid)
    assert across.trim.left + 50 == pytest.approx(grid.paper.width / 2)
    assert down.trim.top + 50 == pytest.approx(grid.paper.height / 2)
    assert slug.trim.bottom < grid.area.top - 3


def test_a_sheet_without_margin_has_neither_marks_nor_ruler() -> None:
    grid = best_grid(Size(105, 148.5), PAPERS["A4"], 0)
    assert grid.area == Rect(0, 0, 210, 297)
    assert marks(grid, "crop") == ()
    assert placed(grid) == ()


@given(grids())
def test_every_cut_is_made_once_in_the_order_that_leaves_marks_to_cut_by(grid: Grid) -> None:
    cuts = cutting_order(grid)
    assert [cut.number for cut in cuts] == list(range(1, len(cuts) + 1))
    assert sorted(cut.at for cut in cuts if cut.upright) == sorted(grid.xs)
    assert sorted(cut.at for cut in cuts if not cut.upright) == sorted(grid.ys)
    uprights = [cut.at for cut in cuts if cut.upright]
    assert uprights == sorted(grid.xs, reverse=True)
    last = cuts[-1]
    assert (last.upright, last.at) == (True, grid.xs[0])
    levels = [cut.number for cut in cuts if not cut.upright]
    assert levels == list(range(len(grid.xs), len(cuts)))


@given(grids(), st.integers(1, 60))
def test_cut_and_piled_as_the_guide_says_the_cards_are_in_their_order(
    grid: Grid, count: int
) -> None:
    """The sheets are cut into strips from the right; the strips laid on each other, the left ones
    on top; cut across; and the piles laid on each other, the upper row on top."""
    flip: Flip = "fold" if grid.fold else "long"
    cards = [Card(f"{n:03}", "back") for n in range(count)]
    sheets = [
        {
            (round(p.trim.left, 3), round(p.trim.top, 3)): p.face
            for p in sheet.front
            if p.face != "back"
        }
        for sheet in impose(cards, Card("blank", "back"), Scheme(grid, 3.0, flip, "stack"))
    ]
    columns = sorted({x for sheet in sheets for x, _ in sheet})
    rows = sorted({y for sheet in sheets for _, y in sheet})
    strips = [{y: sheet[x, y] for y in rows} for x in columns for sheet in sheets]
    laid = [strip[y] for y in rows for strip in strips]
    assert laid[:count] == [card.front for card in cards]
    assert set(laid[count:]) <= {"blank"}
