"""Words on faces and pages: near the cut, off the page, too small."""

import pytest
from pikepdf import Dictionary, Pdf

from kit.preflight.findings import Finding
from kit.preflight.page_rules import image_findings, images, text_findings
from kit.preflight.read import read_pdf
from tests.made_pdfs import MM, embedded, form, image, saved
from tests.preflight.test_placed_faces import CARD, at, face, sheet


def found(*contents: str, clear: float = 5.0, text: str = "Word") -> list[Finding]:
    """What is said of sheets that draw a card, on which a word has its corner at 13, 13 mm."""
    pdf = Pdf.new()
    forms = Dictionary(XObject=Dictionary(A=face(pdf, clear, text)))
    for content in contents:
        sheet(pdf, content, forms)
    return list(text_findings(read_pdf(saved(pdf))))


def part(left: float, bottom: float, width: float, height: float, x: float, y: float) -> str:
    """The card at x, y, seen through a window of the page."""
    box = " ".join(f"{one * MM:.3f}" for one in (left, bottom, width, height))
    return f"q {box} re W n {at(x, y)} Q"


@pytest.mark.parametrize("turn", ["1 0 0 1", "-1 0 0 -1", "0 1 -1 0", "0 -1 1 0"])
def test_a_word_is_measured_against_the_trim_of_its_card(turn: str) -> None:
    """Wherever the card lies, and far from the edge of the sheet."""
    assert found(at(100, 75, turn)) == []
    (one,) = found(at(100, 75, turn), clear=14.0)
    assert (one.is_fault, one.pages) == (True, (1,))
    assert "«Word» stands 1" in one.text
    assert "14 mm are safe" in one.text


def test_a_card_may_lie_at_the_edge_of_its_sheet() -> None:
    assert found(at(0, 0), clear=10.0) == []


def test_a_fault_of_a_face_is_told_of_all_its_pages() -> None:
    findings = found(at(20, 30), at(50, 50) + at(100, 90), clear=14.0)
    assert [one.pages for one in findings] == [(1, 2)]


def test_words_become_as_small_as_they_are_printed() -> None:
    assert found(at(20, 30, ".6 0 0 .6")) == []
    (one,) = found(at(20, 30), at(20, 30, ".4 0 0 .4"))
    assert "«Word» is set in 4.0 pt" in one.text
    assert one.is_fault


def test_a_card_that_hangs_over_the_edge_loses_its_words() -> None:
    """At 13 mm from its left edge they begin, so with 20 mm off the page they are cut."""
    assert found(at(-10, 30)) == []
    (one,) = found(at(-20, 30))
    assert one.is_fault
    assert "«Word» runs off the page" in one.text
    # However often it lies right.
    assert len(found(at(20, 30), at(20, 30), at(-20, 30))) == 1


def test_parts_of_a_poster_may_cut_words_that_the_next_part_has_whole() -> None:
    """Two parts share a strip; without it the word would be cut where they meet."""
    left, right = part(20, 20, 20, 60, 20, 30), part(33, 20, 60, 60, 20, 30)
    assert found(left, right) == []
    assert found(part(20, 20, 15, 60, 20, 30), part(35, 20, 60, 60, 20, 30)) == []
    apart = found(part(20, 20, 15, 60, 20, 30), part(38, 20, 60, 60, 20, 30))
    assert ["runs off the page" in one.text for one in apart] == [True]
    assert apart[0].pages == (1, 2)


def test_an_image_on_a_face_is_as_sharp_as_it_is_placed() -> None:
    pdf = Pdf.new()
    resources = Dictionary(Font=Dictionary(F=embedded(pdf)), XObject=Dictionary(I=image(pdf, 300)))
    one = form(pdf, b"q 72 0 0 72 0 0 cm /I Do Q", CARD, resources)
    one.PieceInfo, one.LastModified = face(pdf).PieceInfo, face(pdf).LastModified
    for turn in ("1 0 0 1", "0 -1.5 1.5 0", "3 0 0 3"):
        sheet(pdf, at(40, 40, turn), Dictionary(XObject=Dictionary(A=one)))
    read = read_pdf(saved(pdf))
    assert [(page, round(dpi)) for page, dpi in images(read)] == [(1, 300), (2, 200), (3, 100)]
    assert [(one.is_fault, one.pages) for one in image_findings(read)] == [
        (False, (2,)),
        (True, (3,)),
    ]
