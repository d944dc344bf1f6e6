import re

import pytest

from kit.core.paths import FONTS
from kit.core.sizes import POINTS_PER_MM
from kit.layout.poster_fit import GOOD_SIZE, PosterFit, Type, indent

COPY = PosterFit(FONTS)
TYPES = [Type(name, text, 1.16, 1.32) for name, text in [(18, 14), (22, 16), (26, 19), (40, 29)]]


def texts(count: int, length: int) -> list[tuple[str, str]]:
    return [("Tillit", ("ord " * length).strip()[:length]) for _ in range(count)]


def test_the_largest_type_with_room_for_all_is_taken() -> None:
    few, many = (COPY.rows(texts(count, 60), TYPES, 1, 250, 250) for count in (2, 8))
    assert few.type == TYPES[3]
    assert many.type in TYPES[1:3]
    assert COPY.rows(texts(20, 300), TYPES, 2, 120, 250).type == TYPES[0]


def test_type_does_not_grow_until_its_lines_hold_but_a_few_words() -> None:
    assert COPY.rows(texts(1, 60), TYPES, 1, 120, 250).type == TYPES[2]


def test_rows_fill_their_room_with_even_gaps() -> None:
    some = texts(9, 70)
    rows = COPY.rows(some, TYPES, 2, 120, 250)
    high = COPY.height(*some[0], rows.type, 120 - indent(rows.type))
    assert rows.gap == pytest.approx((250 - 5 * high) / 5)
    assert rows.spare == pytest.approx(rows.gap)


def test_rows_never_stand_closer_than_can_be_told_apart() -> None:
    """Type that would leave less than 3.5 mm, or 9 mm above a good size, is not taken."""
    for count in range(4, 16):
        rows = COPY.rows(texts(count, 70), TYPES, 2, 120, 250)
        if rows.type != TYPES[0]:
            assert rows.gap >= (3.5 if rows.type.name <= GOOD_SIZE else 9)
    # Between a name and its text there is a little more than the lines take.
    lines = COPY.height("Tillit", "kort", TYPES[0], 100) * POINTS_PER_MM
    assert lines / (18 * 1.16 + 14 * 1.32) == pytest.approx(
        1 + 0.6 * POINTS_PER_MM / 39.36, abs=0.001
    )


def test_one_column_keeps_together_and_leaves_its_spare_room_below() -> None:
    rows = COPY.rows(texts(2, 40), TYPES[:1], 1, 250, 250)
    assert rows.gap == 26
    assert rows.spare > 150


def test_a_row_is_as_high_as_the_higher_of_its_two() -> None:
    uneven = [("Tillit", "kort"), ("Tillit", "ord " * 60)]
    rows = COPY.rows(uneven, TYPES[:1], 2, 120, 250)
    assert rows.gap == pytest.approx(
        250 - COPY.height(*uneven[1], TYPES[0], 120 - indent(TYPES[0]))
    )


def test_type_does_not_grow_where_it_would_break_more_names() -> None:
    """A long name may break in type of a good size, if it has to, but not to make it larger."""
    name = "Samtykke\u00adkompetanse"
    column = COPY.width(name, "name", 30) + indent(Type(30, 22, 1.16, 1.32))
    sizes = [Type(size, size * 0.7, 1.16, 1.32) for size in (GOOD_SIZE, 30, 32, 40)]
    assert COPY.rows([(name, "kort")], sizes, 1, column, 250).type.name == 30
    whole = re.sub("\u00ad", "", name)
    assert COPY.rows([(whole, "kort")], sizes, 1, column, 250).type.name == 30
