"""Filters of templates: how texts and lengths are written in HTML and CSS."""

import math
import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from kit.core.spelling import SOFT_HYPHEN, has_lone_accents

_TAG = re.compile("<[^<>]*>")
# So many letters stand on a line of one of two columns, on average.
_LETTERS_OF_LINE = 46


def text_for_print(text: str) -> Markup:
    """A text for print: escaped, no line ending with a dash, break points kept for need.

    In a text with break points each word is a box of its own (.word), which goes to the next line
    whole and breaks only where a line of its own is too short for it. Boxes for the long words
    alone would do, but WeasyPrint breaks the text before such a box at a wrong place. A text with
    accents for which Unicode has no one letter is set in the typeface that can place them.
    """
    if has_lone_accents(text):
        return Markup('<span class="accented">{}</span>').format(_in_print(text))
    return _in_print(text)


def _in_print(text: str) -> Markup:
    bound = re.sub("[ \n\t]+", " ", text).replace(" – ", " –\u00a0")
    if SOFT_HYPHEN not in bound:
        # An option such as --posters is typed as it stands, so no line ends within it.
        option = r'<span class="option">\g<0></span>'
        return Markup(re.sub(r"--[a-z][a-z-]*", option, str(escape(bound))))
    box = Markup('<span class="word">{}</span>')
    return Markup(" ").join(box.format(word) for word in bound.split(" "))


def bind_last_words(text: str) -> str:
    """The text with its last two words kept on one line."""
    return "\u00a0".join(re.split("[ \n\t]+(?=[^ \n\t]*$)", text, maxsplit=1))


def halves(steps: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The steps in two columns as nearly alike in height as they can be, the first the taller."""
    heights = [_lines_of_step(step) for step in steps]

    def taller(count: int) -> tuple[float, int]:
        return max(sum(heights[:count]), sum(heights[count:])), -count

    count = min(range(len(steps) + 1), key=taller)
    return steps[:count], steps[count:]


def _lines_of_step(step: str) -> float:
    """About how many lines a step takes, its tags left out, and half a line for what is between."""
    texts = (text for text in _TAG.split(step) if text.strip())
    return sum(math.ceil(len(text) / _LETTERS_OF_LINE) for text in texts) + 0.5


def mm(length: float) -> str:
    """A length in mm for CSS and SVG, without binary dust."""
    return f"{length:.3f}".rstrip("0").rstrip(".")
