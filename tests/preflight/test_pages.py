"""Pages that are alike, and those that are not."""

from copy import copy
from unittest.mock import Mock

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from kit.preflight.drawn import Drawn
from kit.preflight.read import read_pdf
from tests.made_pdfs import good_pdf, saved, words


def test_pages_that_are_alike_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is pinned to them does not count; where they are cut does."""
    pdf = good_pdf()
    one, other = (page.obj for page in pdf.pages)
    other.Contents, other.Resources = one.Contents, one.Resources
    for number in range(4):
        page = pdf.make_indirect(copy(one))
        page.Annots, page.StructParents = Array([Dictionary(Subtype=Name.Text)]), number
        pdf.pages.append(pikepdf.Page(page))
    cut = pdf.pages[-1].obj
    cut.TrimBox = Array([0, 0, 100, 100])
    read_by_pdfium = Mock(return_value=Drawn("x"))
    monkeypatch.setattr("kit.preflight.pages.read_page", read_by_pdfium)
    read = read_pdf(saved(pdf))
    assert read_by_pdfium.call_count == 2
    assert [page.drawn.text for page in read.pages] == ["x"] * 6
    assert [numbers for _, numbers in read.kinds] == [(1, 2, 3, 4, 5), (6,)]
    assert read.kinds[1][0].size.rounded == (35.3, 35.3)


def test_pages_that_draw_something_else_are_not_alike() -> None:
    pdf = good_pdf()
    pdf.pages[1].obj.Contents = pdf.make_stream(words("Something else", 20, 40))
    pdf.pages[1].obj.Resources = pdf.pages[0].obj.Resources
    read = read_pdf(saved(pdf))
    assert [page.drawn.text for page in read.pages] == ["Hello there", "Something else"]


def test_a_page_without_a_size_is_not_like_one_that_has_the_size_it_is_given() -> None:
    pdf = good_pdf()
    one, other = (page.obj for page in pdf.pages)
    other.Contents, other.Resources = one.Contents, one.Resources
    for page in (one, other):
        del page.TrimBox, page.BleedBox
    one.MediaBox = Array([0, 0, 612, 792])
    del other.MediaBox
    assert ["MediaBox" in page.boxes for page in read_pdf(saved(pdf)).pages] == [True, False]
