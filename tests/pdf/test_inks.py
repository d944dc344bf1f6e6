"""The colours of a PDF put into the inks that print it, wherever they stand."""

import io
import re

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageChops

from kit.pdf.holders import holders
from kit.pdf.ink_mixes import BlackAlone, ink_mix
from kit.pdf.inks import put_into_inks
from kit.typesetting.weasy import Typesetter
from tests.ink_read import settings, spaces
from tests.pdf.test_pdfx import RICH, page_html, profile

FORM = '<input type="checkbox" checked name="a" style="width:4mm;height:4mm;color:#7d1d2f">'


@pytest.fixture(scope="module")
def rich(typesetter: Typesetter) -> bytes:
    """Everything that the typesetter draws with, a field, and a picture in colour."""
    set_ = typesetter.typeset(page_html(RICH + FORM), 0, flowing=True, fillable=True).pdf
    with pikepdf.open(io.BytesIO(set_)) as pdf:
        page = pdf.pages[0]
        page.obj.Annots[0].MK.BC = Array([0.5, 0.1, 0.2])
        page.obj.Annots[0].DA = String("/F 9 Tf 0.5 0.1 0.2 rg")
        picture = pdf.make_stream(bytes(range(75)), Type=Name.XObject, Subtype=Name.Image)
        picture.ColorSpace, picture.Width, picture.Height = Name.DeviceRGB, 5, 5
        picture.BitsPerComponent = 8
        page.obj.Resources.XObject["/Photo"] = picture
        page.contents_add(b"q 40 0 0 40 10 10 cm /Photo Do Q")
        return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def inked(source: bytes, alone: BlackAlone, space: str | None = None) -> bytes:
    mix = ink_mix(alone, profile(space) if space else None)
    assert mix is not None
    with pikepdf.open(io.BytesIO(source)) as pdf:
        put_into_inks(pdf, mix)
        return saved(pdf)


