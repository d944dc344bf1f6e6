"""What faces say of themselves is read back as it was written."""

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM as MM
from kit.pdf.face_marks import FaceMark, face_piece, mark_face, read_box, read_mark
from kit.pdf.pdfx import PDF_DATE


def marked(clear: float = 5.0) -> pikepdf.Object:
    holder = Dictionary()
    mark_face(holder, face_piece([0, 0, 68 * MM, 95 * MM], clear))
    return holder


def near(box: Rect | None, other: Rect) -> bool:
    return box is not None and all(abs(a - b) < 0.001 for a, b in zip(box, other, strict=True))


def test_a_mark_is_read_as_it_was_written() -> None:
    mark = read_mark(marked())
    assert mark is not None
    assert near(mark.trim, Rect(0, -95, 68, 95))
    assert mark.clear == 5.0
    assert isinstance(mark, FaceMark)


def test_a_mark_is_written_as_pdf_has_it() -> None:
    """ISO 32000-1, 14.5: by the program's name, with a date that is that of the page too."""
    holder = marked()
    assert list(holder.PieceInfo.keys()) == ["/WorkshopKit"]
    assert set(holder.PieceInfo.WorkshopKit.keys()) == {"/LastModified", "/Private"}
    assert str(holder.LastModified) == str(holder.PieceInfo.WorkshopKit.LastModified) == PDF_DATE


def test_a_page_that_was_changed_since_is_not_believed() -> None:
    holder = marked()
    holder.LastModified = String("D:20260101")
    assert read_mark(holder) is None
    del holder.LastModified
    assert read_mark(holder) is None


@pytest.mark.parametrize("value", [None, 7, String("x"), Array(), Dictionary()])
@pytest.mark.parametrize("path", [[], ["WorkshopKit"], ["WorkshopKit", "Private"]])
def test_what_is_no_mark_is_none(path: list[str], value: Any) -> None:
    holder = marked()
    within, keys = holder, ["PieceInfo", *path]
    for key in keys[:-1]:
        within = within[f"/{key}"]
    if value is None:
        del within[f"/{keys[-1]}"]
    else:
        within[f"/{keys[-1]}"] = value
    assert read_mark(holder) is None


@pytest.mark.parametrize(("key", "value"), [("TrimBox", Array([1])), ("Clear", String("far"))])
def test_figures_that_are_none_make_no_mark(key: str, value: Any) -> None:
    holder = marked()
    holder.PieceInfo.WorkshopKit.Private[f"/{key}"] = value
    assert read_mark(holder) is None


def test_boxes_are_mm_with_corners_in_either_order() -> None:
    assert near(read_box(Array([72, 144, 0, 0])), Rect(0, -50.8, 25.4, 50.8))
    assert near(read_box(Array([0, 0, 72, 72]), 2.0), Rect(0, -50.8, 50.8, 50.8))
    for nonsense in (None, Name.Rect, Array(), Array([1, 2, 3]), Array([Name.A] * 4)):
        assert read_box(nonsense) is None
