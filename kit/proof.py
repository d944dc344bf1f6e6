"""Reading proofs: whether finished faces hold every word, and each where it should be.

Letters are read back from the PDF, so that a fault of the typesetter itself is found as well.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import pypdfium2
from pypdfium2 import raw

from kit.manuscript import Block, matching
from kit.paper import POINTS_PER_MM

# Letters lie on each other where they share more than this of the smaller one's box. Neighbours in
# a word may lean over each other: in the default kit by up to 0.45, «f,» in italics.
SHARE, SHARE_OF_NEIGHBOURS = 0.2, 0.6
NEIGHBOURS = 3
# A word of so many letters looks lost when it is alone on the last line.
SHORT = 5
# Points: letters are sought upon each other within squares of this side, and stand on one line if
# their baselines differ by no more than this.
_CELL, _ONE_LINE = 12.0, 1.0
# As many letters as two texts may have alike by chance.
_BY_CHANCE = 6


@dataclass(frozen=True, slots=True)
class Letter:
    """The ink of a visible letter and its baseline, in points, and its place on the page."""

    text: str
    place: int
    left: float
    bottom: float
    right: float
    top: float
    baseline: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the ink."""
        return self.left, self.bottom, self.right, self.top

    @property
    def area(self) -> float:
        """Of the box of the ink, in square points."""
        return (self.right - self.left) * (self.top - self.bottom)

    def lies_on(self, other: "Letter") -> bool:
        """Whether much of the smaller of the two lies in the other."""
        near = abs(self.place - other.place) <= NEIGHBOURS
        if near and self.box == other.box:
            return False  # the letters of a ligature
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        common = max(width, 0.0) * max(height, 0.0)
        smaller = min(self.area, other.area)
        return common > smaller * (SHARE_OF_NEIGHBOURS if near else SHARE)


@dataclass(frozen=True)
class Proof:
    """A finished page: its visible letters as they were painted, and its trim, in points."""

    letters: tuple[Letter, ...]
    trim: tuple[float, float, float, float]


@dataclass(frozen=True)
class Zone:
    """Where letters may stand: `clear` mm off the trim, on a face drawn `scale` times as small."""

    clear: float
    scale: float = 1.0


