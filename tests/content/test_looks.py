import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.content.looks import MOST_TINT, Palette, contrast, mixed, palette_of, readable
from tests import colours

COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
WHITE = "#ffffff"


def rgb(colour: str) -> colours.Colour:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


@given(COLOUR, COLOUR)
def test_contrast_is_that_of_wcag(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one) == colours.contrast(rgb(one), rgb(other))


def test_colours_are_mixed_in_shares() -> None:
    assert mixed("#000000", "#ff8000", 0.5) == "#804000"
    assert mixed("#123456", "#ffffff", 0) == "#123456"
    assert mixed("#123456", "#fedcba", 1) == "#fedcba"


@given(COLOUR)
def test_whatever_is_readable_gets_colours_that_are_seen(accent: str) -> None:
    made = palette_of(readable(accent))
    assert list(made.faults()) == []
    assert contrast(made.accent, WHITE) >= 4.5
    assert contrast(made.accent, made.tint) >= 4.5
    assert contrast(made.line, made.tint) >= 3
    assert contrast(made.tint, WHITE) <= MOST_TINT
    assert contrast(made.spared["mid"], WHITE) >= 3
    assert "tint" not in made.spared


@given(COLOUR)
def test_a_colour_that_can_be_read_stays_as_it_is(accent: str) -> None:
    good = not list(palette_of(accent).faults())
    assert (readable(accent) == accent) == good


def test_what_is_given_is_kept() -> None:
    made = palette_of("#0d7377", "#f0f8f8", "#99cccc", "#338888")
    assert made == Palette("#0d7377", "#f0f8f8", "#99cccc", "#338888")
    assert made.tokens == {
        "accent": "#0d7377",
        "tint": "#f0f8f8",
        "mid": "#99cccc",
        "line": "#338888",
    }


@pytest.mark.parametrize(
    ("given", "key", "words"),
    [
        (("#ffcc00",), "colour", "#ffcc00 is too light to be read on paper: choose a darker one, "
         "such as #907300"),
        (("#000000", "#cccccc"), "tint", "#cccccc is too dark for text upon it: choose one nearer "
         "to white"),
        (("#0d7377", None, None, "#cccccc"), "line", "#cccccc is too light to be seen as a line: "
         "choose a darker one"),
    ],
)  # fmt: skip
def test_a_colour_that_cannot_be_read_is_told_with_one_that_can(
    given: tuple[str, ...], key: str, words: str
) -> None:
    assert list(palette_of(*given).faults()) == [(key, words)]
