"""Save an open PDF as bytes, with its title, language, bookmarks and how to print it."""

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, Pdf, String

from kit.imposition.place import FlipEdge
from kit.pdf.bookmarks import Bookmark, set_bookmarks
from kit.pdf.colour_profile import OutputProfile
from kit.pdf.ink_mixes import BlackAlone, ink_mix
from kit.pdf.inks import put_into_inks
from kit.pdf.pdfx import PDF_VERSION, make_pdfx4

_DUPLEX = {None: "Simplex", "long": "DuplexFlipLongEdge", "short": "DuplexFlipShortEdge"}


@dataclass(frozen=True)
class DocumentInfo:
    """What a finished PDF says about itself: its title and language, and how to print it.

    `flip` is the edge that its sheets are turned about, None where they have one side; `to_print`
    is whether it is for an office printer at all. `profile` makes it PDF/X-4, and `black_alone` is
    what is printed in no other ink than black.
    """

    title: str
    language: str
    flip: FlipEdge | None = None
    to_print: bool = True
    profile: OutputProfile | None = None
    black_alone: BlackAlone = "nothing"
    bookmarks: tuple[Bookmark, ...] = ()


def saved(pdf: Pdf, info: DocumentInfo) -> bytes:
    """The PDF as bytes, the same for the same input, asking to be printed unscaled."""
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if info.to_print:
        pdf.Root.ViewerPreferences.PrintScaling = Name("/None")
        pdf.Root.ViewerPreferences.Duplex = Name(f"/{_DUPLEX[info.flip]}")
        pdf.Root.ViewerPreferences.PickTrayByPDFSize = True
    pdf.Root.Lang = String(info.language)
    pdf.docinfo["/Title"] = info.title
    set_bookmarks(pdf, info.bookmarks)
    if info.bookmarks and not info.to_print:
        pdf.Root.PageMode = Name.UseOutlines
    mix = ink_mix(info.black_alone, info.profile)
    if mix:
        put_into_inks(pdf, mix)
    if info.profile:
        make_pdfx4(pdf, info.profile, info.title, info.language)
    elif Name.Metadata in pdf.Root:
        # Where the typesetter says that the file is PDF/UA, its title stands once more.
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = info.title
    return as_bytes(pdf, PDF_VERSION if info.profile else "")


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
