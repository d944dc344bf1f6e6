"""What stands in the fields of a form, read off its pages, and what the preflight says of it."""

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf

from kit.core.rect import Rect
from kit.preflight.check import check
from kit.preflight.drawing_load import DrawingLoad
from kit.preflight.fields import FieldPictures, ReadField
from kit.preflight.read import read_pdf
from tests.made_pdfs import BLEED, MM, embedded, form, good_pdf, saved

BOX = (20.0, 10.0, 70.0, 20.0)  # of a field, in mm from the lower left of the trim


def picture(pdf: Pdf, text: str, size: float = 10.0, x: float = 1.0) -> Object:
    """What is filled into a field of 50 × 10 mm, `x` mm from its left edge."""
    content = f"BT /F {size} Tf {x * MM:.3f} {3 * MM:.3f} Td ({text}) Tj ET".encode()
    fonts = Dictionary(Font=Dictionary(F=embedded(pdf)))
    return form(pdf, content, [0, 0, 50 * MM, 10 * MM], fonts)


def pin(pdf: Pdf, looks: Any, box: tuple[float, ...] = BOX, page: int = 1, **more: Any) -> None:
    """Put a field onto a page, counted from 0."""
    rect = Array([(edge + BLEED) * MM for edge in box])
    keys = {"Subtype": Name.Widget, "Rect": rect, "AP": Dictionary(N=looks), "TU": "Field", **more}
    note = Dictionary({f"/{key}": value for key, value in keys.items()})
    holder = pdf.pages[page].obj
    if Name.Annots not in holder:
        holder.Annots = Array()
    holder.Annots.append(pdf.make_indirect(note))
    if Name.AcroForm not in pdf.Root:
        pdf.Root.AcroForm = Dictionary(Fields=Array())
    pdf.Root.AcroForm.Fields.append(holder.Annots[-1])


def read(pdf: Pdf) -> tuple[ReadField, ...]:
    with pikepdf.open(io.BytesIO(saved(pdf))) as opened:
        return FieldPictures(opened, DrawingLoad()).read()


def told(pdf: Pdf) -> list[tuple[bool, str, str]]:
    return [(one.is_fault, one.place, one.text) for one in check(saved(pdf)).findings]


def test_words_are_read_where_they_stand_on_the_page() -> None:
    pdf = good_pdf()
    pin(pdf, picture(pdf, "Hello"))
    (field,) = read(pdf)
    assert (field.pages, field.drawn.text) == ((2,), "Hello")
    assert field.box.pdf_edges == pytest.approx([edge + BLEED for edge in BOX])
    first = field.drawn.letters[0]
    assert first.box.left == pytest.approx(20 + BLEED + 1, abs=0.5)
    assert -first.box.bottom == pytest.approx(10 + BLEED + 3, abs=0.1)
    assert first.size == pytest.approx(10)


def test_a_picture_fills_its_field_whatever_its_own_size_and_matrix() -> None:
    pdf = good_pdf()
    large = picture(pdf, "Hello", 20)
    large.BBox = Array([0, 0, 100 * MM, 20 * MM])
    pin(pdf, large)
    turned = picture(pdf, "Hello")
    turned.Matrix = Array([0, 1, -1, 0, 300, -70])
    pin(pdf, turned, (80, 10, 90, 60))
    enlarged = picture(pdf, "Hello")
    pin(pdf, enlarged, (0, 30, 100, 50))
    pdf.pages[1].obj.UserUnit = 2
    one, two, three = read(pdf)
    assert [round(field.drawn.letters[0].size, 1) for field in (one, two, three)] == [20, 20, 40]
    assert one.box.holds(one.drawn.letters[-1].box)
    assert two.box.holds(two.drawn.letters[-1].box)
    assert two.drawn.letters[-1].box.bottom < two.drawn.letters[0].box.top


def test_the_same_in_the_same_place_is_read_once() -> None:
    pdf = good_pdf()
    same, other = picture(pdf, "Same"), picture(pdf, "Other")
    pin(pdf, same, page=0)
    pin(pdf, same, page=1)
    pin(pdf, other, page=1)
    pin(pdf, same, (20, 50, 70, 60), page=1)
    found = [(field.pages, field.drawn.text, -round(field.box.bottom)) for field in read(pdf)]
    assert found == [((1, 2), "Same", 13), ((2,), "Other", 13), ((2,), "Same", 53)]


def test_what_is_hidden_and_what_is_no_words_is_not_read() -> None:
    pdf = good_pdf()
    pin(pdf, picture(pdf, "Hidden"), F=2)
    pin(pdf, Dictionary(On=picture(pdf, "4"), Off=picture(pdf, "")))
    pin(pdf, form(pdf, b"0 0 5 5 re f", [0, 0, 9, 9], Dictionary()))
    assert read(pdf) == ()
    pin(pdf, picture(pdf, "Shown"), F=4)
    assert [field.drawn.text for field in read(pdf)] == ["Shown"]


