"""Whether the letters of finished faces are where they should be, read back from the PDF."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from kit.paper import POINTS_PER_MM

# Letters lie on each other where they share more than this of the smaller one's box. Neighbours in
# a word may lean over each other: in the default kit by up to 0.45, «f,» in italics.
SHARE, SHARE_OF_NEIGHBOURS = 0.2, 0.6
NEIGHBOURS = 3


@dataclass(frozen=True)
class _Letter:
    """The ink of a visible letter, in points, and its place in the text of the page."""

    place: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.left, self.bottom, self.right, self.top

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)

    def lies_on(self, other: "_Letter") -> bool:
        """Whether much of the smaller of the two lies in the other."""
        near = abs(self.place - other.place) <= NEIGHBOURS
        if near and self.box == other.box:
            return False  # the letters of a ligature
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        common = max(width, 0.0) * max(height, 0.0)
        smaller = min(self.area, other.area)
        return common > smaller * (SHARE_OF_NEIGHBOURS if near else SHARE)


def misfits(pdf: bytes, clear: float) -> list[int]:
    """The pages, counted from 0, with a letter too near the trim or upon another letter.

    Too near is less than `clear` mm. Letters are measured by their ink, so a page may be full to
    the very limit.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for number, page in enumerate(document):
            letters = sorted(_letters(page), key=lambda letter: letter.left)
            if not _is_clear(letters, page.get_trimbox(), clear) or _is_overprinted(letters):
                found.append(number)
        return found
    finally:
        document.close()


def _letters(page: pypdfium2.PdfPage) -> Iterator[_Letter]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        if chr(raw.FPDFText_GetUnicode(text, index)).strip():
            yield _Letter(index, *text.get_charbox(index))


def _is_clear(
    letters: list[_Letter], trim: tuple[float, float, float, float], clear: float
) -> bool:
    room = clear * POINTS_PER_MM
    left, bottom, right, top = trim
    return all(
        left + room <= letter.left
        and bottom + room <= letter.bottom
        and letter.right <= right - room
        and letter.top <= top - room
        for letter in letters
    )


def _is_overprinted(letters: list[_Letter]) -> bool:
    """Whether two letters lie on each other; the letters come sorted from left to right."""
    for index, letter in enumerate(letters):
        for other in letters[index + 1 :]:
            if other.left > letter.right:
                break
            if letter.lies_on(other):
                return True
    return False
