"""Read what a page draws, by pdfium: its visible letters and its images."""

from array import array
from collections.abc import Iterable, Iterator
from ctypes import c_double
from dataclasses import dataclass, field
from functools import cached_property
from math import hypot, inf, isfinite
from operator import add
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from kit.core.messages import Message
from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM
from kit.core.wording import cut_short
from kit.preflight.limits import MOST_DRAWN, MOST_LETTERS, refuse_beyond

_INCH = 25.4
# In mm, or points: what is farther off, or larger, is on no paper.
_BEYOND = 1e9
# Those of a letter: its box, its size and its place.
_FIGURES = 6
_Figures = tuple[float, float, float, float, float, int]
_NOT_SEEN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


class PrintedLetter(NamedTuple):
    """A visible letter of a finished PDF: its ink in mm, type size in points, place in the text."""

    box: Rect
    size: float
    place: int


class PrintedLetters:
    """The letters of a page in their order, kept as bare numbers: there may be half a million.

    What holds for all of them is asked of the numbers, without making a letter of each.
    """

    def __init__(self, figures: Iterable[_Figures] = ()) -> None:
        """`figures` are those of each letter: its box, its size and its place."""
        self._figures = array("d")
        for some in figures:
            self._figures.extend(some)

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
        # What is no number makes the sum none.
        if not self or (isfinite(sum(self._figures)) and max(map(abs, self._figures)) < _BEYOND):
            return self
        real = (one for one in self if all(abs(part) < _BEYOND for part in (*one.box, one.size)))
        return PrintedLetters((*one.box, one.size, one.place) for one in real)

    def margin_in(self, rect: Rect) -> float:
        """The least that any of them stands inside a rectangle, in mm: negative where one is out.

        Without letters it is infinite.
        """
        left, top, right, bottom = self._edges
        return min(left - rect.left, top - rect.top, rect.right - right, rect.bottom - bottom)

    @cached_property
    def _edges(self) -> tuple[float, float, float, float]:
        lefts, tops, widths, heights = (self._figures[at::_FIGURES] for at in range(4))
        right = max(map(add, lefts, widths), default=-inf)
        bottom = max(map(add, tops, heights), default=-inf)
        return min(lefts, default=inf), min(tops, default=inf), right, bottom

    @cached_property
    def smallest(self) -> float | None:
        """The size of the smallest; None where there are none."""
        return min(self._figures[4::_FIGURES], default=None)

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
    refuse_beyond(places, MOST_LETTERS, Message("a page has more than {most:,} letters"))
    kinds = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_TEXT]
    objects = list(page.get_objects(kinds))
    images = [one for one in objects if one.type == raw.FPDF_PAGEOBJ_IMAGE]
    refuse_beyond(len(images), MOST_DRAWN, Message("a page shows more than {most:,} pictures"))
    # Most pages hide nothing, so most letters need not be asked.
    hides = any(_is_hidden(one) for one in objects if one.type == raw.FPDF_PAGEOBJ_TEXT)
    signs = [chr(raw.FPDFText_GetUnicode(text.raw, place)) for place in range(places)]
    seen = [
        place
        for place, sign in enumerate(signs)
        if sign.strip() and not (hides and _is_hidden(raw.FPDFText_GetTextObject(text, place)))
    ]
    return Drawn(
        "".join(sign if sign.isprintable() else " " for sign in signs),
        PrintedLetters(_figures_of(text, seen, mm)).on_paper(),
        tuple(filter(None, (_image(one, mm) for one in images))),
    )


def _is_hidden(drawn: Any) -> bool:
    """Whether a piece of text is invisible, as the words behind a scanned page are."""
    # pdfium adds spaces and hyphens that no piece of text has drawn.
    return bool(drawn) and raw.FPDFTextObj_GetTextRenderMode(drawn) in _NOT_SEEN


def _figures_of(
    text: pypdfium2.PdfTextPage, places: Iterable[int], mm: float
) -> Iterator[_Figures]:
    """The figures of the letters at these places; a unit of the page is `mm`."""
    # Asked of pdfium itself, with figures to fill in that are made once.
    handle, matrix = text.raw, raw.FS_MATRIX()
    edges = [c_double() for _ in range(4)]
    for place in places:
        raw.FPDFText_GetCharBox(handle, place, *edges)
        raw.FPDFText_GetMatrix(handle, place, matrix)
        size = raw.FPDFText_GetFontSize(handle, place) * _height(matrix)
        left, right, bottom, top = (edge.value * mm for edge in edges)
        box = Rect.of_pdf(left, bottom, right, top)
        yield (*box, size * mm * POINTS_PER_MM, place)


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
