"""The typefaces of a form as a PDF has them."""

import io
import re

import pikepdf
import pytest
from fontTools.agl import AGL2UV
from fontTools.ttLib import TTFont
from pikepdf import Object

from kit.core.paths import FONTS
from kit.forms.fonts import (
    FACE,
    FIRST_CODE,
    FIRST_DRAWN,
    FormType,
    drawn_font,
    form_type,
    typed_font,
)
from kit.forms.glyphs import name_type


def told(font: Object) -> dict[int, str]:
    """What is to be read for each code."""
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    blocks = re.findall(r"(\d+) beginbfchar\n(.*?)\nendbfchar", cmap, re.DOTALL)
    for count, block in blocks:
        assert int(count) == len(block.splitlines()) <= 100
    pairs = re.findall(r"^<(\w+)> <(\w+)>$", cmap, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(letter).decode("utf-16-be") for code, letter in pairs}


def test_each_drawn_letter_has_a_code_a_width_and_a_glyph_of_its_own() -> None:
    """Also where the typeface draws two alike, and beyond what two bytes count."""
    letters = "\u0394\u2206\u03a9\u00b5\u03bcA\u0410\U0001f512"
    face = name_type(FONTS, [letters]).face
    assert set(face.letters) >= {"\u0394", "\u2206", "\u00b5", "\u03bc", "\U0001f512"}
    with pikepdf.new() as pdf:
        font = drawn_font(pdf, face)
        assert told(font) == dict(enumerate(face.letters, FIRST_DRAWN))
        below = font.DescendantFonts[0]
        first, widths = below.W
        assert (int(first), [int(width) for width in widths]) == (FIRST_DRAWN, list(face.widths))
        glyphs = below.CIDToGIDMap.read_bytes()
        read = [int.from_bytes(glyphs[at : at + 2], "big") for at in range(0, len(glyphs), 2)]
        assert read == [0, *face.glyphs]
        assert 0 not in face.glyphs
        assert below.FontDescriptor.FontFile2.read_bytes() == face.file


def test_a_cut_typeface_is_named_after_its_letters() -> None:
    """By six capitals, as PDF has it: two files put together keep theirs apart."""
    with pikepdf.new() as pdf:
        names = [
            str(drawn_font(pdf, name_type(FONTS, [text]).face).BaseFont)
            for text in ("Kari", "Ola", "irKa")
        ]
    assert all(re.fullmatch(r"/[A-Z]{6}\+SourceSans3-Regular", name) for name in names)
    assert names[0] == names[2] != names[1]


def test_a_letter_with_accents_has_one_code_and_reads_as_all_its_signs() -> None:
    with pikepdf.new() as pdf:
        font = drawn_font(pdf, name_type(FONTS, ["xx\u0304\u0301"]).face)
    assert list(told(font).values()) == ["x", "x\u0304\u0301"]


@pytest.mark.parametrize("code", [FIRST_CODE, ord("A"), 255])
def test_the_codes_of_typed_letters_are_told(code: int) -> None:
    with pikepdf.new() as pdf:
        typeface = form_type(FONTS)
        assert told(typed_font(pdf, typeface))[code] == typeface.face.letters[code - FIRST_CODE]


# The names of PDF 32000, annex D, for what fontTools' list of names leaves out.
STANDARD = {"\u00a0": "space", "\u00ad": "hyphen", "²": "twosuperior", "³": "threesuperior"}


@pytest.fixture(scope="module")
def typed() -> FormType:
    return form_type(FONTS)


def test_every_letter_has_a_code_a_name_and_a_width(typed: FormType) -> None:
    assert FIRST_CODE + len(typed.face.letters) == 256
    assert len(typed.face.letters) == len(typed.names) == len(typed.face.widths)
    assert all(0 < width < 1500 for width in typed.face.widths)
    for letter, name in zip(typed.face.letters, typed.names, strict=True):
        if letter in STANDARD:
            assert name == STANDARD[letter]
        else:
            assert AGL2UV[name] == ord(letter)


@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("nb, nn", "æøåéèêóòôÆØÅ"),
        ("Northern Sami", "áčđŋšŧžÁČĐŊŠŦŽ"),
        ("sv, fi", "äöåšž"),
        ("en", "“”‘’–—…£©"),
        ("de", "äöüß„“ÄÖÜ"),
        ("fr", "àâæçéèêëîïôœùûüÿ«»ŒŸÇ€"),
        ("es", "áéíñóúü¿¡Ñªº"),
        ("pl", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"),
        ("signs", "0123456789.,:;!?()[]/%&@#+-=*'\"•·°×"),
    ],
)
def test_the_letters_of_a_language_can_be_typed(
    typed: FormType, language: str, letters: str
) -> None:
    assert set(letters) <= set(typed.face.letters), language


def test_common_letters_keep_the_codes_that_every_program_knows(typed: FormType) -> None:
    """Of ASCII, and of the letters of western Europe in Windows-1252."""
    for code in [*range(32, 127), *range(0xC0, 0x100)]:
        assert typed.face.letters[code - FIRST_CODE] == bytes([code]).decode("cp1252")


def test_the_typeface_is_source_sans_cut_down(typed: FormType) -> None:
    with TTFont(io.BytesIO(typed.face.file)) as cut, TTFont(FONTS / FACE) as whole:
        glyphs, originals = cut.getBestCmap(), whole.getBestCmap()
        assert set(glyphs) == {ord(letter) for letter in typed.face.letters}
        for letter, width in zip(typed.face.letters, typed.face.widths, strict=True):
            glyph = cut["glyf"][glyphs[ord(letter)]]
            original = whole["glyf"][originals[ord(letter)]]
            assert glyph.getCoordinates(cut["glyf"]) == original.getCoordinates(whole["glyf"])
            assert whole["hmtx"][originals[ord(letter)]][0] == width
        assert typed.face.cap_height == whole["OS/2"].sCapHeight
        assert (typed.face.ascent, typed.face.descent) == (
            whole["hhea"].ascent,
            whole["hhea"].descent,
        )
    assert len(typed.face.file) < 30_000


def test_it_is_cut_the_same_each_time(typed: FormType) -> None:
    assert form_type(FONTS) == typed
