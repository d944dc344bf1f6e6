"""Read back a finished PDF: its boxes, the faces on its pages, what it draws and claims."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pypdfium2
from pikepdf import Name, PasswordError, Pdf, PikepdfError

from kit.preflight.fields import FieldPictures, ReadField
from kit.preflight.fonts import Font, entry, read_fonts
from kit.preflight.pages import ReadFace, ReadPage, read_pages


class UnreadableError(Exception):
    """Raised for a file that cannot be looked into, with why, and what to do."""


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
            return _read_opened(pdf, data)
    except PasswordError as error:
        raise UnreadableError("it is locked with a password: save it without one") from error
    # The latter two are what words come to where a file should have figures.
    except (PikepdfError, pypdfium2.PdfiumError, TypeError, ValueError) as error:
        raise UnreadableError("this is no PDF, or a broken one: make it again") from error


def _read_opened(pdf: Pdf, data: bytes) -> ReadPdf:
    pictures = FieldPictures(pdf)
    title, standards = _claims(pdf)
    preferences = entry(pdf.Root, Name.ViewerPreferences)
    pages, faces = read_pages(pdf, data)
    return ReadPdf(
        pages=pages,
        faces=faces,
        fields=pictures.read(),
        fonts=read_fonts(pdf, pictures.all),
        title=title,
        language=str(pdf.Root.get(Name.Lang, "")),
        tagged=bool(entry(pdf.Root, Name.MarkInfo).get(Name.Marked, False)),
        standards=standards,
        scaling=str(preferences.get(Name.PrintScaling, "")).removeprefix("/"),
        duplex=str(preferences.get(Name.Duplex, "")).removeprefix("/"),
    )


def _claims(pdf: Pdf) -> tuple[str, tuple[str, ...]]:
    """The title, and the standards that the file says it follows."""
    metadata: Mapping[str, Any] = {}
    if Name.Metadata in pdf.Root:
        metadata = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
    title = str(pdf.docinfo.get(Name.Title, "")) or str(metadata.get("dc:title") or "")
    for_print = metadata.get("pdfxid:GTS_PDFXVersion") or pdf.docinfo.get("/GTS_PDFXVersion", "")
    for_all = metadata.get("pdfuaid:part")
    claimed = (str(for_print), f"PDF/UA-{for_all}" if for_all else "")
    return title.strip(), tuple(one for one in claimed if one)
