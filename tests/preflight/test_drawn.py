"""Letters and images read back from pages."""

import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Pdf

from kit.core.rect import Rect
from kit.preflight.drawn import Drawn, Image, PrintedLetter, PrintedLetters, read_page
from tests.made_pdfs import BLEED, MM, add_page, embedded, form, image, saved, words

# Of an H in Source Sans 3: how high it is, of its type size.
CAPITAL = 0.656


def read(pdf: Pdf, unit: float = 1.0) -> Drawn:
    document = pypdfium2.PdfDocument(saved(pdf))
    try:
        return read_page(document[0], unit)
    finally:
        document.close()


def page_of(content: bytes) -> Pdf:
    pdf = Pdf.new()
    add_page(pdf, content)
    return pdf


def test_letters_have_their_ink_their_size_and_their_word() -> None:
    drawn = read(page_of(words("HH Hi", 20, 40, 20)))
    assert [drawn.text[one.place] for one in drawn.letters] == list("HHHi")
    first, last = drawn.letters[0], drawn.letters[-1]
    assert (drawn.word(first), drawn.word(last)) == ("HH", "Hi")
    assert first.size == pytest.approx(20)
    assert -first.box.bottom == pytest.approx(40 + BLEED, abs=0.1)
    assert first.box.height == pytest.approx(20 * CAPITAL / MM, rel=0.02)
    assert first.box.left == pytest.approx(20 + BLEED, abs=1)


@pytest.mark.parametrize(
    ("matrix", "size"),
    [
        ("1 0 0 1 50 50", 10),
        ("2 0 0 2 50 50", 20),
        ("0 1 -1 0 50 50", 10),
        ("-.5 0 0 -.5 90 90", 5),
        (".5 0 0 1 50 50", 10),
        ("1 0 .3 1 50 50", 10),
    ],
)
def test_the_size_is_that_which_is_printed(matrix: str, size: float) -> None:
    """Turned, enlarged, condensed or leaning."""
    drawn = read(page_of(f"q {matrix} cm BT /F 10 Tf (H) Tj ET Q".encode()))
    assert [one.size for one in drawn.letters] == [pytest.approx(size)]


def test_a_unit_of_a_page_may_be_more_than_a_point() -> None:
    pdf = page_of(words("H", 20, 40, 10) + b"q 72 0 0 72 0 0 cm /I Do Q")
    pdf.pages[0].obj.Resources.XObject.I = image(pdf, 10)
    one, two = read(pdf), read(pdf, 2.0)
    assert two.letters[0].size == pytest.approx(2 * one.letters[0].size)
    assert two.letters[0].box == pytest.approx([2 * edge for edge in one.letters[0].box])
    assert two.images[0].dpi == pytest.approx(one.images[0].dpi / 2)


@pytest.mark.parametrize(("mode", "seen"), [(0, 1), (1, 1), (2, 1), (3, 0), (7, 0)])
def test_words_that_are_not_drawn_are_not_read(mode: int, seen: int) -> None:
    drawn = read(page_of(f"{mode} Tr ".encode() + words("H", 20, 40)))
    assert len(drawn.letters) == seen


def test_images_are_measured_as_they_are_placed() -> None:
    """On the page, turned, and in forms within forms, each with a matrix of its own."""
    pdf = page_of(
        b"q 72 0 0 36 0 0 cm /I Do Q q 0 72 -36 0 90 0 cm /I Do Q /X Do "
        b"q .5 0 0 .5 0 0 cm /X Do Q q 36 0 0 36 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI Q"
    )
    resources = pdf.pages[0].obj.Resources
    resources.XObject.I = image(pdf, 100)
    inner = form(pdf, b"q 36 0 0 36 0 0 cm /I Do Q", [0, 0, 99, 99], resources)
    inner.Matrix = Array([2, 0, 0, 2, 0, 0])
    within = Dictionary(XObject=Dictionary(Y=inner))
    resources.XObject.X = form(pdf, b"/Y Do", [0, 0, 999, 999], within)
    read_ = [(one.pixels, round(one.width, 1), round(one.height, 1)) for one in read(pdf).images]
    assert read_ == [
        ((100, 100), 25.4, 12.7),
        ((100, 100), 25.4, 12.7),
        ((100, 100), 25.4, 25.4),
        ((100, 100), 12.7, 12.7),
        ((2, 2), 12.7, 12.7),
    ]


def test_resolution_is_the_lower_of_across_and_down() -> None:
    assert Image((300, 300), 25.4, 50.8).dpi == 150
    assert Image((300, 300), 50.8, 25.4).dpi == 150
    assert Image((300, 300), 0, 25.4).dpi == 300


def test_words_in_forms_are_read() -> None:
    pdf = page_of(b"q .5 0 0 .5 0 0 cm /X Do Q")
    inner = Dictionary(Font=Dictionary(F=embedded(pdf)))
    pdf.pages[0].obj.Resources.XObject.X = form(pdf, words("H", 20, 40), [0, 0, 999, 999], inner)
    (letter,) = read(pdf).letters
    assert letter.size == pytest.approx(5)
    assert -letter.box.bottom == pytest.approx((40 + BLEED) / 2, abs=0.1)


def test_signs_that_cannot_be_shown_are_spaces() -> None:
    drawn = read(page_of(words("one", 20, 60) + words("two", 20, 40)))
    assert drawn.text.isprintable()
    assert [drawn.word(one) for one in drawn.letters] == ["one"] * 3 + ["two"] * 3


def test_nothing_is_read_from_an_empty_page() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    assert read(pdf) == Drawn()


LETTERS = [(10.0, 20.0, 2.0, 3.0, 9.0, 0), (30.0, 25.0, 4.0, 2.0, 7.5, 1)]


@pytest.mark.parametrize(
    ("rect", "margin"),
    [
        (Rect(0, 0, 100, 100), 10),
        (Rect(0, 18, 100, 100), 2),
        (Rect(0, 0, 35, 100), 1),
        (Rect(0, 0, 100, 26.5), -0.5),
        (Rect(11, 0, 100, 100), -1),
    ],
)
def test_the_margin_of_all_letters_is_that_of_the_one_nearest(rect: Rect, margin: float) -> None:
    letters = PrintedLetters(LETTERS)
    assert letters.margin_in(rect) == margin
    assert margin == min(rect.margin_around(one.box) for one in letters)


def test_what_holds_for_all_letters_is_found_without_making_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a poster there are thousands, and of a pack half a million."""
    monkeypatch.setattr("kit.preflight.drawn.PrintedLetter", None)
    letters = PrintedLetters(LETTERS).on_paper()
    assert (letters.smallest, letters.margin_in(Rect(0, 0, 100, 100))) == (7.5, 10)


def test_no_letters_are_in_nobodys_way() -> None:
    none = PrintedLetters()
    assert (none.smallest, none.margin_in(Rect(0, 0, 1, 1))) == (None, float("inf"))


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), -1e10])
@pytest.mark.parametrize("place", range(5))
def test_letters_with_figures_that_no_page_has_are_left_out(figure: float, place: int) -> None:
    odd = [*LETTERS[0]]
    odd[place] = figure
    (left,) = PrintedLetters([tuple(odd), LETTERS[1]]).on_paper()  # type: ignore[list-item]
    assert left == PrintedLetter(Rect(*LETTERS[1][:4]), 7.5, 1)
