"""What inks a PDF takes, read wherever it may set a colour."""

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kit.preflight.inks import InksTaken, read_inks

LETTERS = "BT /F 9 Tf (a) Tj ET"


def page(drawing: str = "", **resources: Object) -> Pdf:
    """A PDF of one page that draws this."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    pdf.pages[0].obj.Contents = pdf.make_stream(drawing.encode())
    for kind, held in resources.items():
        pdf.pages[0].obj.Resources[f"/{kind}"] = held
    return pdf


def form(pdf: Pdf, drawing: str) -> Object:
    made = pdf.make_stream(drawing.encode(), Type=Name.XObject, Subtype=Name.Form)
    made.BBox, made.Resources = Array([0, 0, 9, 9]), Dictionary()
    return made


@pytest.mark.parametrize(
    "drawing",
    [
        "0.5 g 0 G",
        "0 0 0 1 k 0 0 0 0.2 K",
        "/DeviceGray cs 0.5 sc",
        "/Pattern CS",
        LETTERS,
        "(1 0 0 rg) Tj",
    ],
)
def test_black_and_greys_take_black_ink_alone(drawing: str) -> None:
    assert read_inks(page(drawing)) == InksTaken()


@pytest.mark.parametrize(
    ("drawing", "told"),
    [
        ("0 0 0 rg", "0 0 0 rg"),
        ("0 0 1 RG", "0 0 1 RG"),
        ("0 0 0.1 1 k", "0 0 0.1 1 k"),
        ("/DeviceCMYK cs", "/DeviceCMYK cs"),
        ("/Own CS", "/Own CS"),
    ],
)
def test_colours_and_greys_made_of_colours_take_others(drawing: str, told: str) -> None:
    assert read_inks(page(drawing)).colour == told


def test_a_space_is_as_grey_as_what_it_is_named_for() -> None:
    spaces = Dictionary(
        Grey=Array([Name.CalGray, Dictionary()]),
        Named=Name.DeviceGray,
        Turned=Name.Turned,
        Lab=Array([Name.Lab, Dictionary()]),
    )
    for name, is_grey in (("Grey", True), ("Named", True), ("Turned", False), ("Lab", False)):
        told = read_inks(page(f"/{name} cs", ColorSpace=spaces)).colour
        assert (not told) == is_grey, name


def test_profiles_and_lists_of_colours_are_looked_into() -> None:
    pdf = page("/A cs")
    for count, is_grey in ((1, True), (3, False)):
        profile = Array([Name.ICCBased, pdf.make_stream(b"", N=count)])
        for space in (profile, Array([Name.Indexed, profile, 0, String("a")])):
            pdf.pages[0].obj.Resources.ColorSpace = Dictionary(A=space)
            assert (not read_inks(pdf).colour) == is_grey


def test_forms_images_shades_and_fields_are_looked_at() -> None:
    pdf = page()
    inner = form(pdf, "1 0 0 rg")
    assert read_inks(page_with(pdf, XObject=Dictionary(A=inner))).colour == "1 0 0 rg"
    image = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, ColorSpace=Name.DeviceRGB)
    assert read_inks(page_with(pdf, XObject=Dictionary(A=image))).colour == "an image"
    image.ColorSpace = Name.DeviceGray
    assert read_inks(page_with(pdf, XObject=Dictionary(A=image))) == InksTaken()
    del image.ColorSpace  # it is a stencil
    assert read_inks(page_with(pdf, XObject=Dictionary(A=image))) == InksTaken()
    shade = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB)
    told = "a shade from one colour to another"
    assert read_inks(page_with(pdf, Shading=Dictionary(A=shade))).colour == told
    pattern = Dictionary(PatternType=2, Shading=shade)
    assert read_inks(page_with(pdf, Pattern=Dictionary(A=pattern))).colour == told
    page_with(pdf)
    pdf.pages[0].obj.Annots = Array([Dictionary(DA=String("/F 9 Tf 0 0 0 rg"))])
    assert read_inks(pdf).colour == "/F 9 Tf 0 0 0 rg"
    pdf.pages[0].obj.Annots = Array([Dictionary(AP=Dictionary(N=form(pdf, "0 1 0 RG")))])
    assert read_inks(pdf).colour == "0 1 0 RG"


def test_a_mask_is_brightness_and_takes_no_ink() -> None:
    pdf = page()
    mask = Dictionary(SMask=Dictionary(G=pdf.make_indirect(form(pdf, f"0.1 0.1 0.1 rg {LETTERS}"))))
    assert read_inks(page_with(pdf, ExtGState=Dictionary(A=mask))) == InksTaken()


def page_with(pdf: Pdf, **resources: Dictionary) -> Pdf:
    held = {f"/{kind}": one for kind, one in resources.items()}
    pdf.pages[0].obj.Resources = Dictionary(held)
    return pdf


@pytest.mark.parametrize(
    ("drawing", "told"),
    [
        (f"0.7 0.6 0.6 0.8 k {LETTERS}", "0.7 0.6 0.6 0.8 k"),
        (f"0.1 0.1 0.12 rg {LETTERS}", "0.1 0.1 0.12 rg"),
        (f"0 0 0 1 k q 0.5 0.5 0.5 1 k Q {LETTERS}", ""),
        (f"0.5 0.5 0.5 1 k q 0 g Q {LETTERS}", "0.5 0.5 0.5 1 k"),
        ("0.7 0.6 0.6 0.8 k 0 0 9 9 re f", ""),
        (f"0.7 0.6 0.6 0.8 K {LETTERS}", ""),
        # Soft black, wine red and slate blue as presses print them, and black with one ink more.
        (f"0.75 0.66 0.62 0.71 k {LETTERS}", "0.75 0.66 0.62 0.71 k"),
        (f"0.31 0.97 0.74 0.36 k {LETTERS}", ""),
        (f"0.82 0.65 0.56 0.54 k {LETTERS}", ""),
        (f"0.3 0 0 1 k {LETTERS}", "0.3 0 0 1 k"),
        (f"0.5 0.1 0.2 rg {LETTERS}", ""),
    ],
)
def test_black_text_is_rich_where_letters_are_drawn_in_several_inks(
    drawing: str, told: str
) -> None:
    inks = read_inks(page(drawing))
    assert (inks.lit_text if told.endswith("rg") else inks.rich_text) == told
    assert bool(inks.lit_text) == told.endswith("rg")


@pytest.mark.parametrize(("parts", "is_rich"), [(3, False), (4, True), (1, True)])
def test_a_press_of_light_has_no_black_to_print_with(parts: int, is_rich: bool) -> None:
    pdf = page(f"0.1 0.1 0.12 rg {LETTERS}")
    profile = pdf.make_stream(b"", N=parts)
    pdf.Root.OutputIntents = Array([Dictionary(DestOutputProfile=profile)])
    assert bool(read_inks(pdf).lit_text) == is_rich
