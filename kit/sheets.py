"""Faces and placements to finished PDFs."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, String

from kit.bookmarks import Bookmark, set_bookmarks
from kit.colour_profile import OutputProfile
from kit.drawing import box, drawn_lines, placed
from kit.face_marks import face_piece, mark_face
from kit.form_type import FormType
from kit.forms import tidy_form
from kit.grids import Rect
from kit.imposition import FlipEdge, Placement
from kit.marks import Line
from kit.paper import Size
from kit.prepress import PDF_VERSION, make_pdfx4
from kit.tagging import tidy_tags

_DUPLEX = {None: "Simplex", "long": "DuplexFlipLongEdge", "short": "DuplexFlipShortEdge"}


class FaceSource(Protocol):
    """Faces as a PDF of their own; `pages` gives the pages of each, counted from 0."""

    @property
    def pdf(self) -> bytes:
        """The faces, one a page, at their trim with bleed around it."""

    @property
    def clear(self) -> float:
        """How far their letters keep off their trim, in mm."""

    @property
    def pages(self) -> Mapping[str, tuple[int, ...]]:
        """The pages of each face. That of a card is the first."""


@dataclass(frozen=True)
class Side:
    """One side of a sheet: its faces, and the lines drawn over them."""

    faces: tuple[Placement[str], ...]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Wishes:
    """What a finished file tells its reader and printer.

    Its title and language, the edge that its sheets are turned about, None where they have one
    side, and whether it is for an office printer at all. `profile` makes it PDF/X-4.
    """

    title: str
    language: str
    flip: FlipEdge | None = None
    to_print: bool = True
    profile: OutputProfile | None = None
    bookmarks: tuple[Bookmark, ...] = ()


def sides_pdf(
    sources: Sequence[FaceSource],
    sides: Iterable[Side],
    paper: Size,
    wishes: Wishes,
    trim: Rect | None = None,
) -> bytes:
    """Sides of sheets as a PDF: each a page of `paper`.

    However often a face is placed, it is stored once. The faces of each source are drawn in their
    order, one source upon the other, and what two sides have alike of one is stored once as well:
    many decks differ in their letters. `trim` is what will be cut out of the page where it is one
    face for a print shop.
    """
    with Pdf.new() as pdf:
        store = _FaceStore(sources, pdf)
        pages: list[pikepdf.Object] = []
        drawings: dict[str, pikepdf.Object] = {}
        # Many sides have the very same lines, and a side is at hand as long as its lines are.
        sides = list(sides)
        lines = {id(side.lines): side.lines for side in sides}
        drawn = {key: drawn_lines(some, paper) for key, some in lines.items()}
        for side in sides:
            layers = [*_layers(side.faces, store, paper), drawn[id(side.lines)]]
            for layer in layers:
                if layer and layer not in drawings:
                    drawings[layer] = pdf.make_indirect(pdf.make_stream(layer.encode("ascii")))
            streams = Array([drawings[layer] for layer in layers if layer])
            pages.append(pdf.make_indirect(_page(paper, trim, store.resources, streams)))
            pages[-1].Parent = pdf.Root.Pages
        # To append page after page takes longer, the more there are.
        pdf.Root.Pages.Kids = Array(pages)
        pdf.Root.Pages.Count = len(pages)
        store.close()
        return _saved(pdf, wishes)


def pages_pdf(
    faces_pdf: bytes,
    wishes: Wishes,
    *,
    bleed: bool = False,
    typed: FormType | None = None,
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
        return _saved(pdf, wishes)


def _set_boxes(page: Page, *, keep_bleed: bool) -> None:
    trim = page.trimbox
    outer = page.mediabox if keep_bleed else trim
    for name in ("/MediaBox", "/CropBox", "/BleedBox"):
        page.obj[name] = outer
    page.obj.TrimBox = trim


def _page(paper: Size, trim: Rect | None, resources: pikepdf.Object, streams: Array) -> Dictionary:
    page = Dictionary(
        Type=Name.Page,
        MediaBox=box(Rect(0, 0, paper.width, paper.height), paper),
        Resources=resources,
        Contents=streams,
    )
    if trim is not None:
        page.BleedBox = page.MediaBox
        page.TrimBox = Array(box(trim, paper))
    return page


def _layers(faces: Sequence[Placement[str]], store: "_FaceStore", paper: Size) -> Iterator[str]:
    """The drawing of the faces of each source."""
    by_source: dict[int, list[str]] = {}
    for placement in faces:
        drawing = placed(placement, store.name(placement.face), paper)
        by_source.setdefault(store.source_of(placement.face), []).append(drawing)
    for _, drawings in sorted(by_source.items()):
        yield "\n".join(drawings)


class _FaceStore:
    """Each face as a form XObject of the new PDF, copied when it is first asked for.

    All pages share the one dictionary of `resources`.
    """

    def __init__(self, sources: Sequence[FaceSource], pdf: Pdf) -> None:
        self._opened = [(Pdf.open(io.BytesIO(source.pdf)), source.pages) for source in sources]
        self._sources = sources
        self._pdf = pdf
        self._names: dict[str, str] = {}
        self._source = {
            face: number for number, source in enumerate(sources) for face in source.pages
        }
        self._pieces: dict[tuple[tuple[float, ...], int], pikepdf.Object] = {}
        self.resources = pdf.make_indirect(Dictionary(XObject=Dictionary()))

    def name(self, face: str) -> str:
        """What the face is called in a drawing."""
        if face not in self._names:
            name = f"/F{len(self._names) + 1}"
            self.resources.XObject[name] = self._form(face)
            self._names[face] = name
        return self._names[face]

    def source_of(self, face: str) -> int:
        """Which of the sources has the face."""
        return self._source[face]

    def _form(self, face: str) -> pikepdf.Object:
        source = self.source_of(face)
        faces, pages = self._opened[source]
        page = faces.pages[pages[face][0]]
        trim = page.trimbox
        # A form is clipped to the trim box, so the bleed would be lost.
        page.trimbox = page.mediabox
        form = self._pdf.copy_foreign(page.as_form_xobject())
        mark_face(form, self._piece(tuple(map(float, trim)), source))
        return form

    def _piece(self, trim: tuple[float, ...], source: int) -> pikepdf.Object:
        """What faces of one trim and one source say of it, stored once."""
        if (trim, source) not in self._pieces:
            piece = face_piece(trim, self._sources[source].clear)
            self._pieces[trim, source] = self._pdf.make_indirect(piece)
        return self._pieces[trim, source]

    def close(self) -> None:
        for faces, _ in self._opened:
            faces.close()


def _saved(pdf: Pdf, wishes: Wishes) -> bytes:
    """The PDF as bytes, the same for the same input, asking to be printed unscaled."""
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if wishes.to_print:
        pdf.Root.ViewerPreferences.PrintScaling = Name("/None")
        pdf.Root.ViewerPreferences.Duplex = Name(f"/{_DUPLEX[wishes.flip]}")
        pdf.Root.ViewerPreferences.PickTrayByPDFSize = True
    pdf.Root.Lang = String(wishes.language)
    pdf.docinfo["/Title"] = wishes.title
    set_bookmarks(pdf, wishes.bookmarks)
    if wishes.bookmarks and not wishes.to_print:
        pdf.Root.PageMode = Name.UseOutlines
    if wishes.profile:
        make_pdfx4(pdf, wishes.profile, wishes.title, wishes.language)
    elif Name.Metadata in pdf.Root:
        # Where the typesetter says that the file is PDF/UA, its title stands once more.
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = wishes.title
    return as_bytes(pdf, PDF_VERSION if wishes.profile else "")


def as_bytes(pdf: Pdf, version: str = "") -> bytes:
    """The PDF as bytes, the same for the same input; `version` is that of PDF/X, if it is one."""
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        # It would write the metadata of PDF/X anew, in words of its own.
        fix_metadata_version=False,
        force_version=version,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return written.getvalue()
