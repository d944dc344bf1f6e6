import pytest

from kit.core.paths import FONTS
from kit.core.sizes import POINTS_PER_MM
from kit.lines.measure import typefaces_in
from kit.posters.type_scale import Type
from kit.posters.value_lines import fits, value_lines

FIT = typefaces_in(FONTS)
TYPE = Type(26, 19, 1.16, 1.32)


def test_a_value_is_as_high_as_its_lines() -> None:
    one = value_lines("Tillit", "kort", TYPE, 100, FIT)
    assert one.height == pytest.approx((26 * 1.16 + 19 * 1.32) / POINTS_PER_MM + 0.6)
    more = value_lines("Tillit", "ord " * 40, TYPE, 100, FIT)
    lines = FIT.lines("ord " * 40, "text", 19, 100)
    assert more.height == pytest.approx((26 * 1.16 + lines * 19 * 1.32) / POINTS_PER_MM + 0.6)


def test_its_letters_stand_in_it_line_by_line_with_room_between() -> None:
    found = value_lines("Tillit", "ord " * 40, TYPE, 100, FIT)
    assert found.letters[0][0] > 0
    assert found.letters[-1][1] < found.height + 0.5
    ends = [end for _, end in found.letters]
    starts = [start for start, _ in found.letters]
    assert all(after > end for end, after in zip(ends, starts[1:], strict=False))


def test_a_word_that_is_wider_than_a_line_does_not_fit() -> None:
    assert fits("Tillit", "kort", TYPE, 40, FIT)
    assert not fits("Menneskerettighetsfokus", "kort", TYPE, 80, FIT)
    assert fits("Menneske\u00adrettighets\u00adfokus", "kort", TYPE, 80, FIT)
    assert not fits("Tillit", "menneskerettighetsfokus", TYPE, 40, FIT)
