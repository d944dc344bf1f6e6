"""The tree of pages as it stands in a file; what is wrong in one is told in test_damaged."""

import io

import pikepdf
import pytest
from pikepdf import Pdf

from kit.preflight import page_tree
from kit.preflight.page_tree import PageTree, walked
from kit.preflight.unreadable import TooMuchError
from tests import hostile_pdfs as hostile
from tests.raw_pdfs import page, raw_pdf


def tree_of(data: bytes) -> tuple[Pdf, PageTree]:
    pdf = pikepdf.open(io.BytesIO(data), inherit_page_attributes=False)
    return pdf, walked(pdf)


def test_pages_have_what_stands_above_them_and_share_it() -> None:
    bare = b"<</Type/Page/Parent 6 0 R/Contents 4 0 R>>"
    top = b"<</Type/Pages/Kids[6 0 R 3 0 R]/Count 3/MediaBox[0 0 9 9]/Rotate 90>>"
    branch = b"<</Type/Pages/Kids[7 0 R 8 0 R]/Count 2/MediaBox[0 0 5 5]/Resources<</A 1>>>>"
    data = raw_pdf({2: top, 3: page(), 6: branch, 7: bare, 8: bare})
    pdf, tree = tree_of(data)
    sizes = [size.unparse() for size in tree.sizes if size is not None]
    assert sizes == [b"[ 0 0 5 5 ]", b"[ 0 0 5 5 ]", b"[ 0 0 595 842 ]"]
    one, two, three = (one.obj for one in pdf.pages)
    assert one.Resources.objgen == two.Resources.objgen != three.Resources.objgen
    assert [one.Rotate, two.Rotate, three.Rotate] == [90, 90, 90]
    assert tree.lost == 0


def test_what_is_no_page_is_lost_and_counted() -> None:
    pdf, tree = tree_of(raw_pdf({2: b"<</Type/Pages/Kids[7 3 0 R null 88 0 R]/Count 4>>"}))
    assert (len(tree.sizes), tree.lost) == (len(pdf.pages), 3) == (1, 3)


def test_a_page_without_a_size_is_one_though_others_give_it_one() -> None:
    pdf, tree = tree_of(raw_pdf({3: page(b"")}))
    assert tree.sizes == (None,)
    assert pdf.pages[0].obj.MediaBox is not None


def test_pages_and_notes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_tree, "MOST_NOTES", 50)
    tree_of(hostile.notes(10, 5))
    with pytest.raises(TooMuchError, match="more than 50 notes"):
        tree_of(hostile.notes(10, 6))
    monkeypatch.setattr(page_tree, "MOST_PAGES", 5)
    tree_of(raw_pdf(hostile.pages(5)))
    with pytest.raises(TooMuchError, match="more than 5 pages"):
        tree_of(raw_pdf(hostile.pages(6)))
