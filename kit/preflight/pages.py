"""Read the pages of a PDF and the faces that lie on them, with all that they draw."""

import io
from collections.abc import Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass

import pypdfium2
from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    Page,
    Pdf,
    StreamDecodeLevel,
)

from kit.core.rect import Rect
from kit.pdf.face_marks import FaceMark, read_box, read_mark
from kit.preflight.drawn import Drawn, read_page
from kit.preflight.placed_faces import FacesOnPages, Placed
from kit.preflight.streams import NOTHING

_BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox")


@dataclass(frozen=True)
class ReadPage:
    """A page: the boxes it has, in mm, its mark if it is a face, and all that it draws.

    What marked faces draw is no part of `drawn`: they are `placed`.
    """

    boxes: Mapping[str, Rect]
    mark: FaceMark | None
    placed: tuple[Placed, ...]
    drawn: Drawn

    @property
    def size(self) -> Rect:
        """The trim of the page, or else the page as it is shown."""
        given = (self.boxes.get(name) for name in ("TrimBox", "CropBox", "MediaBox"))
        return next((box for box in given if box), NOTHING)


@dataclass(frozen=True)
class ReadFace:
    """A face that is drawn on pages, in its own space: read once, however often it is drawn."""

    mark: FaceMark
    drawn: Drawn


def read_pages(pdf: Pdf, data: bytes) -> tuple[tuple[ReadPage, ...], tuple[ReadFace, ...]]:
    """All pages, those that are alike read once, and the faces that lie on them."""
    pages, faces, sizeless = list(pdf.pages), FacesOnPages(), frozenset[int]()
    if any("MediaBox" in str(warning) for warning in pdf.get_warnings()):
        sizeless = frozenset(_without_size(data))
    like = _alike(pages, sizeless)
    boxes = {number: _boxes(pages[number]) for number in sorted(set(like))}
    for number in sizeless & set(boxes):
        boxes[number].pop("MediaBox", None)
    units = {number: _unit(pages[number]) for number in boxes}
    placed = [
        faces.on(pages[number], of_page.get("MediaBox", NOTHING), units[number])
        for number, of_page in boxes.items()
    ]
    marks = [read_mark(pages[number].obj, unit) for number, unit in units.items()]
    drawn = tuple(_all_drawings(pdf, data, faces, units))
    read = dict(zip(boxes, map(ReadPage, boxes.values(), marks, placed, drawn), strict=True))
    on_faces = tuple(map(ReadFace, faces.marks, drawn[len(boxes) :]))
    return tuple(read[number] for number in like), on_faces


def _alike(pages: Sequence[Page], sizeless: Set[int]) -> list[int]:
    """For each page, counted from 0, the first page that is like it, which may be itself.

    Two are alike that say the same of themselves but for their notes and their place in the file.
    Those that have no size say that they have, for pikepdf gave them one.
    """
    first: dict[tuple[bytes, bool], int] = {}
    like = []
    for number, page in enumerate(pages):
        told = copy(page.obj)
        for key in (Name.Annots, Name.Parent, Name.StructParents):
            if key in told:
                del told[key]
        like.append(first.setdefault((told.unparse(), number in sizeless), number))
    return like


def _unit(page: Page) -> float:
    """How many points one unit of a page is."""
    return float(page.obj.get(Name.UserUnit, 1))


def _boxes(page: Page) -> dict[str, Rect]:
    """The boxes that a page has itself, or from the pages above it."""
    found = {name: read_box(page.obj.get(f"/{name}"), _unit(page)) for name in _BOXES}
    return {name: box for name, box in found.items() if box is not None}


def _without_size(data: bytes) -> Iterator[int]:
    """The pages, from 0, that neither have a size nor inherit one.

    pikepdf gives them one as soon as it is asked for pages, so they are looked for in their tree.
    """
    with Pdf.open(io.BytesIO(data), inherit_page_attributes=False) as pdf:
        waiting = [(pdf.Root.Pages, False)]
        number = 0
        while waiting:
            node, sized = waiting.pop()
            sized = sized or Name.MediaBox in node
            kids = node.get(Name.Kids)
            if isinstance(kids, Array):
                waiting += [(kid, sized) for kid in reversed(list(kids))]
                continue
            if not sized:
                yield number
            number += 1


def _all_drawings(
    pdf: Pdf, data: bytes, faces: FacesOnPages, units: Mapping[int, float]
) -> Iterator[Drawn]:
    """What each page draws beside its marked faces, and then what each of the faces draws.

    Of the pages to read, from 0, `units` has how many points one unit is.
    """
    count = len(pdf.pages)
    bare = [False] * count
    if faces.forms:
        bare = faces.take_out(pdf)
        for form in faces.forms:
            _add_page(pdf, form)
        data = _saved(pdf)
    document = pypdfium2.PdfDocument(data)
    try:
        for number, unit in units.items():
            yield Drawn() if bare[number] else read_page(document[number], unit)
        for number in range(count, count + len(faces.forms)):
            yield read_page(document[number])
    finally:
        document.close()


def _add_page(pdf: Pdf, form: Object) -> None:
    """A page that draws a form in the form's own space."""
    if Name.Matrix in form:
        del form.Matrix
    page = pdf.add_blank_page().obj
    page.MediaBox = form.get(Name.BBox, page.MediaBox)
    page.Resources = Dictionary(XObject=Dictionary(Face=form))
    page.Contents = pdf.make_stream(b"/Face Do")


def _saved(pdf: Pdf) -> bytes:
    """The PDF as bytes to be read again at once: nothing is compressed anew."""
    written = io.BytesIO()
    pdf.save(
        written,
        compress_streams=False,
        stream_decode_level=StreamDecodeLevel.none,
        object_stream_mode=ObjectStreamMode.disable,
        fix_metadata_version=False,
    )
    return written.getvalue()
