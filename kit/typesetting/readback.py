"""Read typeset pages back from their PDF, letter by letter.

What the typesetter thinks of a page is not asked, so that its own faults are found as well.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import TYPE_CHECKING, NamedTuple
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
# An accent stands beside the ink of its letter by no more than this share of its height.
_NEAR = 0.3
# In radians: a line is turned about if its angle differs from that by no more.
_ON_ITS_HEAD = 0.1
# In mm: baselines of one line differ by no more, and letters are sought upon each other within
# squares of this side.
_ONE_BASELINE, _CELL = 0.03, 4.0


class Letter(NamedTuple):
    """A visible letter that was typeset: its ink in mm, and its place in the text of its page.

    It stands on the line `baseline` (y, in mm) and begins at `origin` (x, in mm). An accent that is
    drawn upon its letter has the place of that letter, and stands on its line. One that is `turned`
    stands on its head.
    """

    text: str
    place: int
    box: Rect
    baseline: float
    origin: float
    turned: bool = False

    def lies_on(self, other: "Letter") -> bool:
        """Whether much of the smaller of the two lies in the other."""
        if not self.box.touches(other.box) or self._stands_beside(other):
            return False
        smaller = min(self.box.area, other.box.area)
        return self.box.common(other.box).area > smaller * SHARE

    def carries(self, accent: "Letter") -> bool:
        """Whether an accent stands on this letter, or as near as if it did."""
        high = max(self.box.height, accent.box.height)
        near = self.box.extended(_NEAR * high, high, accent.box.width + _NEAR * high, high)
        return near.margin_around(accent.box) > -accent.box.width / 2

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
        further = second.origin - first.origin
        if self.turned and other.turned:
            further = -further
        return self.box == other.box or (on_one_line and further > advance)


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
            TypesetPage(tuple(_as_written(letters_of(page))), _in_mm(page.get_trimbox()))
            for page in document
        ]
    finally:
        document.close()


def _as_written(letters: Iterable[Letter]) -> Iterator[Letter]:
    """The letters in the order in which they are read, also in lines that stand on their heads.

    Of such a line pdfium tells the parts in other typefaces from left to right, as of any other.
    """
    accented = _accents_on_letters(letters)
    for (turned, _), line in groupby(accented, key=lambda one: (one.turned, one.baseline)):
        if not turned:
            yield from line
            continue
        whole = [tuple(parts) for _, parts in groupby(line, key=lambda one: one.place)]
        places = sorted(parts[0].place for parts in whole)
        whole.sort(key=lambda parts: -parts[0].origin)
        for place, parts in zip(places, whole, strict=True):
            yield from (one._replace(place=place) for one in parts)


def _accents_on_letters(letters: Iterable[Letter]) -> Iterator[Letter]:
    """The letters with each accent behind its own, in the place and on the line of that.

    An accent that is drawn on its own pdfium may tell anywhere in its line, and it stands higher.
    """
    bases: list[Letter] = []
    upon: list[list[Letter]] = []
    strays: list[Letter] = []
    for one in letters:
        if not combining(one.text):
            bases.append(one)
            upon.append([])
        elif bases and not one.turned and bases[-1].carries(one):
            upon[-1].append(one)
        else:
            strays.append(one)
    for accent in strays:
        if bases:
            upon[_nearest(bases, accent)].append(accent)
    for base, accents in zip(bases, upon, strict=True):
        yield base
        for accent in accents:
            yield accent._replace(place=base.place, baseline=base.baseline, turned=base.turned)


def _nearest(bases: Sequence[Letter], accent: Letter) -> int:
    """The place in the list of the letter that an accent stands upon, or hangs below.

    It is the last in its line that begins before the accent does.
    """

    def away(number: int) -> tuple[bool, bool, float]:
        base = bases[number]
        behind = base.origin - accent.origin if accent.turned else accent.origin - base.origin
        apart = abs(base.baseline - accent.baseline)
        of_other_line = apart > max(base.box.height, accent.box.height)
        return of_other_line, behind < _ONE_BASELINE, abs(behind)

    return min(range(len(bases)), key=away)


def letters_of(page: "pypdfium2.PdfPage") -> Iterator[Letter]:
    """The visible letters of a page, in the order in which pdfium tells them."""
    from pypdfium2 import raw

    text = page.get_textpage()
    # Asked of pdfium itself, with figures to fill in that are made once: there are many letters.
    handle, figures = text.raw, [raw.c_double() for _ in range(6)]
    across, up, left, right, bottom, top = figures
    place = 0
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(handle, index))
        place += not combining(letter)
        if letter.strip():
            raw.FPDFText_GetCharOrigin(handle, index, across, up)
            raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
            box = _in_mm((left.value, bottom.value, right.value, top.value))
            line, origin = -up.value / POINTS_PER_MM, across.value / POINTS_PER_MM
            turned = abs(raw.FPDFText_GetCharAngle(handle, index) - math.pi) < _ON_ITS_HEAD
            yield Letter(letter, place, box, line, origin, turned)


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
    # Their edges are compared first, as bare figures: of neighbouring letters hardly two overlap.
    cells: dict[tuple[int, int], list[tuple[float, float, float, float, Letter]]] = {}
    for letter in letters:
        left, top, width, height = letter.box
        edged = left, top, left + width, top + height, letter
        for across in range(int(left // _CELL), int(edged[2] // _CELL) + 1):
            for down in range(int(top // _CELL), int(edged[3] // _CELL) + 1):
                cells.setdefault((across, down), []).append(edged)
    return any(
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
        and one[4].lies_on(other[4])
        for inside in cells.values()
        for one, other in combinations(inside, 2)
    )
