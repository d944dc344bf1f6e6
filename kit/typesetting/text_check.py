"""The text check: typeset faces hold every word, and each where it should be."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kit.core.messages import Message
from kit.core.rect import Rect
from kit.core.spelling import has_lone_accents
from kit.core.wording import cut_short, joined
from kit.typesetting.blocks import Block, matching, matching_signs
from kit.typesetting.readback import Letter, TypesetPage, is_clear, is_overprinted

# The faults of a face, known by their ids.
MISSING = Message("«{text}» is missing")
OUT_OF_PLACE = Message("«{text}» runs out of its place")
TOO_NEAR = Message("letters stand nearer than {clear:g} mm to the edge")
UPON_EACH_OTHER = Message("letters lie upon each other")
TOO_LONG = Message("it is too long for one side")
FAULTS = {one.id: one for one in (MISSING, OUT_OF_PLACE, TOO_NEAR, UPON_EACH_OTHER, TOO_LONG)}
# A word of so many letters looks lost when it is alone on the last line.
SHORT = 5
# A letter with accents upon it, in the form in which texts are compared, and accents alone.
_ACCENTS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_ACCENTED = re.compile(f"(.)({_ACCENTS}+)")
# In mm: letters stand on one line if their baselines differ by no more than this.
_ONE_LINE = 0.35


@dataclass(frozen=True)
class Zone:
    """Where letters may stand: `clear` mm off the trim, on a face drawn `scale` times as small."""

    clear: float
    scale: float = 1.0


@dataclass(frozen=True)
class CheckedTexts:
    """What is wrong with a face, the blocks that end in a lone word, and those broken otherwise.

    Wrong are words that are missing or out of their room, and letters that are too near the trim or
    upon each other. Lone words end blocks: one short word on a line, which the word before could
    have joined. Blocks broken otherwise do not have the lines that were reckoned for them.
    """

    faults: list[Message]
    lone: list[Block]
    broken_otherwise: list[Block]


def check_texts(pages: Sequence[TypesetPage], blocks: Sequence[Block], zone: Zone) -> CheckedTexts:
    """What was found of a face that takes these pages, and is to hold these blocks."""
    placed_blocks, missing = _placed_blocks(pages, blocks, zone)
    wrong = [MISSING.with_values(text=cut_short(text)) for text in missing]
    for one in placed_blocks:
        if not one.keeps_its_room(zone):
            wrong.append(OUT_OF_PLACE.with_values(text=cut_short(one.block.text)))
    for page in pages:
        if not is_clear(page, zone.clear):
            wrong.append(TOO_NEAR.with_values(clear=zone.clear))
        if is_overprinted(page.letters):
            wrong.append(UPON_EACH_OTHER)
    return CheckedTexts(
        wrong,
        [one.block for one in placed_blocks if one.ends_in_a_lone_word()],
        [one.block for one in placed_blocks if one.is_broken_otherwise()],
    )


def layout_remedy(faults: Iterable[Message], clear: float) -> str:
    """What to do with a layout for the faults of a face."""
    kinds, remedies = {one.id for one in faults}, []
    if MISSING.id in kinds:
        remedies.append(
            Message(
                "print each text whole and as it is, with no text-transform, display: none or the "
                "like"
            )
        )
    if TOO_NEAR.id in kinds:
        remedies.append(
            Message(
                "keep all letters {clear:g} mm off the edge, with a margin or padding, as the "
                "clear in its piece.yaml says",
                clear=clear,
            )
        )
    return joined(remedies) if remedies else Message("give it more room")


@dataclass(frozen=True)
class _PlacedBlock:
    """A block and its letters as they were found on one page."""

    block: Block
    page: TypesetPage
    letters: tuple[Letter, ...]

    def keeps_its_room(self, zone: Zone) -> bool:
        room = self.block.room
        if room is None:
            return True
        trim, scale = self.page.trim, zone.scale
        left, top = trim.left + room.left * scale, trim.top + room.top * scale
        on_page = Rect(left, top, room.width * scale, room.height * scale)
        # Ink may reach over the edge of a line's box by a hair.
        seen = on_page.grown(0.2 * scale)
        return all(seen.margin_around(letter.box) >= 0 for letter in self.letters)

    def is_broken_otherwise(self) -> bool:
        """Whether it has other lines than those that were reckoned for it, if any were."""
        if not self.block.lines:
            return False
        lines = [""]
        for before, letter in zip((None, *self.letters), self.letters, strict=False):
            if before and abs(before.baseline - letter.baseline) > _ONE_LINE:
                lines.append("")
            lines[-1] += letter.text
        return list(map(matching, lines)) != list(map(matching, self.block.lines))

    def ends_in_a_lone_word(self) -> bool:
        lines = list(self._lines())
        if len(lines) < 2 or len(lines[-1]) != 1 or len(lines[-2]) < 2:
            return False
        (last,), before = lines[-1], lines[-2][-1]
        if sum(letter.text.isalnum() for letter in last) > SHORT:
            return False
        measure = max(line[-1][-1].box.right - line[0][0].box.left for line in lines)
        space = lines[-2][-1][0].box.left - lines[-2][-2][-1].box.right
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
    return word[-1].box.right - word[0].box.left


def _placed_blocks(
    pages: Sequence[TypesetPage], blocks: Sequence[Block], zone: Zone
) -> tuple[list[_PlacedBlock], list[str]]:
    """The blocks as they stand on the pages, and the texts that are not there.

    The longest are looked for first, so that a name is not taken for a word of another text, and
    last those that do not stand on one page as they are; if that finds not all, in their turn.
    """
    found, missing = _sought(pages, blocks, zone, at_once=False)
    if missing:
        # A text may have been taken for the same words within one that goes on over pages.
        again, still_missing = _sought(pages, blocks, zone, at_once=True)
        if len(still_missing) < len(missing):
            return again, still_missing
    return found, missing


def _sought(
    pages: Sequence[TypesetPage], blocks: Sequence[Block], zone: Zone, *, at_once: bool
) -> tuple[list[_PlacedBlock], list[str]]:
    """The blocks as they stand on the pages; those in parts in their turn, or all of them last."""
    texts = [_PageText(page) for page in pages]
    found: list[_PlacedBlock] = []
    parted: list[Block] = []
    missing: list[Block] = []
    for block in sorted(blocks, key=lambda block: -len(matching(block.text))):
        page = next((text for text in texts if text.holds(matching(block.text))), None)
        if page:
            found.append(page.placed_block(block, zone))
        elif not at_once or not _taken_in_parts(texts, block):
            (missing if at_once else parted).append(block)
    missing += [block for block in parted if not _taken_in_parts(texts, block)]
    return found, [block.text for block in missing]


def _taken_in_parts(texts: Sequence["_PageText"], block: Block) -> bool:
    """Whether a block goes on over pages, or stands on one with something set between its parts."""
    parts = [part for part in map(matching, block.parts) if part]
    if _taken_over_breaks(texts, matching(block.text)):
        return True
    there = len(parts) > 1 and all(any(text.holds(part) for text in texts) for part in parts)
    return there and all(_taken(texts, part) for part in parts)


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
    parts, rest = [], wanted
    for page in texts[:-1]:
        most = page.longest_beginning(rest)
        parts.append(rest[:most])
        rest = rest[most:]
    if not all(parts) or not texts[-1].holds(rest):
        return False
    for page, part in zip(texts, (*parts, rest), strict=True):
        page.take(part)
    return True


class _PageText:
    """The text of a page for comparison; what was found in it is not found again."""

    def __init__(self, page: TypesetPage) -> None:
        self.page = page
        pairs = matching_signs((letter.text, letter) for letter in page.letters)
        self._text = "".join(sign for sign, _ in pairs)
        self._letters = [letter for _, letter in pairs]

    def holds(self, wanted: str) -> bool:
        return wanted in self._text or bool(self._places(wanted))

    def longest_beginning(self, wanted: str) -> int:
        """How much of the beginning of a text the page holds, in characters."""
        return bisect_left(range(1, len(wanted)), True, key=lambda at: not self.holds(wanted[:at]))

    def placed_block(self, block: Block, zone: Zone) -> _PlacedBlock:
        """A block that the page holds: where it keeps its room, if its text stands there twice."""
        wanted = matching(block.text)
        places = self._places(wanted)
        blocks = [_PlacedBlock(block, self.page, self._letters_at(*span)) for span in places]
        best = next((n for n, one in enumerate(blocks) if one.keeps_its_room(zone)), 0)
        self.take(wanted, places[best][0])
        return blocks[best]

    def _letters_at(self, start: int, end: int) -> tuple[Letter, ...]:
        return tuple(dict.fromkeys(self._letters[start:end]))

    def _places(self, wanted: str) -> list[tuple[int, int]]:
        """From where to where the page holds a text; as it is, or else with accents left out."""
        patterns = [re.escape(wanted)]
        patterns += [_as_read(wanted)] if has_lone_accents(wanted) else []
        for pattern in patterns:
            if places := [found.span() for found in re.finditer(pattern, self._text)]:
                return places
        return []

    def take(self, wanted: str, start: int = 0) -> None:
        """Leave a gap where the page holds a text, the first from `start` on."""
        at, end = next(place for place in self._places(wanted) if place[0] >= start)
        # No text holds this, so nothing is found across it.
        self._text = f"{self._text[:at]}{chr(0) * (end - at)}{self._text[end:]}"


def _as_read(wanted: str) -> str:
    """A pattern that finds a text, given as `matching` has it, among the letters of a page.

    Of lone accents pdfium takes some for printed twice, and leaves them out: there only the letter
    is looked for.
    """
    parts, done = [], 0
    for found in _ACCENTED.finditer(wanted):
        base = re.escape(found[1])
        letter = f"{base}{_ACCENTS}*" if has_lone_accents(found[0]) else found[0]
        parts += [re.escape(wanted[done : found.start()]), letter]
        done = found.end()
    return "".join([*parts, re.escape(wanted[done:])])
