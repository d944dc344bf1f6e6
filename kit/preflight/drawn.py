"""Read what a page draws, by pdfium: its visible letters and its images."""

from array import array
from collections.abc import Iterable, Iterator
from ctypes import c_double
from dataclasses import dataclass, field
from math import hypot, inf
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM
from kit.core.wording import cut_short
from kit.preflight.limits import MOST_DRAWN, MOST_LETTERS, refuse_beyond

_INCH = 25.4
# In mm, or points: what is farther off, or larger, is on no paper.
_BEYOND = 1e9
# Those of a letter: its box, its size and its place.
_FIGURES = 6
_NOT_SEEN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


class PrintedLetter(NamedTuple):
    """A visible letter of a finished PDF: its ink in mm, type size in points, place in the text."""

    box: Rect
    size: float
    place: int


class PrintedLetters:
    """The letters of a page in their order, kept as bare numbers: there may be half a million."""

    def __init__(self, letters: Iterable[PrintedLetter] = ()) -> None:
        self._figures = array("d")
        for letter in letters:
            self._figures.extend((*letter.box, letter.size, letter.place))

    def __len__(self) -> int:
        return len(self._figures) // _FIGURES

    def __getitem__(self, number: int) -> PrintedLetter:
        at = range(len(self))[number] * _FIGURES
        left, top, width, height, size, place = self._figures[at : at + _FIGURES]
        return PrintedLetter(Rect(left, top, width, height), size, int(place))

    def __iter__(self) -> Iterator[PrintedLetter]:
        return map(self.__getitem__, range(len(self)))

    def on_paper(self) -> "PrintedLetters":
        """Those whose figures are such as a page may have; in a damaged file they may be none."""
        if all(abs(figure) < _BEYOND for figure in self._figures):
            return self
        real = (one for one in self if all(abs(part) < _BEYOND for part in (*one.box, one.size)))
        return PrintedLetters(real)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PrintedLetters) and self._figures == other._figures

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Image:
    """An image of so many pixels, and how large it is drawn, in mm."""

    pixels: tuple[int, int]
    width: float
    height: float

    @property
    def dpi(self) -> float:
        """Its resolution as it is placed, in pixels an inch: the lower of across and down."""
        shown = zip(self.pixels, (self.width, self.height), strict=True)
        return min((pixels * _INCH / length if length else inf) for pixels, length in shown)


@dataclass(frozen=True)
class Drawn:
    """All that a page draws, in its own space; `text` has a character for every place."""

    text: str = ""
    letters: PrintedLetters = field(default_factory=PrintedLetters)
    images: tuple[Image, ...] = ()

    def word(self, letter: PrintedLetter) -> str:
        """The word that the letter stands in, for a person to find it; a very long one in short."""
        before = self.text[: letter.place].split(" ")[-1]
        after = self.text[letter.place :].split(" ")[0]
        return cut_short(before + after)


def read_page(page: pypdfium2.PdfPage, unit: float = 1.0) -> Drawn:
    """What the page draws. One unit of it is `unit` points."""
    mm = unit / POINTS_PER_MM
    text = page.get_textpage()
    places = text.count_chars()
    refuse_beyond(places, MOST_LETTERS, "a page has more than {most} letters")
    kinds = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_TEXT]
    objects = list(page.get_objects(kinds))
    images = [one for one in objects if one.type == raw.FPDF_PAGEOBJ_IMAGE]
    refuse_beyond(len(images), MOST_DRAWN, "a page shows more than {most} pictures")
    # Most pages hide nothing, so most letters need not be asked.
    hides = any(_is_hidden(one) for one in objects if one.type == raw.FPDF_PAGEOBJ_TEXT)
    signs = [chr(raw.FPDFText_GetUnicode(text, place)) for place in range(places)]
    seen = (
        place
        for place, sign in enumerate(signs)
        if sign.strip() and not (hides and _is_hidden(raw.FPDFText_GetTextObject(text, place)))
    )
    return Drawn(
        "".join(sign if sign.isprintable() else " " for sign in signs),
        PrintedLetters(_letter(text, place, mm) for place in seen).on_paper(),
        tuple(filter(None, (_image(one, mm) for one in images))),
    )


def _is_hidden(drawn: Any) -> bool:
    """Whether a piece of text is invisible, as the words behind a scanned page are."""
    # pdfium adds spaces and hyphens that no piece of text has drawn.
    return bool(drawn) and raw.FPDFTextObj_GetTextRenderMode(drawn) in _NOT_SEEN


def _letter(text: pypdfium2.PdfTextPage, place: int, mm: float) -> PrintedLetter:
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    raw.FPDFText_GetCharBox(text, place, left, right, bottom, top)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, place, matrix)
    size = raw.FPDFText_GetFontSize(text, place) * _height(matrix)
    box = Rect.of_pdf(left.value * mm, bottom.value * mm, right.value * mm, top.value * mm)
    return PrintedLetter(box, size * mm * POINTS_PER_MM, place)


def _height(matrix: raw.FS_MATRIX) -> float:
    """The scale of letters in their height by this matrix.

    That is across the line of text: along it, letters may be condensed or lean over.
    """
    along = hypot(matrix.a, matrix.b)
    return abs(matrix.a * matrix.d - matrix.b * matrix.c) / along if along else 0.0


def _image(image: pypdfium2.PdfImage, mm: float) -> Image | None:
    """An image as it is placed; None for one that has no size there, and so is not seen."""
    matrix, container = image.get_matrix(), image.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    width, height = hypot(matrix.a, matrix.b) * mm, hypot(matrix.c, matrix.d) * mm
    seen = 1 / _BEYOND < width < _BEYOND and 1 / _BEYOND < height < _BEYOND
    return Image(image.get_px_size(), width, height) if seen else None
