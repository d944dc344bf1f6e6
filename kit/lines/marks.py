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

from kit.core.messages import Message
from kit.core.spelling import has_lone_accents, plain
from kit.core.wording import either
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
_NO_SIZE = Message("a size of type in pt is {least:g} to {most:,.0f}, not {asked}")
_NO_MEASURE = Message("a measure of lines in mm is {least:g} to {most:,.0f}, not {asked}")


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
            Message(
                "the smallest type is {floors}, not {asked}",
                floors=either(FLOORS),
                asked=str(floor),
            )
        )
    for told, length in ((_NO_SIZE, size), (_NO_MEASURE, measure)):
        if not _LEAST <= float(length) <= _MOST:
            bounds = {"least": _LEAST, "most": _MOST}
            raise UnbreakableError(told.with_values(asked=str(length), **bounds))
    kind = "running" if running else "short"
    type_ = f"{typeface} {float(size):.3f} {float(measure):.3f} {floor} {kind}"
    return Markup("<lines {}>{}</lines>").format(type_, in_print)


@dataclass(frozen=True)
class MarkedText:
    """A marked text: `in_print` is its HTML, the rest as `marked` was given it."""

    in_print: str
    typeface: str
    size: float
    measure: float
    floor: str
    running: bool

    def size_at(self, fit: float, smallest: SmallestSizes) -> float:
        """How large its type is, in pt, where that of its face is `fit` times as large."""
        if self.floor == "fixed":
            return self.size
        return max(smallest.name if self.floor == "name" else smallest.text, self.size * fit)

    def lines_at(self, size: float, typefaces: Typefaces) -> tuple[str, ...] | None:
        """Its lines in type of a size in pt; None where it has a word that no line holds."""
        text = html.unescape(_TAG.sub("", self.in_print))
        return typefaces.broken(text, self.typeface, size, self.measure, running=self.running)


def marked_texts(document: str) -> tuple[MarkedText, ...]:
    """The marked texts of HTML, in their order."""
    return tuple(map(_text_of, _MARKED.finditer(document)))


def without_texts(document: str) -> str:
    """HTML without its marked texts."""
    return _MARKED.sub("", document)


def with_lines(document: str, typefaces: Typefaces, fit: float, smallest: SmallestSizes) -> Markup:
    """HTML with its marked texts broken, in type that is `fit` times as large as it is marked.

    Each is in a span of class "lines". A text with a word that no line holds stays as it is.
    """

    def lines_of(found: re.Match[str]) -> str:
        text = _text_of(found)
        lines = text.lines_at(text.size_at(fit, smallest), typefaces)
        return text.in_print if lines is None else _span(lines)

    return Markup(_MARKED.sub(lines_of, document))


def _text_of(found: re.Match[str]) -> MarkedText:
    typeface, size, measure, floor, kind, in_print = found.groups()
    return MarkedText(in_print, typeface, float(size), float(measure), floor, kind == "running")


def _span(lines: Sequence[str]) -> str:
    accented = " accented" if any(map(has_lone_accents, lines)) else ""
    # The space keeps words apart where the text is read or copied. Before the break, WeasyPrint
    # would take it for a part of the line, and break one that is almost full.
    joined = "<br> ".join(str(escape(plain(line))) for line in lines)
    return f'<span class="lines{accented}">{joined}</span>'


def without_marks(document: str) -> Markup:
    """HTML with its marked texts as they were given, to be broken by the typesetter."""
    return Markup(_MARKED.sub(lambda found: found[6], document))
