import io

import pikepdf
import pytest

from kit.fit import near_the_knife
from kit.paper import POINTS_PER_MM


def face(*places: tuple[float, float]) -> bytes:
    """Pages of 60 × 40 mm and 3 mm bleed, each with a 10 pt letter at a place in mm."""
    pdf = pikepdf.new()
    mm = POINTS_PER_MM
    for x, y in places:
        page = pdf.add_blank_page(page_size=(66 * mm, 46 * mm))
        page.mediabox = pikepdf.Rectangle(-3 * mm, -3 * mm, 63 * mm, 43 * mm)
        page.trimbox = pikepdf.Rectangle(0, 0, 60 * mm, 40 * mm)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.contents_add(f"BT /F 10 Tf {x * mm} {y * mm} Td (H) Tj ET".encode())
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


# A capital H of 10 pt Helvetica is inked from 0.3 to 2.3 mm across and 0 to 2.5 mm up.
@pytest.mark.parametrize(
    ("x", "y", "clear"),
    [
        (30, 20, True),
        (4.8, 20, True),
        (4.6, 20, False),
        (52.6, 20, True),
        (52.8, 20, False),
        (30, 5.1, True),
        (30, 4.9, False),
        (30, 32.4, True),
        (30, 32.6, False),
        (-2, 20, False),
        (30, -2, False),
    ],
)
def test_a_letter_is_clear_at_five_mm_by_its_ink(x: float, y: float, *, clear: bool) -> None:
    assert near_the_knife(face((x, y)), [0], 5.0) == ([] if clear else [0])


def test_only_the_pages_asked_for_are_looked_at() -> None:
    pdf = face((1, 1), (30, 20), (1, 1))
    assert near_the_knife(pdf, [0, 1, 2], 5.0) == [0, 2]
    assert near_the_knife(pdf, [1], 5.0) == []
