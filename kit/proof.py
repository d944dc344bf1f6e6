"""Proofs: finished pages read back from their PDF, letter by letter.

What the typesetter thinks of a page is not asked, so that its own faults are found as well.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import pypdfium2
from pypdfium2 import raw

# Letters lie on each other where they share more than this of the smaller one's box.
SHARE = 0.2
# Neighbours in a line may lean over each other: a full stop stands wholly under the arm of a T in
# italics. They are as they should be if each begins so much further on, as a share of its height.
NEIGHBOURS, ADVANCE = 3, 0.1
# Points: letters are sought upon each other within squares of this side.
_CELL = 12.0


@dataclass(frozen=True, slots=True)
class Letter:
    """The ink of a visible letter and its place on the page.

    It stands on `baseline` and begins at `origin`, both in points.
    """

    text: str
    place: int
    left: float
    bottom: float
    right: float
    top: float
    baseline: float
    origin: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the ink."""
        return self.left, self.bottom, self.right, self.top

    @property
    def area(self) -> float:
        """Of the box of the ink, in square points."""
        return (self.right - self.left) * (self.top - self.bottom)

    def lies_on(self, other: "Letter") -> bool:
        """Whether much of the smaller of the two lies in the other."""
        if self._stands_beside(other):
            return False
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        common = max(width, 0.0) * max(height, 0.0)
        smaller = min(self.area, other.area)
        return common > smaller * SHARE

    def _stands_beside(self, other: "Letter") -> bool:
        """Whether the two are neighbours in a line, or parts of one ligature."""
        if abs(self.place - other.place) > NEIGHBOURS:
            return False
        first, second = (self, other) if self.place < other.place else (other, self)
        advance = ADVANCE * max(self.top - self.bottom, other.top - other.bottom)
        on_one_line = abs(self.baseline - other.baseline) < ADVANCE
        return self.box == other.box or (on_one_line and second.origin - first.origin > advance)


@dataclass(frozen=True)
class Proof:
    """A finished page: its visible letters as they were painted, and its trim, in points."""

    letters: tuple[Letter, ...]
    trim: tuple[float, float, float, float]


def proofs(pdf: bytes) -> list[Proof]:
    """Every page of a PDF, read back."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [Proof(tuple(letters_of(page)), page.get_trimbox()) for page in document]
    finally:
        document.close()


def letters_of(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    """The visible letters of a page, in the order in which they are painted."""
    text = page.get_textpage()
    across, up = raw.c_double(), raw.c_double()
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter.strip():
            raw.FPDFText_GetCharOrigin(text, index, across, up)
            left, bottom, right, top = text.get_charbox(index)
            yield Letter(letter, index, left, bottom, right, top, up.value, across.value)


def is_clear(page: Proof, room: float) -> bool:
    """Whether all letters stand inside the trim by so many points."""
    left, bottom, right, top = page.trim
    return all(
        left + room <= letter.left
        and bottom + room <= letter.bottom
        and letter.right <= right - room
        and letter.top <= top - room
        for letter in page.letters
    )


def is_overprinted(letters: Iterable[Letter]) -> bool:
    """Whether two letters lie on each other."""
    cells: dict[tuple[int, int], list[Letter]] = {}
    for letter in letters:
        for across in range(int(letter.left // _CELL), int(letter.right // _CELL) + 1):
            for up in range(int(letter.bottom // _CELL), int(letter.top // _CELL) + 1):
                cells.setdefault((across, up), []).append(letter)
    return any(
        one.lies_on(other) for inside in cells.values() for one, other in combinations(inside, 2)
    )
