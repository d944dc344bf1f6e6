"""The largest type that has room on a poster, by reckoning lines before anything is typeset."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.content.font_metrics import metrics
from kit.core.sizes import POINTS_PER_MM
from kit.core.spelling import SOFT_HYPHEN

# The faces that layouts set in sizes of their own choosing.
TYPEFACES = {
    "name": "Fraunces-SemiBold.ttf",
    "quote": "Fraunces-Italic.ttf",
    "text": "SourceSans3-Regular.ttf",
    "label": "SourceSans3-SemiBold.ttf",
}


# In pt: names on posters are well read from here on (design: names of at least 26 pt).
GOOD_SIZE = 26.0
# Where a letter comes from that a typeface lacks.
_OTHER = {"name": "label", "quote": "text", "text": "name", "label": "name"}
# In em: how wide a letter is taken to be that none of them has.
UNKNOWN = 0.6
# What stands for the rest of a text that was cut; and how much of it may go so that it ends in a
# whole word. Fewer letters than these tell nothing.
_MORE, _REST_OF_WORD, _LEAST_LETTERS = "…", 0.3, 3
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


class PosterFit:
    """Measures texts in the typefaces of a folder, without kerning, which makes them narrower."""

    def __init__(self, fonts: Path) -> None:
        held = metrics(fonts)
        self._advances = {name: held[file] for name, file in TYPEFACES.items()}

    def width(self, text: str, typeface: str, size: float) -> float:
        """How wide a text is on one line, in mm; `typeface` is a key of TYPEFACES, `size` in pt."""
        own, other = self._advances[typeface], self._advances[_OTHER[typeface]]
        ems = 0.0
        for letter in map(ord, text.replace(SOFT_HYPHEN, "")):
            ems += own[letter] if letter in own else other.get(letter, UNKNOWN)
        return ems * size / POINTS_PER_MM

    def widest(self, text: str, typeface: str, size: float) -> float:
        """How wide the widest part of a text is that is never broken over two lines, in mm."""
        parts = (_with_hyphen(part) for part in re.split(f"[ \n]+|(?<={SOFT_HYPHEN})", text))
        return max(self.width(part, typeface, size) for part in parts)

    def lines(self, text: str, typeface: str, size: float, measure: float) -> int:
        """How many lines of `measure` mm a text takes; a word longer than a line fills some more.

        A word goes to the next line whole, and is broken only where it is longer than that.
        """
        count, used = 1, 0.0
        space = self.width(" ", typeface, size)
        for word in re.split("[ \n]+", text):
            wide = self.width(word, typeface, size)
            if used and used + space + wide > measure:
                count, used = count + 1, 0.0
            if wide <= measure:
                used += (space if used else 0.0) + wide
            else:
                more, used = self._broken(word, typeface, size, measure)
                count += more
        return count

    def _broken(self, word: str, typeface: str, size: float, measure: float) -> tuple[int, float]:
        """How many lines a word fills that is longer than one, and how much of the next, in mm.

        One with break points is a box: what follows it begins a line.
        """
        count, used = 0, 0.0
        for part in word.split(SOFT_HYPHEN):
            wide = self.width(part, typeface, size)
            widths = [wide] if wide <= measure else [self.width(a, typeface, size) for a in part]
            for one in widths:
                if used and used + one > measure:
                    count, used = count + 1, 0.0
                used += one
        return count, measure if SOFT_HYPHEN in word else used

    def shortened(
        self, text: str, typeface: str, size: float, measure: float, lines: int = 1
    ) -> str:
        """A text or, where it takes more lines of `measure` mm, its beginning with «…».

        It is for a place that is but a reminder of what stands in full elsewhere; empty where not
        even three letters have room.
        """
        if self.lines(text, typeface, size, measure) <= lines:
            return text

        def has_room(end: int) -> bool:
            beginning = _beginning(text, end)
            return self.lines(beginning + _MORE, typeface, size, measure) <= lines

        # The first end that has no room, by halving.
        end = bisect_left(range(len(text)), True, key=lambda at: not has_room(at)) - 1
        beginning = _beginning(text, end)
        return f"{beginning}{_MORE}" if len(beginning) >= _LEAST_LETTERS else ""

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


def _beginning(text: str, end: int) -> str:
    """A text up to a place or, if a word begins shortly before that, up to that word."""
    while 0 < end < len(text) and unicodedata.combining(text[end]):
        end -= 1
    words = max(text[: end + 1].rfind(" "), 0)
    cut = text[:words] if words > end * (1 - _REST_OF_WORD) else text[:end]
    return cut.rstrip(f" {SOFT_HYPHEN}\u00a0,.:;–-/·(")


def _with_hyphen(part: str) -> str:
    return part.replace(SOFT_HYPHEN, "-") if part.endswith(SOFT_HYPHEN) else part
