"""Write faces, and their placements on sheets, as finished PDFs."""

import io
from collections.abc import Iterable, Sequence
from copy import copy

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf

from kit.core.rect import Rect
from kit.core.sizes import Size
from kit.forms.fields import tidy_form
from kit.forms.fonts import CutFace
from kit.pdf.drawing import box
from kit.pdf.face_marks import face_piece, mark_face
from kit.pdf.face_store import Drawings, FaceSource, FaceStore, Side
from kit.pdf.save import DocumentInfo, saved
from kit.pdf.tagging import tidy_tags


def sides_pdf(
    sources: Sequence[FaceSource],
    sides: Iterable[Side],
    paper: Size,
    info: DocumentInfo,
    trim: Rect | None = None,
) -> bytes:
    """Sides of sheets as a PDF: each a page of `paper`.

    However often a face is placed, it is stored once. The faces of each source are drawn in their
    order, one source upon the other, and what two sides have alike of one is stored once as well:
    many decks differ in their letters. `trim` is what will be cut out of the page where it is one
    face for a print shop.
    """
    with Pdf.new() as pdf:
        store = FaceStore(sources, pdf)
        drawings = Drawings(store, pdf, paper)
        pages: list[pikepdf.Object] = []
        # Drawings are known by their sides, which so have to stay.
        sides = tuple(sides)
        tree = pdf.Root.Pages
        whole = Array(box(Rect(0, 0, paper.width, paper.height), paper))
        blank = Dictionary(Type=Name.Page, Parent=tree)
        # What all pages inherit takes a fifth of the time of having it written on each.
        shared = tree if trim is None else blank
        shared.MediaBox, shared.Resources = whole, store.resources
        if trim is not None:
            # A print shop's tools read the page itself.
            blank.BleedBox, blank.TrimBox = whole, Array(box(trim, paper))
        for side in sides:
            page = copy(blank)
            page.Contents = Array(drawings.of(side))
            pages.append(pdf.make_indirect(page))
        # To append page after page takes longer, the more there are.
        tree.Kids, tree.Count = Array(pages), len(pages)
        return saved(pdf, info)


def pages_pdf(
    faces_pdf: bytes,
    info: DocumentInfo,
    *,
    bleed: bool = False,
    typed: CutFace | None = None,
    clear: float = 0.0,
) -> bytes:
    """Faces as pages of their own, cut to their trim unless they keep their bleed.

    `typed` is the typeface of their fields, if they are a form. Their letters keep `clear` mm off
    the trim.
    """
    with Pdf.open(io.BytesIO(faces_pdf)) as pdf:
        for page in pdf.pages:
            _set_boxes(page, keep_bleed=bleed)
            mark_face(page.obj, face_piece(page.trimbox, clear))
        tidy_tags(pdf)
        if typed:
            tidy_form(pdf, typed)
        return saved(pdf, info)


def _set_boxes(page: Page, *, keep_bleed: bool) -> None:
    trim = page.trimbox
    outer = page.mediabox if keep_bleed else trim
    for name in ("/MediaBox", "/CropBox", "/BleedBox"):
        page.obj[name] = outer
    page.obj.TrimBox = trim
