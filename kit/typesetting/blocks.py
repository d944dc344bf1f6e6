"""The blocks of text in a face's HTML, to compare with what was typeset."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from kit.core.rect import Rect

# Elements that stand in a line of their parent's text.
_IN_LINE = frozenset({"span", "b", "i", "em", "strong", "br", "a", "code"})
_SVG = "{http://www.w3.org/2000/svg}"
# What is read aloud but not printed, and what is no text.
_UNSEEN = frozenset({"title", "desc", "style", "script"})
# What may come and go where a line is broken: spaces, hyphens, and what pdfium reads for those.
_AT_BREAKS = re.compile("[\\s\u00ad\u200b\u2010\u2011\ufffe\u0002-]+")
# Letters that have lost their dots to an accent above them, and the letters that they then are.
WITHOUT_DOTS = {"\u0131": "i", "\u0237": "j"}

Held = TypeVar("Held")


@lru_cache(1 << 12)
def matching(text: str) -> str:
    """The text in the form in which it is compared: without spaces, hyphens and break points."""
    if text.isascii():
        return _AT_BREAKS.sub("", text)
    return "".join(sign for sign, _ in matching_signs((letter, None) for letter in text))


def matching_signs(letters: Iterable[tuple[str, Held]]) -> list[tuple[str, Held]]:
    """Letters as `matching` has them, each sign with what it comes with.

    A letter with accents is the same whether they are drawn with it or upon it, and whichever of
    them is drawn first. The same accent twice on a letter is once: pdfium reads it so.
    """
    found: list[tuple[str, Held]] = []
    base = 0  # where the accents of the last letter begin
    for letter, held in letters:
        for sign, order in _signs(letter):
            if not order:
                found.append((sign, held))
                base = len(found)
            elif all(sign != accent for accent, _ in found[base:]):
                if base and found[base - 1][0] in WITHOUT_DOTS:
                    found[base - 1] = WITHOUT_DOTS[found[base - 1][0]], found[base - 1][1]
                lower = [accent for accent, _ in found[base:]]
                place = base + sum(unicodedata.combining(accent) <= order for accent in lower)
                found.insert(place, (sign, held))
    return found


@lru_cache(1 << 12)
def _signs(letter: str) -> tuple[tuple[str, int], ...]:
    """What a letter consists of, without what may come and go, with the order of its accents."""
    signs = _AT_BREAKS.sub("", unicodedata.normalize("NFKD", letter))
    return tuple((sign, unicodedata.combining(sign)) for sign in signs)


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or a label: what stands in lines of its own.

    `parts` are its texts between inline elements. `room` is where all of it has to stay, in mm of
    the drawing from the face's upper left corner, if its layout says so with
    data-room="left top width height". `lines` are those that all of it was broken into, if it was.
    """

    parts: tuple[str, ...]
    room: Rect | None = None
    lines: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole text, with single spaces."""
        return re.sub("[ \n\t\r]+", " ", "".join(self.parts)).strip(" ")


def blocks(article: Any) -> tuple[Block, ...]:
    """The blocks of text of an element (xml.etree), in the order of the document."""
    return tuple(_blocks(article, None))


def _blocks(element: Any, room: Rect | None) -> Iterator[Block]:
    given = element.get("data-room")
    room = Rect(*map(float, given.split())) if given else room
    parts: list[str] = [element.text or ""]
    lines: list[str] = []
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag.removeprefix(_SVG) in _UNSEEN or not tag:
            pass
        elif tag in _IN_LINE and _stands_in_line(child):
            parts += child.itertext()
            lines += _lines_in(child)
        else:
            yield from _block(parts, room, lines)
            parts, lines = [], []
            yield from _blocks(child, room)
        parts.append(child.tail or "")
    yield from _block(parts, room, lines)


def _lines_in(element: Any) -> list[str]:
    """The lines that a text was broken into before it was typeset; none if it was not."""
    if "lines" not in (element.get("class") or "").split():
        return []
    return [element.text or "", *(br.tail or "" for br in element)]


def _stands_in_line(element: Any) -> bool:
    """Whether all that an inline element holds is inline as well."""
    return all(child.tag in _IN_LINE for child in element.iter() if child is not element)


def _block(parts: list[str], room: Rect | None, lines: list[str]) -> Iterator[Block]:
    if any(part.strip() for part in parts):
        all_of_it = matching("".join(lines)) == matching("".join(parts))
        yield Block(tuple(parts), room, tuple(lines) if all_of_it else ())
