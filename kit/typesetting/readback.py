"""Read typeset pages back from their PDF, letter by letter.

What the typesetter thinks of a page is not asked, so that its own faults are found as well.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING
from unicodedata import combining

from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM

if TYPE_CHECKING:
    # pdfium is not loaded where nothing is read back.
    import pypdfium2

# Letters lie on each other where they share more than this of the smaller one's box.
SHARE = 0.2
# Neighbours in a line may lean over each other: a full stop stands wholly under the arm of a T in
# italics. They are as they should be if each begins so much further on, as a share of its height.
NEIGHBOURS, ADVANCE = 3, 0.1
# In mm: baselines of one line differ by no more, and letters are sought upon each other within
# squares of this side.
_ONE_BASELINE, _CELL = 0.03, 4.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A visible letter that was typeset: its ink in mm, and its place in the text of its page.

    It stands on the line `baseline` (y, in mm) and begins at `origin` (x, in mm). An accent that is
    drawn upon its letter has the place of that letter, and stands on its line.
    """

    text: str
    place: int
    box: Rect
    baseline: float
    origin: float

    def lies_on(self, other: "Letter") -> bool:
        """Whether much of the smaller of the two lies in the other."""
        if not self.box.touches(other.box) or self._stands_beside(other):
            return False
        smaller = min(self.box.area, other.box.area)
        return self.box.common(other.box).area > smaller * SHARE

    def _stands_beside(self, other: "Letter") -> bool:
        """Whether the two are neighbours in a line, or parts of one letter or ligature."""
        if abs(self.place - other.place) > NEIGHBOURS:
            return False
        if combining(self.text) or combining(other.text):
            # Accents touch their letters, and those of the letter beside.
            return True
        first, second = (self, other) if self.place < other.place else (other, self)
        advance = ADVANCE * max(self.box.height, other.box.height)
        on_one_line = abs(self.baseline - other.baseline) < _ONE_BASELINE
        return self.box == other.box or (on_one_line and second.origin - first.origin > advance)


@dataclass(frozen=True)
class TypesetPage:
    """A finished page: its visible letters in the order of painting, and its trim, in mm."""

    letters: tuple[Letter, ...]
    trim: Rect


def read_back(pdf: bytes) -> list[TypesetPage]:
    """Every page of a PDF, read back."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            TypesetPage(tuple(letters_of(page)), _in_mm(page.get_trimbox())) for page in document
        ]
    finally:
        document.close()


def letters_of(page: "pypdfium2.PdfPage") -> Iterator[Letter]:
    """The visible letters of a page, in the order in which they are painted."""
    from pypdfium2 import raw

    text = page.get_textpage()
    across, up = raw.c_double(), raw.c_double()
    place, line = 0, 0.0
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        place += not combining(letter)
        if letter.strip():
            raw.FPDFText_GetCharOrigin(text, index, across, up)
            if not combining(letter):
                line = -up.value / POINTS_PER_MM
            origin = across.value / POINTS_PER_MM
            yield Letter(letter, place, _in_mm(text.get_charbox(index)), line, origin)


def _in_mm(points: tuple[float, float, float, float]) -> Rect:
    left, bottom, right, top = points
    return Rect.of_pdf(
        left / POINTS_PER_MM, bottom / POINTS_PER_MM, right / POINTS_PER_MM, top / POINTS_PER_MM
    )


def is_clear(page: TypesetPage, clear: float) -> bool:
    """Whether all letters stand inside the trim by `clear` mm or more."""
    return all(page.trim.margin_around(letter.box) >= clear for letter in page.letters)


def is_overprinted(letters: Iterable[Letter]) -> bool:
    """Whether two letters lie on each other."""
    cells: dict[tuple[int, int], list[Letter]] = {}
    for letter in letters:
        box = letter.box
        for across in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
            for down in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
                cells.setdefault((across, down), []).append(letter)
    return any(
        one.lies_on(other) for inside in cells.values() for one, other in combinations(inside, 2)
    )
