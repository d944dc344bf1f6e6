"""The values of a poster in rows, in one column or two: their type, their gaps, room for notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import ClassVar

from kit.core.sizes import POINTS_PER_MM
from kit.lines.measure import Typefaces
from kit.posters.clear_join import Span
from kit.posters.type_scale import Type, TypeScale, indent
from kit.posters.value_lines import ValueLines, fits, value_lines

# In mm: what is left at least above the foot.
_ABOVE_FOOT = 3.0
# In mm: how far below its rule a row begins that has one, how high the label for notes is, and what
# notes take with it: where a row leaves less, it has none. For a join it may leave a little less.
BELOW_RULE, NOTES_LABEL, _NOTES, _LEAST_NOTES = 8.0, 8.0, 24.0, 12.0
# So many values stand in one column at most.
_ALONE = 4
# Names up to here, in pt, may stand as near to each other as can just be told apart, in mm; larger
# ones may not.
_GOOD_SIZE, _LEAST_GAP, _LEAST_GAP_OF_LARGE = 26.0, 3.5, 9.0
# In em: lines of running text hold at least some two dozen characters, of 0.45 em on average.
_LEAST_MEASURE = 11.0
# For a join to go between two of them, rows may begin so many mm lower, with gaps of such a share.
_LOWER = (0.0, 3.0, 6.0, 9.0, 12.0)
_SHARES = (1.0, 0.96, 0.92, 0.88, 0.84)

# Each a name and its definition.
Texts = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Room:
    """Where the values of a poster stand, in mm from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Columns:
    """Values in so many columns, in mm: each has its number, and beside it a measure for its name.

    `between` is how far columns are apart.
    """

    between: ClassVar[float]

    room: Room
    type: Type
    columns: int

    @property
    def column(self) -> float:
        """How wide a column is, its numbers included."""
        return (self.room.width - self.between * (self.columns - 1)) / self.columns

    @property
    def measure(self) -> float:
        """How wide a name and its text may be."""
        return self.column - indent(self.type)


@dataclass(frozen=True)
class Rows(Columns):
    """Names with their texts in rows, as high as each turns out, with a gap below it in mm.

    Those with `pitches` are so high instead, with a rule above each but the first, and room for
    notes.
    """

    between = 14.0

    each: tuple[ValueLines, ...]
    gap: float
    pitches: tuple[float, ...] = ()

    @property
    def spans(self) -> Iterator[Span]:
        """From where to where down the poster there are letters, line by line."""
        top = self.room.top
        for place, row in enumerate(self.each):
            yield from ((top + start, top + end) for start, end in row.letters)
            if self.pitches:
                yield top + row.height - NOTES_LABEL, top + row.height
            top += self.pitches[place] if self.pitches else row.height + self.gap

    @property
    def highest(self) -> float:
        """How high the lines of the highest row stand."""
        return max(row.height for row in self.each)

    @property
    def moved(self) -> "Iterator[Rows]":
        """The same rows, and then others that leave room for a join elsewhere."""
        return self._uneven if self.pitches else self._nearer

    @property
    def _nearer(self) -> "Iterator[Rows]":
        """Rows that begin ever lower and stand nearer together; what that saves is at the end."""
        for lower, share in sorted(product(_LOWER, _SHARES), key=lambda by: by[0] / 12 - by[1]):
            gap = max(self.gap - lower / len(self.each), 0.0) * share
            if gap >= min(_LEAST_GAP, self.gap):
                yield replace(self, room=self._room_below(lower), gap=gap)

    @property
    def _uneven(self) -> "Iterator[Rows]":
        """Rows of which the first are ever less high, and the others share what that saves."""
        count = len(self.each)
        for share, first, lower in product(_SHARES, range(1, max(count, 2)), _LOWER):
            even = (sum(self.pitches) - lower) / count
            last = even * (count - first * share) / max(count - first, 1)
            pitches = (even * share,) * first + (last,) * (count - first)
            if lower == 0 == 1 - share or pitches[0] >= self.highest + BELOW_RULE + _LEAST_NOTES:
                yield replace(self, room=self._room_below(lower), pitches=pitches)

    def _room_below(self, lower: float) -> Room:
        return replace(self.room, top=self.room.top + lower, height=self.room.height - lower)


def rows_of(texts: Texts, type_: Type, room: Room, fit: Typefaces, columns: int = 0) -> Rows:
    """The texts in rows of this type that fill the room; in so many columns, if that is told."""
    columns = columns or _columns(texts)
    rows = Rows(room, type_, columns, (), 0)
    all_ = [value_lines(*text, type_, rows.measure, fit) for text in texts]
    each = tuple(_beside(all_[at : at + columns]) for at in range(0, len(all_), columns))
    rows = replace(rows, each=each)
    pitch = (room.height + BELOW_RULE) / len(each)
    if pitch - BELOW_RULE - rows.highest >= _NOTES:
        labelled = tuple(replace(one, height=one.height + NOTES_LABEL) for one in each)
        return replace(rows, each=labelled, pitches=(pitch,) * len(each))
    gap = (room.height - _ABOVE_FOOT - sum(row.height for row in each)) / len(each)
    return replace(rows, gap=gap)


def _beside(some: Sequence[ValueLines]) -> ValueLines:
    """A row of values beside each other: as high as the highest."""
    height = max(one.height for one in some)
    return ValueLines(height, tuple(span for one in some for span in one.letters))


def largest_type(
    texts: Texts, room: Room, scale: TypeScale, fit: Typefaces, columns: int = 0
) -> float:
    """The largest size of names in pt in which all texts find room, or the smallest there is.

    One above a good size is taken only if it breaks no more names than that does.
    """
    good = max(
        (one for one in scale.values if one.name <= _GOOD_SIZE),
        key=lambda one: one.name,
        default=scale.values[0],
    )
    most_broken = _broken_names(texts, good, room, fit, columns)
    for type_ in reversed(scale.values):
        breaks_more = _broken_names(texts, type_, room, fit, columns) > most_broken
        if type_.name > _GOOD_SIZE and breaks_more:
            continue
        if _find_room(texts, rows_of(texts, type_, room, fit, columns), fit):
            return type_.name
    return scale.values[0].name


def _find_room(texts: Texts, rows: Rows, fit: Typefaces) -> bool:
    least = _LEAST_GAP if rows.type.name <= _GOOD_SIZE else _LEAST_GAP_OF_LARGE
    wide_enough = rows.measure * POINTS_PER_MM >= _LEAST_MEASURE * rows.type.text
    return (
        (bool(rows.pitches) or rows.gap >= least)
        and wide_enough
        and all(fits(name, text, rows.type, rows.measure, fit) for name, text in texts)
    )


def _broken_names(texts: Texts, type_: Type, room: Room, fit: Typefaces, columns: int) -> int:
    """How many names have a word that is wider than a line, and has to break."""
    measure = Rows(room, type_, columns or _columns(texts), (), 0).measure
    return sum(
        any(fit.width(word, "name", type_.name) > measure for word in name.split())
        for name, _ in texts
    )


def _columns(texts: Texts) -> int:
    return 1 if len(texts) <= _ALONE else 2
