"""What pages draw, counted before anything draws it."""

import io

import pikepdf
import pytest
from pikepdf import Pdf

from kit.pipeline.run import BuiltKit
from kit.preflight import drawing_load, limits
from kit.preflight.drawing_load import DrawingLoad, refuse_bombs
from kit.preflight.unreadable import TooMuchError
from tests import hostile_pdfs as hostile
from tests.raw_pdfs import deflated, page, raw_pdf, stream

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"


def opened(data: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(data))


def counted(data: bytes) -> tuple[int, int]:
    """How much all pages draw: forms and images, and bytes of operators."""
    load = DrawingLoad()
    for one in opened(data).pages:
        load.add_page(one.obj)
    return load._all.drawn, load._all.drawing


def two_forms(contents: bytes, inner: bytes = b"0 0 9 9 re f") -> bytes:
    """A page with these contents; a form X with an inner form Y, which may also be called Ø."""
    named = b"/Resources<</XObject<</X 10 0 R/#c3#98 11 0 R>>>>"
    within = FORM + b"/Resources<</XObject<</Y 11 0 R>>>>"
    parts = {10: stream(b"/Y Do /Y Do", within), 11: stream(inner, FORM)}
    return raw_pdf({3: page(more=named), 4: deflated(contents), **parts})


@pytest.mark.parametrize(
    ("contents", "drawn"),
    [
        (b"", 0),
        (b"/X Do", 3),
        (b"/X Do /X Do/X\n\0Do", 9),
        (b"/#58 Do", 3),
        (b"/#c3#98 Do", 1),
        (b"/Z Do", 0),
        # What cannot be told may be the dearest there is.
        (b"/#c3#98 %X\nDo", 3),
        (b"(/What I) Tj /XDo /Do Dot BI/W 1 ID a EI", 1),
    ],
)
def test_forms_are_counted_with_those_within_them(contents: bytes, drawn: int) -> None:
    assert counted(two_forms(contents))[0] == drawn


def test_operators_are_counted_as_often_as_they_draw() -> None:
    contents, inner = b"/X Do " * 5, b"0 0 9 9 re f"
    in_all = len(contents) + 5 * (len(b"/Y Do /Y Do") + 2 * len(inner))
    assert counted(two_forms(contents, inner)) == (15, in_all)


def test_a_form_without_names_of_its_own_has_those_of_what_draws_it() -> None:
    named = b"/Resources<</XObject<</X 10 0 R/Y 11 0 R>>>>"
    parts = {10: stream(b"/Y Do /Y Do", FORM), 11: stream(b"f", FORM)}
    assert counted(raw_pdf({3: page(more=named), 4: stream(b"/X Do"), **parts}))[0] == 3


def test_letters_that_are_drawings_are_counted_once() -> None:
    drawing = b"1000 0 d0 BT /F 12 Tf (aa) Tj (aa) Tj ET"
    contents = b"BT /F 12 Tf 100 400 Td (aa) Tj ET"
    assert counted(hostile.typefaces(3)) == (0, len(contents) + 3 * len(drawing))


def test_a_thousand_million_drawings_are_counted_at_once() -> None:
    with pytest.raises(TooMuchError, match=r"a page draws more than 100,000 forms"):
        counted(hostile.forms(27, 3))


def test_the_pages_of_a_file_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_load, "MOST_DRAWN_IN_ALL", 5)
    load = DrawingLoad()
    with opened(two_forms(b"/X Do")) as pdf:
        load.add_page(pdf.pages[0].obj)
        with pytest.raises(TooMuchError, match=r"it draws more than 5 forms"):
            load.add_page(pdf.pages[0].obj)


def test_objects_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_load, "MOST_OBJECTS", 4)
    with opened(raw_pdf()) as pdf, pytest.raises(TooMuchError, match="more than 4 objects"):
        refuse_bombs(pdf)


def test_pictures_and_attachments_may_be_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_load, "MOST_IN_STREAMS", 1000)
    picture = hostile.zeros(1, entries=b"/Subtype/Image")
    attached = hostile.zeros(1, entries=b"/Type/EmbeddedFile")
    with opened(raw_pdf({10: picture, 11: attached})) as pdf:
        refuse_bombs(pdf)
    with opened(raw_pdf({10: hostile.zeros(1)})) as pdf, pytest.raises(TooMuchError):
        refuse_bombs(pdf)


def test_the_bounds_of_qpdf_are_as_they_were_afterwards() -> None:
    from pikepdf.settings import get_qpdf_limits

    before = get_qpdf_limits()
    with limits.qpdf_bounded():
        assert get_qpdf_limits()["flate_max_memory"] == limits.MOST_IN_STREAM
    assert get_qpdf_limits() == before


def test_a_kit_is_far_below_all_bounds(default_kit: BuiltKit) -> None:
    for file in default_kit.files:
        drawn, drawing = counted(file.pdf)
        assert drawn < limits.MOST_DRAWN_IN_ALL / 100
        assert drawing < limits.MOST_DRAWING_IN_ALL / 10
        with opened(file.pdf) as pdf:
            assert len(pdf.objects) < limits.MOST_OBJECTS / 100
            assert len(pdf.pages) < limits.MOST_PAGES / 100
