import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.core.paths import FONTS
from kit.lines.measure import TYPEFACES, UNKNOWN, Typefaces, typefaces_in
from kit.typesetting.readback import read_back
from kit.typesetting.weasy import Typesetter

COPY = typefaces_in(FONTS)


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
    """Letters begin where they were reckoned to, within half a hundredth of the line."""
    text = "Vurderer «Tverrfaglighet» – AVTALER, Yrke, fi og 24 likeverd"
    html = (
        f"<html lang=nb><title>t</title><style>@page {{ size: 400mm 50mm }} p {{ font: {css} }}"
        f"</style><article id=a><p>{text}</p></article>"
    )
    (page,) = read_back(typesetter.typeset(html, 0, flowing=False, fillable=False).pdf)
    reckoned = COPY.width(text, typeface, 20) - COPY.width("d", typeface, 20)
    set_ = page.letters[-1].origin - page.letters[0].origin
    assert reckoned == pytest.approx(set_, rel=0.005)


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
    # With break points it is broken where it may be, if that is enough.
    assert COPY.lines("WW\u00ad" * 5 + "WW", "text", 12, wide * 3.5) == 6
    assert COPY.lines("WW\u00adWWWW W", "text", 12, wide * 4.5) == 3
    assert COPY.lines("WW\u00adWWWW W", "text", 12, wide * 6.5) == 2


def test_running_and_short_texts_are_broken_each_in_its_way() -> None:
    text, measure = "nnnn " * 6 + "nn nn", COPY.width("nnnn nnnn nnnn ", "text", 12)
    short = COPY.broken(text, "text", 12, measure)
    assert COPY.broken(text, "text", 12, measure, running=True) != short
    assert COPY.broken(text, "text", 12, measure) == short


def test_a_cut_leaves_no_letter_without_its_accent() -> None:
    text = "a\u0951" * 40  # an accent that no typeface here has
    for measure in (10.0, 10.5, 11.0, 11.5):
        assert COPY.shortened(text, "text", 8, measure)[-2] == "\u0951"


def test_letters_are_as_wide_as_in_one_sign() -> None:
    assert COPY.width("A\u030c", "name", 12) == COPY.width("Ǎ", "name", 12)


def test_a_letter_of_the_other_family_is_as_wide_as_there() -> None:
    greek = COPY.width("Ω", "label", 12)
    assert COPY.width("Ω", "name", 12) == greek


def test_accents_that_stand_alone_are_set_in_the_typeface_that_places_them() -> None:
    assert COPY.width("ọ̀", "name", 12) == COPY.width("ọ̀", "label", 12)
    assert COPY.width("o\u0308", "name", 12) == COPY.width("ö", "name", 12)


def test_a_letter_that_no_typeface_has_is_taken_to_be_of_middling_width() -> None:
    assert COPY.width("漢字", "text", 25.4) * 72 / 25.4 == pytest.approx(2 * UNKNOWN * 25.4)


def test_words_are_measured_as_their_line_is() -> None:
    """One by one, which is exact as long as no typeface moves a letter nearer to a space."""
    line = "AT Vi Yt Ta «Lo» (Av) o. T, 11 –"
    for typeface in ("name", "quote", "text", "label"):
        whole = COPY._shaped(line, typeface) * 12 / (72 / 25.4)
        assert COPY.width(line, typeface, 12) == pytest.approx(whole, rel=0.005)


def test_a_typeface_that_is_changed_is_measured_anew(tmp_path: Path) -> None:
    for file in TYPEFACES.values():
        shutil.copy(FONTS / file, tmp_path)
    first = typefaces_in(tmp_path)
    assert typefaces_in(tmp_path) is first
    (tmp_path / TYPEFACES["text"]).write_bytes((FONTS / TYPEFACES["name"]).read_bytes())
    changed = typefaces_in(tmp_path)
    assert changed.digest != first.digest
    assert changed.width("ord", "text", 12) == first.width("ord", "name", 12)


def test_a_typeface_that_nothing_is_measured_in_is_told_apart_as_well(tmp_path: Path) -> None:
    """Words in italics flow over pages too: how many these are is kept by the digest."""
    fonts = shutil.copytree(FONTS, tmp_path / "fonts")
    before = typefaces_in(fonts)
    italic = fonts / "SourceSans3-Italic.ttf"
    assert italic.name not in TYPEFACES.values()
    italic.write_bytes((fonts / "Fraunces-Italic.ttf").read_bytes())
    assert typefaces_in(fonts).digest != before.digest


def test_what_is_measured_is_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.lines.measure._MOST_BROKEN", 10)
    monkeypatch.setattr("kit.lines.measure._MOST_WORDS", 10)
    data = {name: (FONTS / file).read_bytes() for name, file in TYPEFACES.items()}
    fresh = Typefaces(data, "")
    for number in range(50):
        fresh.lines(f"et ord nummer {number}", "text", 12, 50)
    assert len(fresh._broken) <= 10
    assert len(fresh._ems) <= 10
