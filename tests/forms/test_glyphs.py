"""The letters that names are drawn in, and where their accents sit."""

import io

import pytest
from fontTools.ttLib import TTFont

from kit.core.errors import KitError
from kit.core.paths import FONTS
from kit.forms.fonts import FACE
from kit.forms.glyphs import NameType, as_written, drawn_letters, name_type

ACUTE, GRAVE, BELOW = "\u0301", "\u0300", "\u0323"


def test_only_the_letters_of_the_texts_are_cut_out() -> None:
    typeface = name_type(FONTS, ["Kari", "Åse  Ola"])
    assert "".join(typeface.face.letters) == " KOaeilrsÅ"
    with TTFont(io.BytesIO(typeface.face.file)) as cut, TTFont(FONTS / FACE) as whole:
        assert set(cut.getBestCmap()) == set(map(ord, typeface.face.letters))
        for letter, glyph in zip(typeface.face.letters, typeface.face.glyphs, strict=True):
            assert cut.getBestCmap()[ord(letter)] == cut.getGlyphName(glyph)
        widths = [whole["hmtx"][whole.getBestCmap()[ord(letter)]][0] for letter in "Ka"]
    assert typeface.width("aKa") == 2 * widths[1] + widths[0]


def test_nothing_is_cut_out_for_nobody() -> None:
    assert not name_type(FONTS, []).face.letters


def test_letters_that_the_typeface_lacks_are_told_all_at_once() -> None:
    with pytest.raises(KitError, match=r"has no ؟ \(U\+061F\), 山 \(U\+5C71\): write"):
        name_type(FONTS, ["山a", "؟"])


@pytest.mark.parametrize(
    ("text", "written"),
    [(" Kari \t\n Åsheim ", "Kari Åsheim"), ("A\u030ase", "Åse"), (f"ọ{ACUTE}", f"ọ{ACUTE}")],
)
def test_a_text_is_written_in_one_line_with_its_accents_on(text: str, written: str) -> None:
    assert as_written(text) == written


def test_a_letter_is_drawn_with_the_accents_that_unicode_has_no_sign_for() -> None:
    text = as_written(f"ọ{ACUTE}kẹ{ACUTE}é")
    assert list(drawn_letters(text)) == [f"ọ{ACUTE}", "k", f"ẹ{ACUTE}", "é"]


def accents_of(typeface: NameType, letter: str) -> list[tuple[int, int]]:
    """Where the accents of a letter sit as it is drawn in the file."""
    glyph = typeface.face.glyphs[typeface.codes[letter]]
    with TTFont(io.BytesIO(typeface.face.file)) as cut:
        base, *accents = cut["glyf"][cut.getGlyphName(glyph)].components
        signs = [one.glyphName for one in (base, *accents)]
        assert signs == [cut.getBestCmap()[ord(sign)] for sign in letter]
        assert (base.x, base.y) == (0, 0)
        return [(accent.x, accent.y) for accent in accents]


def test_a_letter_is_as_wide_with_accents_as_without() -> None:
    bare, accented = name_type(FONTS, ["ọ"]), name_type(FONTS, [f"ọ{ACUTE}"])
    assert accented.face.letters == (f"ọ{ACUTE}",)
    assert accented.face.widths == bare.face.widths
    assert accented.width(f"ọ{ACUTE}" * 2) == bare.width("ọọ")
    with TTFont(io.BytesIO(accented.face.file)) as cut:
        name = cut.getGlyphName(accented.face.glyphs[0])
        assert cut["hmtx"][name] == (accented.face.widths[0], cut["glyf"][name].xMin)


@pytest.mark.parametrize(("letter", "raised"), [("o", False), ("e", False), ("O", True)])
def test_accents_sit_over_and_under_the_middle_of_their_letters(letter: str, raised: bool) -> None:
    """Also where one of them is one sign with the letter, as ọ is."""
    apart, together = f"{letter}\u0332\u030d", f"{letter}{BELOW}\u030d"
    assert (len(as_written(apart)), len(as_written(together))) == (3, 2)
    typeface = name_type(FONTS, [apart, together])
    for text in (apart, together):
        across, up = accents_of(typeface, as_written(text))[-1]
        assert across == pytest.approx(typeface.width(letter) / 2, rel=0.1)
        assert (up > 100) == raised


@pytest.mark.parametrize("lower", ["\u0304", ACUTE], ids=["told by the typeface", "not told"])
def test_an_accent_upon_an_accent_stands_above_it(lower: str) -> None:
    letter = f"x{lower}{GRAVE}"
    first, second = accents_of(name_type(FONTS, [letter]), letter)
    assert 120 < second[1] - first[1] < 260


def test_an_accent_under_an_accent_stands_below_it() -> None:
    letter = f"x{BELOW}\u0324"
    first, second = accents_of(name_type(FONTS, [letter]), letter)
    assert -260 < second[1] - first[1] < -120


def test_an_accent_that_no_table_knows_stands_in_the_middle() -> None:
    letter = f"1{ACUTE}"
    typeface = name_type(FONTS, [letter])
    assert accents_of(typeface, letter) == [(typeface.width("1") // 2, 0)]
