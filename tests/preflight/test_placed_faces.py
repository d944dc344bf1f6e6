"""Faces on sheets: which is where, how large, and what of it is seen."""

import pytest
from pikepdf import Array, Dictionary, Object, Pdf

from kit.core.rect import Rect
from kit.pdf.face_marks import face_piece, mark_face
from kit.preflight.read import ReadPdf, read_pdf
from tests.made_pdfs import MM, embedded, form, saved, words

# A card of 50 × 30 mm with 3 mm of bleed, on a sheet of 200 × 150 mm.
CARD = [-3 * MM, -3 * MM, 53 * MM, 33 * MM]
TRIM = [0, 0, 50 * MM, 30 * MM]


def face(pdf: Pdf, clear: float = 5.0, text: str = "Word") -> Object:
    resources = Dictionary(Font=Dictionary(F=embedded(pdf)))
    made = form(pdf, words(text, 10, 10), CARD, resources)
    mark_face(made, face_piece(TRIM, clear))
    return made


def sheet(pdf: Pdf, content: str, resources: Object) -> Object:
    page = pdf.add_blank_page(page_size=(200 * MM, 150 * MM)).obj
    page.Resources = resources
    page.Contents = pdf.make_stream(content.encode())
    return page


def at(x: float, y: float, turn: str = "1 0 0 1") -> str:
    return f"q {turn} {x * MM:.3f} {y * MM:.3f} cm /A Do Q\n"


def read(content: str, matrix: list[float] | None = None, unit: float = 1.0) -> ReadPdf:
    pdf = Pdf.new()
    one = face(pdf)
    if matrix:
        one.Matrix = Array(matrix)
    page = sheet(pdf, content, Dictionary(XObject=Dictionary(A=one)))
    page.UserUnit = unit
    return read_pdf(saved(pdf))


def near(box: Rect, other: tuple[float, float, float, float]) -> bool:
    return all(
        one == pytest.approx(two, abs=0.01) for one, two in zip(box.pdf_edges, other, strict=True)
    )


@pytest.mark.parametrize(
    ("content", "window", "scale"),
    [
        (at(20, 30), (-20, -30, 180, 120), 1),
        (at(70, 60, "-1 0 0 -1"), (-130, -90, 70, 60), 1),
        (at(20, 80, "0 -1 1 0"), (-70, -20, 80, 180), 1),
        (at(20, 30, ".5 0 0 .5"), (-40, -60, 360, 240), 0.5),
        (f"{20 * MM} {30 * MM} {25 * MM} {30 * MM} re W n {at(20, 30)}", (0, 0, 25, 30), 1),
        (f"q 0 0 9 9 re W n Q {at(20, 30)}", (-20, -30, 180, 120), 1),
        (f"0 0 9 9 re f {at(20, 30)}", (-20, -30, 180, 120), 1),
        (f"0 0 m 9 9 l 9 0 l W n {at(20, 30)}", (-20, -30, 180, 120), 1),
        (f"0 0 9 9 re W n 500 300 9 9 re W n {at(20, 30)}", (0, 0, 0, 0), 1),
    ],
    ids=[
        "moved",
        "turned",
        "on its side",
        "half",
        "clipped",
        "clip ended",
        "painted",
        "odd",
        "none",
    ],
)
def test_a_face_is_found_where_it_lies(
    content: str, window: tuple[float, float, float, float], scale: float
) -> None:
    made = read(content)
    ((placed,),) = (page.placed for page in made.pages)
    assert placed.face == 0
    assert near(placed.window, window)
    assert placed.scale == pytest.approx(scale)


def test_a_form_with_a_matrix_of_its_own_and_a_page_with_a_unit() -> None:
    made = read(at(10, 10), matrix=[2, 0, 0, 2, 0, 0], unit=3.0)
    (placed,) = made.pages[0].placed
    assert placed.scale == pytest.approx(6)
    assert near(placed.window, (-5, -5, 95, 70))
    # The face itself is read in its own space.
    assert near(made.faces[0].mark.trim, (0, 0, 50, 30))
    assert made.faces[0].drawn.letters[0].size == pytest.approx(10)


def test_a_face_is_read_once_however_often_it_is_placed() -> None:
    pdf = Pdf.new()
    one, two = face(pdf), face(pdf, 0.0, "Other")
    resources = pdf.make_indirect(Dictionary(XObject=Dictionary(A=one, B=two)))
    for _ in range(3):
        sheet(pdf, at(20, 30) + at(100, 30) + "/B Do", resources)
    made = read_pdf(saved(pdf))
    assert [[placed.face for placed in page.placed] for page in made.pages] == [[0, 0, 1]] * 3
    assert [one.drawn.text for one in made.faces] == ["Word", "Other"]
    assert [one.mark.clear for one in made.faces] == [5, 0]
    assert [page.drawn.text for page in made.pages] == ["", "", ""]


def test_faces_are_found_in_what_is_drawn_in_turn() -> None:
    pdf = Pdf.new()
    one = face(pdf)
    inner = form(pdf, at(5, 5).encode(), [0, 0, 900, 900], Dictionary(XObject=Dictionary(A=one)))
    # It names itself, as forms do that share what they name.
    inner.Resources.XObject.B = inner
    sheet(pdf, "q 1 0 0 1 0 0 cm /B Do Q", Dictionary(XObject=Dictionary(B=inner)))
    made = read_pdf(saved(pdf))
    assert near(made.pages[0].placed[0].window, (-5, -5, 195, 145))
    assert len(made.faces) == 1


def test_what_a_sheet_draws_beside_its_faces_is_its_own() -> None:
    pdf = Pdf.new()
    fonts, forms = Dictionary(F=embedded(pdf)), Dictionary(A=face(pdf))
    resources = Dictionary(Font=fonts, XObject=forms)
    sheet(pdf, at(20, 30) + words("Stamp", 100, 100).decode(), resources)
    made = read_pdf(saved(pdf))
    assert made.pages[0].drawn.text == "Stamp"
    assert made.faces[0].drawn.text == "Word"


def test_a_face_within_an_image_of_no_size_is_nowhere() -> None:
    assert read("q 0 0 0 0 0 0 cm /A Do Q /Unknown Do").pages[0].placed == ()


def test_a_form_without_a_mark_is_part_of_its_page() -> None:
    pdf = Pdf.new()
    one = face(pdf)
    del one.PieceInfo
    sheet(pdf, at(20, 30), Dictionary(XObject=Dictionary(A=one)))
    made = read_pdf(saved(pdf))
    assert (made.faces, made.pages[0].placed) == ((), ())
    assert made.pages[0].drawn.text == "Word"
