"""The largest type that has room on a poster, by reckoning lines before anything is typeset."""

from collections.abc import Sequence
from dataclasses import dataclass

from kit.core.sizes import POINTS_PER_MM
from kit.lines.measure import Typefaces

# In pt: names on posters are well read from here on (design: names of at least 26 pt).
GOOD_SIZE = 26.0
# In em: lines of running text hold at least some two dozen characters, of 0.45 em on average.
LEAST_MEASURE = 11.0
# In mm: between a name and its text, and between rows of one column at most.
BETWEEN, _WIDEST_GAP = 0.6, 26.0


@dataclass(frozen=True)
class Type:
    """The type of a name and of the text below it: sizes in pt, and line heights in em."""

    name: float
    text: float
    name_leading: float
    text_leading: float


@dataclass(frozen=True)
class Rows:
    """Names with their texts in rows: their type, and in mm the gap between rows.

    `spare` is what is left below the last one.
    """

    type: Type
    gap: float
    spare: float


class PosterFit(Typefaces):
    """Measures texts, and finds the type in which those of a poster have room."""

    def height(self, name: str, text: str, type_: Type, measure: float) -> float:
        """How high a name and the text below it stand, in mm."""
        lines = self.lines(name, "name", type_.name, measure) * type_.name * type_.name_leading
        lines += self.lines(text, "text", type_.text, measure) * type_.text * type_.text_leading
        return lines / POINTS_PER_MM + BETWEEN

    def fits(self, name: str, text: str, type_: Type, measure: float) -> bool:
        """Whether each word of a name and its text has room on a line, broken where it may be."""
        widest = self.widest(name, "name", type_.name), self.widest(text, "text", type_.text)
        return max(widest) <= measure

    def rows(
        self,
        texts: Sequence[tuple[str, str]],
        types: Sequence[Type],
        columns: int,
        width: float,
        room: float,
    ) -> Rows:
        """Names with their texts in columns, in the largest of the types that leaves room for all.

        `width` is that of a column in mm, its numbers included; `room` is the height in mm. The
        types come smallest first; where none leaves room, it is the first. One above GOOD_SIZE is
        taken only if it breaks no more names than that size does.
        """
        best = self._rows_in(texts, types[0], columns, width, room)
        broken = 0
        for number, type_ in enumerate(types):
            rows = self._rows_in(texts, type_, columns, width, room)
            measure = width - indent(type_)
            breaks = sum(self._has_broken_word(name, type_, measure) for name, _ in texts)
            if number == 0 or type_.name <= GOOD_SIZE:
                broken = breaks
            if (
                rows.gap >= _least_gap(type_)
                and breaks <= broken
                and measure * POINTS_PER_MM >= LEAST_MEASURE * type_.text
                and all(self.fits(name, text, type_, measure) for name, text in texts)
            ):
                best = rows
        return best

    def _has_broken_word(self, name: str, type_: Type, measure: float) -> bool:
        """Whether a word of a name is wider than a line, and has to break."""
        return any(self.width(word, "name", type_.name) > measure for word in name.split())

    def _rows_in(
        self,
        texts: Sequence[tuple[str, str]],
        type_: Type,
        columns: int,
        width: float,
        room: float,
    ) -> Rows:
        measure = width - indent(type_)
        all_ = [self.height(name, text, type_, measure) for name, text in texts]
        heights = [max(all_[at : at + columns]) for at in range(0, len(all_), columns)]
        gap = (room - sum(heights)) / len(heights)
        if columns == 1:
            gap = min(gap, _WIDEST_GAP)
        return Rows(type_, gap, room - sum(heights) - gap * (len(heights) - 1))


def indent(type_: Type) -> float:
    """The room before a name that is kept free for its number, in mm."""
    return type_.name * 1.75 / POINTS_PER_MM


def _least_gap(type_: Type) -> float:
    """The smallest gap between rows, in mm: less for small type, which there are many rows of."""
    return 3.5 if type_.name <= GOOD_SIZE else 9.0
