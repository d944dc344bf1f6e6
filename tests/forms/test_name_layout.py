"""The size and the lines of a text in its field."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.paths import FONTS
from kit.forms.glyphs import name_type
from kit.forms.name_layout import INSET, LaidText, laid_text

TYPEFACE = name_type(FONTS, ["a ABCMWimx-\u2010"])
FIELD = (213.1, 24.09)  # points, of a name in the plan


def set_in(text: str, box: tuple[float, float] = FIELD) -> LaidText:
    fits = laid_text(text, box, TYPEFACE)
    assert fits is not None
    return fits


@pytest.mark.parametrize(
    ("text", "size", "lines"),
    [
        ("Maia", 11, ["Maia"]),
        ("W" * 24, 10.5, ["W" * 24]),
        ("W" * 32, 8, ["W" * 32]),
        ("Maxima-" * 9 + "Maia", 9, ["Maxima-" * 6, "Maxima-" * 3 + "Maia"]),
        (
            "Maxima " * 9 + "Maia",
            9,
            ["Maxima" + " Maxima" * 5, "Maxima" + " Maxima" * 2 + " Maia"],
        ),
        ("M" * 45, 6, ["M" * 45]),
        ("W" * 100, 6, ["W" * 43, "W" * 43, "W" * 14]),
        ("Maia " + "W" * 95, 6, ["Maia " + "W" * 40, "W" * 43, "W" * 12]),
    ],
)
def test_a_text_is_as_large_as_it_can_be(text: str, size: float, lines: Sequence[str]) -> None:
    fits = set_in(text)
    assert fits.size == size
    assert [len(line) for line in fits.lines] == pytest.approx(list(map(len, lines)), abs=2)
    assert "".join(fits.lines).replace(" ", "") == text.replace(" ", "")


def test_a_line_ends_after_a_space_or_a_hyphen() -> None:
    assert set_in("Maxima-" * 9 + "Maia").lines == ("Maxima-" * 6, "Maxima-" * 3 + "Maia")
    assert set_in("Maxima Maia " * 5 + "Maia").lines == (
        "Maxima Maia Maxima Maia Maxima Maia Maxima Maia",
        "Maxima Maia Maia",
    )


def test_no_line_begins_with_the_accent_of_a_space_or_a_hyphen() -> None:
    text = "W\u0331-\u0331W \u0331" * 20
    fits = laid_text(text, FIELD, name_type(FONTS, [text]))
    assert fits is not None
    assert "".join(fits.lines) == text
    assert len(fits.lines) > 1
    assert all(line.startswith(("W", "-", " ")) for line in fits.lines)


def test_a_word_is_broken_before_it_is_too_small_to_read() -> None:
    sizes = {count: set_in("M" * count) for count in range(30, 60)}
    whole = [fits.size for fits in sizes.values() if len(fits.lines) == 1]
    assert min(whole) == 6
    assert {fits.size for fits in sizes.values() if len(fits.lines) == 2} == {9}
    assert [len(fits.lines) for fits in sizes.values()] == [1] * len(whole) + [2] * (
        30 - len(whole)
    )


def test_a_text_is_no_larger_than_its_field() -> None:
    assert set_in("Maia").size == 11
    assert set_in("Maia", (207, 13.0)).size == 9.5


@pytest.mark.parametrize(
    ("text", "box"), [("W" * 300, FIELD), ("Maia", (12, 24)), ("Maia", (99, 5))]
)
def test_what_fits_in_no_way_is_not_set(text: str, box: tuple[float, float]) -> None:
    assert laid_text(text, box, TYPEFACE) is None


@given(st.text("aABCMWix-\u2010 ", min_size=1, max_size=120).map(str.strip).filter(bool))
def test_all_of_a_text_stands_in_its_field(text: str) -> None:
    fits = laid_text(text, FIELD, TYPEFACE)
    if fits is None:
        assert TYPEFACE.width(text) * 5 / 1000 > 2.4 * FIELD[0]
        return
    assert "".join(fits.lines).replace(" ", "") == text.replace(" ", "")
    assert all(
        TYPEFACE.width(line) * fits.size / 1000 <= FIELD[0] - 2 * INSET for line in fits.lines
    )
    line = (TYPEFACE.face.ascent - TYPEFACE.face.descent) / 1000 * fits.size
    assert len(fits.lines) * line <= FIELD[1]
    assert 5 <= fits.size <= 11
