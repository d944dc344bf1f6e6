"""Rectangles from the lower left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.boxes import SLACK, Box, is_covered

WHOLE = Box(0, 0, 10, 20)


def test_measures() -> None:
    assert (WHOLE.width, WHOLE.height) == (10, 20)
    assert Box(0, 0, 105.04, 148.26).rounded == (105.0, 148.3)
    assert WHOLE.grown(2) == Box(-2, -2, 12, 22)
    assert WHOLE.grown(-2) == Box(2, 2, 8, 18)


@pytest.mark.parametrize(
    ("other", "room"),
    [
        (Box(1, 5, 5, 15), 1),
        (Box(5, 2, 5, 10), 2),
        (Box(4, 9, 7, 10), 3),
        (Box(5, 10, 6, 16), 4),
        (Box(-1, 5, 5, 15), -1),
        (Box(20, 5, 30, 6), -20),
    ],
)
def test_the_room_round_another_is_that_at_its_nearest_edge(other: Box, room: float) -> None:
    assert WHOLE.room_round(other) == room
    assert WHOLE.holds(other) == (room >= 0)


def test_what_no_knife_can_do_better_is_the_same() -> None:
    assert WHOLE.holds(WHOLE.grown(SLACK / 2))
    assert not WHOLE.holds(WHOLE.grown(SLACK * 2))


def test_boxes_touch_where_they_share_some_of_their_insides() -> None:
    assert WHOLE.touches(Box(9, 19, 30, 30))
    assert not WHOLE.touches(Box(10, 0, 20, 20))
    assert not WHOLE.touches(Box(11, 21, 20, 30))
    assert WHOLE.common(Box(5, -5, 30, 7)) == Box(5, 0, 10, 7)


@pytest.mark.parametrize(
    ("windows", "covered"),
    [
        ([], False),
        ([WHOLE], True),
        ([Box(0, 0, 10, 19)], False),
        ([Box(0, 0, 10, 12), Box(0, 10, 10, 20)], True),
        ([Box(0, 0, 10, 9), Box(0, 10, 10, 20)], False),
        ([Box(0, 0, 6, 20), Box(5, 0, 10, 20)], True),
        ([Box(0, 0, 6, 12), Box(5, 0, 10, 12), Box(0, 11, 6, 20), Box(5, 11, 10, 20)], True),
        ([Box(0, 0, 6, 12), Box(5, 0, 10, 12), Box(0, 11, 6, 20), Box(5, 11, 9, 20)], False),
        ([Box(30, 30, 40, 40), Box(-1, -1, 11, 21)], True),
    ],
)
def test_what_windows_show_together(windows: list[Box], covered: bool) -> None:
    assert is_covered(WHOLE, windows) == covered


@given(st.lists(st.tuples(*[st.integers(0, 6)] * 4), max_size=5))
def test_windows_cover_what_every_point_says(corners: list[tuple[int, int, int, int]]) -> None:
    windows = [Box(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners]
    box = Box(1, 1, 5, 5)
    points = [(x + 0.5, y + 0.5) for x in range(1, 5) for y in range(1, 5)]
    seen = all(
        any(w.left < x < w.right and w.bottom < y < w.top for w in windows) for x, y in points
    )
    assert is_covered(box, windows) == seen
