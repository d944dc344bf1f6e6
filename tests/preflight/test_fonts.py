"""Which typefaces a file names, wherever it does."""

import io
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf

from kit.pipeline.run import BuiltKit
from kit.preflight.drawing_load import DrawingLoad
from kit.preflight.fields import FieldPictures
from kit.preflight.fonts import Font, read_fonts
from tests.conftest import pdf_of
from tests.made_pdfs import Spoil, form, good_pdf, standard

EMBEDDED = Font("SourceSans3", embedded=True, subset=True)
HELVETICA = Font("Helvetica", embedded=False, subset=False)
IN_FORM = Font("Helvetica", embedded=False, subset=False, in_form=True)


def fonts_of(pdf: Pdf) -> Mapping[Font, tuple[int, ...]]:
    return read_fonts(pdf, FieldPictures(pdf, DrawingLoad()).all)


def resources() -> Object:
    return Dictionary(Font=Dictionary(H=standard()))


def drawn_in_forms(pdf: Pdf) -> None:
    inner = form(pdf, b"", [0, 0, 9, 9], resources())
    outer = form(pdf, b"", [0, 0, 9, 9], Dictionary(XObject=Dictionary(X=inner)))
    # It names itself, as no file should.
    inner.Resources.XObject = Dictionary(X=outer)
    pdf.pages[1].obj.Resources.XObject.X = outer


def in_a_pattern(pdf: Pdf) -> None:
    pattern = pdf.make_stream(b"", Type=Name.Pattern, PatternType=1, Resources=resources())
    pdf.pages[1].obj.Resources.Pattern = Dictionary(P=pattern)


def in_letters_that_are_drawings(pdf: Pdf) -> None:
    drawn = Dictionary(Type=Name.Font, Subtype=Name.Type3, Name=Name.T, Resources=resources())
    pdf.pages[1].obj.Resources.Font.T = drawn


def one_of_many_scripts(pdf: Pdf) -> None:
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, FontDescriptor=Dictionary())
    whole = standard()
    whole.Subtype, whole.DescendantFonts = Name.Type0, Array([below])
    pdf.pages[1].obj.Resources.Font.T = whole


@pytest.mark.parametrize("spoil", [drawn_in_forms, in_a_pattern, one_of_many_scripts])
def test_what_a_page_draws_is_its_own(spoil: Spoil) -> None:
    pdf = good_pdf()
    spoil(pdf)
    assert fonts_of(pdf) == {EMBEDDED: (1, 2), HELVETICA: (2,)}


def test_letters_that_are_drawings_are_in_the_file() -> None:
    pdf = good_pdf()
    in_letters_that_are_drawings(pdf)
    drawn = Font("T", embedded=True, subset=False)
    assert fonts_of(pdf) == {EMBEDDED: (1, 2), HELVETICA: (2,), drawn: (2,)}


def with_defaults(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(DR=resources(), Fields=Array())


def with_a_picture(pdf: Pdf) -> None:
    picture = form(pdf, b"", [0, 0, 9, 9], resources())
    pdf.pages[1].obj.Annots = Array([Dictionary(AP=Dictionary(N=picture))])


def with_pictures_of_states(pdf: Pdf) -> None:
    states = Dictionary(Off=form(pdf, b"", [0, 0, 9, 9], resources()), On=7)
    pdf.pages[1].obj.Annots = Array([Dictionary(AP=Dictionary(N=states, D=3)), 7])


@pytest.mark.parametrize("spoil", [with_defaults, with_a_picture, with_pictures_of_states])
def test_what_fields_are_written_in_is_of_no_page(spoil: Spoil) -> None:
    pdf = good_pdf()
    spoil(pdf)
    assert fonts_of(pdf) == {EMBEDDED: (1, 2), IN_FORM: ()}


def test_a_typeface_of_a_page_and_a_form_is_of_the_page() -> None:
    pdf = good_pdf()
    in_a_pattern(pdf)
    with_defaults(pdf)
    assert fonts_of(pdf) == {EMBEDDED: (1, 2), HELVETICA: (2,)}


def test_pages_that_share_what_they_draw_with_name_the_same() -> None:
    pdf = good_pdf()
    shared = pdf.make_indirect(resources())
    for page in pdf.pages:
        page.obj.Resources = shared
    assert fonts_of(pdf) == {HELVETICA: (1, 2)}


@pytest.mark.parametrize("value", [7, Array(), Name.X])
def test_nonsense_names_nothing(value: Any) -> None:
    pdf = good_pdf()
    pdf.pages[0].obj.Resources = value
    pdf.pages[1].obj.Resources.Font = value
    pdf.pages[1].obj.Annots = value
    pdf.Root.AcroForm = value
    assert fonts_of(pdf) == {}


def test_all_typefaces_of_the_kit_are_in_it(default_kit: BuiltKit) -> None:
    """Those of the form as well."""
    for piece in ("value-cards", "action-plan", "guide", "posters"):
        with pikepdf.open(io.BytesIO(pdf_of(default_kit, piece))) as pdf:
            fonts = fonts_of(pdf)
        assert len({font.name for font in fonts}) >= 3
        assert all(font.embedded for font in fonts)
