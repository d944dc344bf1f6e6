"""The typefaces of a form as a PDF has them."""

import io
import re
import zlib
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Object

from kit.core.paths import FONTS
from kit.forms.fonts import (
    FACE,
    FIRST_DRAWN,
    CutFace,
    drawn_font,
    form_type,
    typed_font,
)
from kit.forms.glyphs import name_type
from kit.system.cache import Store


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


@pytest.fixture(scope="module")
def typed() -> CutFace:
    return form_type(FONTS)


def test_all_that_the_print_faces_have_can_be_typed(typed: CutFace) -> None:
    with TTFont(FONTS / FACE) as whole:
        assert set(typed.letters) == {chr(code) for code in whole.getBestCmap()}
    assert set("Шевченко Ελλάς Nguyễn ąžŋđ ₴") <= set(typed.letters)


def test_every_typed_letter_has_a_code_of_its_own_that_is_its_glyph(typed: CutFace) -> None:
    """Readers look it up in the PDF or in the font file: both say the same."""
    assert len(set(typed.glyphs)) == len(typed.glyphs)
    with pikepdf.new() as pdf:
        font = typed_font(pdf, typed)
        codes = {letter: code for code, letter in told(font).items()}
        assert codes == dict(zip(typed.letters, typed.glyphs, strict=True))
        below = font.DescendantFonts[0]
        assert below.CIDToGIDMap == "/Identity"
        first, widths = below.W
        assert first == 0
        assert [int(widths[glyph]) for glyph in typed.glyphs] == list(typed.widths)
        assert below.BaseFont == font.BaseFont == "/WorkshopKitForm"
    with TTFont(io.BytesIO(typed.file)) as cut:
        names = cut.getBestCmap()
        assert {chr(code): cut.getGlyphID(name) for code, name in names.items()} == codes


def test_the_typeface_is_source_sans_cut_down(typed: CutFace) -> None:
    with TTFont(io.BytesIO(typed.file)) as cut, TTFont(FONTS / FACE) as whole:
        glyphs, originals = cut.getBestCmap(), whole.getBestCmap()
        for letter, width in zip(typed.letters, typed.widths, strict=True):
            glyph = cut["glyf"][glyphs[ord(letter)]]
            original = whole["glyf"][originals[ord(letter)]]
            assert glyph.getCoordinates(cut["glyf"]) == original.getCoordinates(whole["glyf"])
            assert whole["hmtx"][originals[ord(letter)]][0] == width
        assert typed.cap_height == whole["OS/2"].sCapHeight
        assert typed.ascent == whole["hhea"].ascent
        assert typed.descent == -whole["OS/2"].usWinDescent
    assert len(zlib.compress(typed.file)) < 70_000


def test_it_is_cut_the_same_each_time(typed: CutFace, tmp_path: Path) -> None:
    assert form_type(FONTS) == typed
    store = Store(tmp_path)
    assert form_type(FONTS, store) == form_type(FONTS, store)
    assert form_type(FONTS, store).file == typed.file
