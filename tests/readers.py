"""Two readers that fill in forms and show them: pdfium, and poppler where it is installed."""

import ctypes
import io
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name
from PIL import Image
from pypdfium2 import raw

SCALE = 4  # pixels a point
Box = tuple[float, float, float, float]

needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftoppm"), reason="poppler (pdftoppm) is not installed"
)
READERS = ["pdfium", pytest.param("poppler", marks=(needs_poppler, pytest.mark.slow))]


class Widget:
    """A place of a field on the paper: its page, counted from 0, and its box in points."""

    def __init__(self, page: int, widget: pikepdf.Object) -> None:
        field = widget if Name.T in widget else widget.Parent
        self.page = page
        self.objgen = widget.objgen
        self.name = str(field.T)
        self.words = str(widget.TU)
        self.kind = str(field.FT)
        states = [str(state) for state in widget.AP.N] if self.kind == "/Btn" else []
        self.on = next((state for state in states if state != "/Off"), "")
        self.left, self.bottom, self.right, self.top = (float(edge) for edge in widget.Rect)

    @property
    def key(self) -> str:
        """Its name, for radio buttons with the choice after a `/`."""
        return self.name + ("" if self.on == "/on" else self.on)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def cut_from(self, pages: Sequence[Image.Image], inset: float = 1.0) -> Image.Image:
        """What a picture of the page shows in it, `inset` points inside its edges.

        A field is what its border encloses, whose corners are round: a point keeps clear of them.
        """
        image = pages[self.page]
        edges = (
            self.left + inset,
            self.bottom + inset,
            self.right - inset,
            self.top - inset,
        )
        return image.crop(pixels(edges, image))


def pixels(box: Box, image: Image.Image) -> tuple[int, int, int, int]:
    """A box in points (left, bottom, right, top) as one of pixels of a picture of the page."""
    left, bottom, right, top = box
    height = image.height / SCALE
    return (
        round(left * SCALE),
        round((height - top) * SCALE),
        round(right * SCALE),
        round((height - bottom) * SCALE),
    )


def widgets(pdf: bytes) -> list[Widget]:
    """The places of all fields, in the order of their pages' annotations."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            Widget(number, widget)
            for number, page in enumerate(opened.pages)
            for widget in page.obj.get("/Annots", [])
            if widget.Subtype == "/Widget"
        ]


def pictures(pdf: bytes, reader: str) -> list[Image.Image]:
    """The pages in grey, SCALE pixels a point, with their fields."""
    return list(_by_pdfium(pdf) if reader == "pdfium" else _by_poppler(pdf))


def _by_pdfium(pdf: bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    for page in document:
        yield page.render(scale=SCALE, may_draw_forms=True).to_pil().convert("L")
    document.close()


def _by_poppler(pdf: bytes) -> Iterator[Image.Image]:
    with TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", str(72 * SCALE), "-gray", "-", f"{folder}/page"]
        subprocess.run(command, input=pdf, check=True, capture_output=True)
        for path in sorted(Path(folder).iterdir()):
            with Image.open(path) as image:
                yield image.convert("L")


def filled_by_hand(pdf: bytes, texts: Mapping[str, str], ticks: Sequence[str] = ()) -> bytes:
    """A form filled in on the screen by clicking and typing, as pdfium saves it.

    `ticks` are keys of tick boxes and radio buttons.
    """
    places = {widget.key: widget for widget in widgets(pdf)}
    with _opened(pdf) as (document, pages):
        form = document.formenv.raw
        for name, text in texts.items():
            page = pages[places[name].page]
            _click(form, page, places[name])
            for letter in text:
                # True as well for a letter that has no room and is not taken.
                assert raw.FORM_OnChar(form, page, ord(letter), 0)
        for name in ticks:
            _click(form, pages[places[name].page], places[name])
        raw.FORM_ForceToKillFocus(form)
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


def retyped(pdf: bytes, name: str, text: str, person: int = 0) -> bytes:
    """A form in which somebody selects what stands in a field, and types another text.

    `person` is which of the fields of that name it is, counted from 0.
    """
    place = [widget for widget in widgets(pdf) if widget.key == name][person]
    with _opened(pdf) as (document, pages):
        form, page = document.formenv.raw, pages[place.page]
        _click(form, page, place)
        raw.FORM_SelectAllText(form, page)
        for letter in text:
            assert raw.FORM_OnChar(form, page, ord(letter), 0)
        raw.FORM_ForceToKillFocus(form)
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


def ticked(pdf: bytes, ticks: Sequence[str], person: int = 0) -> bytes:
    """A form in which somebody clicks on these boxes and buttons; `person` as in retyped."""
    with _opened(pdf) as (document, pages):
        form = document.formenv.raw
        for tick in ticks:
            place = [widget for widget in widgets(pdf) if widget.key == tick][person]
            _click(form, pages[place.page], place)
        raw.FORM_ForceToKillFocus(form)
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator[tuple[pypdfium2.PdfDocument, list[ctypes.Structure]]]:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    pages = list(document)
    try:
        yield document, [page.raw for page in pages]
    finally:
        document.close()


def _click(form: object, page: object, widget: Widget) -> None:
    for event in (raw.FORM_OnMouseMove, raw.FORM_OnLButtonDown, raw.FORM_OnLButtonUp):
        event(form, page, 0, *widget.middle)


def filled_by_program(pdf: bytes, texts: Mapping[str, str], ticks: Sequence[str] = ()) -> bytes:
    """A form whose values a program has set, and nothing more: readers are to draw them."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fields = {str(field.T): field for field in opened.Root.AcroForm.Fields}
        for name, text in texts.items():
            fields[name].V = pikepdf.String(text)
        for tick in ticks:
            name, _, choice = tick.partition("/")
            field = fields[name]
            on = Name(f"/{choice or 'on'}")
            field.V = on
            for button in field.get("/Kids", [field]):
                button.AS = on if str(on) in button.AP.N else Name.Off
        written = io.BytesIO()
        opened.save(written)
    return written.getvalue()
