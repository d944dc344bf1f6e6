"""Read back a finished PDF: its boxes, the faces on its pages, what it draws and claims."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pypdfium2
from pikepdf import Name, PasswordError, Pdf, PikepdfError, Stream
from pikepdf.settings import qpdf_limit_errors

from kit.core.messages import Message
from kit.core.wording import cut_short
from kit.preflight.drawing_load import DrawingLoad, refuse_bombs
from kit.preflight.fields import FieldPictures, ReadField
from kit.preflight.fonts import Font, entry, read_fonts, said
from kit.preflight.inks import InksTaken, read_inks
from kit.preflight.limits import MOST_DRAWN_IN_ALL, qpdf_bounded, refuse_beyond
from kit.preflight.page_tree import walked
from kit.preflight.pages import ReadFace, ReadPage, read_pages
from kit.preflight.unreadable import NESTED, UnreadableError, damage, damaged, not_a_pdf

# Letters of a standard's name, as it is told.
_CLAIM = 40


@dataclass(frozen=True)
class ReadPdf:
    """All that is looked at in a PDF. `fonts` has the pages, from 1, that name a typeface.

    `lost` is how many pages there should be as well, which are damaged.
    Pages that are alike are one and the same; what is filled in on them is in `fields`.
    `standards` are those that it claims to follow, such as PDF/X-4. `scaling` and `duplex` are what
    it asks of a printer, empty where it asks nothing. `undrawn` has the pages of what is filled in
    but drawn nowhere, and `unnamed` those of fields without a label. `inks` are those that it
    takes, as far as those were looked at.
    """

    pages: tuple[ReadPage, ...]
    lost: int
    faces: tuple[ReadFace, ...]
    fields: tuple[ReadField, ...]
    undrawn: Mapping[str, Sequence[int]]
    unnamed: tuple[int, ...]
    fonts: Mapping[Font, tuple[int, ...]]
    title: str
    language: str
    tagged: bool
    standards: tuple[str, ...]
    scaling: str
    duplex: str
    inks: InksTaken

    @cached_property
    def kinds(self) -> tuple[tuple[ReadPage, tuple[int, ...]], ...]:
        """The pages that differ, each with the numbers, from 1, of all that are alike."""
        numbers: dict[int, list[int]] = {}
        for number, page in enumerate(self.pages, 1):
            numbers.setdefault(id(page), []).append(number)
        return tuple((self.pages[on[0] - 1], tuple(on)) for on in numbers.values())


def read_pdf(data: bytes, *, inks: bool = False) -> ReadPdf:
    """Read a PDF, with `inks` what it takes of those as well.

    Raises UnreadableError where that cannot be done, whatever is wrong with it.
    """
    reason = not_a_pdf(data)
    if reason is not None:
        raise UnreadableError(reason)
    hits = qpdf_limit_errors()
    try:
        # Pages are not given what they inherit, nor mended, before they are looked at.
        with qpdf_bounded(), Pdf.open(io.BytesIO(data), inherit_page_attributes=False) as pdf:
            if pdf.is_encrypted:
                raise UnreadableError(Message("it is protected: save it without protection"))
            return _read_opened(pdf, data, hits, inks=inks)
    except PasswordError as error:
        text = Message("it is locked with a password: save it without one")
        raise UnreadableError(text) from error
    except _DAMAGES as error:
        nested = qpdf_limit_errors() > hits
        raise UnreadableError(damage(data, error, nested=nested)) from error


# What libraries raise, and what figures, words and lists come to where a file has other things.
_DAMAGES = (
    PikepdfError,
    pypdfium2.PdfiumError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def _read_opened(pdf: Pdf, data: bytes, hits: int, *, inks: bool) -> ReadPdf:
    """What is in an open PDF; `hits` is how often qpdf had found something too deep before."""
    tree, load = walked(pdf), DrawingLoad()
    if not tree.sizes:
        if qpdf_limit_errors() > hits:
            raise UnreadableError(damaged(NESTED))
        if tree.lost:
            raise UnreadableError(damaged(Message("none of its pages can be read")))
        raise UnreadableError(damaged(Message("it has no pages")))
    if len(pdf.pages) != len(tree.sizes):
        raise UnreadableError(damaged(Message("its list of pages is damaged")))
    refuse_bombs(pdf)
    pictures = FieldPictures(pdf, load)
    title, standards = _claims(pdf)
    preferences = entry(pdf.Root, Name.ViewerPreferences)
    fonts = read_fonts(pdf, pictures.all)
    taken = read_inks(pdf) if inks else InksTaken()
    pages, faces = read_pages(pdf, data, tree, load)
    read = ReadPdf(
        pages=pages,
        lost=tree.lost,
        faces=faces,
        fields=pictures.read(),
        undrawn=pictures.undrawn,
        unnamed=tuple(dict.fromkeys(pictures.unnamed)),
        fonts=fonts,
        title=title,
        language=said(pdf.Root.get(Name.Lang)),
        tagged=bool(entry(pdf.Root, Name.MarkInfo).get(Name.Marked, False)),
        standards=standards,
        scaling=said(preferences.get(Name.PrintScaling)).removeprefix("/"),
        duplex=said(preferences.get(Name.Duplex)).removeprefix("/"),
        inks=taken,
    )
    _refuse_many_pictures(read)
    return read


def _refuse_many_pictures(read: ReadPdf) -> None:
    """Raise TooMuchError where faces and pictures are too many, on pages that are alike as well."""
    each = [1 + len(face.drawn.images) for face in read.faces]
    shown = (
        (len(page.drawn.images) + sum(each[one.face] for one in page.placed)) * len(numbers)
        for page, numbers in read.kinds
    )
    told = Message("it shows more than {most:,} cards and pictures")
    refuse_beyond(sum(shown), MOST_DRAWN_IN_ALL, told)


def _claims(pdf: Pdf) -> tuple[str, tuple[str, ...]]:
    """The title, and the standards that the file says it follows."""
    metadata: Mapping[str, Any] = _metadata(pdf)
    info = pdf.docinfo
    title = said(info.get(Name.Title)) or said(metadata.get("dc:title"))
    for_print = metadata.get("pdfxid:GTS_PDFXVersion") or info.get("/GTS_PDFXVersion")
    for_all = said(metadata.get("pdfuaid:part"))
    claimed = (said(for_print), f"PDF/UA-{for_all}" if for_all else "")
    return title.strip(), tuple(cut_short(one, _CLAIM) for one in claimed if one)


def _metadata(pdf: Pdf) -> Mapping[str, Any]:
    """What the file says of itself as XML; nothing where that is damaged, as others read it."""
    if not isinstance(pdf.Root.get(Name.Metadata), Stream):
        return {}
    try:
        return pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
    except _DAMAGES:
        return {}