def shown(pdf: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    picture: Image.Image = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    return picture


def drawn(content: bytes) -> bytes:
    """A page that draws this, with a dictionary of resources."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    pdf.pages[0].obj.Resources = Dictionary()
    return saved(pdf)


def content(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return opened.pages[0].obj.Contents.read_bytes()


def test_the_page_of_these_tests_has_colours_of_all_kinds(rich: bytes) -> None:
    assert {operator for operator, _ in settings(rich)} >= {"rg", "cs", "scn"}
    assert spaces(rich) == {"/DeviceRGB", "/DeviceGray", "3 parts"}


def test_in_greys_nothing_is_set_in_colour_in_any_form_pattern_field_or_picture(
    rich: bytes,
) -> None:
    grey = inked(rich, "all")
    assert {operator for operator, _ in settings(grey)} == {"g", "cs", "scn"}
    assert spaces(grey) == {"/DeviceGray", "1 parts"}
    with pikepdf.open(io.BytesIO(grey)) as pdf:
        assert str(pdf.pages[0].obj.Annots[0].DA) == "/F 9 Tf 0.231 g"
    red, green, blue = shown(grey).split()
    assert ImageChops.difference(red, green).getextrema() == (0, 0)
    assert ImageChops.difference(green, blue).getextrema() == (0, 0)


def test_greys_are_as_light_as_the_colours_were(rich: bytes) -> None:
    """With masks, shades and what shines through; to a few of 255 steps."""
    difference = ImageChops.difference(
        shown(rich).convert("L"), shown(inked(rich, "all")).convert("L")
    )
    assert difference.getextrema()[1] <= 4  # type: ignore[operator]


def test_for_a_press_all_is_set_in_its_inks_but_for_masks(rich: bytes) -> None:
    press = inked(rich, "nearly black", "CMYK")
    assert {operator for operator, _ in settings(press)} == {"k", "rg", "cs", "scn"}
    assert {parts for operator, parts in settings(press) if operator == "rg"} == {
        (1.0, 0.502, 0.251)
    }
    assert spaces(press) == {"/DeviceCMYK", "/DeviceGray", "/DeviceRGB", "4 parts"}


@pytest.mark.parametrize(
    ("alone", "space", "mixed_in"),
    [("all", None, None), ("neutrals", None, None), ("nearly black", "CMYK", "/DeviceCMYK")],
)
def test_what_shines_through_is_mixed_in_the_inks_that_print_it(
    alone: BlackAlone, space: str | None, mixed_in: str | None, rich: bytes
) -> None:
    """Mixed as light, or among greys, it would be printed in all of them."""
    with pikepdf.open(io.BytesIO(inked(rich, alone, space))) as pdf:
        groups = [
            one.drawn.Group for one in holders(pdf) if "/Group" in one.drawn and not one.is_mask
        ]
        masks = [one.drawn.Group for one in holders(pdf) if one.is_mask]
        assert len(groups) > 3
        assert {group.get("/CS") for group in groups} == {mixed_in}
        # A mask is brightness, and has to say of what: greys alone do for all of it.
        assert {group.CS for group in masks} == {"/DeviceGray" if alone == "all" else "/DeviceRGB"}


def test_neutrals_alone_leave_colours_and_pictures_as_they_are(rich: bytes) -> None:
    one = drawn(b"0 0 0 rg 0 0 9 9 re f 0.4 0.4 0.4 RG 0 0 m 9 9 l S 0.5 0 0 rg 9 9 9 9 re f")
    assert settings(inked(one, "neutrals")) == {("g", (0,)), ("G", (0.4,)), ("rg", (0.5, 0, 0))}
    assert spaces(inked(rich, "neutrals")) == spaces(rich)
    assert shown(inked(rich, "neutrals")).tobytes() == shown(rich).tobytes()


def test_what_looks_like_an_operator_within_a_text_is_left_alone() -> None:
    text = rb"BT (\) 1 0 0 rg ) Tj [(0 g) 3 <0103>] TJ ET /P <</ActualText (a 1 1 1 rg b)>> BDC EMC"
    assert content(inked(drawn(text), "all")) == text
    assert content(inked(drawn(text), "nearly black", "CMYK")) == text


def test_black_is_printed_upon_what_lies_below_and_all_else_in_its_place() -> None:
    """As print shops have it: no white shows round letters, and white on a tint is seen."""
    source = drawn(b"0 0 0 rg 1 0 0 rg 0 0 0 RG 1 1 1 rg 0 g /DeviceCMYK cs 0 0 0 0 scn")
    with pikepdf.open(io.BytesIO(inked(source, "nearly black", "CMYK"))) as pdf:
        page = pdf.pages[0].obj
        steps = page.Contents.read_bytes().decode()
        states = {name: dict(one) for name, one in page.Resources.ExtGState.items()}
    assert re.sub(r"(0\.\d+ ){4}", "inks ", steps) == (
        "/Upon gs 0 0 0 1 k /InPlace gs inks k 0 0 0 1 K /InPlace gs 0 0 0 0 k "
        "/InPlace gs 0 g /InPlace gs /DeviceCMYK cs 0 0 0 0 scn"
    )
    assert states == {"/Upon": {"/op": True, "/OPM": 1}, "/InPlace": {"/op": False}}


def test_a_form_without_resources_is_not_told_how_to_fill() -> None:
    """It has no place for that, and another form may call something else by that name."""
    with pikepdf.open(io.BytesIO(drawn(b"/F Do"))) as pdf:
        form = pdf.make_stream(b"0 0 0 rg", Type=Name.XObject, Subtype=Name.Form)
        pdf.pages[0].obj.Resources.XObject = Dictionary(F=form)
        source = saved(pdf)
    with pikepdf.open(io.BytesIO(inked(source, "nearly black", "CMYK"))) as pdf:
        assert pdf.pages[0].obj.Resources.XObject.F.read_bytes() == b"0 0 0 1 k"


def test_a_stream_that_many_pages_share_is_changed_once() -> None:
    pdf = Pdf.new()
    stream = pdf.make_stream(b"0.5 0 0 rg 0 0 9 9 re f")
    for _ in range(3):
        pdf.add_blank_page(page_size=(100, 100))
        pdf.pages[-1].obj.Contents = Array([stream])
    assert settings(inked(saved(pdf), "all")) == {("g", (0.149,))}
