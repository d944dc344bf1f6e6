import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.paths import FONTS
from kit.core.sizes import POINTS_PER_MM
from kit.layout.poster_fit import GOOD_SIZE, PosterFit, Type, indent
from kit.typesetting.readback import read_back
from kit.typesetting.weasy import Typesetter

COPY = PosterFit(FONTS)
TYPES = [Type(name, text, 1.16, 1.32) for name, text in [(18, 14), (22, 16), (26, 19), (40, 29)]]


@pytest.mark.parametrize(
    ("typeface", "css"),
    [
        ("name", "600 20pt Fraunces"),
        ("quote", "italic 400 20pt Fraunces"),
        ("text", "400 20pt 'Source Sans 3'"),
        ("label", "600 20pt 'Source Sans 3'"),
    ],
)
def test_widths_are_those_of_the_typesetter(
    typesetter: Typesetter, typeface: str, css: str
) -> None:
    """But for kerning, which is under a fiftieth, and what the outer letters are short of."""
    text = "Menneskerettighetsfokus og likeverd"
    html = (
        f"<html lang=nb><title>t</title><style>@page {{ size: 200mm 50mm }} p {{ font: {css} }}"
        f"</style><article id=a><p>{text}</p></article>"
    )
    (page,) = read_back(typesetter.typeset(html, 0, flowing=False, fillable=False).pdf)
    inked = page.letters[-1].box.right - page.letters[0].box.left
    assert COPY.width(text, typeface, 20) == pytest.approx(inked, rel=0.025)


def test_a_break_point_has_no_width_but_ends_a_part() -> None:
    assert COPY.width("på\u00adrett", "text", 12) == COPY.width("pårett", "text", 12)
    parts = COPY.width("rettighets-", "name", 12)
    assert COPY.widest("menn\u00adrettighets\u00adfokus og", "name", 12) == parts


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [("en to tre", 1.01, 1), ("en to tre", 0.99, 2), ("en to tre", 0.5, 3), ("tre", 0.6, 2)],
)
def test_lines_are_filled_word_by_word(text: str, measure: float, lines: int) -> None:
    """The measure is a share of the width of the text."""
    width = COPY.width(text, "text", 12)
    assert COPY.lines(text, "text", 12, width * measure) == lines


@given(st.lists(st.text("abcæøå", min_size=1, max_size=12), min_size=1, max_size=30))
def test_a_narrower_measure_never_takes_fewer_lines(words: list[str]) -> None:
    text = " ".join(words)
    counts = [COPY.lines(text, "text", 12, measure) for measure in (20, 30, 45, 200, 10_000)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 1


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


@pytest.mark.parametrize("lines", [1, 2])
@given(st.text("abWmæø/- \u00ad\u0300", max_size=120).map(str.strip), st.floats(4, 120))
def test_a_shortened_text_has_room(lines: int, text: str, measure: float) -> None:
    """It is the text, or its beginning with «…»; no accent stands alone, and no break point."""
    cut = COPY.shortened(text, "text", 8, measure, lines)
    if COPY.lines(text, "text", 8, measure) <= lines:
        assert cut == text
        return
    assert COPY.lines(cut, "text", 8, measure) <= lines
    if cut:
        assert cut.endswith("…")
        assert text.startswith(cut[:-1])
        assert text[len(cut) - 1] != "\u0300"
        assert cut[-2] not in " \u00ad"


@pytest.mark.parametrize(
    ("text", "measure", "cut"),
    [
        ("Fagdag om verdier, Østre Åsgård DPS", 100, "Fagdag om verdier, Østre Åsgård DPS"),
        ("Fagdag om verdier, Østre Åsgård DPS", 30, "Fagdag om verdier…"),
        ("Fagdag", 3, ""),
        ("W" * 120, 20, "W" * 7 + "…"),
    ],
)
def test_a_text_is_cut_where_a_word_ends_if_it_can(text: str, measure: float, cut: str) -> None:
    assert COPY.shortened(text, "text", 8, measure) == cut


def test_a_broken_word_fills_lines_with_whole_letters() -> None:
    wide = COPY.width("W", "text", 12)
    assert COPY.lines("W" * 12, "text", 12, wide * 3.5) == 4
    assert COPY.lines("W" * 12 + " W", "text", 12, wide * 3.5) == 5
    # With break points it is a box of its own, broken where it may be.
    assert COPY.lines("WW\u00ad" * 5 + "WW", "text", 12, wide * 3.5) == 6
    assert COPY.lines("WW\u00adWWWW W", "text", 12, wide * 4.5) == 3


def test_a_letter_of_the_other_family_is_as_wide_as_there() -> None:
    greek = COPY.width("Ω", "label", 12)
    assert COPY.width("Ω", "name", 12) == greek
