"""PDFs made to be looked through: one that nothing is wrong with, and ways to spoil it."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from kit.core.paths import FONTS
from kit.core.sizes import POINTS_PER_MM

MM = POINTS_PER_MM
WIDTH, HEIGHT, BLEED = 100.0, 80.0, 3.0
Spoil = Callable[[Pdf], Any]


def words(text: str, x: float, y: float, size: float = 10.0, font: str = "F") -> bytes:
    """The operators that write a text with its corner x, y mm from the lower left of the trim."""
    at = f"{(x + BLEED) * MM:.3f} {(y + BLEED) * MM:.3f}"
    return f"BT /{font} {size} Tf 1 0 0 1 {at} Tm ({text}) Tj ET\n".encode()


def embedded(pdf: Pdf) -> Object:
    """A typeface that is in the file."""
    data = (FONTS / "SourceSans3-Regular.ttf").read_bytes()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+SourceSans3"),
        Flags=32,
        FontBBox=Array([-500, -300, 1500, 1000]),
        ItalicAngle=0,
        Ascent=984,
        Descent=-273,
        CapHeight=660,
        StemV=80,
        FontFile2=pdf.make_stream(data, Length1=len(data)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/ABCDEF+SourceSans3"),
            Encoding=Name.WinAnsiEncoding,
            FirstChar=32,
            LastChar=126,
            Widths=Array([500] * 95),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )


def standard(name: str = "Helvetica") -> Object:
    """One of the 14 typefaces that readers have, and files need not."""
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))


def image(pdf: Pdf, pixels: int) -> Object:
    """A grey square of so many pixels a side."""
    return pdf.make_stream(
        bytes(pixels * pixels),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=pixels,
        Height=pixels,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )


def form(pdf: Pdf, content: bytes, box: list[float], resources: Object) -> Object:
    """Something drawn once, to be placed on pages."""
    return pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=Array(box), Resources=resources
    )


def add_page(pdf: Pdf, content: bytes = b"") -> Object:
    """A page with bleed, cut to WIDTH × HEIGHT mm, with a typeface F."""
    fonts = [page.Resources.Font.F for page in (one.obj for one in pdf.pages)][:1]
    width, height, bleed = WIDTH * MM, HEIGHT * MM, BLEED * MM
    media = [0, 0, width + 2 * bleed, height + 2 * bleed]
    page = pdf.add_blank_page(page_size=(media[2], media[3])).obj
    page.BleedBox = Array(media)
    page.TrimBox = Array([bleed, bleed, width + bleed, height + bleed])
    font = fonts[0] if fonts else embedded(pdf)
    page.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary())
    page.Contents = pdf.make_stream(content or words("Hello there", 20, 40))
    return page


def good_pdf() -> Pdf:
    """Two pages that nothing is wrong with, for an office printer or a print shop."""
    pdf = Pdf.new()
    add_page(pdf)
    add_page(pdf)
    pdf.docinfo["/Title"] = "A card"
    pdf.Root.Lang = "en"
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(PrintScaling=Name("/None"), Duplex=Name.Simplex)
    return pdf


def saved(pdf: Pdf, **options: Any) -> bytes:
    """The PDF as bytes."""
    written = io.BytesIO()
    pdf.save(written, **options)
    return written.getvalue()


def spoilt(spoil: Spoil | None = None) -> bytes:
    """The good PDF with one thing done to it."""
    pdf = good_pdf()
    if spoil:
        spoil(pdf)
    return saved(pdf)


def draw(content: bytes, page: int = 1) -> Spoil:
    """Draw this on a page of its own, counted from 0, beside what stands there."""

    def spoil(pdf: Pdf) -> None:
        pikepdf.Page(pdf.pages[page].obj).contents_add(content)

    return spoil


def show(pixels: int, side: float) -> Spoil:
    """Show an image on the second page, so many mm wide and high."""

    def spoil(pdf: Pdf) -> None:
        pdf.pages[1].obj.Resources.XObject.I = image(pdf, pixels)
        matrix = f"{side * MM:.3f} 0 0 {side * MM:.3f} 60 60"
        draw(f"q {matrix} cm /I Do Q".encode())(pdf)

    return spoil


def set_on(key: str, value: Any, page: int = 1) -> Spoil:
    """Set a key of a page; None takes it away."""

    def spoil(pdf: Pdf) -> None:
        if value is None:
            del pdf.pages[page].obj[f"/{key}"]
        else:
            pdf.pages[page].obj[f"/{key}"] = value

    return spoil
