import io

import pytest
from fontTools.agl import AGL2UV
from fontTools.ttLib import TTFont

from kit.core.paths import FONTS
from kit.forms.form_type import FACE, FIRST_CODE, FormType, form_type

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
