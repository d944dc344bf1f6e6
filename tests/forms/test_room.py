"""How many letters a field has room for."""

import pytest

from kit.core.paths import FONTS
from kit.core.sizes import POINTS_PER_MM
from kit.forms.fonts import form_type
from kit.forms.room import FLOOR, letters_that_fit

TYPEFACE = form_type(FONTS)
W = TYPEFACE.widths[TYPEFACE.letters.index("W")] / 1000


@pytest.mark.parametrize(
    ("height", "lines"), [(3, 1), (8, 1), (9, 2), (12.2, 3), (13, 3), (20, 5), (30, 7)]
)
def test_a_field_of_some_height_has_so_many_lines(height: float, lines: int) -> None:
    points = height * POINTS_PER_MM
    assert letters_that_fit((4 + 8.5 * W * 10.5, points), 8.5, TYPEFACE) == 10 * lines
    # Those of pdfium, as far apart as the typeface says.
    needed = lines * FLOOR * (TYPEFACE.ascent - TYPEFACE.descent) / 1000
    assert lines == 1 or needed <= points - 2


def test_larger_type_has_room_for_fewer_letters() -> None:
    box = (200.0, 50.0)
    counts = [letters_that_fit(box, size, TYPEFACE) for size in (8, 9, 11, 14)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 2 * counts[-1]


def test_any_field_takes_a_letter() -> None:
    assert letters_that_fit((1, 1), 8.5, TYPEFACE) == 1
