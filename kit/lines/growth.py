"""How much taller texts become on another card, reckoned from their lines without typesetting."""

import re
from dataclasses import dataclass

from kit.core.sizes import POINTS_PER_MM
from kit.lines.marks import MarkedText, SmallestSizes, marked_texts, without_texts
from kit.lines.measure import Typefaces

# No layout has the lines of a text further apart, as a share of its type.
LINE_HEIGHT = 1.5
# Reckoning and typesetter differ by a hair: a line so nearly full is left to the typesetter.
FULL = 1 - 1e-3
# What a template tells of the type of a marked text, in the element around it.
_SIZE = re.compile(r"--size: [\d.]+pt")


@dataclass(frozen=True)
class DrawnFace:
    """The HTML of a face as its template gave it, and the smallest type of its piece, as drawn."""

    html: str
    smallest: SmallestSizes


def growth(one: DrawnFace, other: DrawnFace, typefaces: Typefaces) -> float | None:
    """How much more height, in mm, the texts of the `other` face take at the most, in full type.

    None where that cannot be told: the two differ in more than the sizes of their type, or a line
    may come out otherwise than it is reckoned.
    """
    texts, others = marked_texts(one.html), marked_texts(other.html)
    if len(texts) != len(others) or _rest(one.html) != _rest(other.html):
        return None
    each = [
        _growth_of_text((text, one.smallest), (as_other, other.smallest), typefaces)
        for text, as_other in zip(texts, others, strict=True)
    ]
    return None if None in each else sum(filter(None, each))


def _rest(html: str) -> str:
    """What is the same on all cards of a width, if all is but texts and their sizes."""
    return _SIZE.sub("", without_texts(html))


def _growth_of_text(
    one: tuple[MarkedText, SmallestSizes],
    other: tuple[MarkedText, SmallestSizes],
    typefaces: Typefaces,
) -> float | None:
    """How much more height, in mm, a text takes; what one takes less is not reckoned with."""
    (text, smallest), (as_other, other_smallest) = one, other
    if (text.in_print, text.typeface, text.measure) != (
        as_other.in_print,
        as_other.typeface,
        as_other.measure,
    ):
        return None
    size, other_size = text.size_at(1.0, smallest), as_other.size_at(1.0, other_smallest)
    if size == other_size:
        return 0.0
    lines = text.lines_at(size, typefaces)
    other_lines = as_other.lines_at(other_size, typefaces)
    if lines is None or other_lines is None:
        return None
    widest = max(typefaces.width(line, text.typeface, other_size) for line in other_lines)
    if widest > text.measure * FULL:
        return None
    more = len(other_lines) * other_size - len(lines) * size
    return max(0.0, more) * LINE_HEIGHT / POINTS_PER_MM
