import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name
from PIL import Image

from kit.build import Kit
from kit.content import plain
from kit.paper import POINTS_PER_MM
from kit.selection import Selection
from tests.conftest import pdf_of


@pytest.fixture(scope="module")
def form(default_kit: Kit) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf_of(default_kit, "action-plan")))


def fields(form: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    named = {str(field.T): field for field in form.Root.AcroForm.Fields}
    assert len(named) == len(form.Root.AcroForm.Fields)
    return named


def test_every_field_has_a_name_of_its_own_and_words_for_it(form: pikepdf.Pdf) -> None:
    named = fields(form)
    texts = [name for name, field in named.items() if field.FT == "/Tx"]
    assert texts == [
        "name", "team", "date", "why",
        *(f"{what}-{row}" for row in (1, 2, 3) for what in ("action", "when", "support")),
        "if", "then", "follow-up-date", "follow-up-with",
        *(f"log-{what}-{row}" for row in (1, 2, 3) for what in ("date", "event", "lesson")),
        "already", "progress",
    ]  # fmt: skip
    assert all(str(field.TU).strip() for field in named.values())
    assert str(named["when-2"].TU) == "Når og hvor 2"


def test_the_chosen_values_are_tick_boxes_with_their_names(
    form: pikepdf.Pdf, everything: Selection
) -> None:
    named = fields(form)
    boxes = [name for name, field in named.items() if name.startswith("value-")]
    assert boxes == [f"value-{one.value.id}" for one in everything.values]
    for one in everything.values:
        assert str(named[f"value-{one.value.id}"].TU) == plain(one.value.name)


def test_confidence_is_one_field_of_eleven_buttons(form: pikepdf.Pdf) -> None:
    group = fields(form)["confidence"]
    assert len(group.Kids) == 11
    assert [str(option) for option in group.Opt] == [str(degree) for degree in range(11)]
    for kid in group.Kids:
        assert kid.Parent.objgen == group.objgen
        assert Name.T not in kid
        assert Name.FT not in kid


def test_readers_draw_fields_as_they_were_set(form: pikepdf.Pdf) -> None:
    assert Name.NeedAppearances not in form.Root.AcroForm
    buttons = [field for field in fields(form).values() if Name.AP in field]
    buttons += list(fields(form)["confidence"].Kids)
    assert len(buttons) == 51
    for button in buttons:
        assert button.AP.N.Off.read_bytes() == b""
        assert len(button.AP.N.keys()) == 2


def test_fields_are_high_enough_to_write_in_by_hand(form: pikepdf.Pdf) -> None:
    for field in fields(form).values():
        if field.FT == "/Tx":
            _, bottom, _, top = (float(edge) for edge in field.Rect)
            assert abs(top - bottom) / POINTS_PER_MM >= 8


def test_what_is_filled_in_shows(default_kit: Kit) -> None:
    """Ink appears in the fields that are filled in, and nowhere else."""
    before = raster(pdf_of(default_kit, "action-plan"))
    with pikepdf.open(io.BytesIO(pdf_of(default_kit, "action-plan"))) as form:
        named = fields(form)
        named["name"].V = pikepdf.String("Kari Åsheim")
        named["value-hap"].V = named["value-hap"].AS = Name.on
        named["confidence"].V = named["confidence"].Kids[7].AS = Name("/7")
        rects = [named["name"].Rect, named["value-hap"].Rect, named["confidence"].Kids[7].Rect]
        height = float(form.pages[0].mediabox[3])
        boxes = [[float(edge) for edge in rect] for rect in rects]
        written = io.BytesIO()
        form.save(written)
    after = raster(written.getvalue())
    for page, box in zip((0, 0, 1), boxes, strict=True):
        left, right = sorted((box[0], box[2]))
        top, bottom = sorted((height - box[1], height - box[3]))
        crop = (left, top, right, bottom)
        assert after[page].crop(crop).tobytes() != before[page].crop(crop).tobytes()
        around = (int(left) - 1, int(top) - 1, int(right) + 2, int(bottom) + 2)
        for image in (before, after):
            image[page].paste(0, around)
    assert [image.tobytes() for image in after] == [image.tobytes() for image in before]


def raster(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    images = [page.render(scale=1, may_draw_forms=True).to_pil().convert("L") for page in document]
    document.close()
    return images


def test_a_pdf_without_a_form_is_left_alone() -> None:
    from kit.forms import tidy_form

    pdf = pikepdf.new()
    tidy_form(pdf)
    assert Name.AcroForm not in pdf.Root
