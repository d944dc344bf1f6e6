"""The sizes of type of posters: what there is to choose from, one chosen for all of a kit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kit.core.sizes import POINTS_PER_MM
from kit.lines.measure import Typefaces

# In pt, smallest first. A name has its definition below it, in mm less than two thirds of it.
TITLES = (30.0, 34.0, 38.0, 42.0, 46.0, 49.0, 52.0, 55.0, 58.0)
LEADS = (14.0, 15.0, 17.0, 19.0)
QUESTIONS = (14.0, 16.0, 18.0, 20.0)
CAPTIONS = (14.0, 15.0, 17.0)
_NAMES = (12.0, 13.0, 14.0, 15.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0)
_VALUES = ((18, 14), (20, 15), (22, 16), (24, 17.5), (26, 19), (28, 20), (30, 21.5))

# In pt: what is well read from some metres. Below that a poster is set in type of its own, so that
# one that is crowded takes nothing from those beside it.
GOOD_TITLE, GOOD_LEAD, GOOD_QUESTION, GOOD_NAME = 38.0, 15.0, 16.0, 24.0

# In mm: reckoning and typesetting may differ by so much.
_HAIR = 0.75

TITLE_LEADING, LEAD_LEADING, QUESTION_LEADING = 1.08, 1.32, 1.28


@dataclass(frozen=True)
class Type:
    """The type of a name and of the text below it: sizes in pt, and line heights in em."""

    name: float
    text: float
    name_leading: float
    text_leading: float


@dataclass(frozen=True)
class TypeScale:
    """The sizes to choose from, smallest first: none is below the smallest type of the piece.

    Where posters are printed smaller than they are drawn, that is larger in the drawing.
    """

    least_name: float = 0.0
    least_text: float = 0.0

    @cached_property
    def titles(self) -> tuple[float, ...]:
        """Sizes of titles, in pt."""
        return tuple(max(size, self.least_name) for size in TITLES)

    @cached_property
    def leads(self) -> tuple[float, ...]:
        """Sizes of leads, in pt."""
        return self._of_texts(LEADS)

    @cached_property
    def questions(self) -> tuple[float, ...]:
        """Sizes of questions, in pt."""
        return self._of_texts(QUESTIONS)

    @cached_property
    def captions(self) -> tuple[float, ...]:
        """Sizes of what is said of a figure, in pt."""
        return self._of_texts(CAPTIONS)

    @cached_property
    def values(self) -> tuple[Type, ...]:
        """Names of values with their definitions."""
        return self._types(_VALUES, 1.16, 1.32)

    @cached_property
    def layers(self) -> tuple[Type, ...]:
        """The same in a layer of a figure."""
        return self._types(((16, 14), *_VALUES), 1.1, 1.26)

    @cached_property
    def names(self) -> tuple[Type, ...]:
        """Names alone, which are no smaller than a text."""
        sizes = self._of_texts(_NAMES)
        return tuple(Type(size, size, 1.14, 1.3) for size in sizes)

    def _of_texts(self, sizes: Sequence[float]) -> tuple[float, ...]:
        return tuple(max(size, self.least_text) for size in sizes)

    def _types(
        self, sizes: Sequence[tuple[float, float]], name_leading: float, text_leading: float
    ) -> tuple[Type, ...]:
        return tuple(
            Type(max(name, self.least_name), max(text, self.least_text), name_leading, text_leading)
            for name, text in sizes
        )


def alike(own: Sequence[float], good: float) -> tuple[float, ...]:
    """One size for all posters: the largest that has room on each, of those with room for `good`.

    `own` are the largest sizes that have room on each poster; what is below `good` stays as it is.
    """
    shared = min((size for size in own if size >= good), default=0.0)
    return tuple(shared if size >= good else size for size in own)


def indent(type_: Type) -> float:
    """The room before a name that is kept free for its number, in mm."""
    return type_.name * 1.75 / POINTS_PER_MM


def high(lines: float, size: float, leading: float) -> float:
    """How high lines of text stand, in mm: `size` in pt, `leading` in em."""
    return lines * size * leading / POINTS_PER_MM


def narrowest(fit: Typefaces, text: str, typeface: str, size: float, measure: float) -> float:
    """How wide the lines of a text are in a measure, in mm, with a hair more; at most that measure.

    In type that is made smaller for need it still has to stay in this, so that it spreads no wider.
    """
    lines = fit.broken(text, typeface, size, measure) or ()
    wide = max((fit.width(line, typeface, size) for line in lines), default=measure)
    return min(wide + _HAIR, measure)


def largest(sizes: Iterable[float], fits: Iterable[bool]) -> float:
    """The largest of the sizes that fits, or the smallest where none does."""
    both = list(zip(sizes, fits, strict=True))
    return max((size for size, fit in both if fit), default=both[0][0])
