import io

import pikepdf
import pytest

from kit.core.sizes import POINTS_PER_MM
from kit.typesetting.readback import Letter, is_clear, is_overprinted, read_back
from kit.typesetting.weasy import Typesetter


def faces(*pages: list[tuple[str, float, float]]) -> bytes:
    """Pages of 60 × 40 mm and 3 mm bleed, each with texts of 10 pt at their places in mm."""
    pdf = pikepdf.new()
    mm = POINTS_PER_MM
    for texts in pages:
        page = pdf.add_blank_page(page_size=(66 * mm, 46 * mm))
        page.mediabox = pikepdf.Rectangle(-3 * mm, -3 * mm, 63 * mm, 43 * mm)
        page.trimbox = pikepdf.Rectangle(0, 0, 60 * mm, 40 * mm)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        for text, x, y in texts:
            page.contents_add(f"BT /F 10 Tf {x * mm} {y * mm} Td ({text}) Tj ET".encode())
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def misfits(pdf: bytes, clear: float) -> list[int]:
    """The pages with letters near the trim or upon each other."""
    return [
        number
        for number, page in enumerate(read_back(pdf))
        if not is_clear(page, clear) or is_overprinted(page.letters)
    ]


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
    assert misfits(faces([("H", x, y)]), 5.0) == ([] if clear else [0])


# The word is 18 mm wide and 2.5 mm high.
@pytest.mark.parametrize(
    ("x", "y", "upon"),
    [
        (20, 20, True),
        (21, 21, True),
        (20, 22.2, False),
        (20, 17, False),
        (38.5, 20, False),
        (5, 20, True),
    ],
)
def test_words_upon_each_other_are_found(x: float, y: float, *, upon: bool) -> None:
    page = [("HHHHHHH", 20.0, 20.0), ("NNNNNNN", x, y)]
    assert misfits(faces(page), 0.0) == ([0] if upon else [])


def test_each_page_is_judged_by_itself() -> None:
    good, near, upon = (
        [("H", 30.0, 20.0)],
        [("H", 1.0, 1.0)],
        [("HHHHH", 20.0, 20.0), ("NNNNN", 20.0, 20.0)],
    )
    assert misfits(faces(good, near, good, upon), 5.0) == [1, 3]


@pytest.mark.parametrize("family", ["Fraunces, 'Source Sans 3'", "'Source Sans 3'"])
def test_a_line_on_its_head_is_read_as_it_was_written(family: str, typesetter: Typesetter) -> None:
    """Also where its parts are in several typefaces, which pdfium tells from left to right."""
    # A j reaches below the dot before it.
    text = "Dag \u03a9mega o\u031f\u0300 \u0436A T\u00b7j\u0436T\u00b7jfj.jgj_j"
    css = f"@page {{ size: 90mm 60mm; margin: 5mm }} p {{ font-family: {family} }}"
    turned = f"<p>{text}</p><p style='transform: rotate(180deg)'>{text}</p>"
    html = f"<html lang=nb><title>t</title><style>{css}</style><article id=a>{turned}</article>"
    typeset = typesetter.typeset(html, 0, flowing=False, fillable=False)
    assert typeset.faults == {}
    (page,) = read_back(typeset.pdf)
    upright, on_its_head = ([one for one in page.letters if one.turned is t] for t in (False, True))
    assert [one.text for one in upright] == [one.text for one in on_its_head]
    places = [one.place for one in on_its_head]
    assert places == sorted(places)


def test_letters_beside_each_other_are_told_apart_by_their_edges_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of the pairs in a line all but a few are far from touching."""
    (page,) = read_back(faces([("HHHHHHH", 20.0, 20.0), ("HHHHHHH", 20.0, 24.0)]))
    monkeypatch.setattr(Letter, "lies_on", None)
    assert not is_overprinted(page.letters)
