"""Short texts in HTML: marked by templates with their type and measure, then broken into lines.

How large type is on a face is known only when it is typeset, for a face that is too full is made
smaller. So a template marks a text with an element that HTML does not have, and the text is broken
when the document is made that goes to the typesetter.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from kit.core.spelling import has_lone_accents, plain
from kit.lines.measure import TYPEFACES, Typefaces, UnbreakableError, check_typeface

# The smallest type that a text may be made for need: that of names, of all others, or as it is.
FLOORS = ("name", "text", "fixed")
# Only as `marked` writes it: what a layout of a pack has between such tags for itself stays.
_MARKED = re.compile(
    rf"<lines ({'|'.join(TYPEFACES)}) ([\d.]+) ([\d.]+) ({'|'.join(FLOORS)}) (running|short)>"
    "(.*?)</lines>",
    re.DOTALL,
)
_TAG = re.compile("<[^>]*>")
# Of sizes in pt and measures in mm: less is not seen, more is no paper.
_LEAST, _MOST = 0.1, 100_000.0


@dataclass(frozen=True)
class SmallestSizes:
    """The smallest type of a piece, in pt of its drawing."""

    name: float = 0.0
    text: float = 0.0


def marked(
    in_print: Markup, typeface: str, size: float, measure: float, floor: str, *, running: bool
) -> Markup:
    """A text, given as it is printed, marked as one to break into even lines.

    `typeface` is a key of measure.TYPEFACES, `size` in pt and `measure` in mm of the drawing;
    `floor` one of FLOORS. A `running` text may end in a shorter line.
    UnbreakableError for what is none of these.
    """
    check_typeface(typeface)
    if floor not in FLOORS:
        raise UnbreakableError(
            f"the smallest type is {', '.join(FLOORS[:-1])} or {FLOORS[-1]}, not {floor}"
        )
    for told, length in (("size of type in pt", size), ("measure of lines in mm", measure)):
        if not _LEAST <= float(length) <= _MOST:
            raise UnbreakableError(f"a {told} is {_LEAST:g} to {_MOST:,.0f}, not {length}")
    kind = "running" if running else "short"
    type_ = f"{typeface} {float(size):.3f} {float(measure):.3f} {floor} {kind}"
    return Markup("<lines {}>{}</lines>").format(type_, in_print)


def with_lines(document: str, typefaces: Typefaces, fit: float, smallest: SmallestSizes) -> Markup:
    """HTML with its marked texts broken, in type that is `fit` times as large as it is marked.

    Each is in a span of class "lines". A text with a word that no line holds stays as it is.
    """

    def lines_of(found: re.Match[str]) -> str:
        typeface, size, measure, floor, kind, in_print = found.groups()
        size_here = float(size)
        if floor != "fixed":
            least = smallest.name if floor == "name" else smallest.text
            size_here = max(least, size_here * fit)
        lines = typefaces.broken(
            html.unescape(_TAG.sub("", in_print)),
            typeface,
            size_here,
            float(measure),
            running=kind == "running",
        )
        return in_print if lines is None else _span(lines)

    return Markup(_MARKED.sub(lines_of, document))


def _span(lines: Sequence[str]) -> str:
    accented = " accented" if any(map(has_lone_accents, lines)) else ""
    # The space keeps words apart where the text is read or copied. Before the break, WeasyPrint
    # would take it for a part of the line, and break one that is almost full.
    joined = "<br> ".join(str(escape(plain(line))) for line in lines)
    return f'<span class="lines{accented}">{joined}</span>'


def without_marks(document: str) -> Markup:
    """HTML with its marked texts as they were given, to be broken by the typesetter."""
    return Markup(_MARKED.sub(lambda found: found[6], document))
