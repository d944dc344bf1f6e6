"""Cards on sheets, proved over random grids, counts, orders and ways of turning: all in mm."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.rect import Rect
from kit.core.sizes import MARGIN, PAPERS, Size
from kit.imposition.grid import Grid, best_grid
from kit.imposition.place import OVERLAP, Card, Placement, Scheme, back_of, impose
from kit.session.options import Flip, Order
from tests.geometry import (
    NEAR,
    flips,
    folded_over,
    grids,
    orders,
    overlap,
    rounded,
    turned_over,
    upright_behind,
)

BLANK = Card("blank", "blank back")
counts = st.integers(0, 60)
offsets = st.tuples(st.floats(-10, 10), st.floats(-10, 10))


def deck(count: int) -> list[Card[str]]:
    return [Card(f"front {n}", f"back {n % 3}") for n in range(count)]


@st.composite
def schemes(draw: st.DrawFn, flip: Flip | None = None) -> Scheme:
    way = draw(flips) if flip is None else flip
    grid = draw(grids(folded=way == "fold"))
    return Scheme(grid, 3.0, way, draw(orders), draw(offsets))


@given(schemes(), counts)
def test_every_card_lies_exactly_once_and_its_back_behind_it(scheme: Scheme, count: int) -> None:
    grid, flip, cards = scheme.grid, scheme.flip, deck(count)
    sheets = impose(cards, BLANK, scheme)
    assert len(sheets) == -(-count // grid.places)
    faces = Counter(one.face for sheet in sheets for one in sheet.front if "back" not in one.face)
    blanks = faces.pop("blank", 0)
    assert faces == Counter(card.front for card in cards)
    assert blanks == len(sheets) * grid.places - count
    assert blanks < grid.places or count == 0
    back_for = {card.front: card.back for card in [*cards, BLANK]}
    for sheet in sheets:
        fronts = [one for one in sheet.front if "back" not in one.face]
        if flip == "none":
            assert sheet.back == ()
            assert len(fronts) == len(sheet.front) == grid.places
            continue
        behind = backs_behind(sheet.back or sheet.front, scheme)
        assert len(behind) == grid.places
        for front in fronts:
            assert behind[rounded(front.trim)] == back_for[front.face]


def backs_behind(
    placements: tuple[Placement[str], ...], scheme: Scheme
) -> dict[tuple[float, float, float, float], str]:
    """Which back lies behind which part of the front side, once the sheet is turned or folded."""
    behind = {}
    for one in placements:
        if "back" not in one.face:
            continue
        if scheme.flip == "fold":
            behind[rounded(folded_over(one.trim, scheme.grid))] = one.face
        else:
            x, y = scheme.offset
            edge = "short" if scheme.flip == "short" else "long"
            back = turned_over(one.trim.moved(-x, -y), scheme.grid.paper, edge)  # type: ignore[arg-type]
            behind[rounded(back)] = one.face
    return behind


@given(schemes(), counts)
def test_nothing_overlaps_and_all_stays_in_the_grid(scheme: Scheme, count: int) -> None:
    for sheet in impose(deck(count), BLANK, scheme)[:2]:
        for side, (x, y) in ((sheet.front, (0.0, 0.0)), (sheet.back, scheme.offset)):
            trims = [one.trim for one in side][:30]
            assert not any(overlap(one, other) for one, other in combinations(trims, 2))
            area = scheme.grid.area.moved(x, y)
            for trim in trims:
                assert trim.left >= area.left - NEAR
                assert trim.top >= area.top - NEAR
                assert trim.right <= area.right + NEAR
                assert trim.bottom <= area.bottom + NEAR


@given(schemes())
def test_fronts_stand_upright_and_so_do_backs_when_the_card_is_turned(scheme: Scheme) -> None:
    for sheet in impose(deck(scheme.grid.places), BLANK, scheme):
        for one in (*sheet.front, *sheet.back):
            if "back" in one.face:
                assert upright_behind(one, scheme.grid, scheme.flip)
            else:
                assert one.turn == 0


def in_reading_order(sheet: tuple[Placement[str], ...]) -> list[str]:
    fronts = [one for one in sheet if "back" not in one.face]
    return [
        one.face
        for one in sorted(fronts, key=lambda p: (round(p.trim.top, 4), round(p.trim.left, 4)))
    ]


@given(schemes(), counts)
def test_rows_are_read_sheet_for_sheet_and_stacks_pile_for_pile(scheme: Scheme, count: int) -> None:
    """Cut as the guide says, and laid on each other, the cards are in the order of the deck."""
    sheets = [in_reading_order(sheet.front) for sheet in impose(deck(count), BLANK, scheme)]
    if scheme.order == "rows":
        laid = [face for sheet in sheets for face in sheet]
    else:
        piles = [[sheet[place] for sheet in sheets] for place in range(scheme.grid.places)]
        laid = [face for pile in piles for face in pile if sheets]
    cards = [card.front for card in deck(count)]
    assert laid == cards + ["blank"] * (len(laid) - count)


@pytest.mark.parametrize("order", ["stack", "rows"])
def test_whole_decks_follow_each_other_each_with_its_letter(order: Order) -> None:
    grid = best_grid(Size(68, 95), PAPERS["A4"], MARGIN)
    cards = [Card(f"front {n}", "back", letter) for letter in "AB" for n in range(20)]
    place = Rect(54, 82, 7, 7)
    sheets = impose(cards, BLANK, Scheme(grid, 3.0, "long", order, letter=place))
    assert len(sheets) == 5
    sealed = [
        (sheet.front[i - 1].face, one.face)
        for sheet in sheets
        for i, one in enumerate(sheet.front)
        if one.face in "AB"
    ]
    assert Counter(sealed) == Counter((card.front, str(card.letter)) for card in cards)
    for sheet in sheets:
        for front, letter in zip(sheet.front[::2], sheet.front[1::2], strict=True):
            assert letter.trim == place.moved(front.trim.left, front.trim.top)
            assert letter.clip == letter.trim


def test_blank_cards_have_no_letter() -> None:
    grid = best_grid(Size(68, 95), PAPERS["A4"], MARGIN)
    scheme = Scheme(grid, 3.0, "long", "rows", letter=Rect(54, 82, 7, 7))
    (sheet,) = impose([Card("front", "back", "A")], BLANK, scheme)
    assert [one.face for one in sheet.front] == ["front", "A"] + ["blank"] * 7


def test_backs_stand_on_their_head_when_the_sheet_turns_about_a_level_edge() -> None:
    portrait, landscape = Size(210, 297), Size(297, 210)
    trim = Rect(20, 30, 60, 90)
    assert back_of(trim, portrait, "long") == (Rect(130, 30, 60, 90), 0)
    assert back_of(trim, portrait, "short") == (Rect(20, 177, 60, 90), 180)
    assert back_of(trim, landscape, "long") == (Rect(20, 90, 60, 90), 180)
    assert back_of(trim, landscape, "short") == (Rect(217, 30, 60, 90), 0)


@given(schemes())
def test_bleed_reaches_outwards_and_never_over_a_neighbour_or_a_fold(scheme: Scheme) -> None:
    grid = scheme.grid
    for sheet in impose(deck(grid.places), BLANK, scheme):
        for side, moved in ((sheet.front, (0.0, 0.0)), (sheet.back, scheme.offset)):
            for one in side:
                for reach, where in reaches(one, grid, moved):
                    shared = OVERLAP if side is sheet.back else 0.0
                    between = min(3.0, grid.gutter / 2) if grid.gutter else shared
                    expected = {"outside": 3.0, "fold": 0.0, "neighbour": between}[where]
                    assert reach == pytest.approx(expected, abs=1e-6)


def reaches(one: Placement[str], grid: Grid, moved: tuple[float, float]) -> list[tuple[float, str]]:
    """How far each side is shown beyond the trim, and what lies there."""
    trim, clip, area = one.trim.moved(-moved[0], -moved[1]), one.clip, grid.area
    shown = clip.moved(-moved[0], -moved[1])
    upright = grid.folds if grid.fold == "upright" else ()
    level = grid.folds if grid.fold == "level" else ()

    def where(at: float, edge: float, folds: tuple[float, ...]) -> str:
        if any(abs(at - fold) < 1e-5 for fold in folds):
            return "fold"
        return "outside" if abs(at - edge) < 1e-5 else "neighbour"

    return [
        (trim.left - shown.left, where(trim.left, area.left, upright)),
        (trim.top - shown.top, where(trim.top, area.top, level)),
        (shown.right - trim.right, where(trim.right, area.right, upright)),
        (shown.bottom - trim.bottom, where(trim.bottom, area.bottom, level)),
    ]
