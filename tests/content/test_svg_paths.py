import re

import pytest
from fontTools.misc.transform import Transform
from hypothesis import given
from hypothesis import strategies as st

from kit.content.svg_paths import moved, numbers, path_of

PLAIN = Transform()


@pytest.mark.parametrize(
    ("shape", "attributes", "path"),
    [
        ("path", {"d": "m1 2 3 4h5v6l-1-1z"}, "M1 2 4 6H9V12L8 11L1 2Z"),
        ("path", {"d": "M1.e1 1.L5.5.5"}, "M10 1 5.5 0.5"),
        ("path", {"d": "M10-5e-1.5.5"}, "M10 -0.5 0.5 0.5"),
        ("path", {"d": "M0 0C1 1 2 2 3 3S5 5 6 6Q7 7 8 8T9 9"},
         "M0 0C1 1 2 2 3 3C4 4 5 5 6 6Q7 7 8 8Q9 9 9 9"),
        ("line", {"x1": "1", "y2": "2px"}, "M1 0 0 2"),
        ("polyline", {"points": "1,2 3,4 -5-6"}, "M1 2 3 4 -5 -6"),
        ("polygon", {"points": "1 2 3 4 5 7"}, "M1 2 3 4 5 7 1 2Z"),
        ("rect", {"x": "1", "y": "2", "width": "3", "height": "4"}, "M1 2H4V6H1V2Z"),
    ],
)  # fmt: skip
def test_shapes_are_written_as_paths(shape: str, attributes: dict[str, str], path: str) -> None:
    assert path_of(shape, attributes, PLAIN) == path


def extent(path: str) -> tuple[float, float, float, float]:
    """The least and the most of the points of a path that says M and C alone."""
    lengths = [float(one) for one in re.findall(r"-?[\d.]+", path)]
    return min(lengths[::2]), min(lengths[1::2]), max(lengths[::2]), max(lengths[1::2])


def test_round_shapes_keep_their_size() -> None:
    assert extent(path_of("circle", {"cx": "50", "cy": "40", "r": "10"}, PLAIN)) == (40, 30, 60, 50)
    ellipse = {"cx": "50", "cy": "40", "rx": "10", "ry": "5"}
    assert extent(path_of("ellipse", ellipse, PLAIN)) == (40, 35, 60, 45)


def test_the_corners_of_a_rectangle_are_round_both_ways_and_no_more_than_half_of_it() -> None:
    sides = {"width": "10", "height": "4"}
    one = path_of("rect", {**sides, "rx": "1"}, PLAIN)
    assert one == path_of("rect", {**sides, "rx": "1", "ry": "1"}, PLAIN)
    assert one.startswith("M1 0H9C")
    assert path_of("rect", {**sides, "ry": "9"}, PLAIN).startswith("M5 0C")


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("", (1, 2)),
        ("translate(3)", (4, 2)),
        ("translate(3,4)", (4, 6)),
        ("scale(2)", (2, 4)),
        ("scale(2 3)", (2, 6)),
        ("rotate(90)", (-2, 1)),
        ("rotate(90 1 1)", (0, 1)),
        ("skewX(45)", (3, 2)),
        ("skewY(45)", (1, 3)),
        ("matrix(1 0 0 1 5 6)", (6, 8)),
        (" translate( 1 , 2 ) , scale(2)\n", (3, 6)),
        ("scale(2) translate(1 2)", (4, 8)),
    ],
)
def test_transformations_are_done_in_their_order(text: str, point: tuple[float, float]) -> None:
    assert moved(PLAIN, text).transformPoint((1, 2)) == pytest.approx(point)


@given(st.lists(st.floats(-1e6, 1e6), max_size=9), st.sampled_from([" ", ",", " , "]))
def test_numbers_are_read_as_they_are_written(written: list[float], between: str) -> None:
    # No exponent of three figures is taken: no drawing has one.
    written = [round(one, 6) for one in written]
    assert numbers(between.join(map(str, written))) == written


@given(st.text("MmLlHhVvCcSsQqTtAaZz0123456789.,-e ", max_size=60))
def test_any_path_is_a_path_or_refused(data: str) -> None:
    try:
        path = path_of("path", {"d": data}, PLAIN)
    except ValueError:
        return
    assert re.fullmatch(r"[MLHVCQZ0-9e. -]*", path)
    assert path_of("path", {"d": path}, PLAIN) == path
