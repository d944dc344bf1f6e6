"""A name and the text below it as lines: how high they stand, and where their letters are."""

from collections.abc import Iterator
from dataclasses import dataclass

from kit.core.sizes import POINTS_PER_MM
from kit.lines.measure import Typefaces
from kit.posters.clear_join import Span
from kit.posters.type_scale import Type, high

# In mm: between a name and its text; base.css and the posters' styles have the same.
BELOW_NAME = 0.6
# In em: how far below the middle of its line a letter stands, by the typefaces' own metrics, and
# how far letters reach up and down from there.
_BASELINE, _UP, _DOWN = {"name": 0.36, "text": 0.31}, 0.75, 0.25


@dataclass(frozen=True)
class ValueLines:
    """How high the lines of a value stand, and from where to where there are letters, in mm."""

    height: float
    letters: tuple[Span, ...]


def value_lines(name: str, text: str, type_: Type, measure: float, fit: Typefaces) -> ValueLines:
    """The lines of a name and the text below it, in a measure in mm."""
    of_name = [*_letter_spans(name, "name", type_.name, type_.name_leading, measure, fit)]
    below = high(len(of_name), type_.name, type_.name_leading) + BELOW_NAME
    of_text = [*_letter_spans(text, "text", type_.text, type_.text_leading, measure, fit)]
    height = below + high(len(of_text), type_.text, type_.text_leading)
    return ValueLines(height, (*of_name, *((below + a, below + b) for a, b in of_text)))


def _letter_spans(
    text: str, typeface: str, size: float, leading: float, measure: float, fit: Typefaces
) -> Iterator[Span]:
    em = size / POINTS_PER_MM
    for line in range(fit.lines(text, typeface, size, measure)):
        baseline = ((line + 0.5) * leading + _BASELINE[typeface]) * em
        yield baseline - _UP * em, baseline + _DOWN * em


def fits(name: str, text: str, type_: Type, measure: float, fit: Typefaces) -> bool:
    """Whether each word of a name and its text has room on a line, broken where it may be."""
    widest = fit.widest(name, "name", type_.name), fit.widest(text, "text", type_.text)
    return max(widest) <= measure
