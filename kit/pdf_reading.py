"""A finished PDF read back: its boxes, the faces on its pages, what it draws, what it claims."""

import io
from collections.abc import Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import pypdfium2
from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    Page,
    PasswordError,
    Pdf,
    PikepdfError,
    StreamDecodeLevel,
)

from kit.face_marks import FaceMark, read_box, read_mark
from kit.faces_on_pages import FacesOnPages, Placed
from kit.field_reading import FieldPictures, ReadField
from kit.font_reading import Font, entry, read_fonts
from kit.page_boxes import Box
from kit.page_reading import Drawn, read_page

# What is seen of a page that has no size.
_NO_PAGE = Box(0, 0, 0, 0)
_BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox")


class UnreadableError(Exception):
    """Raised for a file that cannot be looked into, with why, and what to do."""


@dataclass(frozen=True)
class ReadPage:
    """A page: the boxes it has, in mm, its mark if it is a face, and all that it draws.

    What marked faces draw is no part of `drawn`: they are `placed`.
    """

    boxes: Mapping[str, Box]
    mark: FaceMark | None
    placed: tuple[Placed, ...]
    drawn: Drawn

    @property
    def size(self) -> Box:
        """What is left when it is cut, or the page as it is shown."""
        given = (self.boxes.get(name) for name in ("TrimBox", "CropBox", "MediaBox"))
        return next((box for box in given if box), _NO_PAGE)


@dataclass(frozen=True)
class ReadFace:
    """A face that is drawn on pages, in its own space: read once, however often it is drawn."""

    mark: FaceMark
    drawn: Drawn


@dataclass(frozen=True)
class ReadPdf:
    """All that is looked at in a PDF. `fonts` has the pages, from 1, that name a typeface.

    Pages that are alike are one and the same; what is filled in on them is in `fields`.
    `standards` are those that it claims to follow, such as PDF/X-4. `scaling` and `duplex` are what
    it asks of a printer, empty where it asks nothing.
    """

    pages: tuple[ReadPage, ...]
    faces: tuple[ReadFace, ...]
    fields: tuple[ReadField, ...]
    fonts: Mapping[Font, tuple[int, ...]]
    title: str
    language: str
    tagged: bool
    standards: tuple[str, ...]
    scaling: str
    duplex: str

    @cached_property
    def kinds(self) -> tuple[tuple[ReadPage, tuple[int, ...]], ...]:
        """The pages that differ, each with the numbers, from 1, of all that are alike."""
        numbers: dict[int, list[int]] = {}
        for number, page in enumerate(self.pages, 1):
            numbers.setdefault(id(page), []).append(number)
        return tuple((self.pages[on[0] - 1], tuple(on)) for on in numbers.values())


def read_pdf(data: bytes) -> ReadPdf:
    """Read a PDF. Raises UnreadableError where that cannot be done."""
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise UnreadableError("it is protected: save it without protection")
            if not len(pdf.pages):
                raise UnreadableError("it has no pages: make it again")
            return _read(pdf, data)
    except PasswordError as error:
        raise UnreadableError("it is locked with a password: save it without one") from error
    # The latter two are what words come to where a file should have figures.
    except (PikepdfError, pypdfium2.PdfiumError, TypeError, ValueError) as error:
        raise UnreadableError("this is no PDF, or a broken one: make it again") from error


def _read(pdf: Pdf, data: bytes) -> ReadPdf:
    pictures = FieldPictures(pdf)
    title, standards = _claims(pdf)
    wishes = entry(pdf.Root, Name.ViewerPreferences)
    pages, faces = _pages_and_faces(pdf, data)
    return ReadPdf(
        pages=pages,
        faces=faces,
        fields=pictures.read(),
        fonts=read_fonts(pdf, pictures.all),
        title=title,
        language=str(pdf.Root.get(Name.Lang, "")),
        tagged=bool(entry(pdf.Root, Name.MarkInfo).get(Name.Marked, False)),
        standards=standards,
        scaling=str(wishes.get(Name.PrintScaling, "")).removeprefix("/"),
        duplex=str(wishes.get(Name.Duplex, "")).removeprefix("/"),
    )


def _pages_and_faces(pdf: Pdf, data: bytes) -> tuple[tuple[ReadPage, ...], tuple[ReadFace, ...]]:
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
        faces.on(pages[number], of_page.get("MediaBox", _NO_PAGE), units[number])
        for number, of_page in boxes.items()
    ]
    marks = [read_mark(pages[number].obj, unit) for number, unit in units.items()]
    drawn = tuple(_drawn(pdf, data, faces, units))
    read = dict(zip(boxes, map(ReadPage, boxes.values(), marks, placed, drawn), strict=True))
    on_faces = tuple(map(ReadFace, faces.marks, drawn[len(boxes) :]))
    return tuple(read[number] for number in like), on_faces


def _alike(pages: Sequence[Page], sizeless: Set[int]) -> list[int]:
    """For each page the first that is like it, counted from 0, which may be itself.

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


def _claims(pdf: Pdf) -> tuple[str, tuple[str, ...]]:
    """The title, and the standards that the file says it follows."""
    metadata = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
    title = str(pdf.docinfo.get(Name.Title, "")) or str(metadata.get("dc:title") or "")
    for_print = metadata.get("pdfxid:GTS_PDFXVersion") or pdf.docinfo.get("/GTS_PDFXVersion", "")
    for_all = metadata.get("pdfuaid:part")
    claimed = (str(for_print), f"PDF/UA-{for_all}" if for_all else "")
    return title.strip(), tuple(one for one in claimed if one)


def _unit(page: Page) -> float:
    """How many points one unit of a page is."""
    return float(page.obj.get(Name.UserUnit, 1))


def _boxes(page: Page) -> dict[str, Box]:
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


def _drawn(
    pdf: Pdf, data: bytes, faces: FacesOnPages, units: Mapping[int, float]
) -> Iterator[Drawn]:
    """What pages draw beside their marked faces, and then what each of those draws.

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
    """The PDF for a reader that has it at once: nothing is compressed anew."""
    written = io.BytesIO()
    pdf.save(
        written,
        compress_streams=False,
        stream_decode_level=StreamDecodeLevel.none,
        object_stream_mode=ObjectStreamMode.disable,
        fix_metadata_version=False,
    )
    return written.getvalue()