def proofs(pdf: bytes) -> list[Proof]:
    """Every page of a PDF, read back."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [Proof(tuple(letters_of(page)), page.get_trimbox()) for page in document]
    finally:
        document.close()


def letters_of(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    """The visible letters of a page, in the order in which they are painted."""
    text = page.get_textpage()
    across, up = raw.c_double(), raw.c_double()
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter.strip():
            raw.FPDFText_GetCharOrigin(text, index, across, up)
            left, bottom, right, top = text.get_charbox(index)
            yield Letter(letter, index, left, bottom, right, top, up.value)


def faults(pages: Sequence[Proof], blocks: Sequence[Block], zone: Zone) -> list[str]:
    """What is wrong with a face that stands on these pages; nothing where it is as it should be.

    Words are missing or out of their room, or letters are too near the trim or upon each other.
    """
    found = []
    set_blocks, missing = _set_blocks(pages, blocks)
    found += [f"«{_shortened(text)}» is missing" for text in missing]
    for set_block in set_blocks:
        if not set_block.keeps_its_room(zone):
            found.append(f"«{_shortened(set_block.block.text)}» runs out of its place")
    for page in pages:
        if not _is_clear(page, zone.clear * POINTS_PER_MM):
            found.append(f"letters stand nearer than {zone.clear:g} mm to the edge")
        if _is_overprinted(page.letters):
            found.append("letters lie upon each other")
    return found


def lone_words(pages: Sequence[Proof], blocks: Sequence[Block]) -> list[Block]:
    """The blocks that end in one short word alone, which the word before could have joined."""
    return [found.block for found in _set_blocks(pages, blocks)[0] if found.ends_in_a_lone_word()]


@dataclass(frozen=True)
class _SetBlock:
    """A block and its letters as they were found on one page."""

    block: Block
    page: Proof
    letters: tuple[Letter, ...]

    def keeps_its_room(self, zone: Zone) -> bool:
        room = self.block.room
        if room is None:
            return True
        mm = POINTS_PER_MM * zone.scale
        left, _, _, top = self.page.trim
        # Ink may reach over the edge of a line's box by a hair.
        slack = 0.2 * mm
        return all(
            left + room.left * mm - slack <= letter.left
            and letter.right <= left + (room.left + room.width) * mm + slack
            and top - (room.top + room.height) * mm - slack <= letter.bottom
            and letter.top <= top - room.top * mm + slack
            for letter in self.letters
        )

    def ends_in_a_lone_word(self) -> bool:
        lines = list(self._lines())
        if len(lines) < 2 or len(lines[-1]) != 1 or len(lines[-2]) < 2:
            return False
        (last,), before = lines[-1], lines[-2][-1]
        if sum(letter.text.isalnum() for letter in last) > SHORT:
            return False
        measure = max(line[-1][-1].right - line[0][0].left for line in lines)
        space = lines[-2][-1][0].left - lines[-2][-2][-1].right
        return _width(before) + space + _width(last) <= measure

    def _lines(self) -> Iterator[list[Sequence[Letter]]]:
        """The lines, each a list of words; a word that was broken belongs to its last line."""
        line: list[Sequence[Letter]] = []
        for word in self._words():
            if line and abs(line[-1][-1].baseline - word[-1].baseline) > _ONE_LINE:
                yield line
                line = []
            line.append(word)
        if line:
            yield line

    def _words(self) -> Iterator[Sequence[Letter]]:
        at = 0
        for word in re.split("[ \u00a0]+", self.block.text):
            begun, wanted, got = at, len(matching(word)), 0
            while got < wanted and at < len(self.letters):
                got += len(matching(self.letters[at].text))
                at += 1
            if at > begun:
                yield self.letters[begun:at]


def _width(word: Sequence[Letter]) -> float:
    return word[-1].right - word[0].left


def _set_blocks(
    pages: Sequence[Proof], blocks: Sequence[Block]
) -> tuple[list[_SetBlock], list[str]]:
    """The blocks as they stand on the pages, and the texts that are not there.

    The longest are looked for first, so that a name is not taken for a word of another text, and
    last those that do not stand on one page as they are.
    """
    texts = [_PageText(page) for page in pages]
    found, parted = [], []
    for block in sorted(blocks, key=lambda block: -len(block.text)):
        wanted = matching(block.text)
        page = next((text for text in texts if text.holds(wanted)), None)
        if page:
            found.append(_SetBlock(block, page.page, page.take(wanted)))
        else:
            parted.append(block)
    return found, [block.text for block in parted if not _taken_in_parts(texts, block)]


def _taken_in_parts(texts: Sequence["_PageText"], block: Block) -> bool:
    """Whether a block goes on over pages, or stands on one with something set between its parts."""
    parts = [part for part in map(matching, block.parts) if part]
    return _taken_over_breaks(texts, matching(block.text)) or (
        len(parts) > 1 and all(_taken(texts, part) for part in parts)
    )


def _taken(texts: Iterable["_PageText"], wanted: str) -> bool:
    page = next((text for text in texts if text.holds(wanted)), None)
    if page:
        page.take(wanted)
    return page is not None


def _taken_over_breaks(texts: Sequence["_PageText"], wanted: str) -> bool:
    """Whether a text begins on one page and ends on the next, or on one after it.

    Few pages are tried before many: the letters that a text begins with may stand on any page.
    """
    return any(
        _taken_from_each(texts[first : first + count], wanted)
        for count in range(2, len(texts) + 1)
        for first in range(len(texts) - count + 1)
    )


def _taken_from_each(texts: Sequence["_PageText"], wanted: str) -> bool:
    """Whether each of the pages holds the next part of a text, and together they hold it all."""
    # The parts on the pages so far, by how much of the text they are.
    begun: dict[int, tuple[str, ...]] = {0: ()}
    for page in texts[:-1]:
        longer: dict[int, tuple[str, ...]] = {}
        for start, parts in begun.items():
            most = page.longest_beginning(wanted[start:])
            # What follows on a page, such as its foot line, may begin as the text goes on.
            for at in range(most, max(most - _BY_CHANCE, 0), -1):
                longer.setdefault(start + at, (*parts, wanted[start : start + at]))
        begun = longer
    for start, parts in begun.items():
        if texts[-1].holds(wanted[start:]):
            for page, part in zip(texts, (*parts, wanted[start:]), strict=True):
                page.take(part)
            return True
    return False


class _PageText:
    """The text of a page for comparison; what was found in it is not found again."""

    def __init__(self, page: Proof) -> None:
        self.page = page
        pairs = [(sign, letter) for letter in page.letters for sign in matching(letter.text)]
        self._text = "".join(sign for sign, _ in pairs)
        self._letters = [letter for _, letter in pairs]

    def holds(self, wanted: str) -> bool:
        return wanted in self._text

    def longest_beginning(self, wanted: str) -> int:
        """How much of the beginning of a text the page holds, in characters."""
        return bisect_left(range(1, len(wanted)), True, key=lambda at: not self.holds(wanted[:at]))

    def take(self, wanted: str) -> tuple[Letter, ...]:
        """The letters of a text that the page holds."""
        at = self._text.index(wanted)
        end = at + len(wanted)
        # No text holds this: what is taken stays a gap, so that nothing is found across it.
        self._text = f"{self._text[:at]}{chr(0) * len(wanted)}{self._text[end:]}"
        return tuple(dict.fromkeys(self._letters[at:end]))


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _is_clear(page: Proof, room: float) -> bool:
    left, bottom, right, top = page.trim
    return all(
        left + room <= letter.left
        and bottom + room <= letter.bottom
        and letter.right <= right - room
        and letter.top <= top - room
        for letter in page.letters
    )


def _is_overprinted(letters: Iterable[Letter]) -> bool:
    """Whether two letters lie on each other."""
    cells: dict[tuple[int, int], list[Letter]] = {}
    for letter in letters:
        for across in range(int(letter.left // _CELL), int(letter.right // _CELL) + 1):
            for up in range(int(letter.bottom // _CELL), int(letter.top // _CELL) + 1):
                cells.setdefault((across, up), []).append(letter)
    return any(
        one.lies_on(other) for inside in cells.values() for one, other in combinations(inside, 2)
    )
