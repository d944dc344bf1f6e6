"""The typefaces of a form as a PDF has them."""

import re

import pikepdf
import pytest
from pikepdf import Object

from kit.core.paths import FONTS
from kit.forms.fonts import FIRST_DRAWN, drawn_font, typed_font
from kit.forms.form_type import FIRST_CODE, form_type
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


@pytest.mark.parametrize("code", [FIRST_CODE, ord("A"), 255])
def test_the_codes_of_typed_letters_are_told(code: int) -> None:
    with pikepdf.new() as pdf:
        typeface = form_type(FONTS)
        assert told(typed_font(pdf, typeface))[code] == typeface.face.letters[code - FIRST_CODE]
