"""What is read off a PDF: its boxes and its claims."""

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from kit.core.rect import Rect
from kit.pdf.face_marks import face_piece, mark_face
from kit.preflight.read import read_pdf
from kit.preflight.unreadable import UnreadableError
from tests.made_pdfs import MM, Spoil, add_page, good_pdf, saved, set_on, spoilt


def sizes(pdf: Pdf) -> list[tuple[float, float]]:
    return [page.size.rounded for page in read_pdf(saved(pdf)).pages]


def test_a_page_is_as_large_as_what_is_left_of_it() -> None:
    pdf = good_pdf()
    one, two = (page.obj for page in pdf.pages)
    one.CropBox = Array([0, 0, 50 * MM, 50 * MM])
    assert sizes(pdf) == [(100, 80), (100, 80)]
    del one.TrimBox, two.TrimBox
    assert sizes(pdf) == [(50, 50), (106, 86)]
    one.UserUnit = 2
    assert sizes(pdf)[0] == (100, 100)


def test_a_size_may_stand_above_the_pages() -> None:
    pdf = good_pdf()
    for page in pdf.pages:
        del page.obj.MediaBox, page.obj.TrimBox, page.obj.BleedBox
    pdf.Root.Pages.MediaBox = Array([0, 0, 72, 144])
    assert sizes(pdf) == [(25.4, 50.8)] * 2


def test_pages_without_a_size_are_known_by_their_number() -> None:
    pdf = good_pdf()
    add_page(pdf)
    del pdf.pages[0].obj.MediaBox, pdf.pages[2].obj.MediaBox
    read = read_pdf(saved(pdf))
    assert ["MediaBox" in page.boxes for page in read.pages] == [False, True, False]
    del pdf.pages[0].obj.TrimBox
    assert read_pdf(saved(pdf)).pages[0].size == Rect(0, 0, 0, 0)


def title_in_metadata(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]
    with pdf.open_metadata(update_docinfo=False) as metadata:
        metadata["dc:title"] = "Another"


def old_claim(pdf: Pdf) -> None:
    pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-1:2001"


def both_claims(pdf: Pdf) -> None:
    with pdf.open_metadata(update_docinfo=False) as metadata:
        metadata["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
        metadata["pdfuaid:part"] = "1"


def broken_metadata(pdf: Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta", Type=Name.Metadata, Subtype=Name.XML)


@pytest.mark.parametrize(
    ("spoil", "title", "standards"),
    [
        (None, "A card", ()),
        (title_in_metadata, "Another", ()),
        (old_claim, "A card", ("PDF/X-1:2001",)),
        (both_claims, "A card", ("PDF/X-4", "PDF/UA-1")),
        (broken_metadata, "A card", ()),
    ],
)
def test_claims_stand_in_two_places(
    spoil: Spoil | None, title: str, standards: tuple[str, ...]
) -> None:
    read = read_pdf(spoilt(spoil))
    assert (read.title, read.standards) == (title, standards)


def test_what_is_asked_of_a_printer() -> None:
    pdf = good_pdf()
    read = read_pdf(saved(pdf))
    assert (read.scaling, read.duplex, read.tagged, read.language) == (
        "None",
        "Simplex",
        True,
        "en",
    )
    pdf.Root.ViewerPreferences = Dictionary(PrintScaling=Name.AppDefault)
    pdf.Root.MarkInfo.Marked = False
    read = read_pdf(saved(pdf))
    assert (read.scaling, read.duplex, read.tagged) == ("AppDefault", "", False)


def test_a_page_that_is_a_face_has_a_mark() -> None:
    pdf = good_pdf()
    mark_face(pdf.pages[1].obj, face_piece([0, 0, 72, 72], 8.0))
    first, second = read_pdf(saved(pdf)).pages
    assert first.mark is None
    assert second.mark is not None
    assert second.mark.clear == 8.0
    assert second.drawn.text == "Hello there"


def test_nonsense_is_no_pdf() -> None:
    with pytest.raises(UnreadableError, match="it is no PDF, as it does not begin"):
        read_pdf(b"nonsense")


def test_a_scale_that_is_none_is_told_of_its_page() -> None:
    first, second = read_pdf(spoilt(set_on("UserUnit", Name.Large))).pages
    assert first.wrong == ()
    assert second.wrong[0].startswith("its scale (UserUnit) is no figure above 0")
    assert second.size.rounded == first.size.rounded


def test_a_size_above_some_pages_is_theirs_alone() -> None:
    """A tree of pages, of which one branch has a size and the other has none."""
    pdf = good_pdf()
    one, two = (page.obj for page in pdf.pages)
    for page in (one, two):
        del page.MediaBox, page.TrimBox, page.BleedBox
    root = pdf.Root.Pages
    branch = pdf.make_indirect(
        Dictionary(Type=Name.Pages, Kids=Array([one]), Count=1, MediaBox=Array([0, 0, 72, 72]))
    )
    branch.Parent, one.Parent = root, branch
    root.Kids = Array([branch, two])
    data = saved(pdf)
    assert ["MediaBox" in page.boxes for page in read_pdf(data).pages] == [True, False]
