"""Rectangles from the upper left, and as a PDF has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.rect import SLACK, Rect, is_covered

WHOLE = Rect(0, 0, 10, 20)


def test_measures() -> None:
    assert (WHOLE.width, WHOLE.height) == (10, 20)
    assert Rect(0, 0, 105.04, 148.26).rounded == (105.0, 148.3)
    assert WHOLE.grown(2) == Rect(-2, -2, 14, 24)
    assert WHOLE.grown(-2) == Rect(2, 2, 6, 16)


@pytest.mark.parametrize(
    ("other", "room"),
    [
        (Rect(1, 5, 4, 10), 1),
        (Rect(5, 2, 0, 8), 2),
        (Rect(4, 9, 3, 1), 3),
        (Rect(5, 10, 1, 6), 4),
        (Rect(-1, 5, 6, 10), -1),
        (Rect(20, 5, 10, 1), -20),
    ],
)
def test_the_margin_around_another_is_that_at_its_nearest_edge(other: Rect, room: float) -> None:
    assert WHOLE.margin_around(other) == room
    assert WHOLE.holds(other) == (room >= 0)


def test_edges_and_middle() -> None:
    rect = Rect(10, 20, 30, 40)
    assert (rect.right, rect.bottom, rect.centre, rect.area) == (40, 60, (25, 40), 1200)
    assert Rect.between(10, 20, 40, 60) == rect
    assert rect.moved(1, -2) == Rect(11, 18, 30, 40)
    assert rect.extended(1, 2, 3, 4) == Rect(9, 18, 34, 46)


def test_what_a_pdf_measures_upwards_is_turned_and_turned_back() -> None:
    upper, lower = Rect.of_pdf(10, 200, 30, 250), Rect.of_pdf(10, 40, 30, 50)
    assert upper == Rect(10, -250, 20, 50)
    assert upper.bottom < lower.top
    assert upper.pdf_edges == (10, 200, 30, 250)


def test_what_no_knife_can_do_better_is_the_same() -> None:
    assert WHOLE.holds(WHOLE.grown(SLACK / 2))
    assert not WHOLE.holds(WHOLE.grown(SLACK * 2))


def test_boxes_touch_where_they_share_some_of_their_insides() -> None:
    assert WHOLE.touches(Rect(9, 19, 21, 11))
    assert not WHOLE.touches(Rect(10, 0, 10, 20))
    assert not WHOLE.touches(Rect(11, 21, 9, 9))
    assert WHOLE.common(Rect(5, -5, 25, 12)) == Rect(5, 0, 5, 7)


@pytest.mark.parametrize(
    ("windows", "covered"),
    [
        ([], False),
        ([WHOLE], True),
        ([Rect(0, 0, 10, 19)], False),
        ([Rect(0, 0, 10, 12), Rect(0, 10, 10, 10)], True),
        ([Rect(0, 0, 10, 9), Rect(0, 10, 10, 10)], False),
        ([Rect(0, 0, 6, 20), Rect(5, 0, 5, 20)], True),
        ([Rect(0, 0, 6, 12), Rect(5, 0, 5, 12), Rect(0, 11, 6, 9), Rect(5, 11, 5, 9)], True),
        ([Rect(0, 0, 6, 12), Rect(5, 0, 5, 12), Rect(0, 11, 6, 9), Rect(5, 11, 4, 9)], False),
        ([Rect(30, 30, 10, 10), Rect(-1, -1, 12, 22)], True),
    ],
)
def test_what_windows_show_together(windows: list[Rect], covered: bool) -> None:
    assert is_covered(WHOLE, windows) == covered


@given(st.lists(st.tuples(*[st.integers(0, 6)] * 4), max_size=5))
def test_windows_cover_what_every_point_says(corners: list[tuple[int, int, int, int]]) -> None:
    windows = [Rect.between(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners]
    box = Rect(1, 1, 4, 4)
    points = [(x + 0.5, y + 0.5) for x in range(1, 5) for y in range(1, 5)]
    seen = all(
        any(w.left < x < w.right and w.top < y < w.bottom for w in windows) for x, y in points
    )
    assert is_covered(box, windows) == seen