@pytest.mark.parametrize("value", [7, Array(), Name.X, Dictionary(), Array([Name.X] * 4)])
@pytest.mark.parametrize("key", ["Rect", "AP", "F"])
def test_nonsense_in_a_field_never_stops_the_check(key: str, value: Any) -> None:
    pdf = good_pdf()
    pin(pdf, picture(pdf, "Hello"))
    pdf.pages[1].obj.Annots[0][f"/{key}"] = value
    assert told(pdf) == []


@pytest.mark.parametrize("value", [7, Array(), Array([0, 0, 0, 0]), Array([Name.X] * 4)])
@pytest.mark.parametrize("key", ["BBox", "Matrix"])
def test_nonsense_in_a_picture_never_stops_the_check(key: str, value: Any) -> None:
    pdf = good_pdf()
    looks = picture(pdf, "Hello")
    looks[f"/{key}"] = value
    pin(pdf, looks)
    check(saved(pdf))


# What the preflight says


def test_a_good_field_has_nothing_wrong() -> None:
    pdf = good_pdf()
    pin(pdf, picture(pdf, "Hello"))
    assert told(pdf) == []
    facts = check(saved(pdf)).facts
    assert facts is not None
    assert facts.smallest_type == 10


def test_words_that_run_out_of_their_field_are_cut_off() -> None:
    pdf = good_pdf()
    pin(pdf, picture(pdf, "Much too wide", x=35))
    ((is_fault, place, text),) = told(pdf)
    assert (is_fault, place) == (True, "page 2")
    assert text == "«wide» runs out of its field: shorten the text"


def test_small_type_in_a_field_is_found() -> None:
    pdf = good_pdf()
    pin(pdf, picture(pdf, "Tiny", 4))
    ((is_fault, place, text),) = told(pdf)
    assert (is_fault, place) == (True, "page 2")
    assert text.startswith("«Tiny» is set in 4.0 pt")
    facts = check(saved(pdf)).facts
    assert facts is not None
    assert facts.smallest_type == 4


def test_words_in_a_field_may_stand_too_near_a_cut() -> None:
    pdf = good_pdf()
    pin(pdf, picture(pdf, "Near"), (40, -1, 90, 9))
    ((is_fault, place, text),) = told(pdf)
    assert (is_fault, place) == (True, "page 2")
    assert text.startswith("«Near» stands 2.0 mm from the edge")


def test_the_fields_of_a_read_pdf_know_all_their_pages() -> None:
    pdf = good_pdf()
    same = picture(pdf, "Same")
    for page in (0, 1):
        pin(pdf, same, page=page)
    (field,) = read_pdf(saved(pdf)).fields
    assert field.pages == (1, 2)
    assert isinstance(field.box, Rect)


def test_what_is_filled_in_but_drawn_nowhere_is_told() -> None:
    pdf = good_pdf()
    pin(pdf, picture(pdf, "Shown"), FT=Name.Tx, V="Shown")
    text = Dictionary(FT=Name.Tx, V="Kari")
    pin(pdf, Dictionary(), page=0, FT=Name.Tx, V="Ola")
    pin(pdf, Dictionary(), FT=Name.Tx, V=" ")
    pin(pdf, Dictionary(), Parent=text)
    for page, note in ((0, -1), (1, -1), (1, -2)):
        del pdf.pages[page].obj.Annots[note].AP
    ((is_fault, place, told_text),) = told(pdf)
    assert (is_fault, place) == (False, "pages 1–2")
    assert told_text.startswith("«Ola» (and 1 more) is filled in, but drawn nowhere")
    del pdf.pages[0].obj.Annots[-1].V
    assert told(pdf)[0][2].startswith("«Kari» is filled in")


def test_fields_without_a_label_are_told_of_a_tagged_file() -> None:
    pdf = good_pdf()
    pin(pdf, Dictionary(On=picture(pdf, "4"), Off=picture(pdf, "")), TU="Hope")
    pin(pdf, picture(pdf, "Hello"), (20, 30, 70, 40), Parent=Dictionary(TU="Name"))
    del pdf.pages[1].obj.Annots[-1].TU
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = "en"
    assert told(pdf) == []
    pin(pdf, picture(pdf, "Hello"), (20, 50, 70, 60), page=0, TU=" ")
    ((is_fault, place, text),) = told(pdf)
    assert (is_fault, place) == (False, "page 1")
    assert "does not hear what some of its fields are for" in text
