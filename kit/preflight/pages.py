"""Read the pages of a PDF and the faces that lie on them, with all that they draw."""

import io
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import pypdfium2
from pikepdf import (
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    Page,
    Pdf,
    StreamDecodeLevel,
)

from kit.core.messages import Message
from kit.core.rect import Rect
from kit.pdf.face_marks import FaceMark, read_mark
from kit.preflight.boxes import MEDIA, read_boxes
from kit.preflight.drawing_load import DrawingLoad
from kit.preflight.drawn import Drawn, read_page
from kit.preflight.limits import MOST_LETTERS_IN_ALL, refuse_beyond
from kit.preflight.page_tree import PageTree
from kit.preflight.placed_faces import FacesOnPages, Placed
from kit.preflight.streams import NOTHING


@dataclass(frozen=True)
class ReadPage:
    """A page: its boxes, in mm, what is wrong in them, its mark if it is a face, all that it draws.

    What marked faces draw is no part of `drawn`: they are `placed`.
    """

    boxes: Mapping[str, Rect]
    wrong: tuple[str, ...]
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


def read_pages(
    pdf: Pdf, data: bytes, tree: PageTree, load: DrawingLoad
) -> tuple[tuple[ReadPage, ...], tuple[ReadFace, ...]]:
    """All pages, those that are alike read once, and the faces that lie on them.

    `tree` is what the file says of them, and `load` is told what they draw.
    """
    pages, faces = list(pdf.pages), FacesOnPages()
    like = _alike(pages, tree)
    boxes = {number: read_boxes(pages[number].obj, tree.sizes[number]) for number in set(like)}
    boxes = dict(sorted(boxes.items()))
    for number in boxes:
        load.add_page(pages[number].obj)
    placed = [
        faces.on(pages[number], of_page.boxes.get(MEDIA, NOTHING), of_page.unit)
        for number, of_page in boxes.items()
    ]
    marks = [read_mark(pages[number].obj, of_page.unit) for number, of_page in boxes.items()]
    units = {number: of_page.unit for number, of_page in boxes.items()}
    drawn = tuple(_all_drawings(pdf, data, faces, units))
    read = {
        number: ReadPage(of_page.boxes, of_page.wrong, marks[at], placed[at], drawn[at])
        for at, (number, of_page) in enumerate(boxes.items())
    }
    on_faces = tuple(map(ReadFace, faces.marks, drawn[len(boxes) :]))
    return tuple(read[number] for number in like), on_faces


def _alike(pages: Sequence[Page], tree: PageTree) -> list[int]:
    """For each page, counted from 0, the first page that is like it, which may be itself.

    Two are alike that say the same of themselves but for their notes and their place in the file.
    Those that have no size say that they have, for pikepdf gave them one.
    """
    first: dict[tuple[bytes, bytes], int] = {}
    like = []
    for number, page in enumerate(pages):
        told = copy(page.obj)
        for key in (Name.Annots, Name.Parent, Name.StructParents):
            if key in told:
                del told[key]
        size = tree.sizes[number]
        in_file = size.unparse() if isinstance(size, Object) else b""
        like.append(first.setdefault((told.unparse(), in_file), number))
    return like


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
    letters = 0
    try:
        for number in (*units, *range(count, count + len(faces.forms))):
            if number < count and bare[number]:
                drawn = Drawn()
            else:
                drawn = read_page(document[number], units.get(number, 1.0))
            letters += len(drawn.letters)
            told = Message("more than {most:,} letters are drawn in it")
            refuse_beyond(letters, MOST_LETTERS_IN_ALL, told)
            yield drawn
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
