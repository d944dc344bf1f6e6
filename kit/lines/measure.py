"""How wide texts are in the bundled typefaces, shaped as the typesetter shapes them."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import uharfbuzz

from kit.core.messages import Message
from kit.core.sizes import POINTS_PER_MM
from kit.core.spelling import SOFT_HYPHEN, has_lone_accents
from kit.lines.total_fit import HYPHEN, broken
from kit.system.contents import contents_of
from kit.system.memory import Memory

# The typefaces that short texts are set in, by what they are for. tokens.css and base.css have them
# as CSS.
TYPEFACES = {
    "name": "Fraunces-SemiBold.ttf",
    "quote": "Fraunces-Italic.ttf",
    "text": "SourceSans3-Regular.ttf",
    "label": "SourceSans3-SemiBold.ttf",
}
# Where a letter comes from that a typeface lacks; and all letters of a text with accents that
# stand alone, which Fraunces would set beside their letter.
_OTHER = {"name": "label", "quote": "text", "text": "name", "label": "name"}
# In em: how wide a letter is taken to be that neither of them has.
UNKNOWN = 0.6
# What stands for the rest of a text that was cut; and how much of it may go so that it ends in a
# whole word. Fewer letters than these tell nothing.
_MORE, _REST_OF_WORD, _LEAST_LETTERS = "…", 0.3, 3

# Of how many texts and words is remembered how they are set: then it begins anew. A default kit has
# some 900 of each.
_MOST_BROKEN, _MOST_WORDS = 20_000, 50_000


class UnbreakableError(ValueError):
    """What lines are asked for with cannot be: told in words for those who draw layouts."""


def check_typeface(name: str) -> None:
    """UnbreakableError for a typeface that is none of TYPEFACES."""
    if name not in TYPEFACES:
        raise UnbreakableError(
            Message(
                "there is no typeface {name}: there are {names}",
                name=str(name),
                names=tuple(TYPEFACES),
            )
        )


def typefaces_in(fonts: Path) -> "Typefaces":
    """The typefaces of a folder as they are now; what was measured in them is remembered."""
    held = contents_of(fonts)
    data = {name: held.files[file] for name, file in TYPEFACES.items()}
    return _typefaces.made(held.digest, lambda: Typefaces(data, held.digest))


class Typefaces:
    """Measures texts in typefaces, with their kerning and ligatures.

    `digest` tells all typefaces of the folder from others, those too that nothing is measured in:
    they decide as well how long a text is that flows over pages.
    """

    def __init__(self, data: Mapping[str, bytes], digest: str) -> None:
        """`data` are the files of the typefaces, by the keys of TYPEFACES."""
        self.digest = digest
        self._fonts = {
            name: uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(file)))
            for name, file in data.items()
        }
        self._ems: dict[tuple[str, str], float] = {}
        self._broken: dict[tuple[str, str, float, float, bool], tuple[str, ...] | None] = {}

    def width(self, text: str, typeface: str, size: float) -> float:
        """How wide a text is on one line, in mm; `typeface` is a key of TYPEFACES, `size` in pt.

        Words are measured one by one: no typeface here moves them nearer to each other.
        """
        if " " not in text and SOFT_HYPHEN not in text:
            return self._width_in_em(text, typeface) * size / POINTS_PER_MM
        words = text.replace(SOFT_HYPHEN, "").split(" ")
        ems = sum(self._width_in_em(word, typeface) for word in words)
        ems += (len(words) - 1) * self._width_in_em(" ", typeface)
        return ems * size / POINTS_PER_MM

    def broken(
        self, text: str, typeface: str, size: float, measure: float, *, running: bool = False
    ) -> tuple[str, ...] | None:
        """The lines of a text in a measure in mm, as total_fit has them."""
        key = text, typeface, size, measure, running
        if key not in self._broken:
            if len(self._broken) >= _MOST_BROKEN:
                self._broken.clear()
            self._broken[key] = broken(
                text, lambda part: self.width(part, typeface, size), measure, running=running
            )
        return self._broken[key]

    def lines(self, text: str, typeface: str, size: float, measure: float) -> int:
        """How many lines of `measure` mm a text takes; a word longer than that fills some more."""
        found = self.broken(text, typeface, size, measure)
        return self._overfull(text, typeface, size, measure) if found is None else len(found)

    def _overfull(self, text: str, typeface: str, size: float, measure: float) -> int:
        """How many lines a text takes of which some part is wider than a line, letter by letter."""
        count, used = 1, 0.0
        space = self.width(" ", typeface, size)
        for word in re.split("[ \n\t]+", text):
            wide = self.width(word, typeface, size)
            if used and used + space + wide > measure:
                count, used = count + 1, 0.0
            if wide <= measure:
                used += (space if used else 0.0) + wide
                continue
            for letter in word:
                wide = self.width(letter, typeface, size)
                if used and used + wide > measure:
                    count, used = count + 1, 0.0
                used += wide
        return count

    def widest(self, text: str, typeface: str, size: float) -> float:
        """How wide the widest part of a text is that is never broken over two lines, in mm."""
        parts = re.split(f"[ \n]+|(?<={SOFT_HYPHEN})", text)
        return max(self.width(_with_hyphen(part), typeface, size) for part in parts)

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

    def _width_in_em(self, word: str, typeface: str) -> float:
        held = self._ems.get((word, typeface))
        if held is None:
            held = sum(self._shaped(*run) for run in self._runs(word, typeface))
            if len(self._ems) >= _MOST_WORDS:
                self._ems.clear()
            self._ems[word, typeface] = held
        return held

    def _runs(self, word: str, typeface: str) -> Iterator[tuple[str, str]]:
        """Parts of a word, each with the typeface that has its letters, or "" if none has."""
        check_typeface(typeface)
        if has_lone_accents(word) and typeface in ("name", "quote"):
            typeface = _OTHER[typeface]
        composed = unicodedata.normalize("NFC", word)
        for having, letters in groupby(composed, lambda letter: self._having(letter, typeface)):
            yield "".join(letters), having

    def _having(self, letter: str, typeface: str) -> str:
        for name in (typeface, _OTHER[typeface]):
            if self._fonts[name].get_nominal_glyph(ord(letter)) is not None:
                return name
        return ""

    def _shaped(self, letters: str, typeface: str) -> float:
        if not typeface:
            return UNKNOWN * len(letters)
        font = self._fonts[typeface]
        buffer = uharfbuzz.Buffer()
        buffer.add_str(letters)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        advances = (place.x_advance for place in buffer.glyph_positions)
        return float(sum(advances)) / float(font.face.upem)


# Each holds its files, some MB.
_typefaces: Memory[Typefaces] = Memory(2)


def _beginning(text: str, end: int) -> str:
    """A text up to a place or, if a word begins shortly before that, up to that word."""
    while 0 < end < len(text) and unicodedata.combining(text[end]):
        end -= 1
    words = max(text[: end + 1].rfind(" "), 0)
    cut = text[:words] if words > end * (1 - _REST_OF_WORD) else text[:end]
    return cut.rstrip(f" {SOFT_HYPHEN}\u00a0,.:;–-/·(")


def _with_hyphen(part: str) -> str:
    return part.replace(SOFT_HYPHEN, HYPHEN) if part.endswith(SOFT_HYPHEN) else part
